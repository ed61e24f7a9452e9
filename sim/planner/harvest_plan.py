"""Planned harvests of a household: what becomes of each loss, what it saves this year and what it costs later.

The exact ledger decides what is kept, deferred and lost for good; the household's own return decides what that is
worth. Prices are those of the plan's start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sim.lots.events import Action, Event
from sim.lots.form8949 import Form8949Row, form_8949_rows
from sim.lots.ledger import run_ledger
from sim.lots.records import LedgerResult
from sim.lots.schedule_d import ZERO
from sim.lots.what_if import Danger, OpenLot, SaleOutcome, lots_as_events, what_if, what_if_with_ledger
from sim.planner.harvest_lots import LotView, lot_views
from sim.planner.harvest_tax import Losses, TaxEffect, tax_effects
from sim.planner.household_ledger import (
    PurchaseKind,
    PurchaseToCome,
    Readings,
    account_names,
    group_of,
    ledger_accounts,
    lot_name,
    money,
    open_lots,
    purchase_events,
    shares,
    wash_policy,
)
from sim.scenario.models import Scenario
from sim.year.basis import Beside


@dataclass(frozen=True, slots=True)
class PlannedSale:
    """Shares of one lot to sell on a day.

    Attributes
    ----------
    lot : int
        Position in the scenario's lots, from 0.
    day : date
        From the plan's start on.
    quantity : float
        Shares, above 0 and at most those of the lot.

    See Also
    --------
    harvest_plan : What such sales do together.

    Examples
    --------
    >>> from datetime import date
    >>> from sim.api import PlannedSale
    >>> PlannedSale(lot=0, day=date(2026, 3, 2), quantity=10.0).quantity
    10.0
    """

    lot: int
    day: date
    quantity: float


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the user decides on the planner page.

    Attributes
    ----------
    purchases : tuple of PurchaseToCome
        Purchases from the start on, of the household's relevant securities.
    buys_replacement : bool
        Each planned sale buys its security's replacement on the same day for the same money.
    readings : Readings
        The readings of the wash-sale rule that a user may switch.
    beside : Beside
        What the plan does not say about its first year, such as gains realized so far [USD/yr].

    See Also
    --------
    harvest_plan : Takes them.

    Examples
    --------
    >>> from sim.api import PlanSettings
    >>> PlanSettings().readings.plan_401k_counts
    True
    """

    purchases: tuple[PurchaseToCome, ...] = ()
    buys_replacement: bool = True
    readings: Readings = field(default_factory=Readings)
    beside: Beside = field(default_factory=Beside)


@dataclass(frozen=True, slots=True)
class LotPlan:
    """One lot with what its sale would do on its own; `outcome` and `effect` are None where it cannot be harvested."""

    view: LotView
    outcome: SaleOutcome | None
    effect: TaxEffect | None


@dataclass(frozen=True, slots=True)
class HarvestPlan:
    """The planned sales together; an outcome is one order: the lots of one security sold in one account on one day."""

    sales: tuple[PlannedSale, ...]
    outcomes: tuple[SaleOutcome, ...]
    effect: TaxEffect

    @property
    def loss_kept(self) -> float:
        return float(sum(outcome.loss_kept for outcome in self.outcomes))

    @property
    def loss_deferred(self) -> float:
        return float(sum(outcome.loss_deferred for outcome in self.outcomes))

    @property
    def loss_permanent(self) -> float:
        return float(sum(outcome.loss_permanent for outcome in self.outcomes))


def orders(scenario: Scenario, sales: Sequence[PlannedSale]) -> list[Event]:
    """Return the sales as the ledger's events at the start's prices, the earliest first.

    Lots of one security sold in one account on one day are one order: all leave together, so that none of them is still
    held when the others look for a replacement.
    """
    found: dict[tuple[date, str, str], list[PlannedSale]] = {}
    for sale in sales:
        lot = scenario.holdings.lots[sale.lot]
        found.setdefault((sale.day, lot.account, lot.symbol), []).append(sale)
    accounts = ledger_accounts(scenario)
    return [
        Event(
            day=day,
            account=accounts[account],
            action=Action.SELL,
            symbol=symbol,
            quantity=sum((shares(sale.quantity) for sale in parts), start=shares(0)),
            amount=money(sum(sale.quantity for sale in parts) * scenario.security(symbol).price),
            sell_lots=tuple((lot_name(sale.lot), shares(sale.quantity)) for sale in parts),
        )
        for (day, account, symbol), parts in sorted(found.items())
    ]


