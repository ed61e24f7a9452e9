"""How long the people of a plan live by its life table: even chances, and the long lives that money must last for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.law.life_table import OLDEST, death_probability
from sim.scenario.household import MOST_YEARS, Person
from sim.scenario.models import Scenario

EVEN, LONG, COVERED = 0.5, 0.1, 0.95
"""Chances; a plan should cover the lives of 95 futures in 100, a planner's usual margin."""


@dataclass(frozen=True)
class LifeOutlook:
    """Last year of life that is reached with an even chance, and with one in ten; and alive at the plan's end.

    who : a name, "" for whether anybody is there; ages are the first person's for that
    """

    who: str
    even_year: int
    even_age: int
    long_year: int
    long_age: int
    at_plan_end: float


def outlook(scenario: Scenario) -> tuple[LifeOutlook, ...]:
    """Return the outlook of each person from the plan's start on, then of whoever lives longest of two.

    The chances are those of the paths with random lives: the table's, improving with every calendar year.
    """
    people, first = scenario.household.people, scenario.start.year
    curves = [survival(person, first) for person in people]
    end = scenario.household.horizon_years - 1
    found = [_outlook(person.name, person, first, curve, end) for person, curve in zip(people, curves, strict=True)]
    if len(people) == 2:
        found.append(_outlook("", people[0], first, _anybody(curves), end))
    return tuple(found)


def covering_years(people: Sequence[Person], first: int) -> int:
    """Return the calendar years, the start's included, after which nobody is left in 95 futures of 100.

    No more than a plan may have.

    Parameters
    ----------
    people : one or two, whose deaths are independent of each other
    first : the year of the plan's start
    """
    curves = [survival(person, first) for person in people]
    return min(1 + sum(chance > 1.0 - COVERED for chance in _anybody(curves)), MOST_YEARS)


def _anybody(curves: Sequence[list[float]]) -> list[float]:
    """Return the chance that anybody is alive at the end of each year."""
    n = max(len(curve) for curve in curves)
    longer = [curve + [0.0] * (n - len(curve)) for curve in curves]
    return [1.0 - math.prod(1.0 - alive for alive in chances) for chances in zip(*longer, strict=True)]


def survival(person: Person, first: int) -> list[float]:
    """Return the chance to be alive at the end of each calendar year from `first` on, to the table's end.

    Simplification: the first year counts as a whole year.
    """
    sex, alive, curve = None if person.sex is None else person.sex.value, 1.0, []
    for year in range(first, person.born.year + OLDEST + 2):
        alive *= 1.0 - death_probability(sex, year - person.born.year, year)
        curve.append(alive)
    return curve


def _outlook(who: str, person: Person, first: int, curve: list[float], end: int) -> LifeOutlook:
    even, long = (first + sum(chance >= share for chance in curve) for share in (EVEN, LONG))
    at_end = curve[end] if end < len(curve) else 0.0
    born = person.born.year
    return LifeOutlook(who, even, even - born, long, long - born, at_end)
