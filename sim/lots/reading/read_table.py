"""A ledger file as rows of text: bytes, encodings, delimiters and the header, before any meaning."""

import csv
import io
import re
from difflib import get_close_matches

from sim.errors import InputError, Problem
from sim.reading import bounded

MOST_LEDGER_BYTES = 32_000_000
MOST_EVENTS = 100_000
"""What is matched in about a minute."""
MOST_LETTERS_OF_A_LEDGER = 16_384
"""A sale may name hundreds of lots in one cell."""

REQUIRED = ("date", "account", "account_type", "action", "symbol", "quantity", "amount")
OPTIONAL = (
    *("owner", "lot_id", "sell_lots", "order_group", "from_account", "currency"),
    *("new_symbol", "basis_share", "fair_value", "acquired", "held_as"),
)
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an Excel workbook or zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
}

_BEFORE, _AFTER = re.compile(r"\$?\d{1,3}"), re.compile(r"\d{3}(\.\d+)?")

Cells = dict[str, str]


def _refuse(message: str, value: str = "") -> InputError:
    return InputError([Problem("ledger file", value, message)])


def decode(content: bytes) -> str:
    """Return the text of a CSV file, whichever of the usual encodings it has.

    Raises
    ------
    InputError
        For an empty file and for files that are no text.
    """
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise _refuse(f"this is {kind}, not CSV; export or save it as CSV")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise _refuse("this is not a text file; save the ledger as CSV")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _refuse("the file is empty; it needs a header line and a row for each event")
    return text


def read_rows(text: str) -> tuple[list[tuple[int, Cells]], list[Problem]]:
    """Return (row number, cells by column) of every row that is not blank, and the rows with too many cells.

    The header is row 1, as in a spreadsheet.

    Raises
    ------
    InputError
        Naming every missing, doubled or misspelled column at once.
    """
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    header: list[str] = []
    rows: list[tuple[int, Cells]] = []
    problems: list[Problem] = []
    try:
        for number, cells in enumerate(reader, start=1):
            cells = bounded(cells, f"row {number}", MOST_LETTERS_OF_A_LEDGER)
            if not any(cells):
                continue
            if not header:
                header = [cell.lower().replace(" ", "_") for cell in cells]
                _check_header(header)
                continue
            if len(rows) + len(problems) >= MOST_EVENTS:
                raise _refuse(f"it has more than {MOST_EVENTS:,} rows. Split it by symbol, or leave out closed years.")
            if len(cells) > len(header) and (any(cells[len(header) :]) or _has_bare_thousands(header, cells)):
                message = f"{len(cells)} cells, the header has {len(header)}; quote amounts with a thousands separator"
                problems.append(Problem(f"row {number}", delimiter.join(cells), message))
                continue
            rows.append((number, dict(zip(header, cells + [""] * len(header), strict=False))))
    except csv.Error as error:
        raise _refuse(f"not readable as CSV: {error}") from None
    if not rows and not problems:
        raise _refuse("the file has a header but no rows")
    return rows, problems


def _has_bare_thousands(header: list[str], cells: list[str]) -> bool:
    """Return whether 1,234.50 without quotes has fallen into two cells: then every cell after it has moved."""
    starts = [header.index(column) for column in ("quantity", "amount")]
    return any(_BEFORE.fullmatch(cells[start]) and _AFTER.fullmatch(cells[start + 1]) for start in starts)


def _check_header(header: list[str]) -> None:
    known = REQUIRED + OPTIONAL
    problems = []
    for column in header:
        if (
            column not in known
            and (close := get_close_matches(column, known, 1, cutoff=0.8))
            and close[0] not in header
        ):
            problems.append(Problem("row 1", column, f"unknown column; did you mean {close[0]}?"))
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        problems.append(Problem("row 1", "", f"columns missing: {', '.join(missing)}"))
    problems += [
        Problem(f"row 1, column {column}", column, "this column appears twice")
        for column in known
        if header.count(column) > 1
    ]
    if problems:
        raise InputError(problems)
