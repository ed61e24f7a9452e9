"""What the household lists year by year, gifts to a donor-advised fund, and gifts carried to later years."""

from collections import defaultdict
from collections.abc import Callable

from sim.engine.lowering.calendar import Calendar
from sim.scenario.models import Scenario
from tests.oracles.schedule_a import gifts_worksheet

KINDS = (("cash", "cash", "carried_cash"), ("stock", "property", "carried_property"))


class Listed:
    """The lists of a path. given : by year, (cash, lots) to the fund; carried : by kind, the years' gifts left over."""

    def __init__(self, scenario: Scenario, calendar: Calendar, level_at_end: Callable[[int], float]) -> None:
        self.home, self.level_at_end = scenario.household, level_at_end
        self.first_year = int(calendar.years[0])
        self.given: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.carried: dict[str, dict[int, float]] = {"cash": {}, "stock": {}}

    @property
    def is_used(self) -> bool:
        return self.home.itemizes

    def lists(self, year: int, has_portfolio: bool = True) -> dict[str, float]:
        """Return what may be listed in a year; of a household without its portfolio no gift to the fund."""
        listed, level = self.home.deductions, 1.0 if year == self.first_year else self.level_at_end(year - 1)
        until = listed.mortgage_until
        owed = sum(1 for month in range(1, 13) if until is None or (year, month) <= (until.year, until.month))
        counted = 1.0 if has_portfolio else 0.0
        return {
            "medical": listed.medical * level,
            "property_tax": listed.property_tax * level,
            "mortgage_interest": listed.mortgage_interest * owed / 12,
            "cash": listed.charity_cash * level,
            "fund_cash": counted * self.given[year][0],
            "property": counted * self.given[year][1],
            "carried_cash": counted * sum(self.carried["cash"].values()),
            "carried_property": counted * sum(self.carried["stock"].values()),
        }

    def close(self, year: int, agi: float) -> None:
        """Carry what was above the limits of a year for five years; the year's own gifts are used before older ones."""
        listed = self.lists(year)
        found = gifts_worksheet(listed, agi, year)
        own = {"cash": listed["cash"] + listed["fund_cash"], "stock": listed["property"]}
        left = {kind: own[kind] + listed[carried] - found[kind] for kind, _, carried in KINDS}
        for kind in own:
            used = found[kind]
            used_own = min(used, own[kind])
            over = own[kind] - used_own
            if left["cash"] > 0 or left["stock"] > 0:
                over += min(found[f"{kind}_cut"], used_own)
            used -= used_own
            for given in sorted(self.carried[kind]):
                taken = min(used, self.carried[kind][given])
                self.carried[kind][given] -= taken
                used -= taken
            self.carried[kind][year] = over
            self.carried[kind] = {given: rest for given, rest in self.carried[kind].items() if year + 1 - given <= 5}
