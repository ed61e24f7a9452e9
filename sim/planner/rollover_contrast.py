"""The same harvest and the same rollover twice: in kind and in cash, through the exact ledger.

Nothing else is bought, so that the rollover's own effect stands alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sim.lots.events import Account, Action, Event
from sim.lots.what_if import OpenLot, what_if
from sim.planner.household_ledger import (
    Readings,
    group_of,
    ledger_accounts,
    money,
    open_lot,
    open_lots,
    shares,
    wash_policy,
)
from sim.scenario.enums import AccountType, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover

DAYS_AFTER_HARVEST = 10


@dataclass(frozen=True, slots=True)
class RolloverContrast:
    """One rollover ten days after one harvest, in kind and in cash [USD].

    symbol : sold at a loss in the taxable account
    plan_symbol : what the plan holds of the same set of identical securities; empty where it holds none, and the cash
        then buys what was sold
    lost_in_kind, lost_in_cash : of the `loss`, lost for good; `moved_in_kind`, `moved_in_cash` : deferred
    """

    symbol: str
    plan_symbol: str
    plan: str
    ira: str
    harvest_day: date
    rollover_day: date
    loss: float
    lost_in_kind: float
    lost_in_cash: float
    moved_in_kind: float
    moved_in_cash: float


def rollover_contrasts(scenario: Scenario, readings: Readings | None = None) -> tuple[RolloverContrast, ...]:
    """Return the contrast for each rollover whose household has a loss in a taxable account, with its largest one.

    A security that the plan holds as well, in any share class, comes before one that it does not hold.
    """
    found = []
    for rollover in scenario.rollovers:
        best = None if rollover.method is RolloverMethod.LOAN_OFFSET else _largest_loss(scenario, rollover)
        if best is not None and scenario.account_value(rollover.from_account) > 0:
            found.append(_contrast(scenario, rollover, *best, readings or Readings()))
    return tuple(found)


def _loss_lots(scenario: Scenario) -> dict[str, list[int]]:
    """Return the lots at a loss in taxable accounts by set of identical securities."""
    types = {account.id: account.type for account in scenario.holdings.accounts}
    groups = group_of(scenario)
    found: dict[str, list[int]] = {}
    for index, lot in enumerate(scenario.holdings.lots):
        if types[lot.account] is AccountType.TAXABLE and _loss(scenario, index) > 0:
            found.setdefault(groups[lot.symbol], []).append(index)
    return found


def _loss(scenario: Scenario, index: int) -> Decimal:
    lot = scenario.holdings.lots[index]
    return money(lot.loss_basis) - money(scenario.value_of(lot))


def _largest_loss(scenario: Scenario, rollover: Rollover) -> tuple[list[int], str] | None:
    """Return the lots of one set with the largest loss, and what the plan holds of that set."""
    groups = group_of(scenario)
    in_plan = {groups[lot.symbol]: lot.symbol for lot in scenario.holdings.lots if lot.account == rollover.from_account}
    losses = _loss_lots(scenario)
    if not losses:
        return None
    best = max(losses, key=lambda group: (group in in_plan, sum(_loss(scenario, i) for i in losses[group])))
    return losses[best], in_plan.get(best, "")


def _contrast(
    scenario: Scenario, rollover: Rollover, lots: list[int], plan_symbol: str, readings: Readings
) -> RolloverContrast:
    accounts, policy = ledger_accounts(scenario), wash_policy(scenario, readings)
    plan, ira = accounts[rollover.from_account], accounts[rollover.receiver]
    harvest_day = rollover.date - timedelta(DAYS_AFTER_HARVEST)
    sold = [_sale(scenario, index, harvest_day) for index in lots]
    symbol = scenario.holdings.lots[lots[0]].symbol
    in_plan = [lot for lot in open_lots(scenario, [plan_symbol]) if lot.account == plan]
    bought = plan_symbol or symbol
    cash = sum(lot.quantity for lot in in_plan) * shares(scenario.security(bought).price)
    cash = cash or money(scenario.account_value(rollover.from_account))
    quantity = cash / shares(scenario.security(bought).price)
    moves = [_transfer(lot, ira, rollover.date) for lot in in_plan]
    sells = [Event(rollover.date, plan, Action.SELL, lot.symbol, lot.quantity, lot.quantity) for lot in in_plan]
    buys = [Event(rollover.date, ira, Action.BUY, bought, quantity, cash)]
    held: list[OpenLot] = [*(open_lot(scenario, index, accounts) for index in lots), *in_plan]
    in_kind, in_cash = (what_if(held, [*sold, *rest], policy) for rest in (moves, [*sells, *buys]))
    return RolloverContrast(
        symbol=symbol,
        plan_symbol=plan_symbol,
        plan=plan.name,
        ira=ira.name,
        harvest_day=harvest_day,
        rollover_day=rollover.date,
        loss=float(-sum(outcome.gain for outcome in in_kind)),
        lost_in_kind=float(sum(outcome.loss_permanent for outcome in in_kind)),
        lost_in_cash=float(sum(outcome.loss_permanent for outcome in in_cash)),
        moved_in_kind=float(sum(outcome.loss_deferred for outcome in in_kind)),
        moved_in_cash=float(sum(outcome.loss_deferred for outcome in in_cash)),
    )


def _transfer(lot: OpenLot, to: Account, day: date) -> Event:
    named = ((lot.lot_id, None),)
    return Event(day, to, Action.TRANSFER, lot.symbol, lot.quantity, sell_lots=named, from_account=lot.account.name)


def _sale(scenario: Scenario, index: int, day: date) -> Event:
    lot = scenario.holdings.lots[index]
    account = ledger_accounts(scenario)[lot.account]
    proceeds = money(scenario.value_of(lot))
    lot_id = open_lot(scenario, index, ledger_accounts(scenario)).lot_id
    return Event(day, account, Action.SELL, lot.symbol, shares(lot.quantity), proceeds, sell_lots=((lot_id, None),))
