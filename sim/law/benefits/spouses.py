"""What a spouse's claim adds to a person's own Social Security benefit."""

from sim.law.benefit_ages import MONTHS, retirement_factor, spouse_excess
from sim.law.benefits.earnings_test import claim_month as month_of_claim
from sim.law.benefits.earnings_test import month_of
from sim.scenario.household import Person


def claim_month(person: Person) -> int:
    """Return the month in which the claiming age is reached, counted from year 0."""
    return month_of_claim(person.born, person.social_security.claiming_age)


def primary_amount(person: Person) -> float:
    """Return the primary insurance amount behind the benefit [USD/yr]."""
    security = person.social_security
    return security.annual_at_claiming / retirement_factor(person.born.year, security.claiming_age * MONTHS)


def spouse_benefits(people: tuple[Person, ...]) -> tuple[tuple[float, int], ...]:
    """Return for each person what a spouse's benefit adds a month [USD, prices of the start] and after which month."""
    if len(people) < 2:
        return ((0.0, 0),)
    since = max(claim_month(person) for person in people)
    found = []
    for person, other in zip(people, reversed(people), strict=True):
        excess = 0.0
        if person.social_security.takes_spousal:
            age = since - month_of(person.born)
            excess = spouse_excess(primary_amount(person), primary_amount(other), person.born.year, age)
        found.append((excess / MONTHS, since))
    return tuple(found)
