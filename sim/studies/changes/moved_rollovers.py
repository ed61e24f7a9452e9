"""A rollover on another day, and whether a plan could hold what a search tries."""

from datetime import date

from sim.scenario.checks.all_parts import cross_problems
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy


def moved(rollovers: tuple[Rollover, ...], k: int, day: date) -> tuple[Rollover, ...]:
    """Return the rollovers with one on another day, its reinvestment as long after it as before."""
    one = rollovers[k]
    later = None if one.reinvest_date is None else day + (one.reinvest_date - one.date)
    return (*rollovers[:k], one.model_copy(update={"date": day, "reinvest_date": later}), *rollovers[k + 1 :])


def can_be_planned(scenario: Scenario, strategy: Strategy, rollovers: tuple[Rollover, ...]) -> bool:
    """Return whether the plan with this strategy alone, and these rollovers, passes the plan's own checks."""
    parts = scenario.draft
    parts.strategies, parts.rollovers = {0: strategy}, dict(enumerate(rollovers))
    return not cross_problems(parts)
