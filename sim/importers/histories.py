"""Transaction histories: lots rebuilt by running the purchases and sales through the wash-sale ledger.

Layouts as public importers of these files expect them: Schwab `Date, Action, Symbol, Description, Quantity, Price, Fees
& Comm, Amount`; Fidelity `Run Date, Action, Symbol, ...`; Vanguard's table of transactions in OfxDownload; Robinhood
`Activity Date, Process Date, Settle Date, Instrument, Description, Trans Code, Quantity, Price, Amount`.

References
----------
Reg. 1.1012-1(c)(1): shares sold are the earliest bought unless identified. Reg. 1.1012-1(e): average basis of funds.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sim.importers.holdings import account_in
from sim.importers.importer import Importer
from sim.importers.moves import Act, Move, move_of
from sim.importers.records import ImportedLot, ImportedSale, ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout
from sim.importers.values import account_kind, mask_account
from sim.lots.events import Account, Action, Event, WashPolicy
from sim.lots.form8949 import open_lot_rows
from sim.lots.ledger import run_ledger
from sim.lots.units import to_decimal
from sim.scenario.enums import AccountType

_FUND = re.compile(r"[A-Z]{4}X")
_ADDS = {Act.BUY: Action.BUY, Act.REINVEST: Action.REINVEST}
_MOST_NAMED = 12
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class History:
    """One broker's list of transactions; a file with a table of `not_with` is another of its files."""

    broker: str
    label: str
    columns: str
    table: Layout
    not_with: tuple[Layout, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.broker}_history"

    def detect(self, document: Document) -> bool:
        """True where the file has this table, and no table of holdings beside it."""
        return document.has_table(self.table) and not any(map(document.has_table, self.not_with))

    def read(self, document: Document, options: Options) -> ImportResult:
        """The lots that are left of the purchases, and the sales."""
        reading = Reading(self.broker, self.name, options)
        moves, titled = [], ""
        for record in document.records(self.table):
            titled = (account_in(record.row.text) if record.is_note and record.layout is None else "") or titled
            if reading.skips_note(record) or reading.is_cut_off(record):
                continue
            named = f"{record.get('account_name')} {record.get('account')}".strip()
            move = move_of(reading, record, mask_account(named) or titled)
            if move is not None:
                moves.append(move)
        _Rebuilding(reading, moves).run()
        return reading.finish()

    @property
    def importer(self) -> Importer:
        """The line of the registry."""
        return Importer(self.name, self.broker, self.label, "lots", self.columns, self.detect, self.read)


