"""An Excel workbook as the text of its sheets, one below the other, so that it is read as any CSV is."""

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from sim.errors import InputError
from sim.importers.failure import rejected

MOST_UNPACKED_BYTES = 60_000_000
"""A broker's workbook unpacks to kilobytes; a bomb of 5 MB to gigabytes."""

MOST_PARTS, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 2_000, 30, 50_001, 200
MOST_CELLS = 2_000_000
"""Where rows or columns are numbered far apart, the empty cells between them count."""

_DAMAGED = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    zlib.error, NotImplementedError, RecursionError,
)  # fmt: skip
_NEEDS_QUOTES = re.compile(r'[,"\r\n]')
AS_CSV = "Open it and save the sheet as CSV (UTF-8)."


def is_workbook(content: bytes) -> bool:
    """True for a zip archive with the parts of an Excel workbook. Raises InputError for a damaged archive."""
    return any(one.filename.startswith("xl/") for one in _parts(content))


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise rejected(f"This is a zip archive or an Excel workbook (.xlsx), cut off. {AS_CSV}") from None


def workbook_text(content: bytes) -> str:
    """The sheets as CSV text with an empty line between them; dates as YYYY-MM-DD.

    Raises
    ------
    InputError
        a workbook that unpacks to more than a workbook of lots has, is damaged, or holds entities
    """
    parts = _parts(content)
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
        limit = f"{MOST_UNPACKED_BYTES / 1e6:g} MB"
        raise rejected(f"This workbook unpacks to more than {limit}, far more than lots need. {AS_CSV}")
    try:
        return _text(content)
    except InputError:
        raise
    except (DefusedXmlException, *_DAMAGED) as error:
        if isinstance(error, DefusedXmlException) or isinstance(error.__context__, DefusedXmlException):
            raise rejected(f"This workbook defines entities, which no broker's does: not read. {AS_CSV}") from None
        raise rejected(f"This is an Excel workbook (.xlsx) that cannot be opened. {AS_CSV}") from None


def _text(content: bytes) -> str:
    from openpyxl import load_workbook  # loaded only for a workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    lines, left = [], MOST_CELLS
    for sheet in book.worksheets[:MOST_SHEETS]:
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            left -= len(row) + 1
            if left < 0:
                raise rejected(f"This workbook has more cells than any broker's file. {AS_CSV}")
            lines.append(",".join(_quoted(_cell(value)) for value in row))
        lines.append("")
    return "\n".join([*lines, ""])


def _quoted(cell: str) -> str:
    """The cell for the reader of this program alone: it is as written, a name that begins with `-` too."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value.replace(microsecond=0)) if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f").removesuffix(".0") if value == value else ""
    return str(value)
