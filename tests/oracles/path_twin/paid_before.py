"""What distributions are to the return, and what a short holding makes of them, from docs/engine.md."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sim.scenario.holdings import Security
from tests.oracles.path_twin.records import Line, Lot, YearItems

QUARTER_END_STATES = {"CA": 0.5, "CT": 0.5, "NY": 0.5}
DAY = timedelta(days=1)


def passes_treasuries(security: Security, state: str) -> bool:
    """Return whether the state lets a fund's Treasury interest be: for some, only where half of its assets are."""
    assets = security.treasury_share if security.treasury_assets is None else security.treasury_assets
    return assets >= QUARTER_END_STATES.get(state, 0.0)


@dataclass(frozen=True)
class Paid:
    """A line's distribution of one day, a unit [USD]."""

    day: date
    qualified: float
    long_gains: float
    exempt: float


class PaidBefore:
    """Books distributions, and remembers them for the day on which the shares are sold."""

    def __init__(self, state: str, years: dict[int, YearItems]) -> None:
        self.state, self.years = state, years
        self.paid: defaultdict[int, list[Paid]] = defaultdict(list)  # by the line's identity

    def distribute(self, line: Line, income: float, gains: tuple[float, float], today: date) -> None:
        """Book what a line is paid.

        income : a unit, of dividends and interest [USD]; gains : short-term and long-term gains a unit [USD]
        """
        security, units, items = line.security, line.units, self.years[today.year]
        foreign_tax = income * security.foreign_tax_share
        exempt = income * security.exempt_share
        treasury = income * security.treasury_share if passes_treasuries(security, self.state) else 0.0
        qualified = (income + foreign_tax) * security.qualified_share
        items.ordinary_dividends += units * (income + foreign_tax - exempt - treasury + gains[0])
        items.qualified_dividends += units * qualified
        items.funds["treasury"] += units * treasury
        items.funds["exempt"] += units * exempt
        items.funds["other_states"] += units * exempt * (1 - security.own_state_share)
        items.funds["reit"] += units * income * security.reit_share
        items.funds["foreign_tax"] += units * foreign_tax
        items.funds["foreign_income"] += units * (income + foreign_tax) * security.foreign_share
        items.long_term += units * gains[1]
        counted = 0.0 if security.declares_daily else exempt
        self.paid[id(line)].append(Paid(today, qualified, gains[1], counted))

    def of(self, lot: Lot, sold: date) -> list[Paid]:
        """Return what was paid on a lot's shares."""
        return [paid for paid in self.paid[id(lot.line)] if lot.acquired < paid.day <= sold]

    def unqualify(self, lot: Lot, sold: date) -> None:
        """Take back qualified dividends of shares held for 60 days or less of the 121 around them."""
        for paid in self.of(lot, sold):
            day_before, last_day = paid.day - 61 * DAY, paid.day + 60 * DAY
            if (min(sold, last_day) - max(lot.acquired, day_before)).days <= 60:
                self.years[paid.day.year].qualified_dividends -= lot.units * paid.qualified

    def loss(self, lot: Lot, loss: float, sold: date) -> tuple[float, float]:
        """Return the (long-term, other) part of a fund share's loss that is allowed, other after its own term."""
        if sold >= _in_six_months(lot.acquired + DAY):
            return 0.0, loss
        paid = self.of(lot, sold)
        allowed = max(0.0, loss - lot.units * sum(one.exempt for one in paid))
        long = min(allowed, lot.units * sum(one.long_gains for one in paid))
        return long, allowed - long


def _in_six_months(begins: date) -> date:
    """Return the first day on which a period that began on a day has lasted for more than six months."""
    year, month = (begins.year, begins.month + 6) if begins.month <= 6 else (begins.year + 1, begins.month - 6)
    day = begins.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:  # no such day: the first of the month after
            first = date(year, month, 28) + timedelta(days=4)
            return first.replace(day=1)
