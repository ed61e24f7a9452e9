"""Records of planned sales as files: a CSV a sheet and one workbook, in which no text is a formula."""

from collections.abc import Sequence

from sim.export.form8949 import Table, csv_bytes, workbook_bytes


def record_csv(tables: Sequence[Table], title: str) -> bytes:
    """Return the sheet of this title as CSV (UTF-8)."""
    columns, rows = next((columns, rows) for name, columns, rows in tables if name == title)
    return csv_bytes(columns, rows)


def record_workbook(tables: Sequence[Table]) -> bytes:
    """Return all sheets as one xlsx workbook."""
    return workbook_bytes(list(tables))
