"""Fidelity: Portfolio_Positions (average basis, no dates) and the lot table that a user pastes from the screen."""

import re

from sim.importers.importer import Importer
from sim.importers.records import AssetKind, ImportedLot, ImportedPosition, ImportResult, SkippedRow
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record, Row
from sim.importers.values import mask_account, mask_numbers, symbol

BROKER = "fidelity"

POSITIONS = Layout(
    required={
        "account": ("account number",),
        "account_name": ("account name",),
        "symbol": ("symbol",),
        "description": ("description",),
        "quantity": ("quantity",),
        "price": ("last price",),
        "value": ("current value",),
        "cost_basis": ("cost basis total", "cost basis"),
        "average": ("average cost basis",),
    }
)
_CASH_SYMBOL = re.compile(r"[A-Z0-9]{1,15}\*{1,2}")

# one lot as the screen shows it: date, term, gain, percent, value, shares, average, basis; blanks may be line ends
_DAY = r"(?P<acquired>[A-Z][a-z]{2}-\d{1,2}-\d{4}|[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4})"
_NUMBER = r"[\d,]{0,20}\.?\d{1,20}"  # bounded: an endless run of digits must not be tried in every split
_MONEY = r"[-+]?\$?[-+]?" + _NUMBER
_LOT = re.compile(
    rf"(?<!\S){_DAY}\s+(?P<term>Short|Long)\s+(?:{_MONEY}|--)\s+(?:{_MONEY}%|--)\s+(?P<value>{_MONEY}|--)\s+"
    rf"(?P<quantity>{_NUMBER})\s+(?P<average>{_MONEY}|--)\s+(?P<cost_basis>{_MONEY}|--)(?!\S)"
)
_LOT_START = re.compile(rf"(?<!\S){_DAY}\s+(?:Short|Long)(?!\S)")
_SYMBOL_LINE = re.compile(r"[A-Z]{1,5}(?:\.[A-Z])?(?=$|[\s:-])")
_HEADING_WORDS = re.compile(
    r"(date )?acquired|term|(\$|%)? ?total gain/loss.*|current value|quantity|average cost basis|cost basis total|--",
    re.IGNORECASE,
)
_PASTED_LAYOUT = Layout(required={"acquired": (), "quantity": (), "cost_basis": ()})
_PASTED_COLUMNS = {"acquired": 0, "quantity": 1, "cost_basis": 2, "value": 3}


def read_positions(document: Document, options: Options) -> ImportResult:
    """The positions of all accounts: one undated lot each with the average basis, and a warning that says so."""
    reading = Reading(BROKER, "fidelity_positions", options)
    for record in document.records(POSITIONS):
        if record.layout is None:
            reading.skip(record, "above the table")
        elif not reading.skips_note(record) and not reading.is_cut_off(record):
            _add_position(reading, record)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "Fidelity's positions file has only the average cost basis of each position and no acquisition dates, so "
            "the gain or loss of each lot is unknown. Open a position's lots on the screen and paste that table "
            "instead."
        )
    return reading.finish()


def _add_position(reading: Reading, record: Record) -> None:
    account = mask_account(f"{record.get('account_name')} {record.get('account')}")
    raw = record.get("symbol")
    if raw.startswith("-"):
        reading.skip(record, "an option: only shares of stocks and funds are read")
        return
    if not raw:
        reading.skip(record, "no symbol")
        return
    ticker = reading.symbol(record)
    kind = AssetKind.CASH if _CASH_SYMBOL.fullmatch(raw.upper()) else AssetKind.UNKNOWN
    if not ticker or reading.sorts_out(record, kind, ticker, account):
        return
    holding = reading.holding(record, ticker)
    if holding:
        reading.add_position(
            ImportedPosition(
                ticker, holding.quantity, holding.cost_basis, holding.price, account, record.get("description"),
                row=record.number,
            )
        )  # fmt: skip


def detect_pasted(document: Document) -> bool:
    """True where the text holds a lot as the screen shows it, or starts one that is cut off under the headings."""
    if document.is_xml or document.has_table(POSITIONS):
        return False
    return _LOT.search(document.text) is not None


def read_pasted(document: Document, options: Options) -> ImportResult:
    """The lots of pasted screen text. The symbol stands on a line above its lots, or comes with `options`."""
    reading = Reading(BROKER, "fidelity_pasted", options)
    ticker, end, number, text = options.symbol.upper(), 0, 1, document.text
    for found in _LOT.finditer(text):
        ticker = _read_between(reading, text[end : found.start()], number, ticker)
        number += text.count("\n", end, found.start())
        _add_pasted(reading, found, number, ticker)
        number += found.group().count("\n")
        end = found.end()
    _read_between(reading, text[end:], number, ticker)
    return reading.finish()


def _add_pasted(reading: Reading, found: re.Match[str], number: int, ticker: str) -> None:
    cells = tuple(found[name] for name in _PASTED_COLUMNS)
    record = Record(Row(number, cells), _PASTED_LAYOUT, _PASTED_COLUMNS)
    if not ticker:
        message = "the pasted table names no fund; put its symbol on a line above the lots, or name the symbol"
        if not any(problem.place == "symbol" for problem in reading.problems):
            reading.problem("symbol", "", message)
        return
    acquired = reading.date(record, "acquired")
    holding = reading.holding(record, ticker)
    value = reading.amount(record, "value")
    if holding:
        price = value / holding.quantity if value is not None else None
        reading.add_lot(
            ImportedLot(ticker, holding.quantity, acquired, holding.cost_basis, price=price, row=number)
        )  # fmt: skip


def _read_between(reading: Reading, text: str, number: int, ticker: str) -> str:
    """The symbol in force after the text between two lots (from line `number`); other lines are listed as skipped."""
    for offset, line in enumerate(text.split("\n")):
        cells = [cell.strip() for cell in re.split(r"\t|,(?=\S)| {2,}", line) if cell.strip()]
        named = _SYMBOL_LINE.match(line.strip())
        if _LOT_START.search(line):
            reading.problem(f"row {number + offset}", line.strip(), "a lot without all its figures; paste whole lines")
        elif named:
            ticker = symbol(named.group())
        elif not all(_HEADING_WORDS.fullmatch(cell) for cell in cells):
            reading.result.skipped.append(SkippedRow(number + offset, mask_numbers(line.strip())[:200], "not a lot"))
    return ticker


IMPORTERS = (
    Importer(
        "fidelity_positions", BROKER, "Fidelity positions", "positions",
        "Account Number, Account Name, Symbol, Quantity, Last Price, Cost Basis Total, Average Cost Basis",
        lambda document: document.has_table(POSITIONS), read_positions,
    ),
    Importer(
        "fidelity_pasted", BROKER, "Fidelity lot table, pasted", "lots",
        "Acquired, Term, Gain/Loss, Current Value, Quantity, Average Cost Basis, Cost Basis Total (as text)",
        detect_pasted, read_pasted,
    ),
)  # fmt: skip