class _Rebuilding:
    """Moves on their way through the ledger: what is sold must have been bought in the file."""

    def __init__(self, reading: Reading, moves: list[Move]) -> None:
        self.reading = reading
        is_newest_first = len(moves) > 1 and moves[0].day > moves[-1].day
        self.moves = sorted(reversed(moves) if is_newest_first else moves, key=lambda move: move.day)
        self.held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.unknown: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.missing: dict[str, Decimal] = defaultdict(Decimal)
        self.lots: dict[str, Move] = {}
        self.rows: dict[tuple[str, str], int] = {}

    def run(self) -> None:
        events = [event for number, move in enumerate(self.moves) for event in self._events(number, move)]
        average = sorted({move.symbol for move in self.moves if _FUND.fullmatch(move.symbol)})
        is_average = self.reading.options.average
        result = run_ledger(events, WashPolicy(average=tuple(average) if is_average else ()))
        for row in open_lot_rows(result):
            move = self.lots[row.lot_id]
            if row.account != move.account:
                continue  # moved away
            start = row.holding_period_start
            self.reading.add_lot(
                ImportedLot(
                    row.symbol, row.quantity, move.day, row.basis, move.account,
                    description=move.record.get("description"),
                    holding_period_start=start if start != move.day else None,
                    is_average_basis=is_average and row.symbol in average, row=move.record.number,
                )
            )  # fmt: skip
        for piece in result.pieces:
            self.reading.result.sales.append(
                ImportedSale(
                    piece.symbol, to_decimal(piece.quantity), piece.acquired, piece.sold, _cents(piece.proceeds),
                    _cents(piece.basis), _cents(piece.disallowed) or None, piece.account.name,
                    self.moves[piece.row].record.number,
                )
            )  # fmt: skip
        self._add_unknown()
        self._warn(len(result.wash_matches))

    def _events(self, number: int, move: Move) -> list[Event]:
        """The ledger's events of a move: none where it moves shares that the file does not show bought."""
        key = (move.account, move.symbol)
        if move.act in _ADDS:
            self.held[key] += move.quantity
            self.lots[f"{number}"] = move
            return [self._event(number, move, _ADDS[move.act], move.quantity, move.amount)]
        if move.act is Act.SPLIT:
            return self._split(number, move, key)
        if move.act is Act.IN:
            self.unknown[key] += move.quantity
            self.rows[key] = move.record.number
            self.reading.skip(move.record, "shares that came in: the file has neither their day nor their cost")
            return []
        return self._leave(number, move, key)

    def _leave(self, number: int, move: Move, key: tuple[str, str]) -> list[Event]:
        known = min(move.quantity, self.held[key])
        from_unknown = min(move.quantity - known, self.unknown[key])
        self.unknown[key] -= from_unknown
        lacking = move.quantity - known - from_unknown
        self.missing[move.symbol] += lacking
        self.held[key] -= known
        is_sale = move.act is Act.SELL
        proceeds = round(move.amount * known / move.quantity, 2) if is_sale else Decimal(0)
        if lacking or from_unknown:
            reason = f"{lacking + from_unknown:f} of these shares were not bought in the file"
            self.reading.skip(move.record, reason, move.amount - proceeds if is_sale else None)
        if known == 0:
            return []
        action = Action.SELL if is_sale else Action.TRANSFER
        return [self._event(number, move, action, known, proceeds)]

    def _split(self, number: int, move: Move, key: tuple[str, str]) -> list[Event]:
        held = self.held[key] + self.unknown[key]
        after = held + move.quantity
        if held <= 0 or after <= 0:
            self.reading.skip(move.record, "a split of shares that were not bought in the file")
            return []
        ratio = Fraction(after) / Fraction(held)
        self.held[key] = self.held[key] * after / held
        self.unknown[key] = self.unknown[key] * after / held
        if self.held[key] == 0:
            return []
        return [self._event(number, move, Action.SPLIT, Decimal(0), Decimal(0), (ratio.numerator, ratio.denominator))]

    def _event(
        self, number: int, move: Move, action: Action, quantity: Decimal, amount: Decimal,
        ratio: tuple[int, int] | None = None,
    ) -> Event:  # fmt: skip
        account = Account(move.account, _type_of(move.account))
        if action is Action.TRANSFER:
            away = Account(f"{move.account} (moved away)", account.account_type)
            return Event(move.day, away, action, move.symbol, quantity, from_account=account.name, row=number)
        lot_id = f"{number}" if action in _ADDS.values() else ""
        return Event(move.day, account, action, move.symbol, quantity, amount, lot_id, row=number, ratio=ratio)

    def _add_unknown(self) -> None:
        for (account, symbol), quantity in self.unknown.items():
            if quantity > 0:
                row = self.rows[account, symbol]
                self.reading.add_lot(ImportedLot(symbol, quantity, None, None, account, row=row))

    def _warn(self, n_washed: int) -> None:
        warnings = self.reading.result.warnings
        fifo = "first in, first out"
        method = f"average basis for mutual funds, else {fifo}" if self.reading.options.average else fifo
        warnings.append(
            f"lots were rebuilt from the transactions ({method}); if you chose lots to sell, compare with the broker's"
        )
        for symbol, quantity in sorted(self.missing.items()):
            if quantity > 0:
                warnings.append(
                    f"{symbol}: {quantity.normalize():f} more shares were sold than the file shows bought; download it "
                    "again from an earlier day"
                )
        if unread := self.reading.unread_symbols():
            warnings.append(
                f"{', '.join(unread[:_MOST_NAMED])}: rows that could not be read may move their shares; compare these "
                "lots with the broker's"
            )
        if n_washed:
            warnings.append(
                f"{n_washed} wash sales: their losses are in the basis of the lots that replaced the shares, or lost "
                "where these are in an IRA or a plan"
            )


def _type_of(account: str) -> AccountType:
    kind = account_kind(account)
    return AccountType(kind) if kind else AccountType.TAXABLE


def _cents(units: int) -> Decimal:
    return to_decimal(units).quantize(_CENT)


def _layout(
    day: str, act: str, symbol: str, quantity: str, amounts: tuple[str, ...], **optional: tuple[str, ...]
) -> Layout:
    required = {"day": (day,), "act": (act,), "symbol": (symbol,), "quantity": (quantity,), "amount": amounts}
    common = {"description": ("description", "investment name"), "price": ("price", "price ($)", "share price")}
    return Layout(required, {**common, **optional}, blank_ends=False)


_ACCOUNT = {"account": ("account number",), "account_name": ("account", "account name")}
SCHWAB = _layout("date", "action", "symbol", "quantity", ("amount",), fees=("fees & comm", "fees & commissions"))
FIDELITY = _layout("run date", "action", "symbol", "quantity", ("amount ($)", "amount"), **_ACCOUNT)
VANGUARD = _layout(
    "trade date",
    "transaction type",
    "symbol",
    "shares",
    ("net amount", "principal amount"),
    account=("account number",),
)
ROBINHOOD = _layout("activity date", "trans code", "instrument", "quantity", ("amount",))
_VANGUARD_HOLDINGS = Layout({"account": ("account number",), "symbol": ("symbol",), "value": ("total value",)})

IMPORTERS = (
    History(
        "schwab", "Schwab transactions", "Date, Action, Symbol, Description, Quantity, Price, Amount", SCHWAB,
        (FIDELITY,),
    ).importer,
    History(
        "fidelity", "Fidelity history", "Run Date, Action, Symbol, Description, Quantity, Price, Amount", FIDELITY
    ).importer,
    History(
        "vanguard", "Vanguard transactions", "Trade Date, Transaction Type, Symbol, Shares, Share Price, Net Amount",
        VANGUARD, (_VANGUARD_HOLDINGS,),
    ).importer,
    History(
        "robinhood", "Robinhood activity",
        "Activity Date, Instrument, Description, Trans Code, Quantity, Price, Amount", ROBINHOOD,
    ).importer,
)  # fmt: skip
