"""Vanguard: OfxDownload (positions without basis), the unrealized cost basis by lot, and realized gains."""

import re

from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.records import AssetKind, ImportedLot, ImportedPosition, ImportResult
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record
from sim.importers.values import mask_account

BROKER = "vanguard"
_ACCOUNT_TITLE, _ENDS_IN_NUMBER = re.compile(r"Account:?\s+", re.IGNORECASE), re.compile(r"\d{4}$")

HOLDINGS = Layout(
    required={
        "account": ("account number",),
        "description": ("investment name",),
        "symbol": ("symbol",),
        "quantity": ("shares",),
        "price": ("share price",),
        "value": ("total value",),
    },
    blank_ends=True,
)
TRANSACTIONS = Layout(
    required={
        "account": ("account number",),
        "trade_date": ("trade date",),
        "transaction": ("transaction type",),
        "symbol": ("symbol",),
        "quantity": ("shares",),
    },
    blank_ends=True,
)
COLLEGE_SAVINGS = Layout(
    required={"account": ("fund account number",), "description": ("fund name",), "quantity": ("shares",)},
    blank_ends=True,
)
LOTS = Layout(
    required={
        "symbol": ("symbol/cusip", "symbol / cusip"),
        "quantity": ("quantity", "shares"),
        "cost_basis": ("total cost",),
        "value": ("market value as of*",),
    },
    optional={
        "acquired": ("date acquired", "acquired date", "acquisition date", "purchase date"),
        "account": ("account number", "account"),
        "description": ("investment name", "security name", "description", "fund name", "name"),
    },
)
REALIZED = Layout(
    required={
        "symbol": ("symbol", "symbol/cusip"),
        "sold": ("date sold",),
        "acquired": ("date acquired",),
        "event": ("event",),
        "quantity": ("quantity",),
        "cost_basis": ("total cost",),
        "proceeds": ("proceeds",),
    },
    optional={"account": ("account number", "account"), "disallowed": ("disallowed loss", "wash sale*")},
)


def read_ofx_download(document: Document, options: Options) -> ImportResult:
    """The holdings of OfxDownload.csv: neither basis nor dates, so both are asked for."""
    reading = Reading(BROKER, "vanguard_ofx_download", options)
    for record in document.records(HOLDINGS, TRANSACTIONS, COLLEGE_SAVINGS):
        if reading.skips_note(record):
            continue
        if record.layout is TRANSACTIONS:
            reading.skip(record, "a transaction: Vanguard lists about 18 months of them, too few to build lots")
        elif record.layout is COLLEGE_SAVINGS:
            reading.skip(record, "a 529 college savings fund: outside this plan, nothing to harvest")
        elif not reading.is_cut_off(record):
            _add_position(reading, record)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "Vanguard's OfxDownload has no cost basis and no acquisition dates. For tax lots, export the page 'Cost "
            "basis' (unrealized gains, lot details)."
        )
    return reading.finish()


def _add_position(reading: Reading, record: Record) -> None:
    account = mask_account(record.get("account"))
    if not record.get("symbol"):
        reading.skip(record, "no symbol")
        return
    ticker = reading.symbol(record)
    if not ticker or reading.sorts_out(record, AssetKind.UNKNOWN, ticker, account):
        return
    holding = reading.holding(record, ticker)
    if holding is None:
        return
    reading.add_position(
        ImportedPosition(
            ticker, holding.quantity, None, holding.price, account, record.get("description"), row=record.number
        )
    )  # fmt: skip


def read_lots(document: Document, options: Options) -> ImportResult:
    """The lots of the unrealized cost basis export; a lot without a date (`Various` included) is asked for."""
    reading = Reading(BROKER, "vanguard_cost_basis", options)
    titled = ""
    for record in document.records(LOTS):
        text = record.row.text
        begin = _ACCOUNT_TITLE.match(text) if record.layout is None and _ENDS_IN_NUMBER.search(text) else None
        if begin:
            titled = mask_account(text[begin.end() :])
        elif record.layout is None:
            reading.skip(record, "above the table")
        elif not reading.skips_note(record) and not reading.is_cut_off(record):
            _add_lot(reading, record, mask_account(record.get("account")) or titled)
    return reading.finish()


def _add_lot(reading: Reading, record: Record, account: str) -> None:
    before = len(reading.problems)
    acquired, value = reading.date(record, "acquired"), reading.amount(record, "value")
    holding = reading.holding(record)
    if holding is None or len(reading.problems) > before:
        return
    if not reading.sorts_out(record, AssetKind.UNKNOWN, holding.symbol, account):
        price = value / holding.quantity if value is not None else None
        reading.add_lot(
            ImportedLot(
                holding.symbol, holding.quantity, acquired, holding.cost_basis, account, price,
                record.get("description"), row=record.number,
            )
        )  # fmt: skip


IMPORTERS = (
    Importer(
        "vanguard_ofx_download", BROKER, "Vanguard OfxDownload", "positions",
        "Account Number, Investment Name, Symbol, Shares, Share Price, Total Value",
        lambda document: document.has_table(HOLDINGS), read_ofx_download,
    ),
    Importer(
        "vanguard_cost_basis", BROKER, "Vanguard cost basis", "lots",
        "Symbol/CUSIP, Quantity, Total cost, Market value as of ..., Date acquired (optional)",
        lambda document: document.has_table(LOTS), read_lots,
    ),
    Importer(
        "vanguard_realized", BROKER, "Vanguard realized gains", "sales",
        "Symbol, Date Sold, Date Acquired, Event, Quantity, Total Cost, Proceeds",
        lambda document: document.has_table(REALIZED), reader_of_closed_lots(BROKER, "vanguard_realized", REALIZED),
    ),
)  # fmt: skip
