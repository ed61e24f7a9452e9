"""Records of planned sales as files: a CSV a sheet and one workbook, in which no text is a formula."""

from collections.abc import Sequence

from sim.export.form8949 import Table, csv_bytes, workbook_bytes
from sim.export.text import harmless


def record_csv(tables: Sequence[Table], title: str) -> bytes:
    """Return the sheet of this title as CSV (UTF-8)."""
    columns, rows = next((columns, rows) for name, columns, rows in harmless_tables(tables) if name == title)
    return csv_bytes(columns, rows)


def record_workbook(tables: Sequence[Table]) -> bytes:
    """Return all sheets as one xlsx workbook."""
    return workbook_bytes(list(tables))


def harmless_tables(tables: Sequence[Table]) -> list[Table]:
    """Return the tables with an apostrophe before every text that a spreadsheet would take for a formula."""
    return [
        (title, columns, [[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
        for title, columns, rows in tables
    ]
