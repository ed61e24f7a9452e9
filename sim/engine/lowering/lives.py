"""Lower the lives: chances to be alive, benefits of spouses and survivors, what a survivor's accounts are under."""

from datetime import date

import numpy as np

from sim.engine.lowering.calendar import DAYS_A_YEAR, Calendar
from sim.engine.lowering.holdings import Holdings
from sim.law.ages import not_early
from sim.law.benefit_ages import first_survivor_age, retirement_factor, survivor_benefit
from sim.law.benefits.earnings_test import month_of
from sim.law.benefits.spouses import claim_month, primary_amount
from sim.law.community_property import community_property_states
from sim.law.filing_status import CODE_OF
from sim.law.life_table import death_probability
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Person
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario

MONTHS = 12


def lower_lives(household: np.void, scenario: Scenario, calendar: Calendar, holdings: Holdings) -> None:
    """Fill everything about deaths; with lives to the horizon nobody dies."""
    home, people = scenario.household, scenario.household.people
    household["n_years"] = len(calendar.years)
    household["survivor_status"] = int(CODE_OF[FilingStatus.SINGLE])
    household["survivor_spending_share"] = home.lives.survivor_spending_share
    if home.lives.kind is LivesKind.HORIZON:
        return
    household["has_deaths"] = 1
    household["is_community_property"] = home.state in community_property_states()
    for p, person in enumerate(people):
        household["survival"][p, : len(calendar.years)] = _survival(scenario, person, calendar)
    if len(people) == 2:
        _lower_survivors(household, people, calendar)
        for a, account in enumerate(holdings.accounts):
            other = people[1 - int(household["account_owner"][a])]
            household["account_survivor_early_until"][a] = not_early(other.born, account.type).toordinal()


def _survival(scenario: Scenario, person: Person, calendar: Calendar) -> np.ndarray:
    """Return the chance to be alive after each year's end; 0 from a named year of death on."""
    years = [int(year) for year in calendar.years]
    if scenario.household.lives.kind is LivesKind.DATES:
        last = person.dies_in
        return np.array([0.0 if last is not None and year >= last else 1.0 for year in years])
    alive = []
    for year in range(scenario.start.year, years[-1] + 1):
        q = death_probability(None if person.sex is None else person.sex.value, year - person.born.year, year)
        if year == scenario.start.year:
            q *= (date(year, 12, 31) - scenario.start).days / DAYS_A_YEAR
        alive.append(1.0 - q)
    return np.cumprod(alive)[-len(years) :]


def _lower_survivors(household: np.void, people: tuple[Person, ...], calendar: Calendar) -> None:
    """Fill what each person is paid as a survivor, by the other's year of death, and from which day."""
    for p, person in enumerate(people):
        dead, born = people[1 - p], month_of(person.born)
        for y, year in enumerate(calendar.years):
            first = max((int(year) + 1) * MONTHS, born + first_survivor_age() * MONTHS + 1)
            household["survivor_from"][p, y] = date(first // MONTHS, first % MONTHS + 1, 1).toordinal()
            household["survivor_benefit"][p, y] = _survivor_benefit(person, dead, int(year), first - born) / MONTHS


def _survivor_benefit(person: Person, dead: Person, year: int, age_months: int) -> float:
    december = year * MONTHS + MONTHS - 1
    has_claimed = claim_month(dead) <= december
    claimed_at = dead.social_security.claiming_age * MONTHS if has_claimed else december - month_of(dead.born)
    factor = retirement_factor(dead.born.year, claimed_at)
    primary = primary_amount(dead) * max(1.0, factor)
    paid = dead.social_security.annual_at_claiming if has_claimed else primary
    return survivor_benefit(primary, paid, has_claimed and factor < 1.0, person.born.year, age_months)
