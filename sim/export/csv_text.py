"""The one writer of CSV (RFC 4180): no text in it is a formula, whichever way a spreadsheet separates its cells."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from sim.export.text import harmless

NUMBER = re.compile(r"-\$?\d[\d,]{0,40}(\.\d{0,40})?([eE][+-]?\d{1,3})?%?")
"""An amount below zero as an earlier program wrote it; a plus before a number is no amount but a name."""

SEPARATORS = re.compile(r"([;\t\r\n])")
"""What begins a new cell where a spreadsheet reads the file by other separators than commas."""

NEEDS_QUOTES = re.compile(r'[,"\r\n]')


def csv_text(columns: Iterable[object], rows: Iterable[Sequence[object]], line_end: str = "\n") -> str:
    """Return a table as CSV: dates as ISO, numbers in full precision, undefined ones empty, text without formulas.

    A text that is an amount below zero, passed through from another file, stays one.
    """
    lines = [_line([_of_text(str(column)) for column in columns])]
    # looked up by class: half the time of 20,000 trades went into asking each cell what it is
    lines += (_line([_WRITTEN.get(cell.__class__, _other)(cell) for cell in row]) for row in rows)
    return line_end.join([*lines, ""])


def _line(cells: list[str]) -> str:
    quoted = ['"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell for cell in cells]
    return ",".join(quoted) if quoted != [""] else '""'


def _of_text(text: str) -> str:
    if text[:1].isalnum() and not SEPARATORS.search(text):
        return text  # nearly every text
    if NUMBER.fullmatch(text):
        return text
    return harmless("".join(part if part in ";\t\r\n" else harmless(part) for part in SEPARATORS.split(text)))


def _of_float(number: float) -> str:
    return repr(float(number)) if math.isfinite(number) else ""


_WRITTEN: dict[type, Callable[..., str]] = {
    str: _of_text,
    float: _of_float,
    int: str,
    Decimal: "{:f}".format,
    date: date.isoformat,
}


def _other(cell: object) -> str:
    if isinstance(cell, float | np.floating):
        return _of_float(float(cell))
    if isinstance(cell, int | np.integer) and not isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else _of_text(str(cell))