def replacement_purchases(scenario: Scenario, sales: Sequence[PlannedSale]) -> list[PurchaseToCome]:
    """Return what the proceeds of the sales buy on the same day, where a replacement is named."""
    found = []
    for sale in sales:
        lot = scenario.holdings.lots[sale.lot]
        security = scenario.security(lot.symbol)
        if security.replacement is not None:
            amount = sale.quantity * security.price
            quantity = amount / scenario.security(security.replacement).price
            found.append(
                PurchaseToCome(sale.day, lot.account, security.replacement, quantity, amount, PurchaseKind.REPLACEMENT)
            )
    return found


def rollover_sales(scenario: Scenario) -> list[Event]:
    """Return what a cash rollover sells inside the plan: shares that are not held any more wash nothing."""
    accounts, events = ledger_accounts(scenario), []
    for rollover in scenario.rollovers:
        if not rollover.is_in_cash:
            continue
        held: dict[str, float] = {}
        for lot in scenario.holdings.lots:
            if lot.account == rollover.from_account:
                held[lot.symbol] = held.get(lot.symbol, 0.0) + lot.quantity * rollover.share
        account = accounts[rollover.from_account]
        events += [
            Event(rollover.date, account, Action.SELL, symbol, shares(n), money(n * scenario.security(symbol).price))
            for symbol, n in held.items()
        ]
    return events


