"""Lower the lives: chances to be alive, benefits of spouses and survivors, what a survivor's accounts are under."""

from datetime import date
from functools import lru_cache

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
KEPT = 64
"""People whose tables are kept: what is moved in a plan is seldom who lives in it."""


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
    last_year = int(calendar.years[-1])
    for p, person in enumerate(people):
        household["survival"][p, : len(calendar.years)] = _survival(
            home.lives.kind is LivesKind.DATES, scenario.start, person, last_year, len(calendar.years)
        )
    if len(people) == 2:
        n_years = len(calendar.years)
        household["survivor_from"][:, :n_years], household["survivor_benefit"][:, :n_years] = _of_survivors(
            people, last_year, n_years
        )
        for a, account in enumerate(holdings.accounts):
            other = people[1 - int(household["account_owner"][a])]
            household["account_survivor_early_until"][a] = not_early(other.born, account.type).toordinal()


@lru_cache(maxsize=KEPT)
def _survival(dies_as_said: bool, start: date, person: Person, last_year: int, n_years: int) -> np.ndarray:
    """Return the chance to be alive after each year's end, (n_years,); 0 from a named year of death on.

    Kept for the next plan of this person: not to be written to.
    """
    if dies_as_said:
        years, last = range(last_year - n_years + 1, last_year + 1), person.dies_in
        return np.array([0.0 if last is not None and year >= last else 1.0 for year in years])
    alive = []
    for year in range(start.year, last_year + 1):
        q = death_probability(None if person.sex is None else person.sex.value, year - person.born.year, year)
        if year == start.year:
            q *= (date(year, 12, 31) - start).days / DAYS_A_YEAR
        alive.append(1.0 - q)
    return np.cumprod(alive)[-n_years:]


@lru_cache(maxsize=KEPT)
def _of_survivors(people: tuple[Person, ...], last_year: int, n_years: int) -> tuple[np.ndarray, np.ndarray]:
    """Return from which day each of two people is paid as a survivor, and what a month, by the other's year of death.

    (2, n_years) each, kept for the next plan of these people: not to be written to.
    """
    since, paid = np.zeros((2, n_years), np.int64), np.zeros((2, n_years))
    for p, person in enumerate(people):
        dead, born = people[1 - p], month_of(person.born)
        for y, year in enumerate(range(last_year - n_years + 1, last_year + 1)):
            first = max((year + 1) * MONTHS, born + first_survivor_age() * MONTHS + 1)
            since[p, y] = date(first // MONTHS, first % MONTHS + 1, 1).toordinal()
            paid[p, y] = _survivor_benefit(person, dead, year, first - born) / MONTHS
    return since, paid


def _survivor_benefit(person: Person, dead: Person, year: int, age_months: int) -> float:
    december = year * MONTHS + MONTHS - 1
    has_claimed = claim_month(dead) <= december
    claimed_at = dead.social_security.claiming_age * MONTHS if has_claimed else december - month_of(dead.born)
    factor = retirement_factor(dead.born.year, claimed_at)
    primary = primary_amount(dead) * max(1.0, factor)
    paid = dead.social_security.annual_at_claiming if has_claimed else primary
    return survivor_benefit(primary, paid, has_claimed and factor < 1.0, person.born.year, age_months)
