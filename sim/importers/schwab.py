"""Charles Schwab: lot details (one symbol a file), positions (three generations of headings), realized gain/loss."""

import re
from datetime import timedelta
from typing import NamedTuple

from sim.importers.dates import DateReader
from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.records import AssetKind, ImportedLot, ImportedPosition, ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record
from sim.importers.values import mask_account, symbol

BROKER = "schwab"

LOTS = Layout(
    required={
        "acquired": ("open date",),
        "quantity": ("quantity", "qty (quantity)", "qty"),
        "cost_per_share": ("cost/share", "cost per share"),
        "cost_basis": ("cost basis", "cost basis (cb)"),
        "holding_period": ("holding period",),
    },
    optional={"price": ("price",), "value": ("market value", "mkt val (market value)")},
)
POSITIONS = Layout(
    required={
        "symbol": ("symbol",),
        "description": ("description",),
        "quantity": ("qty (quantity)", "quantity", "qty"),
        "price": ("price",),
        "value": ("mkt val (market value)", "market value"),
        "cost_basis": ("cost basis",),
        "kind": ("security type", "asset type"),
    }
)
REALIZED = Layout(
    required={
        "symbol": ("symbol",),
        "sold": ("closed date",),
        "acquired": ("opened date",),
        "quantity": ("quantity",),
        "proceeds": ("proceeds",),
        "cost_basis": ("cost basis (cb)", "cost basis"),
    },
    optional={"wash": ("wash sale?",), "disallowed": ("disallowed loss",), "account": ("account", "account number")},
)

_LOT_DETAILS = re.compile(" Lot Details(?= for | as of |$)", re.IGNORECASE)
_POSITIONS_FOR = re.compile("Positions for (?:account )?", re.IGNORECASE)
_FOR, _AS_OF = re.compile(" for ", re.IGNORECASE), re.compile(" as of ", re.IGNORECASE)
_ENDS_AS_ACCOUNT = re.compile(r"(?:\.\.\.|XX-?|ending in )\d{3,4}$", re.IGNORECASE)
_AS_OF_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}/\d{1,2}/\d{1,2}")
_KINDS = {
    "equity": AssetKind.STOCK,
    "etfs & closed end funds": AssetKind.ETF,
    "mutual fund": AssetKind.MUTUAL_FUND,
    "cash and money market": AssetKind.CASH,
    "option": AssetKind.OPTION,
    "fixed income": AssetKind.BOND,
}


class Title(NamedTuple):
    """What a title line says."""

    symbol: str
    account: str
    as_of: str


def read_lots(document: Document, options: Options) -> ImportResult:
    """The lots of one or more 'Lot Details' exports. The symbol stands in each title line alone."""
    reading = Reading(BROKER, "schwab_lots", options)
    ticker, account, has_total = options.symbol, "", False
    for record in document.records(LOTS):
        title = _lot_title(record.row.text)
        if title:
            ticker, account = _title_symbol(reading, record, title.symbol), mask_account(title.account)
            _take_as_of(reading, title.as_of)
        elif record.layout and record.row.filled[0].lower().startswith("total"):
            has_total = True
            reading.skip(record, "the total of the lots")
            _reconcile(reading, record, account, ticker)
        elif record.layout is None or record.is_note:
            reading.skip(record, "a title or footer, not a lot")
        elif not reading.is_cut_off(record):
            _add_lot(reading, record, ticker, account)
    if not has_total:
        reading.result.warnings.append("the file has no Total row and may be cut off; check the number of lots")
    return reading.finish()


def _lot_title(text: str) -> Title | None:
    """Return the parts of `VTI Lot Details for Individual ...123 as of 04:12 PM ET, 11/28/2025`; two may be missing."""
    parts = _LOT_DETAILS.split(text, maxsplit=1)
    if len(parts) < 2 or not parts[0]:
        return None
    rest, _, as_of = _parted(_AS_OF, parts[1])
    return Title(parts[0], _FOR.sub("", rest, count=1), as_of)


def _positions_title(text: str) -> Title | None:
    """Return the parts of `Positions for account Individual ...123 as of 04:12 PM ET, 2025/11/28`."""
    begin = _POSITIONS_FOR.match(text)
    account, is_dated, as_of = _parted(_AS_OF, text[begin.end() :] if begin else "")
    return Title("", account, as_of) if account and is_dated else None


