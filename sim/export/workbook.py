"""The run as one xlsx workbook: summary, differences, yearly tables, lots, inputs, and where it all comes from."""

import io
import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sim.export.form8949 import Table
from sim.export.headings import heading
from sim.export.report import Report, about
from sim.export.sheet_charts import add_charts, sheet_name
from sim.export.text import harmless
from sim.results.tables import RESULT_TABLES
from sim.scenario.models import Scenario

WIDEST_COLUMN = 40
FIRST_YEAR_OF_A_SHEET = 1901
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def workbook(report: Report, day: date, records: Sequence[Table] = (), actions: pd.DataFrame | None = None) -> bytes:
    """Return the run as xlsx, with native charts, what to do, and the record sheets of planned sales (Form 8949).

    `day` is the day of the export, from the caller; equal reports and days give equal bytes.
    """
    out = io.BytesIO()
    book, formats = _new_book(out, day, "#,##0")
    sheets = [(f"Sheet {one.title}", one.words) for name, one in RESULT_TABLES.items() if name in report.tables]
    notes = pd.DataFrame(about(report, day) + sheets, columns=["About this workbook", "Value"], dtype=object)
    _write_table(book.add_worksheet("About"), notes, formats)
    if actions is not None:
        _write_table(book.add_worksheet("Do this"), actions, formats)
    charts = book.add_worksheet("Charts")
    for name, table in report.tables.items():
        _write_table(book.add_worksheet(sheet_name(name)), table, formats)
    add_charts(book, charts, report.tables)
    for title, columns, rows in records:
        table = pd.DataFrame([[_plain(cell) for cell in row] for row in rows], columns=list(columns), dtype=object)
        _write_table(book.add_worksheet(title[:31]), table, formats)
    as_written = {name: one for name, one in formats.items() if name != "day"}
    _write_table(book.add_worksheet("Inputs"), inputs_table(report.scenario), as_written)
    book.close()
    return out.getvalue()


def tables_workbook(tables: dict[str, pd.DataFrame], notes: Sequence[tuple[str, str]], day: date) -> bytes:
    """Return tables as xlsx, one sheet each, amounts to the cent, what they say of themselves on the first."""
    out = io.BytesIO()
    book, formats = _new_book(out, day, "#,##0.00")
    about_it = pd.DataFrame(list(notes), columns=["About this workbook", "Value"], dtype=object)
    _write_table(book.add_worksheet("About"), about_it, formats)
    for name, table in tables.items():
        _write_table(book.add_worksheet(sheet_name(name)), table, formats)
    book.close()
    return out.getvalue()


def _new_book(out: io.BytesIO, day: date, money: str) -> tuple[xlsxwriter.Workbook, dict[str, Format]]:
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Rollover simulation", "created": datetime.combine(day, time())})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "money": book.add_format({"num_format": money}),
        "number": book.add_format({"num_format": "#,##0.00"}),
        "text": book.add_format({"valign": "top"}),
        "day": book.add_format({"num_format": "mm/dd/yyyy", "align": "left"}),
    }
    return book, formats


def inputs_table(scenario: Scenario) -> pd.DataFrame:
    """Return every input by its place, as the scenario's JSON has it: ``holdings.lots[3].acquired``."""
    rows: list[tuple[str, Any]] = []
    _walk("", scenario.model_dump(mode="json"), rows)
    return pd.DataFrame(rows, columns=["Input", "Value"], dtype=object)


def _walk(place: str, value: Any, rows: list[tuple[str, Any]]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _walk(f"{place}.{key}" if place else str(key), item, rows)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _walk(f"{place}[{index}]", item, rows)
    else:
        rows.append((place, value))


def _plain(cell: object) -> object:
    """Return a cell of a record sheet, exact amounts as numbers."""
    return float(cell) if isinstance(cell, Decimal) else cell


def _write_table(sheet: Worksheet, table: pd.DataFrame, formats: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, harmless(heading(str(name))), formats["head"])
        longest = max([len(str(value)) for value in table.iloc[:200, column] if isinstance(value, str)], default=10)
        sheet.set_column(column, column, min(max(longest + 2, 14), WIDEST_COLUMN))
    for row, values in enumerate(table.itertuples(index=False), start=1):
        for column, (name, value) in enumerate(zip(table.columns, values, strict=True)):
            _write_cell(sheet, row, column, str(name), value, formats)


def _write_cell(sheet: Worksheet, row: int, column: int, name: str, value: Any, formats: dict[str, Format]) -> None:
    if value is None:
        return
    if isinstance(value, bool | np.bool_):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, int | np.integer):
        sheet.write_number(row, column, int(value))
    elif isinstance(value, float | np.floating):
        if math.isfinite(value):
            is_money = "USD" in name or name.islower()
            sheet.write_number(row, column, float(value), formats["money" if is_money else "number"])
    elif "day" in formats and (day := _day(value)) is not None:
        sheet.write_datetime(row, column, datetime.combine(day, time()), formats["day"])
    else:
        text = heading(str(value)) if name == "line" else str(value)
        sheet.write_string(row, column, harmless(text), formats["text"])


def _day(value: Any) -> date | None:
    """Return the day that a cell is or says, None for other text and for days that a spreadsheet does not know."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value) if ISO_DAY.fullmatch(str(value)) else None
    except ValueError:
        return None
    return day if day is not None and day.year >= FIRST_YEAR_OF_A_SHEET else None
