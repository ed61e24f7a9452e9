"""Tables of records as CSV and xlsx."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from sim.export.csv_text import csv_text

NO_DAY = datetime(1980, 1, 1)
"""Equal records give equal bytes, whenever they are written."""

Table = tuple[str, tuple[str, ...], list[list[object]]]


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a table as CSV: ISO dates, plain decimals without exponent, UTF-8, no formulas."""
    return csv_text(columns, rows).encode("utf-8", "replace")


def _text(cell: object) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """Return an xlsx workbook with one sheet a table: real numbers and dates, frozen bold header."""
    buffer = io.BytesIO()
    # Text of a ledger is never a formula or a link, whatever it starts with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"created": NO_DAY})
        header = workbook.add_format({"bold": True, "bottom": 1})
        formats = {
            "money": workbook.add_format({"num_format": "#,##0.00"}),
            "number": workbook.add_format({"num_format": "0.############"}),
            "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for title, columns, rows in tables:
            sheet = workbook.add_worksheet(title)
            sheet.write_row(0, 0, columns, header)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(columns):
                widest = max([len(name), *(len(_text(row[column])) for row in rows)])
                sheet.set_column(column, column, min(widest + 2, 90))
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write_cell(sheet, number, column, cell, formats)
    return buffer.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: object, formats: dict) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, Decimal):
        is_money = cell.as_tuple().exponent == -2
        sheet.write_number(row, column, float(cell), formats["money" if is_money else "number"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell))