def _parted(pattern: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """Return the text before the pattern's first place, what stands there, and the text after it, as str.partition."""
    found = pattern.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _title_symbol(reading: Reading, record: Record, text: str) -> str:
    try:
        return symbol(text)
    except ValueError as error:
        reading.problem(f"row {record.number}, title", text, f"the title's symbol {error}")
        return ""


def _take_as_of(reading: Reading, text: str) -> None:
    found = _AS_OF_DAY.search(text)
    if found:
        tomorrow = reading.dates.latest + timedelta(1)  # a title in a zone ahead of ours may carry it
        try:
            reading.result.as_of = DateReader(reading.dates.order, tomorrow).read(found.group())
        except ValueError:
            reading.result.warnings.append("the title's date could not be read; prices may be old")


def _add_lot(reading: Reading, record: Record, ticker: str, account: str) -> None:
    if not ticker:
        title = "the symbol is in the title line '... Lot Details for ...'; keep that line, or name the symbol"
        if not any(problem.place == "title" for problem in reading.problems):
            reading.problem("title", "", title)
        return
    acquired = reading.date(record, "acquired")
    holding = reading.holding(record, ticker)
    if holding:
        reading.add_lot(
            ImportedLot(
                ticker, holding.quantity, acquired, holding.cost_basis, account, holding.price, row=record.number
            )
        )  # fmt: skip


def _reconcile(reading: Reading, record: Record, account: str, ticker: str) -> None:
    reading.reconcile(account, ticker, reading.amount(record, "quantity"), reading.amount(record, "cost_basis"))


def read_positions(document: Document, options: Options) -> ImportResult:
    """The positions of one account or of all: one undated lot each, its date asked for."""
    reading = Reading(BROKER, "schwab_positions", options)
    account = ""
    for record in document.records(POSITIONS):
        text = record.row.text
        title = _positions_title(text)
        if title:
            account = mask_account(title.account)
            _take_as_of(reading, title.as_of)
        elif record.is_note and _ENDS_AS_ACCOUNT.search(text):
            account = mask_account(text)
        elif record.layout is None and not reading.result.positions:
            reading.skip(record, "above the table")
        elif not reading.skips_note(record) and not reading.is_cut_off(record):
            _add_position(reading, record, account)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "A positions file has no acquisition dates and only the total cost basis of each position. For tax lots, "
            "open each position's Lot Details and export that page."
        )
    return reading.finish()


def _add_position(reading: Reading, record: Record, account: str) -> None:
    kind = _KINDS.get(record.get("kind").lower(), AssetKind.UNKNOWN)
    if record.get("symbol").lower().startswith("cash"):
        kind = AssetKind.CASH
    ticker = "CASH" if kind in (AssetKind.CASH, AssetKind.OPTION, AssetKind.BOND) else reading.symbol(record)
    if not ticker or reading.sorts_out(record, kind, ticker, account):
        return
    holding = reading.holding(record, ticker)
    if holding:
        reading.add_position(
            ImportedPosition(
                ticker, holding.quantity, holding.cost_basis, holding.price, account, record.get("description"), kind,
                record.number,
            )
        )  # fmt: skip


IMPORTERS = (
    Importer(
        "schwab_lots", BROKER, "Schwab lot details", "lots",
        "Open Date, Quantity, Cost/Share, Cost Basis, Holding Period",
        lambda document: document.has_table(LOTS), read_lots,
    ),
    Importer(
        "schwab_positions", BROKER, "Schwab positions", "positions",
        "Symbol, Description, Quantity, Price, Market Value, Cost Basis, Security Type or Asset Type",
        lambda document: document.has_table(POSITIONS), read_positions,
    ),
    Importer(
        "schwab_realized", BROKER, "Schwab realized gain/loss", "sales",
        "Symbol, Closed Date, Opened Date, Quantity, Proceeds, Cost Basis (CB)",
        lambda document: document.has_table(REALIZED), reader_of_closed_lots(BROKER, "schwab_realized", REALIZED),
    ),
)  # fmt: skip
