"""Equal periodic payments (IRC 72(t)), from docs/engine.md."""

from datetime import date

from sim.law.rmd_law import load_rmd_tables
from sim.scenario.enums import Owner, SeriesMethod
from tests.oracles.path_twin.people import months_after
from tests.oracles.path_twin.records import Shelter
from tests.oracles.path_twin.sheltered import Sheltered


class Series:
    """The accounts that pay equal payments: when each began, and what it pays a month."""

    def __init__(self, sheltered: Sheltered) -> None:
        self.sheltered = sheltered
        self.began: dict[str, date] = {}
        self.monthly: dict[str, float] = {}

    def pay(self, price: dict[str, float], today: date) -> float:
        """Return what all of them pay at a month end; each account is closed to everything else until it is over."""
        paid = 0.0
        for shelter in self.sheltered.shelters:
            first = shelter.account.series_from
            if first is None or (today.year, today.month) < (first.year, first.month):
                continue
            shelter.is_closed = False
            began = self.began.setdefault(shelter.account.id, today)
            if shelter.is_inherited or not self._runs(shelter, began, today):
                continue
            self._set(shelter, began, price, today)
            paid += self.sheltered.distribute(shelter, self.monthly[shelter.account.id], price, today)
            shelter.is_closed = True
        return paid

    def _runs(self, shelter: Shelter, began: date, today: date) -> bool:
        born = self.sheltered.people[shelter.person].born
        return today < max(months_after(began, 60), months_after(born, 59 * 12 + 6))

    def _set(self, shelter: Shelter, began: date, price: dict[str, float], today: date) -> None:
        account, balance = shelter.account, shelter.value(price)
        owner = self.sheltered.people[0 if account.owner is Owner.SELF else 1]
        years = float(load_rmd_tables().single[min(120, today.year - owner.born.year)])
        is_level = account.series_method is SeriesMethod.AMORTIZATION
        if today == began:
            annual = balance / years
            if is_level and account.series_rate > 0:
                annual = account.series_rate * balance / (1 - (1 + account.series_rate) ** -years)
            self.monthly[account.id] = annual / 12
        elif today.month == 1 and not is_level:
            self.monthly[account.id] = shelter.counted_last_year_end / years / 12
