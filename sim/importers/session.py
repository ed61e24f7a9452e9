"""Reading one file: the result as it grows and every problem met, raised together at the end."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sim.errors import InputError, Problem
from sim.importers.dates import DateOrder, DateReader, settled_order
from sim.importers.records import (
    HELD_AS_LOTS,
    AssetKind,
    Difference,
    ImportedCash,
    ImportedLot,
    ImportedPosition,
    ImportedSale,
    ImportResult,
    Question,
    SkippedRow,
)
from sim.importers.tables import Record
from sim.importers.values import (
    account_kind,
    amount,
    is_money_market,
    is_null,
    mask_account,
    mask_numbers,
    shown,
    symbol,
)

MAX_PROBLEMS = 50
US_ORDER = DateOrder.MONTH_FIRST
_CENT = Decimal("0.01")
_SHARE_DUST = Decimal("0.0001")
_TOTAL = re.compile(r"(account |grand |sub)?totals?\b.*|pending activity.*", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """What the user adds to a file.

    symbol : of a lot table that names none
    date_order : how `03/04/2024` is meant, where the file does not settle it
    today : latest day an acquisition can have
    """

    symbol: str = ""
    date_order: DateOrder | None = None
    today: date | None = None


class Holding(NamedTuple):
    """What the cells of a lot or position row say."""

    symbol: str
    quantity: Decimal
    cost_basis: Decimal | None
    price: Decimal | None


def is_total(cell: str) -> bool:
    """True for the first cell of a total or of pending activity."""
    return _TOTAL.fullmatch(cell) is not None


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

    # cells ------------------------------------------------------------------------------------------------------

    def problem(self, place: str, value: str, message: str) -> None:
        """Note something that makes the file unusable."""
        self.problems.append(Problem(place, mask_numbers(value), message))

    def wrong(self, record: Record, column: str, message: str) -> None:
        """Note a cell that cannot be used."""
        self.problem(f"row {record.number}, column {column}", record.get(column), f"{column} {message}")

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
            self.wrong(record, column, str(error))
            return None

    def symbol(self, record: Record, column: str = "symbol") -> str:
        """The cell's symbol; empty where it is none (then a problem is noted)."""
        try:
            return symbol(record.get(column))
        except ValueError as error:
            self.wrong(record, column, str(error))
            return ""

    def settle_order(self, values: list[str], column: str) -> None:
        """Take the order of day and month from the column's own values, unless the user said it."""
        if self.options.date_order is None:
            try:
                self.dates.order = settled_order(values)
            except ValueError as error:
                self.problem(f"column {column}", "", str(error))
                self.dates.order = DateOrder.MONTH_FIRST

    # rows -------------------------------------------------------------------------------------------------------

    def skip(self, record: Record, reason: str) -> None:
        """List a row that does not become a lot."""
        self.result.skipped.append(SkippedRow(record.number, mask_numbers(record.row.text)[:200], reason))

    def skips_note(self, record: Record) -> bool:
        """True, and listed, for totals, pending activity, footers and rows outside every table."""
        first = record.row.filled[0]
        if is_total(first) or is_total(record.get("symbol")):
            self.skip(record, "a total or pending row, not a holding")
        elif record.is_note:
            self.skip(record, "a title or footer, not a holding")
        elif record.layout is None:
            self.skip(record, "outside the table")
        else:
            return False
        return True

    def is_cut_off(self, record: Record) -> bool:
        """True, with a problem noted, where the row ends too early: the file was cut off."""
        if record.is_cut_off:
            message = f"the row ends after {len(record.row.cells)} cells, so the file may be cut off; download it again"
            self.problem(f"row {record.number}", record.row.text, message)
        return record.is_cut_off

    def holding(self, record: Record, ticker: str | None = None, *, may_be_short: bool = True) -> Holding | None:
        """The row's symbol, shares, basis and price; None where it is skipped or wrong (listed or noted).

        `may_be_short` is False for files that people write: there a quantity below zero is a mistake.
        """
        before = len(self.problems)
        ticker = self.symbol(record) if ticker is None else ticker
        quantity, basis, price = (self.amount(record, column) for column in ("quantity", "cost_basis", "price"))
        if len(self.problems) > before:
            return None
        if not may_be_short and (quantity is None or quantity <= 0):
            self.wrong(record, "quantity", "must be above zero; leave out short positions and sold lots")
        elif quantity is None or quantity == 0:
            self.skip(record, "no shares")
        elif quantity < 0:
            self.skip(record, "a short position: only shares owned can be harvested here")
        elif basis is not None and basis < 0:
            self.wrong(record, "cost_basis", "is negative; a lot's basis is zero or more")
        elif price is not None and price < 0:
            self.wrong(record, "price", "is negative")
        else:
            return Holding(ticker, quantity, basis, price)
        return None

    # records ----------------------------------------------------------------------------------------------------

    def add_lot(self, lot: ImportedLot) -> None:
        """Keep a lot, and ask for what it lacks (not inside a plan or an IRA: date and basis mean nothing there)."""
        self.result.lots.append(lot)
        key = (lot.account_hint, lot.symbol)
        n_lots, quantity, basis, lacks_basis = self.sums.get(key, Sums())
        lacks_basis |= lot.cost_basis is None
        self.sums[key] = Sums(n_lots + 1, quantity + lot.quantity, basis + (lot.cost_basis or 0), lacks_basis)
        if account_kind(lot.account_hint):
            return
        where = f"{shown(lot.quantity)} {lot.symbol}" + (f" in {lot.account_hint}" if lot.account_hint else "")
        if lot.acquired is None:
            self._ask(
                lot, "acquired", f"When were {where} acquired? The file does not say; the tax on a sale depends on it."
            )
        if lot.cost_basis is None:
            self._ask(lot, "cost_basis", f"What is the cost basis of {where}? The file does not say.")

    def _ask(self, lot: ImportedLot, field: str, message: str) -> None:
        self.result.questions.append(Question(lot.row, lot.account_hint, lot.symbol, field, message))

    def add_position(self, position: ImportedPosition) -> None:
        """Keep a position's total."""
        self.result.positions.append(position)

    def add_cash(self, record: Record, value: Decimal | None, account: str, description: str = "") -> None:
        """Keep a cash row; an empty one is listed as skipped."""
        if value is None:
            self.skip(record, "cash without an amount")
        else:
            self.result.cash.append(ImportedCash(value, account, mask_account(description), record.number))

    def add_sale(self, record: Record, account: str) -> None:
        """Keep a closed lot (columns symbol, quantity, acquired, sold, proceeds, cost_basis, disallowed)."""
        before = len(self.problems)
        ticker, quantity = self.symbol(record), self.amount(record, "quantity")
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

    def add_positions_as_lots(self) -> int:
        """Make one undated lot of every position that has no lots of its own; returns how many."""
        have = set(self.sums)
        lone = [one for one in self.result.positions if (one.account_hint, one.symbol) not in have]
        for one in lone:
            self.add_lot(
                ImportedLot(
                    one.symbol, one.quantity, None, one.cost_basis, one.account_hint, one.price, one.description,
                    one.asset_kind, is_average_basis=one.cost_basis is not None, row=one.row,
                )
            )  # fmt: skip
        return len(lone)

    def sorts_out(self, record: Record, kind: AssetKind, ticker: str, account: str) -> bool:
        """True, with the row kept as cash or listed as skipped, where `kind` or the symbol is no stock or fund."""
        if kind is AssetKind.CASH or is_money_market(ticker):
            named = ticker if is_null(record.get("description")) else record.get("description")
            self.add_cash(record, self.amount(record, "value"), account, named)
        elif kind not in HELD_AS_LOTS:
            self.skip(record, SKIP_REASONS[kind])
        else:
            return False
        return True

    # end --------------------------------------------------------------------------------------------------------

    def reconcile(self, account: str, ticker: str, total_quantity: Decimal | None, total_basis: Decimal | None) -> None:
        """Note where the lots of one symbol do not add up to the total that the file shows."""
        sums = self.sums.get((account, ticker), Sums())
        if total_quantity is not None and abs(sums.quantity - total_quantity) > _SHARE_DUST:
            self.result.reconciliation.append(Difference(account, ticker, "shares", sums.quantity, total_quantity))
        rounding = _CENT * max(1, sums.n_lots)  # each lot's basis is rounded to the cent
        if total_basis is not None and not sums.lacks_basis and abs(sums.cost_basis - total_basis) > rounding:
            self.result.reconciliation.append(Difference(account, ticker, "USD of basis", sums.cost_basis, total_basis))

    def finish(self) -> ImportResult:
        """The result.

        Raises
        ------
        InputError
            with every problem met, where there was one
        """
        if len(self.problems) > MAX_PROBLEMS:
            more = len(self.problems) - MAX_PROBLEMS
            self.problems = [*self.problems[:MAX_PROBLEMS], Problem("file", "", f"and {more} more problems like these")]
        if self.problems:
            raise InputError(self.problems)
        if mixed := self.dates.mixed():
            self.result.warnings.append(mixed)
        return self.result


FOREIGN_CURRENCY = "in another currency: only USD is read, and the file has no basis in USD"
SKIP_REASONS = {
    AssetKind.OPTION: "an option: only shares of stocks and funds are read",
    AssetKind.BOND: "a single bond or CD: its price is per 100 of face value, only stocks and funds are read",
    AssetKind.OTHER: "neither a stock nor a fund",
}
