"""Whether the brackets that strategies fill are brackets of the law."""

from sim.engine.lowering.conversions import bracket_problems as of_strategies
from sim.errors import Problem
from sim.law.federal_law import federal_years
from sim.scenario.models import Scenario


def bracket_problems(scenario: Scenario) -> list[Problem]:
    """Return a problem for each rate, of conversions or withdrawals, that is no bracket which can be filled."""
    return of_strategies(scenario, federal_years()[-1])
