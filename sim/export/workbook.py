"""The run as one xlsx workbook: summary, differences, yearly tables, lots, inputs, and where it all comes from."""

import io
import math
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sim.export.tables import result_tables
from sim.export.text import harmless
from sim.results.findings import Findings
from sim.scenario.load import scenario_sha256
from sim.scenario.models import Scenario

DISCLAIMER = (
    "A simulation under stated assumptions, not tax, legal or investment advice. Amounts are real USD, dollars of the "
    "plan's start, unless the heading says otherwise."
)
SHEETS = {
    "strategies": "Summary",
    "differences": "Differences",
    "income": "Income",
    "lifetime_tax": "Lifetime tax",
    "harvest_ledger": "Harvest ledger",
    "yearly": "Yearly means",
    "lots": "Lots",
}
WIDEST_COLUMN = 40


def workbook(findings: Findings, day: date) -> bytes:
    """Return the run as xlsx. `day` is the day of the export, from the caller; equal runs and days give equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Rollover simulation", "created": datetime.combine(day, time())})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "money": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "#,##0.00"}),
        "text": book.add_format({"valign": "top"}),
    }
    _write_table(book.add_worksheet("About"), _about(findings, day), formats)
    for name, table in result_tables(findings).items():
        _write_table(book.add_worksheet(SHEETS[name]), table, formats)
    _write_table(book.add_worksheet("Inputs"), inputs_table(findings.result.scenario), formats)
    book.close()
    return out.getvalue()


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


def _about(findings: Findings, day: date) -> pd.DataFrame:
    result = findings.result
    rows: list[tuple[str, Any]] = [
        ("Scenario", result.scenario.name),
        ("Scenario hash (SHA-256)", scenario_sha256(result.scenario)),
        ("Seed", str(result.scenario.simulation.seed)),
        ("Paths", result.n_paths),
        ("Law version", result.law_version),
        ("Exported on", day.isoformat()),
        ("Please note", DISCLAIMER),
    ]
    return pd.DataFrame(rows, columns=["About this workbook", "Value"], dtype=object)


def _write_table(sheet: Worksheet, table: pd.DataFrame, formats: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, harmless(str(name)), formats["head"])
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
    else:
        sheet.write_string(row, column, harmless(str(value)), formats["text"])
