"""A person's Roth IRAs as one: contributions, conversions in the order of their years, and the five-year clocks."""

from dataclasses import dataclass, field

from sim.scenario.enums import AccountType
from tests.oracles.path_twin.records import Shelter, YearItems


@dataclass
class RothPools:
    """What can still come out. `since`: year of the first money; `converted`: taxed amounts by calendar year [USD]."""

    contributions: float = 0.0
    converted: dict[int, float] = field(default_factory=dict)
    since: int | None = None

    def receive(self, year: int, converted: float, free: float) -> None:
        if converted + free > 0:
            self.contributions += free
            self.converted[year] = self.converted.get(year, 0.0) + converted
            self.since = year if self.since is None else min(self.since, year)

    def distribute(self, amount: float, is_young: bool, items: YearItems, person: int) -> None:
        """Tax what is not qualified: five tax years since the first money, and 59 1/2."""
        assert self.since is not None
        if not is_young and items.year - self.since >= 5:
            return
        first = min(amount, self.contributions)
        self.contributions -= first
        amount -= first
        hit = 0.0
        for year in sorted(self.converted):
            part = min(amount, self.converted[year])
            self.converted[year] -= part
            amount -= part
            hit += part if is_young and items.year - year < 5 else 0.0
        items.distribute(amount, person, is_plan=False)
        items.roth_earnings += amount
        items.early_withdrawal += hit + amount if is_young else 0.0
        items.add("roth_not_qualified", hit + amount)

    def join(self, other: "RothPools") -> None:
        """The survivor's own from now on; the earlier clock counts."""
        self.contributions += other.contributions
        for year, amount in other.converted.items():
            self.converted[year] = self.converted.get(year, 0.0) + amount
        years = [since for since in (self.since, other.since) if since is not None]
        self.since = min(years, default=None)
        other.contributions, other.converted = 0.0, {}


def open_pools(pools: list[RothPools], shelters: list[Shelter], price: dict[str, float]) -> None:
    """Fill the pools of the first day: without a word of the household all is old contributions."""
    for shelter in shelters:
        value = shelter.value(price)
        if shelter.kind is AccountType.ROTH_IRA and value > 0:
            given, opened = shelter.account.roth_contributions, shelter.account.roth_opened
            pools[shelter.person].receive(opened or 1900, 0.0, 1.0)
            pools[shelter.person].contributions += (value if given is None else given) - 1.0
