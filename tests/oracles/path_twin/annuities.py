"""Annuities for life, from docs/engine.md: bought with what is in the contract, level, a share of each payment free."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sim.law.annuity_multiples import joint_multiple, life_multiple
from sim.scenario.enums import AnnuityTerm
from sim.scenario.household import Person
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import months_after
from tests.oracles.path_twin.records import Shelter
from tests.oracles.path_twin.sheltered import Sheltered


@dataclass(eq=False)
class Contract:
    """Payments for life that have begun. `monthly` while the annuitant lives, a share of it to the other after that."""

    shelter: Shelter
    annuitant: int
    survivor_share: float
    monthly: float
    free_share: float


class LifeAnnuities:
    """Every annuity for life of the household."""

    def __init__(self, sheltered: Sheltered, people: tuple[Person, ...], lives: Lives) -> None:
        self.sheltered, self.people, self.lives = sheltered, people, lives
        self.contracts: list[Contract] = []

    def pay(self, price: dict[str, float], today: date) -> float:
        """Return what arrives in a month; contracts that begin in it are paid for first."""
        for shelter in self.sheltered.shelters:
            account = shelter.account
            has_begun = any(contract.shelter is shelter for contract in self.contracts)
            if account.pays_for is not AnnuityTerm.LIFE or account.pays_from is None or has_begun:
                continue
            if (today.year, today.month) >= (account.pays_from.year, account.pays_from.month):
                self._begin(shelter, price, today)
        total, items = 0.0, self.sheltered.years[today.year]
        for contract in self.contracts:
            paid = self._monthly(contract, today.year)
            free = min(paid * min(1.0, contract.free_share), contract.shelter.basis)
            contract.shelter.basis -= free
            items.pay_annuity(paid - free, contract.annuitant)
            items.add("outside_income", paid)
            total += paid
        return total

    def _begin(self, shelter: Shelter, price: dict[str, float], today: date) -> None:
        value, who = shelter.value(price), shelter.person
        goes_on = 0.0
        if not shelter.is_inherited and len(self.people) == 2 and self.lives.lives(1 - who, today.year):
            goes_on = shelter.account.pays_survivor_share
        day = shelter.account.pays_from
        assert day is not None
        multiple = life_multiple(age_nearest(self.people[who], day))
        if goes_on > 0:
            both = joint_multiple(*(age_nearest(self.people[p], day) for p in (who, 1 - who)))
            multiple = (1 - goes_on) * multiple + goes_on * both
        yearly = value * (shelter.account.payout_rate or 0.0)
        free_share = 0.0
        if value > 0:
            free_share = float(Fraction(shelter.basis / (yearly * multiple) * 1000 + 0.5).__floor__()) / 1000
            self.sheltered.take_all(shelter, price, today)
            self.sheltered.years[today.year].add("outside_income", -value)
        self.contracts.append(Contract(shelter, who, goes_on, yearly / 12, free_share))

    def _monthly(self, contract: Contract, year: int) -> float:
        is_alive = self.lives.lives(contract.annuitant, year)
        return contract.monthly * (1.0 if is_alive else contract.survivor_share)

    def of_a_year(self, year: int) -> float:
        """Return what contracts that have begun pay in a year."""
        return 12 * sum(self._monthly(contract, year) for contract in self.contracts)


def age_nearest(person: Person, day: date) -> int:
    """Return the age at the birthday nearest to the month of a day; half a year before a birthday counts as it."""
    first = day.replace(day=1)
    return max(age for age in range(120) if months_after(person.born.replace(day=1), 12 * age - 6) <= first)
