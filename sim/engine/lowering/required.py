"""Lower what required minimum distributions rest on: periods by year, first years, and when they are taken."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.holdings import Holdings
from sim.engine.records.codes import Rmds
from sim.engine.records.limits import MAX_YEARS
from sim.law.benefits.inherited import last_year, period_after_death
from sim.law.rmd_law import OLDEST, first_distribution_year, load_rmd_tables
from sim.scenario.enums import AccountType, Owner, PlanKind, RmdTiming
from sim.scenario.household import Person
from sim.scenario.models import Scenario

NEVER = MAX_YEARS
"""No year of a plan."""

RMDS_OF = {
    RmdTiming.DECEMBER: Rmds.DECEMBER,
    RmdTiming.AS_NEEDED: Rmds.AS_NEEDED,
    RmdTiming.MONTHLY: Rmds.MONTHLY,
    RmdTiming.JANUARY: Rmds.JANUARY,
}


def lower_required(household: np.void, scenario: Scenario, calendar: Calendar, holdings: Holdings) -> None:
    """Fill each person's periods by year, also with a spouse as only beneficiary, and each account's first year."""
    tables, people = load_rmd_tables(), scenario.household.people
    household["rmds"], household["reserve_months"] = (
        RMDS_OF[scenario.household.rmds],
        scenario.household.cash_reserve_months,
    )
    for p, person in enumerate(people):
        first, spouse = first_distribution_year(person.born), people[1 - p] if len(people) == 2 else None
        for y, year in enumerate(calendar.years):
            if year < first:
                continue
            age = min(int(year) - person.born.year, OLDEST)
            household["rmd_period"][p, y] = tables.uniform[age]
            if spouse is not None and person.spouse_inherits_alone:
                household["joint_period"][p, y] = tables.joint[age, min(int(year) - spouse.born.year, OLDEST)]
    for a, account in enumerate(holdings.accounts):
        owner = people[0 if account.owner is Owner.SELF else 1]
        if account.type is AccountType.PLAN_401K and account.is_of_present_employer and owner.wages.until is not None:
            household["rmd_from"][a] = max(0, owner.wages.until.year - int(calendar.years[0]))
    _lower_pools(household, holdings)
    _lower_inherited(household, holdings, people, int(calendar.years[0]))


def _lower_pools(household: np.void, holdings: Holdings) -> None:
    """Number the accounts that count for each other in one hand: IRAs, 403(b)s, what one person left."""
    numbers = {"ira": 0, "403b": 1}
    household["account_rmd_pool"] = -1
    for a, account in enumerate(holdings.accounts):
        pool = ""
        if account.type is AccountType.TRADITIONAL_IRA:
            pool = "ira"
        elif account.type is AccountType.INHERITED_IRA:
            pool = f"left by {account.inherited_from}"
        elif account.type is AccountType.PLAN_401K and account.plan_kind is PlanKind.PLAN_403B:
            pool = "403b"
        if pool:
            household["account_rmd_pool"][a] = numbers.setdefault(pool, len(numbers))


def _lower_inherited(household: np.void, holdings: Holdings, people: tuple[Person, ...], first_year: int) -> None:
    """Fill for each inherited IRA when it begins to require something, its period, and the year that empties it."""
    household["account_inherited_end"] = NEVER
    for a, account in enumerate(holdings.accounts):
        if account.type is not AccountType.INHERITED_IRA:
            continue
        assert account.decedent_born is not None  # the scenario's checks: both dates are there
        assert account.decedent_died is not None
        heir = people[0 if account.owner is Owner.SELF else 1]
        last, died = last_year(account.decedent_died), account.decedent_died.year
        household["account_inherited_end"][a] = last - first_year
        period = period_after_death(account.decedent_born, account.decedent_died, heir.born)
        household["rmd_from"][a] = max(0, (died + 1 if period > 0.0 else last) - first_year)
        household["account_inherited_period"][a] = period + died + 1 - first_year
