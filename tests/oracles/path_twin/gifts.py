"""Gifts from IRAs to charity, from docs/engine.md."""

import math
from collections.abc import Callable
from datetime import date

from sim.law.federal_law import federal_years
from sim.scenario.household import Household
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.itemizing import Listed
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import months_after
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.sheltered import Sheltered
from tests.oracles.path_twin.withdrawals import Withdrawals


class Gifts:
    """From 70 1/2 on, up to the limit of the year; they are spending that was wished for."""

    def __init__(
        self,
        household: Household,
        lives: Lives,
        sheltered: Sheltered,
        withdrawals: Withdrawals,
        listed: Listed,
        level_at_end: Callable[[int], float],
    ) -> None:
        self.household, self.lives, self.sheltered, self.level_at_end = household, lives, sheltered, level_at_end
        self.withdrawals, self.listed = withdrawals, listed

    def give(self, today: date, level: float, price: dict[str, float], items: YearItems) -> None:
        """Give what a December brings."""
        for who in self.lives.people(today.year):
            person = self.household.people[who]
            if months_after(person.born, 12 * 70 + 6) <= today:
                wanted = min(person.charity_gift * level, self._limit(today.year))
                given = self.sheltered.give(who, wanted, price, today)
                for name in ("spending", "spending_target", "spending_floor"):
                    items.add(name, given)
                items.add("spending_real", given / level)

    def give_to_fund(self, today: date, level: float, price: dict[str, float], items: YearItems, cash: float) -> float:
        """Give the year's gift to the fund, lots before cash; return what becomes of the cash at hand."""
        gift = self.household.fund_gift
        first, last = gift.first_year or today.year, gift.last_year or today.year
        if gift.amount == 0 or not first <= today.year <= last:
            return cash
        wanted = gift.amount * level
        in_lots = self.withdrawals.taxable.give(wanted, price, today) if gift.gives_lots else 0.0
        if wanted - in_lots > cash:
            cash += self.withdrawals.raise_cash(wanted - in_lots - cash, price, today)
        in_cash = min(wanted - in_lots, max(0.0, cash))
        self.listed.given[today.year][0] += in_cash
        self.listed.given[today.year][1] += in_lots
        items.add("charity_gifts", in_lots)
        items.add("spending_real", (in_cash + in_lots) / level)
        for name in ("spending", "spending_target", "spending_floor"):
            items.add(name, in_cash + in_lots)
        return cash - in_cash

    def _limit(self, year: int) -> float:
        last = federal_years()[-1]
        published = float(figure("retirement", "qcd_limit", min(year, last), "single"))
        if year <= last:
            return published
        rise = self.level_at_end(year - 1) / self.level_at_end(last - 1)
        return math.floor(published * rise / 1_000 + 0.5) * 1_000.0
