"""What a plan says before any run: losses on hand, those at stake by its rollover, and what it leaves out."""

from collections.abc import Iterable
from datetime import date, timedelta

from sim.planner.harvest_lots import LotView, lot_views
from sim.planner.harvest_plan import PlannedSale, PlanSettings, sale_outcomes
from sim.planner.purchases_to_come import rollover_purchases, unknown_payroll
from sim.planner.rollover_contrast import DAYS_AFTER_HARVEST
from sim.planner.to_do import ToDo, ToDoKind, first_sales, to_do_list
from sim.scenario.enums import HarvestTiming
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy

NO_DEADLINE = (ToDoKind.DO_NOT_BUY, ToDoKind.LOOK_AGAIN)


def lots_below_cost(scenario: Scenario) -> tuple[LotView, ...]:
    """Return the lots of taxable accounts that are below cost at the plan's start."""
    return tuple(view for view in lot_views(scenario, scenario.start) if view.is_harvestable)


def losses(lots: Iterable[LotView]) -> float:
    """Return what lots are below cost together [USD]."""
    return float(sum(-(view.gain or 0.0) for view in lots))


def losses_at_stake(scenario: Scenario, lots: Iterable[LotView]) -> float:
    """Return what of the losses on hand would be lost for good if all were taken around the rollovers [USD].

    Of each rollover that buys: every lot below cost is sold ten days before its purchases, or at the plan's start, and
    the exact ledger of wash sales says what those purchases take. The largest of the rollovers counts.

    References
    ----------
    IRC 1091(a); Rev. Rul. 2008-5.
    """
    sold, most = tuple(lots), 0.0
    bought = rollover_purchases(scenario)
    for day in {purchase.day for purchase in bought} if sold else ():
        sale_day = max(scenario.start, day - timedelta(DAYS_AFTER_HARVEST))
        sales = tuple(PlannedSale(view.index, sale_day, view.quantity) for view in sold)
        settings = PlanSettings(purchases=tuple(one for one in bought if one.day == day))
        most = max(most, float(sum(one.loss_permanent for one in sale_outcomes(scenario, sales, settings))))
    return most


def actions_of(scenario: Scenario, strategy: Strategy) -> tuple[ToDo, ...]:
    """Return what a strategy asks to be done, as the answer's page lists it where the strategy is advised."""
    if strategy.harvest is HarvestTiming.NONE:
        _, settings = first_sales(scenario, strategy)
        return to_do_list(scenario, None, (), settings)
    sales, settings = first_sales(scenario, strategy)
    return to_do_list(scenario, strategy, sales, settings)


def first_deadline(actions: Iterable[ToDo]) -> ToDo | None:
    """Return the action whose last day comes first, None where nothing has to be done by a day."""
    dated = [action for action in actions if action.kind not in NO_DEADLINE]
    return min(dated, key=lambda action: (action.last, action.first), default=None)


def rollover_day(scenario: Scenario) -> date | None:
    """Return the day of the first rollover that is made, None where none is."""
    return min((one.date for one in scenario.rollovers if one.is_made), default=None)


def left_out(scenario: Scenario) -> tuple[str, ...]:
    """Return what a plan does not say and an adviser would ask for, in words."""
    found = []
    lots = lots_below_cost(scenario)
    if bare := sorted({view.symbol for view in lots if view.replacement is None}):
        found.append(f"what replaces {', '.join(bare)}")
    if any(one.is_in_cash and not one.buys for one in scenario.rollovers):
        found.append("what the rollover's cash buys")
    if plans := unknown_payroll(scenario):
        known = {person.wages.plan_account for person in scenario.household.people if person.wages.plan_buys}
        ids = {account.name: account.id for account in scenario.holdings.accounts}
        found += [f"what payroll buys in {name}" for name in plans if ids[name] not in known]
    for person in scenario.household.people:
        if person.social_security.annual_at_claiming == 0:
            found.append(f"Social Security of {person.name}")
    if not scenario.has_taxable_account:
        found.append("a taxable account")
    return tuple(found)
