"""The harvest that the planner proposes at first: every lot below cost, whole, on the plan's first day."""

from sim.planner.harvest_plan import PlannedSale, PlanSettings, lot_plans
from sim.planner.purchases_to_come import purchases_to_come
from sim.scenario.models import Scenario


def proposed_sales(scenario: Scenario) -> tuple[tuple[PlannedSale, ...], PlanSettings]:
    """Return the proposed sales and the settings they rest on: the purchases that the plan itself implies."""
    settings = PlanSettings(purchases=purchases_to_come(scenario, 0.0))
    views = [found.view for found in lot_plans(scenario, scenario.start, settings) if found.view.is_harvestable]
    quantities = [scenario.holdings.lots[view.index].quantity for view in views]
    sales = [PlannedSale(view.index, scenario.start, shares) for view, shares in zip(views, quantities, strict=True)]
    return tuple(sales), settings
