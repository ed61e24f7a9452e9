"""Lower what required minimum distributions rest on beside balances: periods by year, and when a plan begins."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.holdings import Holdings
from sim.law.rmd_law import OLDEST, first_distribution_year, load_rmd_tables
from sim.scenario.enums import AccountType, Owner
from sim.scenario.models import Scenario


def lower_required(household: np.void, scenario: Scenario, calendar: Calendar, holdings: Holdings) -> None:
    """Fill each person's periods by year, also with a spouse as only beneficiary, and each account's first year."""
    tables, people = load_rmd_tables(), scenario.household.people
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
