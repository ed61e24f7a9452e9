"""Required distributions before December, from docs/engine.md: they pay spending first, or come early in the year."""

from datetime import date

from sim.law.federal_law import federal_years
from sim.scenario.enums import AccountType, RmdTiming
from sim.scenario.household import Household
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.inherited import is_last_year, pool
from tests.oracles.path_twin.records import DUST_USD, Shelter
from tests.oracles.path_twin.sheltered import Sheltered
from tests.oracles.path_twin.withdrawals import Withdrawals


class RequiredFirst:
    """`unspent`: what of the year's distributions waits in cash for the year's spending [USD]."""

    def __init__(self, household: Household, sheltered: Sheltered, withdrawals: Withdrawals) -> None:
        self.household, self.sheltered, self.withdrawals = household, sheltered, withdrawals
        self.timing, self.unspent = household.rmds, 0.0

    def pay(self, need: float, level: float, price: dict[str, float], today: date) -> float:
        """Return what required distributions pay toward a need."""
        return 0.0 if self.timing is RmdTiming.DECEMBER else self._take(1.0, need, level, price, today)

    def early(self, level: float, price: dict[str, float], today: date) -> float:
        """Return what comes on a month end whatever is needed."""
        share = {RmdTiming.MONTHLY: 1 / (13 - today.month), RmdTiming.JANUARY: 1.0}.get(self.timing, 0.0)
        paid = self._take(share, float("inf"), level, price, today) if share else 0.0
        self.unspent += paid
        return paid

    def came_with_a_rollover(self, amount: float) -> None:
        self.unspent += 0.0 if self.timing is RmdTiming.DECEMBER else amount

    def keep(self, above_reserve: float) -> float:
        """Return what stays in cash for the rest of the year."""
        self.unspent = max(0.0, min(self.unspent, above_reserve))
        return self.unspent

    def _take(self, share: float, most: float, level: float, price: dict[str, float], today: date) -> float:
        paid = 0.0
        for person in range(len(self.household.people)):
            ahead: set[object] = set()
            for account in self.sheltered.shelters:
                missing = self.sheltered.missing_rmd(account) if account.has_rmd else 0.0
                is_last = is_last_year(account.account, today.year)
                if is_last:
                    missing = account.value(price)
                if account.person != person or missing <= 0:
                    continue
                together = pool(account.account)
                if share < 1 and together and together in ahead and not is_last:
                    continue
                if account.kind is AccountType.TRADITIONAL_IRA:
                    missing = max(0.0, missing - self._gift(person, level, price, today))
                paid += self._pay_from(account, share * missing, most - paid, price, today)
                if account.value(price) > DUST_USD:
                    ahead.add(together)
        return paid

    def _pay_from(self, account: Shelter, due: float, most: float, price: dict[str, float], today: date) -> float:
        counted = 1 - account.roth_share
        got = self.sheltered.distribute(account, min(due / counted, most), price, today)
        self.withdrawals.pretax_room = max(0.0, self.withdrawals.pretax_room - got * counted)
        return got

    def _gift(self, person: int, level: float, price: dict[str, float], today: date) -> float:
        limit = float(figure("retirement", "qcd_limit", min(today.year, federal_years()[-1]), "single"))
        iras = [s for s in self.sheltered.shelters if s.person == person and s.kind is AccountType.TRADITIONAL_IRA]
        untaxed = sum(ira.value(price) - ira.after_tax for ira in iras)
        return max(0.0, min(self.household.people[person].charity_gift * level, limit, untaxed))
