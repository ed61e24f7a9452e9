"""Charles Schwab: lot details (one symbol a file), positions (three generations of headings), realized gain/loss."""

import re
from typing import NamedTuple

from sim.importers.dollars import lenient
from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.records import ImportedLot, ImportResult
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
POSITIONS = layout(
    "symbol description quantity price value cost_basis kind", "account currency",
    value=("mkt val (market value)", "market value"), cost_basis=("cost basis",), kind=("security type", "asset type"),
)  # fmt: skip
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
_FOR, _AS_OF = re.compile(" for ", re.IGNORECASE), re.compile(" as of ", re.IGNORECASE)


class Title(NamedTuple):
    """What a title line says."""

    symbol: str
    account: str


def read_lots(document: Document, options: Options) -> ImportResult:
    """The lots of one or more 'Lot Details' exports. The symbol stands in each title line alone."""
    reading = Reading(BROKER, "schwab_lots", options)
    ticker, account, has_total = options.symbol, "", False
    for record in document.records(LOTS):
        title = _lot_title(record.row.text)
        if title:
            ticker, account = _title_symbol(reading, record, title.symbol), mask_account(title.account)
            reading.take_as_of(record.row.text)
        elif record.layout and record.row.filled[0].lower().startswith("total"):
            has_total = True
            reading.skip(record, "the total of the lots")
            _reconcile(reading, record, account, ticker)
        elif not reading.skips_note(record) and not reading.is_cut_off(record):
            _add_lot(reading, record, ticker, account)
    if not has_total:
        reading.result.warnings.append("the file has no Total row and may be cut off; check the number of lots")
    return reading.finish()


def _lot_title(text: str) -> Title | None:
    """Return the parts of `VTI Lot Details for Individual ...123 as of 04:12 PM ET, 11/28/2025`; two may be missing."""
    parts = _LOT_DETAILS.split(text, maxsplit=1)
    if len(parts) < 2 or not parts[0]:
        return None
    begin = _AS_OF.search(parts[1])
    rest = parts[1][: begin.start()] if begin else parts[1]
    return Title(parts[0], _FOR.sub("", rest, count=1))


def _title_symbol(reading: Reading, record: Record, text: str) -> str:
    try:
        return symbol(text)
    except ValueError as error:
        reading.unread(record, f"row {record.number}, title", text, f"the title's symbol {error}")
        return ""


def _add_lot(reading: Reading, record: Record, ticker: str, account: str) -> None:
    if not ticker:
        title = "the symbol is in the title line '... Lot Details for ...'; keep that line, or name the symbol"
        reading.unread(record, "title", "", title)
        return
    before = len(reading.problems)
    acquired, value = reading.date(record, "acquired"), reading.amount(record, "value")
    holding = reading.holding(record, ticker)
    if holding and len(reading.problems) == before:
        reading.add_lot(
            ImportedLot(
                ticker, holding.quantity, acquired, holding.cost_basis, account, holding.price, row=record.number,
                value=value,
            )
        )  # fmt: skip


def _reconcile(reading: Reading, record: Record, account: str, ticker: str) -> None:
    reading.reconcile(account, ticker, lenient(record.get("quantity")), lenient(record.get("cost_basis")))


HOLDINGS = HoldingsTable(
    BROKER, "schwab_positions", "Schwab positions",
    "Symbol, Description, Quantity, Price, Market Value, Cost Basis, Security Type or Asset Type", (POSITIONS,),
    advice="A positions file has no acquisition dates and only the total cost basis of each position. For tax lots, "
    "open each position's Lot Details and export that page.",
)  # fmt: skip

IMPORTERS = (
    Importer(
        "schwab_lots", BROKER, "Schwab lot details", "lots",
        "Open Date, Quantity, Cost/Share, Cost Basis, Holding Period",
        lambda document: document.has_table(LOTS), read_lots,
    ),
    HOLDINGS.importer,
    Importer(
        "schwab_realized", BROKER, "Schwab realized gain/loss", "sales",
        "Symbol, Closed Date, Opened Date, Quantity, Proceeds, Cost Basis (CB)",
        lambda document: document.has_table(REALIZED), reader_of_closed_lots(BROKER, "schwab_realized", REALIZED),
    ),
)  # fmt: skip
