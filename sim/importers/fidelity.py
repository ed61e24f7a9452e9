"""Fidelity: Portfolio_Positions (average basis, no dates) and the lot table that a user pastes from the screen."""

import re

from sim.importers.headings import layout
from sim.importers.holdings import HoldingsTable
from sim.importers.importer import Importer
from sim.importers.records import ImportedLot, ImportResult, SkippedRow
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record, Row
from sim.importers.values import mask_numbers, symbol

BROKER = "fidelity"

POSITIONS = layout(
    "account account_name symbol description quantity price value cost_basis average", "currency",
    price=("last price",), value=("current value",), cost_basis=("cost basis total", "cost basis"),
)  # fmt: skip

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
_HALF_A_LOT = "a lot without all its figures; paste whole lines"
_PASTED_LAYOUT = Layout(required={"acquired": (), "quantity": (), "cost_basis": ()})
_VALUE_ON_SCREEN = 4
_PASTED_COLUMNS = {"acquired": 0, "quantity": 1, "cost_basis": 2, "value": 3}


HOLDINGS = HoldingsTable(
    BROKER, "fidelity_positions", "Fidelity positions",
    "Account Number, Account Name, Symbol, Quantity, Last Price, Cost Basis Total, Average Cost Basis", (POSITIONS,),
    advice="Fidelity's positions file has only the average cost basis of each position and no acquisition dates, so "
    "the gain or loss of each lot is unknown. Open a position's lots on the screen and paste that table instead.",
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
        reading.unread(record, "symbol", "", message)
        return
    before = len(reading.problems)
    acquired, value = reading.date(record, "acquired"), reading.amount(record, "value")
    holding = reading.holding(record, ticker)
    if holding and len(reading.problems) == before:
        price = value / holding.quantity if value is not None else None
        reading.add_lot(
            ImportedLot(ticker, holding.quantity, acquired, holding.cost_basis, price=price, row=number, value=value)
        )  # fmt: skip


def _read_between(reading: Reading, text: str, number: int, ticker: str) -> str:
    """The symbol in force after the text between two lots (from line `number`); other lines are listed as skipped."""
    for offset, line in enumerate(text.split("\n")):
        cells = [cell.strip() for cell in re.split(r"\t|,(?=\S)| {2,}", line) if cell.strip()]
        named = _SYMBOL_LINE.match(line.strip())
        if _LOT_START.search(line):
            shown = tuple(cell.strip() for cell in re.split(r"\t| {2,}", line.strip()))
            record = Record(Row(number + offset, shown), None, {"value": _VALUE_ON_SCREEN})
            reading.unread(record, f"row {number + offset}", line.strip(), _HALF_A_LOT)
        elif named:
            ticker = symbol(named.group())
        elif not all(_HEADING_WORDS.fullmatch(cell) for cell in cells):
            reading.result.skipped.append(SkippedRow(number + offset, mask_numbers(line.strip())[:200], "not a lot"))
    return ticker


IMPORTERS = (
    HOLDINGS.importer,
    Importer(
        "fidelity_pasted", BROKER, "Fidelity lot table, pasted", "lots",
        "Acquired, Term, Gain/Loss, Current Value, Quantity, Average Cost Basis, Cost Basis Total (as text)",
        detect_pasted, read_pasted,
    ),
)  # fmt: skip
