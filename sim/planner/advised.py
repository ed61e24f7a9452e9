"""What is advised: the sales that a strategy begins with, or those that were chosen, and all that follows from them."""

from typing import Any, NamedTuple

from sim.planner.harvest_plan import HarvestPlan, PlannedSale, PlanSettings, harvest_plan
from sim.planner.to_do import ToDo, first_sales, to_do_list
from sim.scenario.models import Scenario

Chosen = tuple[tuple[PlannedSale, ...], PlanSettings]


class Advised(NamedTuple):
    """Actions in the order of their days; the sales among them; what these do this year, None where nothing is sold."""

    actions: tuple[ToDo, ...]
    sales: tuple[PlannedSale, ...]
    settings: PlanSettings
    plan: HarvestPlan | None


def advised(scenario: Scenario, strategy_name: str | None, chosen: Chosen | None = None) -> Advised:
    """Return what to do.

    Parameters
    ----------
    strategy_name : str or None
        The strategy that the answer advises; None where it advises no harvest.
    chosen : tuple, optional
        Sales that were picked on the planner, in place of the strategy's own.
    """
    strategy = next((one for one in scenario.strategies if one.name == strategy_name), None)
    sales, settings = chosen or first_sales(scenario, strategy or scenario.strategies[0])
    if chosen is None and strategy is None:
        sales = ()
    plan = harvest_plan(scenario, sales, settings) if sales else None
    return Advised(to_do_list(scenario, strategy, sales, settings), sales, settings, plan)


def advised_strategy(goal: dict[str, Any]) -> str | None:
    """Return the strategy that a run's answer advises, None where it advises no harvest.

    goal : of ``summary.json``; one of an earlier version names none
    """
    return goal["strategy"] if goal.get("advice") == "harvest" else None
