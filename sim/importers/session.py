"""Reading one file: the result as it grows; a row that cannot be read is listed with its reason and its dollars."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sim.errors import InputError, Problem
from sim.importers.dates import AmbiguousDateError, DateOrder, DateReader, contradicting, settled_order
from sim.importers.dollars import dollars_of, lenient
from sim.importers.kinds import is_total
from sim.importers.messages import NOTE, TOTAL, not_read, nothing, shortened
from sim.importers.questions import questions_of
from sim.importers.records import (
    AssetKind,
    Difference,
    ImportedCash,
    ImportedLot,
    ImportedPosition,
    ImportedSale,
    ImportResult,
    SkippedRow,
)
from sim.importers.tables import Record
from sim.importers.values import account_kind, amount, is_brokerage_link, mask_account, mask_numbers, symbol

US_ORDER = DateOrder.MONTH_FIRST
_CENT = Decimal("0.01")
_SHARE_DUST = Decimal("0.0001")
AS_OF = re.compile(r"\b(?:as of|downloaded|generated at|exported on|exported|report date)\b:?", re.IGNORECASE)
_DAY = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]{2,8}[- ]\d{1,2},?[- ]\d{4}"
    r"|\d{1,2}-[A-Z][a-z]{2}-\d{4}"
)
_OLD = timedelta(days=60)
_MOST_BEFORE_NUMBER = 19  # of the 24 letters that a symbol has


@dataclass(frozen=True)
class Options:
    """What the user adds to a file.

    symbol : of a lot table that names none
    date_order : how `03/04/2024` is meant, where the file does not settle it
    today : latest day an acquisition can have
    average : fund shares of a history have their average basis, not that of the first ones (Reg. 1.1012-1(e))
    """

    symbol: str = ""
    date_order: DateOrder | None = None
    today: date | None = None
    average: bool = False


class Holding(NamedTuple):
    """What the cells of a lot or position row say."""

    symbol: str
    quantity: Decimal
    cost_basis: Decimal | None
    price: Decimal | None


class Sums(NamedTuple):
    """The lots of one symbol in one account, added up while they are read."""

    n_lots: int = 0
    quantity: Decimal = Decimal(0)
    cost_basis: Decimal = Decimal(0)
    lacks_basis: bool = False


class Reading:
    """One file being read. `order` is the order of day and month that the broker documents, None where it varies."""

    def __init__(self, broker: str, name: str, options: Options, order: DateOrder | None = US_ORDER) -> None:
        self.result = ImportResult(broker, name)
        self.options = options
        self.dates = DateReader(options.date_order or order, options.today or date.today())
        self.problems: list[Problem] = []
        self.sums: dict[tuple[str, str], Sums] = {}
        self._unread: dict[int, tuple[Record, list[Problem]]] = {}
        self._cut_off: list[Problem] = []
        self._links: list[Record] = []
        self._names: dict[str, str] = {}
        self.counted_beneath: set[int] = set()
        """Rows of positions whose lots are listed with their dollars: those of the position are the same ones."""
        self._is_refused = False
        self._refusals: list[Problem] = []

    # cells ------------------------------------------------------------------------------------------------------

    def unread(self, record: Record, place: str, value: str, message: str) -> None:
        """Note why a row cannot be read: it is listed, and costs no other row."""
        problem = Problem(place, mask_numbers(value), message)
        self.problems.append(problem)
        self._unread.setdefault(record.number, (record, []))[1].append(problem)

    def wrong(self, record: Record, column: str, message: str) -> None:
        """Note a cell that cannot be used."""
        place = f"row {record.number}, column {column}"
        self.unread(record, place, record.get(column), f"{column} {message}")

    def amount(self, record: Record, column: str) -> Decimal | None:
        """The cell's number; None for an empty cell, and for an unreadable one (then a problem is noted)."""
        try:
            return amount(record.get(column))
        except ValueError as error:
            self.wrong(record, column, str(error))
            return None

    def date(self, record: Record, column: str) -> date | None:
        """The cell's day; None for an empty cell, and for an unreadable one (then a problem is noted)."""
        try:
            return self.dates.read(record.get(column))
        except ValueError as error:
            self._is_refused |= isinstance(error, AmbiguousDateError)
            self.wrong(record, column, str(error))
            return None

    def symbol(self, record: Record, column: str = "symbol") -> str:
        """The cell's symbol; empty where it is none (then a problem is noted)."""
        try:
            return symbol(record.get(column))
        except ValueError as error:
            self.wrong(record, column, str(error))
            return ""

    def settle_order(self, records: Iterable[Record], *columns: str) -> None:
        """Take the order of day and month from the columns' own values, unless the user said it."""
        if self.options.date_order is not None:
            return
        values = [(record.number, record.get(column)) for record in records for column in columns]
        try:
            self.dates.order = settled_order(value for _, value in values)
        except ValueError as error:
            first, second = contradicting(values)
            place = f"rows {first[0]} and {second[0]}, column {columns[0]}"
            self._refusals.append(Problem(place, mask_numbers(f"{first[1]}, {second[1]}"), str(error)))

    def take_as_of(self, text: str) -> None:
        """Take the day of a title or a footer such as `as of 11/28/2025` as that of the file's prices."""
        marked = AS_OF.search(text)
        found = _DAY.search(text, marked.end()) if marked else None
        if found is None:
            return
        tomorrow = self.dates.latest + timedelta(1)  # a title in a zone ahead of ours may carry it
        try:
            order = self.dates.order or settled_order([found.group()])
            self.result.as_of = DateReader(order, tomorrow).read(found.group()) or self.result.as_of
        except ValueError:
            self.result.warnings.append("the title's date could not be read; prices may be old")

    # rows -------------------------------------------------------------------------------------------------------

    def skip(self, record: Record, reason: str, dollars: Decimal | None = None) -> None:
        """List a row that does not become a lot; `dollars` where it holds some that are now not in the plan."""
        text = mask_numbers(record.row.text)[:200]
        self.result.skipped.append(SkippedRow(record.number, text, reason, dollars))

    def skip_holding(self, record: Record, reason: str, kind: AssetKind = AssetKind.UNKNOWN) -> None:
        """List a row that holds something which is not read, with its dollars."""
        self.skip(record, reason, dollars_of(record, kind))

    def unread_symbols(self) -> list[str]:
        """The symbols of rows that could not be read, each once."""
        return sorted({record.get("symbol").upper() for record, _ in self._unread.values()} - {""})

    def keep_link(self, record: Record) -> None:
        """Remember a plan's row for its brokerage window: what that holds may be rows of their own."""
        self._links.append(record)

    def skips_note(self, record: Record) -> bool:
        """True, and listed, for totals, pending activity, footers and rows outside every table."""
        first = record.row.filled[0]
        names = (first, record.get("symbol"), record.get("description"))
        has_shares = bool(lenient(record.get("quantity")))
        if any(is_total(name, has_shares) for name in names):
            is_pending = not any(name.lower().lstrip().startswith(("pending", "unsettled")) for name in names)
            self.skip(record, TOTAL, None if is_pending else dollars_of(record))
        elif record.is_note or (record.is_cut_off and len(record.row.filled) <= 2 and dollars_of(record) is None):
            self.skip(record, NOTE)
            if record.is_cut_off:
                self._cut_off.append(self._too_short(record))
        elif record.layout is None:
            self.skip(record, "outside the table")
        else:
            return False
        return True

    def is_cut_off(self, record: Record) -> bool:
        """True, with a problem noted, where the row ends too early or goes on beyond the headings."""
        if record.is_too_wide:
            message = (
                f"the row has more cells than the {record.width} headings; a heading is missing, so nothing is sure"
            )
            self.unread(record, f"row {record.number}", record.row.text, message)
            return True
        if record.is_cut_off:
            problem = self._too_short(record)
            self.unread(record, problem.place, problem.value, problem.message)
        return record.is_cut_off

    def _too_short(self, record: Record) -> Problem:
        message = f"the row ends after {len(record.row.cells)} cells, so the file may be cut off; download it again"
        return Problem(f"row {record.number}", mask_numbers(record.row.text), message)

    def holding(self, record: Record, ticker: str | None = None, *, may_be_short: bool = True) -> Holding | None:
        """The row's symbol, shares, basis and price; None where it is skipped or wrong (listed or noted).

        `may_be_short` is False for files that people write: there a quantity below zero is a mistake.
        """
        before = len(self.problems)
        ticker = self.symbol(record) if ticker is None else ticker
        quantity, basis, price = (self.amount(record, column) for column in ("quantity", "cost_basis", "price"))
        if basis is None and quantity is not None and (average := self.amount(record, "average")) is not None:
            basis = round(average * quantity, 2)
        elif basis is None and (gain := self.amount(record, "gain")) is not None:
            value = self.amount(record, "value")
            basis = None if value is None else value - gain
        if len(self.problems) > before:
            return None
        if not may_be_short and (quantity is None or quantity <= 0):
            self.wrong(record, "quantity", "must be above zero; leave out short positions and sold lots")
        elif quantity is None or quantity == 0:
            self.skip_holding(record, "no shares")
        elif quantity < 0:
            self.skip_holding(record, "a short position: only shares owned can be harvested here")
        elif basis is not None and basis < 0:
            self.wrong(record, "cost_basis", "is negative; a lot's basis is zero or more")
        elif price is not None and price < 0:
            self.wrong(record, "price", "is negative")
        else:
            return Holding(ticker, quantity, basis, price)
        return None

    # records ----------------------------------------------------------------------------------------------------

    def add_lot(self, lot: ImportedLot) -> None:
        """Keep a lot; what it lacks is asked for at the end."""
        self.result.lots.append(lot)
        key = (lot.account_hint, lot.symbol)
        n_lots, quantity, basis, lacks_basis = self.sums.get(key, Sums())
        lacks_basis |= lot.cost_basis is None
        self.sums[key] = Sums(n_lots + 1, quantity + lot.quantity, basis + (lot.cost_basis or 0), lacks_basis)

    def add_position(self, position: ImportedPosition) -> None:
        """Keep a position's total."""
        self.result.positions.append(position)

    def add_cash(self, record: Record, value: Decimal | None, account: str, description: str = "") -> None:
        """Keep a cash row; an empty one is listed as skipped."""
        if value is None:
            self.skip(record, "cash without an amount")
        elif value < 0:
            self.skip(record, "borrowed on margin, or not settled yet: only what is owned is read", value)
        else:
            self.result.cash.append(ImportedCash(value, account, mask_account(description), record.number))

    def add_sale(self, record: Record, account: str) -> None:
        """Keep a closed lot (columns symbol, quantity, acquired, sold, proceeds, cost_basis, disallowed)."""
        before = len(self.problems)
        ticker = self.symbol(record) if record.get("symbol") or not record.get("description") else ""
        ticker, quantity = ticker or record.get("description")[:60], self.amount(record, "quantity")
        acquired, sold = self.date(record, "acquired"), self.date(record, "sold")
        proceeds, basis = self.amount(record, "proceeds"), self.amount(record, "cost_basis")
        disallowed = self.amount(record, "disallowed")
        if len(self.problems) > before:
            return
        if not quantity:
            self.skip(record, "no shares")
            return
        self.result.sales.append(
            ImportedSale(ticker, abs(quantity), acquired, sold, proceeds, basis, disallowed, account, record.number)
        )

    def add_positions_as_lots(self, with_lots: set[int] | None = None) -> int:
        """Make one undated lot of every position that has no lots of its own; returns how many.

        `with_lots` are the rows of positions that have some; left out, those whose symbol has some.
        """
        have = set(self.sums)
        lone = [
            one
            for one in self.result.positions
            if (one.row not in with_lots if with_lots is not None else (one.account_hint, one.symbol) not in have)
        ]
        for one in lone:
            self.add_lot(
                ImportedLot(
                    one.symbol, one.quantity, None, one.cost_basis, one.account_hint, one.price, one.description,
                    one.asset_kind, is_average_basis=one.cost_basis is not None, row=one.row, value=one.value,
                    is_named_only=one.is_named_only, proxy=one.proxy,
                )
            )  # fmt: skip
        return len(lone)

    # end --------------------------------------------------------------------------------------------------------

    def reconcile(self, account: str, ticker: str, total_quantity: Decimal | None, total_basis: Decimal | None) -> None:
        """Note where the lots of one symbol do not add up to the total that the file shows."""
        sums = self.sums.get((account, ticker), Sums())
        if total_quantity is not None and abs(sums.quantity - total_quantity) > _SHARE_DUST:
            self.result.reconciliation.append(Difference(account, ticker, "shares", sums.quantity, total_quantity))
        rounding = _CENT * max(1, sums.n_lots)  # each lot's basis is rounded to the cent
        if total_basis is not None and not sums.lacks_basis and abs(sums.cost_basis - total_basis) > rounding:
            self.result.reconciliation.append(Difference(account, ticker, "USD of basis", sums.cost_basis, total_basis))

    def symbol_of_name(self, name: str, short: str) -> str:
        """The short name, with a number behind it where another fund of the file has the same."""
        symbol, number = short, 1
        while self._names.setdefault(symbol, name) != name:
            number += 1
            symbol = f"{short[:_MOST_BEFORE_NUMBER].strip()} {number}"
        return symbol

    def finish(self) -> ImportResult:
        """The result: every row that could not be read is listed in it.

        Raises
        ------
        InputError
            where nothing could be read, or the file as a whole cannot be used; in at most `MOST_LINES` lines
        """
        if self._refusals:
            raise InputError(self._refusals)
        if self._is_refused or not self.result.has_something:
            raise InputError(shortened(self.problems or self._cut_off or nothing(self.result)))
        for record, problems in self._unread.values():
            reason = "; ".join(problem.message for problem in problems)
            self.skip(record, f"not read: {reason}"[:300], dollars_of(record))
        self._list_links()
        once = (replace(row, dollars=None) if row.row in self.counted_beneath else row for row in self.result.skipped)
        self.result.skipped = sorted(once, key=lambda row: row.row)
        self.result.questions.extend(questions_of(self.result.lots))
        if mixed := self.dates.mixed():
            self.result.warnings.append(mixed)
        if self.result.as_of is not None and self.dates.latest - self.result.as_of > _OLD:
            self.result.warnings.append(
                f"the file is of {self.result.as_of}, so what was bought or sold since is not in it; download a new one"
            )
        if self.result.dollars_not_read:
            self.result.warnings.insert(0, not_read(self.result))
        return self.result

    def _list_links(self) -> None:
        """List a plan's rows for its brokerage window, whose dollars are counted once."""
        hints = self._hints()
        is_itemized = any(is_brokerage_link(hint) for hint in hints)
        for record in self._links:
            if is_itemized:
                self.skip(record, "the total of the plan's brokerage window, whose holdings are rows of their own")
            else:
                self.skip_holding(record, "the plan's brokerage window: its holdings are in a file of its own")
        self._put_links_into_their_plan()

    def _hints(self) -> set[str]:
        parts: tuple[list[Any], ...] = (self.result.lots, self.result.positions, self.result.cash)
        return {one.account_hint for part in parts for one in part}

    def _put_links_into_their_plan(self) -> None:
        """A brokerage window is inside the plan: its holdings are the plan's, where the file shows one plan."""
        hints = self._hints()
        links = {hint for hint in hints if is_brokerage_link(hint)}
        plans = sorted(hint for hint in hints - links if account_kind(hint) == "401k")
        if links and len(plans) == 1:
            result = self.result
            parts: tuple[list[Any], ...] = (result.lots, result.positions, result.cash, result.reconciliation)
            for part in parts:
                part[:] = [replace(one, account_hint=plans[0]) if one.account_hint in links else one for one in part]


FOREIGN_CURRENCY = "in another currency: only USD is read, and the file has no basis in USD"
SKIP_REASONS = {
    AssetKind.OPTION: "an option: only shares of stocks and funds are read",
    AssetKind.FUTURE: "futures or their cash: only shares of stocks and funds are read",
    AssetKind.BOND: "a single bond or CD: its price is per 100 of face value, only stocks and funds are read",
    AssetKind.COIN: "coins held directly: only shares of stocks and funds are read",
    AssetKind.OTHER: "neither a stock nor a fund",
}