def planned_events(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[Event]:
    """Return all that is to happen, the sales first of each day: sales, rollover sales, purchases, replacements."""
    bought = list(settings.purchases)
    if settings.buys_replacement:
        bought += replacement_purchases(scenario, sales)
    return [*orders(scenario, sales), *rollover_sales(scenario), *purchase_events(scenario, bought)]


def planned_ledger(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> LedgerResult:
    """Return the household's ledger after everything planned, its open lots as they stand today.

    Raises
    ------
    InputError
        Where more shares of a lot are to be sold than it has.
    """
    groups = group_of(scenario)
    sold = {groups[scenario.holdings.lots[sale.lot].symbol] for sale in sales}
    events = [e for e in planned_events(scenario, sales, settings) if groups[e.symbol] in sold]
    held = open_lots(scenario, [symbol for symbol in groups if groups[symbol] in sold])
    numbered = [replace(event, row=number + 1) for number, event in enumerate(events)]
    return run_ledger([*lots_as_events(held), *numbered], wash_policy(scenario, settings.readings))


def sale_outcomes(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> list[SaleOutcome]:
    """Return what becomes of each order of `orders`, in that order.

    Sets of identical securities do not touch each other, so each has a small ledger of its own.
    """
    groups, policy = group_of(scenario), wash_policy(scenario, settings.readings)
    events = planned_events(scenario, sales, settings)
    sold = orders(scenario, sales)
    found: dict[int, SaleOutcome] = {}
    for group in {groups[order.symbol] for order in sold}:
        symbols = [symbol for symbol, name in groups.items() if name == group]
        mine = [event for event in events if event.symbol in symbols]
        numbers = [number for number, order in enumerate(sold) if order.symbol in symbols]
        found.update(zip(numbers, what_if(open_lots(scenario, symbols), mine, policy), strict=True))
    return [found[number] for number in range(len(sold))]


def losses_of(rows: Iterable[Form8949Row]) -> list[Losses]:
    """Return what lines of Form 8949 add to each year's Schedule D, and the basis that is given up [USD]."""
    years: dict[int, list[Form8949Row]] = {}
    for row in rows:
        years.setdefault(row.date_sold.year, []).append(row)
    return [
        Losses(
            year,
            short=float(sum(row.gain for row in same if row.term == "short")),
            long=float(sum(row.gain for row in same if row.term == "long")),
            given_up=float(sum((max(-row.gain, ZERO) + row.permanent_loss for row in same), ZERO)),
        )
        for year, same in years.items()
    ]


def whole_lot(scenario: Scenario, lot: int, day: date) -> PlannedSale:
    """Return the sale of a whole lot."""
    return PlannedSale(lot, day, scenario.holdings.lots[lot].quantity)


def lot_plans(scenario: Scenario, day: date, settings: PlanSettings) -> tuple[LotPlan, ...]:
    """Return every lot with what selling it alone, whole, on `day` would keep, save and cost."""
    views = lot_views(scenario, day)
    sales = {view.index: whole_lot(scenario, view.index, day) for view in views if view.is_harvestable}
    found = _alone(scenario, sales, settings)
    cases = [losses_of(form_8949_rows(ledger)) for _, ledger in found.values()]
    effect_of = dict(zip(found, tax_effects(scenario, cases, settings.beside), strict=True))
    outcomes = {index: outcome for index, (outcome, _) in found.items()}
    return tuple(LotPlan(view, outcomes.get(view.index), effect_of.get(view.index)) for view in views)


def _alone(
    scenario: Scenario, sales: dict[int, PlannedSale], settings: PlanSettings
) -> dict[int, tuple[SaleOutcome, LedgerResult]]:
    """Return what becomes of each sale by itself, with its ledger; what is the same for all is worked out once."""
    groups, policy = group_of(scenario), wash_policy(scenario, settings.readings)
    held, others = open_lots(scenario), planned_events(scenario, (), settings)
    of_group: dict[str, tuple[list[OpenLot], list[Event]]] = {}
    found = {}
    for index, sale in sales.items():
        group = groups[scenario.holdings.lots[index].symbol]
        if group not in of_group:
            of_group[group] = (
                [lot for lot in held if groups[lot.symbol] == group],
                [event for event in others if groups[event.symbol] == group],
            )
        lots, events = of_group[group]
        bought = replacement_purchases(scenario, [sale]) if settings.buys_replacement else []
        more = [event for event in purchase_events(scenario, bought) if groups[event.symbol] == group]
        made, ledger = what_if_with_ledger(lots, [*orders(scenario, [sale]), *events, *more], policy)
        found[index] = made[0], ledger
    return found


def harvest_plan(scenario: Scenario, sales: Sequence[PlannedSale], settings: PlanSettings) -> HarvestPlan:
    """Return what the planned sales do together: a replacement of one may wash the loss of another.

    Parameters
    ----------
    scenario : Scenario
        The household; prices are those of its start.
    sales : sequence of PlannedSale
        In any order.
    settings : PlanSettings
        Purchases to come, and the readings of the law.

    Returns
    -------
    HarvestPlan
        One outcome an order, with the loss kept, deferred and lost for good [USD], and what all of it saves this year
        and costs later [USD, nominal].

    Raises
    ------
    InputError
        Where more shares of a lot are to be sold than it has.

    See Also
    --------
    wash_calendar : What must not be bought until when.

    References
    ----------
    IRC 1091, 1211(b), 1212(b); Rev. Rul. 2008-5.

    Examples
    --------
    >>> from sim.api import PlannedSale, PlanSettings, harvest_plan, sample_scenario
    >>> couple = sample_scenario("californian-couple")
    >>> number, lot = next((k, lot) for k, lot in enumerate(couple.holdings.lots) if couple.gain_of(lot) < 0)
    >>> plan = harvest_plan(couple, [PlannedSale(number, couple.start, lot.quantity)], PlanSettings())
    >>> parts = plan.loss_kept + plan.loss_deferred + plan.loss_permanent
    >>> abs(parts + couple.gain_of(lot)) < 0.01  # the whole loss is kept, deferred or lost
    True
    """
    rows = form_8949_rows(planned_ledger(scenario, sales, settings))
    (effect,) = tax_effects(scenario, [losses_of(rows)], settings.beside)
    return HarvestPlan(tuple(sales), tuple(sale_outcomes(scenario, sales, settings)), effect)


def danger_kind(scenario: Scenario, danger: Danger, settings: PlanSettings) -> str:
    """Return what kind of purchase takes a loss: one of those to come, a replacement, or a lot held already."""
    ids = {name: account_id for account_id, name in account_names(scenario).items()}
    here = (danger.day, ids[danger.account.name], danger.symbol)
    kinds = {p.kind.value for p in settings.purchases if (p.day, p.account, p.symbol) == here}
    if kinds:
        return " or ".join(sorted(kinds))
    is_held = any(lot.symbol == danger.symbol and lot.acquired == danger.day for lot in scenario.holdings.lots)
    return "recent purchase" if is_held else PurchaseKind.REPLACEMENT.value
