"""Exceptions to the additional 10% tax, and the ages that make a distribution early."""

from datetime import date

from sim.law.ages import early_until
from sim.law.early_distribution import early_exceptions
from sim.scenario.enums import AccountType
from sim.scenario.household import Person, Wages

BORN = date(1970, 3, 15)


def free_from(account: AccountType, last_day_of_work: date) -> date:
    wages = Wages(annual=50_000.0, until=last_day_of_work)
    return early_until(Person(born=BORN, wages=wages), account, date(2024, 1, 1))


def test_rule_of_55_holds_in_the_plan_and_is_lost_in_the_ira() -> None:
    """IRC 72(t)(2)(A)(v), (3)(A): leaving work in the year of age 55 frees the plan from the next day on, no IRA."""
    assert free_from(AccountType.PLAN_401K, date(2025, 1, 31)) == date(2025, 2, 1)
    assert free_from(AccountType.PLAN_401K, date(2024, 12, 31)) == date(2029, 9, 15)  # 59 1/2
    assert free_from(AccountType.TRADITIONAL_IRA, date(2025, 1, 31)) == date(2029, 9, 15)
    assert free_from(AccountType.HSA, date(2025, 1, 31)) == date(2035, 3, 15)  # IRC 223(f)(4)(C)


def test_every_exception_cites_section_72() -> None:
    assert all(exception.reference.startswith("IRC 72") for exception in early_exceptions().values())
