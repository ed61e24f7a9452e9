"""A path's trades as rows of the exact ledger."""

from decimal import Decimal

from sim.lots.events import Account, Action, Event, WashPolicy
from sim.lots.ledger import Ledger
from sim.lots.records import LedgerResult
from sim.lots.units import SCALE, to_decimal
from sim.scenario.enums import AccountType
from sim.scenario.models import Scenario
from tests.oracles.path_twin.opening import purchase_numbers
from tests.oracles.path_twin.records import Trade, TwinPath

CRUMB = Decimal("1e-6")
"""Fewer shares than this are the rounding of floats, not shares."""


def exact_ledger(scenario: Scenario, path: TwinPath) -> LedgerResult:
    """Return what the exact ledger makes of the start's lots and a path's trades."""
    accounts = {account.id: Account(account.id, account.type, account.owner) for account in scenario.holdings.accounts}
    groups: dict[str, list[str]] = {}
    for security in scenario.securities:
        groups.setdefault(security.group, []).append(security.symbol)
    ledger = Ledger(WashPolicy(identical=tuple(tuple(symbols) for symbols in groups.values())))
    opening = sorted(
        zip(purchase_numbers(scenario), scenario.holdings.lots, strict=True), key=lambda numbered: numbered[0]
    )
    for number, lot in opening:
        account = accounts[lot.account]
        if account.account_type is not AccountType.ANNUITY:
            cost = _decimal(lot.cost_basis)
            row = Event(
                lot.acquired, account, Action.BUY, lot.symbol, _decimal(lot.quantity), cost, lot_id=f"P{number}"
            )
            ledger.apply(row)
    for trade in path.trades:
        event = _event(ledger, trade, accounts[trade.account])
        if event:
            ledger.apply(event)
    return ledger.result()


def _event(ledger: Ledger, trade: Trade, account: Account) -> Event | None:
    quantity, amount = _decimal(trade.quantity), _decimal(trade.amount)
    if quantity < CRUMB:
        return None
    if trade.action in ("buy", "reinvest"):
        lot_id = trade.lots[0][0]
        return Event(trade.day, account, Action(trade.action), trade.symbol, quantity, amount, lot_id=lot_id)
    if trade.action == "transfer":
        held = to_decimal(ledger.book.held(trade.from_account, trade.symbol), 30)
        quantity = _as_held(quantity, held)
        return Event(trade.day, account, Action.TRANSFER, trade.symbol, quantity, from_account=trade.from_account)
    if not trade.lots:
        quantity = _as_held(quantity, to_decimal(ledger.book.held(trade.account, trade.symbol), 30))
        return Event(trade.day, account, Action.SELL, trade.symbol, quantity, amount) if quantity > 0 else None
    wanted: dict[str, float] = {}
    for lot_id, shares in trade.lots:
        wanted[lot_id] = wanted.get(lot_id, 0.0) + shares
    taken = []
    for lot_id, shares in wanted.items():
        held = Decimal(sum(parcel.quantity for parcel in ledger.book.held_of_lot(trade.account, lot_id))) / SCALE
        taken.append((lot_id, _as_held(_decimal(shares), held)))
    named = tuple((lot_id, shares) for lot_id, shares in taken if shares > 0)
    total = sum((shares for _, shares in named), Decimal(0))
    return Event(trade.day, account, Action.SELL, trade.symbol, total, amount, sell_lots=named)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _as_held(quantity: Decimal, held: Decimal) -> Decimal:
    """Return the quantity, or all that is held where they differ by a rounding."""
    return held if abs(held - quantity) < CRUMB else min(quantity, held)
