"""Gifts from IRAs to charity, from docs/engine.md."""

import math
from collections.abc import Callable
from datetime import date

from sim.law.federal_law import federal_years
from sim.scenario.household import Household
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import months_after
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.sheltered import Sheltered


class Gifts:
    """From 70 1/2 on, up to the limit of the year; they are spending that was wished for."""

    def __init__(
        self, household: Household, lives: Lives, sheltered: Sheltered, level_at_end: Callable[[int], float]
    ) -> None:
        self.household, self.lives, self.sheltered, self.level_at_end = household, lives, sheltered, level_at_end

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

    def _limit(self, year: int) -> float:
        last = federal_years()[-1]
        published = float(figure("retirement", "qcd_limit", min(year, last), "single"))
        if year <= last:
            return published
        rise = self.level_at_end(year - 1) / self.level_at_end(last - 1)
        return math.floor(published * rise / 1_000 + 0.5) * 1_000.0
