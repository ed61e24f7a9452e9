"""Tables of holdings, whoever made them: the account above or beside a row, the lots beneath it, titles and footers.

A broker's own file says which headings mark its table; everything else is read here.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from sim.importers.dates import DateOrder, is_date, is_undated
from sim.importers.dollars import dollars_of, lenient
from sim.importers.importer import Importer
from sim.importers.records import ImportedLot, ImportedPosition, ImportResult
from sim.importers.rows import POSITIONS, Manner, is_cash_in_short, take
from sim.importers.session import AS_OF, US_ORDER, Options, Reading
from sim.importers.sums import drop_sums
from sim.importers.tables import Document, Layout, Record
from sim.importers.values import MERRILL_ACCOUNT, mask_account

_LABEL = re.compile(r"(?:account|acct|plan)(?: (?:name|number|no\.?|#))?[:#]? ", re.IGNORECASE)
_LEADS = re.compile(r"(?:positions|holdings|balances|investments|transactions)\s{1,3}for (?:account )?", re.IGNORECASE)
_ENDS_AS_ACCOUNT = re.compile(r"(?:\.\.\.|XX-?|\*{1,4}|ending in |[-# ]\(?)\d{3,6}\)?$|[A-Z]?\d{6,9}$", re.IGNORECASE)
_NAMES_ACCOUNT = re.compile(
    r"\b(ira|401\(?k\)?|403\(?b\)?|457\(?b\)?|individual|joint|hsa|utma|ugma)\b|\bbrokerage( account)?$", re.IGNORECASE
)
_ENDS_IN_YEAR = re.compile(r"\b(?:19|20)\d{2}$")
_PLAN_WORDS = (
    "401(k)", "401k", "403(b)", "457(b)", "tiaa", "voya", "retirement plan", "participant", "empower",
    "investment option", "employer match", "vested",
)  # fmt: skip
_NO_DAY = ("", "-", "--")
_MOST_TITLE_LETTERS = 80
_CENT, _SHARE_DUST = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True)
class HoldingsTable:
    """What tells one broker's table of holdings from another's, and how its rows are meant.

    layouts : the headings of its tables, the narrowest first
    words : at least one must stand in the file (lower case), where headings alone do not tell brokers apart
    accounts : a table above whose rows name the account
    others : tables whose rows are listed with this reason
    advice : what is said where positions show no lots
    has_lots_beneath : under a position's row stand its lots, with the day in the symbol's column
    may_be_plan : a table without an account is a plan's where the file speaks of one
    order : of day and month; None where the file itself must settle it
    """

    broker: str
    name: str
    label: str
    columns: str
    layouts: tuple[Layout, ...]
    holds: str = "positions"
    words: tuple[str, ...] = ()
    accounts: Layout | None = None
    others: tuple[tuple[Layout, str], ...] = ()
    advice: str = ""
    manner: Manner = POSITIONS
    has_lots_beneath: bool = False
    may_be_plan: bool = False
    order: DateOrder | None = US_ORDER

    def detect(self, document: Document) -> bool:
        """True where the file has this table."""
        return any(map(document.has_table, self.layouts)) and (not self.words or document.mentions(self.words))

    def read(self, document: Document, options: Options) -> ImportResult:
        """The holdings of the file."""
        return _TableReading(self, document, options).result()

    @property
    def importer(self) -> Importer:
        """The line of the registry."""
        return Importer(self.name, self.broker, self.label, self.holds, self.columns, self.detect, self.read)


class _TableReading:
    """One file on its way: the account in force, and the position whose lots may follow."""

    def __init__(self, table: HoldingsTable, document: Document, options: Options) -> None:
        self.table, self.document = table, document
        self.reading = Reading(table.broker, table.name, options, table.order)
        self.account, self.summed = "", ""
        self.plan = "401(k) plan" if table.may_be_plan and document.mentions((*_PLAN_WORDS, *table.words)) else ""
        self.position: ImportedPosition | None = None
        self.with_lots: set[int] = set()
        self.left: dict[int, Decimal] = {}
        self.above, self.summary = 0, 0
        self.beneath: dict[int, list[int]] = {}

    def result(self) -> ImportResult:
        table, reading = self.table, self.reading
        layouts = [*([table.accounts] if table.accounts else []), *(one for one, _ in table.others), *table.layouts]
        records = list(self.document.records(*layouts))
        if table.order is None:
            reading.settle_order(records, "acquired")
        for record in records:
            self._take(record)
        without_day = [one for one in records if "acquired" in one.columns and one.get("acquired") in _NO_DAY]
        drop_sums(reading, {one.number: one for one in without_day})
        for one in reading.result.positions:
            if one.row in self.with_lots:
                reading.reconcile(one.account_hint, one.symbol, one.quantity, one.cost_basis)
            else:  # it stands for its lots, of which none could be read
                reading.counted_beneath.update(self.beneath.get(one.row, []))
        if reading.add_positions_as_lots(self.with_lots) and table.advice:
            reading.result.warnings.append(table.advice)
        return reading.finish()

    def _take(self, record: Record) -> None:
        reading = self.reading
        listed = next((reason for layout, reason in self.table.others if record.layout is layout), "")
        if record.layout is not None and record.layout is self.table.accounts and _says_a_value(record):
            if record.number != self.summary + 1:  # of several accounts in one summary the first
                self.summed = mask_account(record.get("account"))
            self.summary = record.number
        elif self._is_title(record) or reading.skips_note(record):
            reading.take_as_of(record.row.text)
            self._take_account_in(record)
        elif listed:
            reading.skip_holding(record, listed)
        else:
            self._take_row(record)

    def _is_title(self, record: Record) -> bool:
        """True, with the account kept, for a line that names the account of the rows below."""
        if (record.layout is not None and not record.is_note) or len(record.row.filled) > 2:
            return False
        account = account_in(record.row.text)
        if account:
            self.account = account
        return bool(account) or _LEADS.match(record.row.text) is not None

    def _take_account_in(self, record: Record) -> None:
        """Keep the account that Merrill writes among the headings of a summary above the table."""
        named = [cell for cell in record.row.cells if MERRILL_ACCOUNT.search(cell)]
        if record.layout is None and named:
            self.account = mask_account(named[0])

    def _take_row(self, record: Record) -> None:
        first = record.get("symbol") or record.get("description")
        if self.table.has_lots_beneath and (is_date(first) or (is_undated(first) and first)):
            self.beneath.setdefault(self.above, []).append(record.number)
            if self.position is None and dollars_of(record):
                self.reading.counted_beneath.add(self.above)
            if not self.reading.is_cut_off(record):
                self._take_lot_beneath(record)
            return
        self.position, self.above = None, record.number
        if not is_cash_in_short(record) and self.reading.is_cut_off(record):
            return
        before = len(self.reading.result.positions)
        manner = self.table.manner
        has_days = "acquired" in record.columns
        take(self.reading, record, self._account_of(record), replace(manner, is_lots=True) if has_days else manner)
        added = self.reading.result.positions[before:]
        self.position = added[0] if added else None

    def _account_of(self, record: Record) -> str:
        named = f"{record.get('account_name')} {record.get('account')}".strip()
        return mask_account(named) or self.account or self.summed or self.plan

    def _take_lot_beneath(self, record: Record) -> None:
        reading, position = self.reading, self.position
        if position is None:
            reading.skip_holding(record, "a lot under a row that was not read")
            return
        try:
            acquired = reading.dates.read(record.get("symbol") or record.get("description"))
        except ValueError as error:
            reading.wrong(record, "symbol", f"holds the lot's date, which {error}")
            return
        before = len(reading.problems)
        holding, value = reading.holding(record, position.symbol), reading.amount(record, "value")
        if holding and len(reading.problems) == before and self._is_of(record, position, holding.quantity, value):
            self.with_lots.add(position.row)
            reading.add_lot(
                ImportedLot(
                    position.symbol, holding.quantity, acquired, holding.cost_basis, position.account_hint,
                    position.price, position.description, position.asset_kind, row=record.number, value=value,
                    is_named_only=position.is_named_only, proxy=position.proxy,
                )
            )  # fmt: skip

    def _is_of(self, record: Record, position: ImportedPosition, quantity: Decimal, value: Decimal | None) -> bool:
        """False, with the row noted, where the lot cannot be of the position above: that row is missing or cut off."""
        left = self.left.setdefault(position.row, position.quantity)
        price = position.price
        is_other = bool(value and price) and _differ(quantity * (price or 0), value or Decimal(0))
        if is_other or quantity > left + _SHARE_DUST:
            self.beneath[position.row].remove(record.number)
            self.reading.wrong(record, "quantity", "does not fit the position above; is the row of its own missing?")
            return False
        self.left[position.row] = left - quantity
        return True


def _says_a_value(record: Record) -> bool:
    """True for a row of a summary of accounts; a footer beneath its headings has no value."""
    return lenient(record.get("net")) is not None


def _differ(computed: Decimal, shown: Decimal) -> bool:
    return abs(computed - shown) > abs(shown) / 50 + _CENT


def account_in(text: str) -> str:
    """The account that a title line names, masked; empty for any other line."""
    body = _LEADS.sub("", text, count=1)
    if as_of := AS_OF.search(body):
        body = body[: as_of.start()]
    body = body.strip(" ,:-")
    if len(body) > _MOST_TITLE_LETTERS:
        return ""
    labeled = _LABEL.match(body)
    name = body[labeled.end() :].strip() if labeled else body
    is_numbered = _ENDS_AS_ACCOUNT.search(name) and not _ENDS_IN_YEAR.search(name)
    if (labeled and any(map(str.isdigit, name))) or is_numbered:
        return mask_account(name)
    is_named = _NAMES_ACCOUNT.search(name) and len(name.split()) <= 6 and not name.endswith(".")
    return mask_account(name) if is_named else ""
