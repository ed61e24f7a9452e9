"""A path's trades as rows of the exact ledger."""

from decimal import Decimal, localcontext

from sim.lots.book import Book
from sim.lots.events import Account, Action, Event, WashPolicy
from sim.lots.ledger import Ledger
from sim.lots.matching import WashMatcher
from sim.lots.parcels import Parcel
from sim.lots.records import LedgerResult
from sim.lots.selection import Choice
from sim.lots.units import SCALE, to_decimal
from sim.scenario.enums import AccountType
from sim.scenario.models import Scenario
from tests.oracles.path_twin.opening import purchase_numbers
from tests.oracles.path_twin.records import Trade, TwinPath

SAME_BASIS = 1e-7
"""Parts of a lot whose bases a share differ by a smaller share are alike."""
CRUMB = Decimal("1e-6")
"""Fewer shares than this are the rounding of floats, not shares."""


class IdentifyingBook(Book):
    """A book in which a sale names the shares of a lot by their basis as well.

    A match splits a lot into parts with a basis and a holding period of their own; whoever identifies shares (Reg.
    1.1012-1(c)) identifies them by these too. The ledger's own rows name lots only, and take their first shares.
    """

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[str, list[float]] = {}

    def name(self, trade: Trade) -> None:
        """Remember which parts of its lots a sale takes, in the order in which it takes them."""
        self.named = {}
        for (lot_id, _), basis in zip(trade.lots, trade.unit_bases, strict=True):
            self.named.setdefault(lot_id, []).append(basis)

    def place(self, parcel: Parcel) -> int:
        """Return the place of a part among those of its lot that the sale names, behind them where it names it not."""
        bases, basis = self.named.get(parcel.acquisition.lot_id, []), parcel.basis / parcel.quantity
        return next((k for k, other in enumerate(bases) if abs(other - basis) <= SAME_BASIS * basis), len(bases))

    def held_of_lot(self, account: str, lot_id: str) -> list[Parcel]:
        return sorted(super().held_of_lot(account, lot_id), key=self.place)


class IdentifyingLedger(Ledger):
    """The exact ledger, told which parts of a lot are sold, and which of them looks for its replacement first."""

    def __init__(self, policy: WashPolicy) -> None:
        super().__init__(policy)
        self.book: IdentifyingBook = IdentifyingBook()
        self._matcher = WashMatcher(self.policy, self.book)

    def _choose(self, event: Event, account: str) -> Choice:
        choice = super()._choose(event, account)
        return sorted(choice, key=lambda chosen: (chosen[0].key[:2], self.book.place(chosen[0])))


def exact_ledger(scenario: Scenario, path: TwinPath, is_identified: bool = True) -> LedgerResult:
    """Return what the exact ledger makes of the start's lots and a path's trades.

    is_identified : a sale names the parts of a lot that it takes, in the order in which they look for a replacement
    """
    accounts = {account.id: Account(account.id, account.type, account.owner) for account in scenario.holdings.accounts}
    groups: dict[str, list[str]] = {}
    for security in scenario.securities:
        groups.setdefault(security.group, []).append(security.symbol)
    policy = WashPolicy(identical=tuple(tuple(symbols) for symbols in groups.values()))
    ledger = IdentifyingLedger(policy) if is_identified else Ledger(policy)
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
    if isinstance(ledger, IdentifyingLedger) and trade.unit_bases:
        ledger.book.name(trade)
    wanted: dict[str, float] = {}
    for lot_id, shares in trade.lots:
        wanted[lot_id] = wanted.get(lot_id, 0.0) + shares
    taken = []
    for lot_id, shares in wanted.items():
        held = Decimal(sum(parcel.quantity for parcel in ledger.book.held_of_lot(trade.account, lot_id))) / SCALE
        taken.append((lot_id, _as_held(_decimal(shares), held)))
    named = tuple((lot_id, shares) for lot_id, shares in taken if shares > 0)
    with localcontext(prec=100):
        total = sum((shares for _, shares in named), Decimal(0))
    return Event(trade.day, account, Action.SELL, trade.symbol, total, amount, sell_lots=named)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _as_held(quantity: Decimal, held: Decimal) -> Decimal:
    """Return the quantity, or all that is held where they differ by a rounding."""
    return held if abs(held - quantity) < CRUMB else min(quantity, held)
