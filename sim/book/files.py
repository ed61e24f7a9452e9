"""A finished book as files: a table for programs, a ranked workbook, a page, and what was not worked out."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import parquet

from sim.book.columns import SCHEMA, table_of
from sim.book.page import page
from sim.book.ranked import Ranked, ranked_table
from sim.errors import Problem
from sim.export.csv_text import csv_text
from sim.export.workbook import tables_workbook
from sim.files import name_beside, told_in_words, write_files

TABLE, WORKBOOK, PAGE, NOT_WORKED_OUT = "households.parquet", "clients.xlsx", "clients.html", "not_worked_out.csv"
ROWS_AT_ONCE = 2_048
REASONS = ("Where", "Why, and what to do", "Found")


def write_table(folder: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows as Parquet, some thousand at a time, into its place once all of them are there.

    Raises
    ------
    InputError
        It cannot be written; an earlier table stays.
    """
    with told_in_words() as telling:
        target = telling(folder / TABLE)
        aside = name_beside(target)
        try:
            with parquet.ParquetWriter(aside, SCHEMA, compression="zstd") as writer:
                for some in _some_at_a_time(rows):
                    writer.write_table(table_of(some))
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)


def _some_at_a_time(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_AT_ONCE:
            yield some
            some = []
    yield some


def write_rest(
    folder: Path, lines: Sequence[Ranked], problems: Sequence[Problem], notes: Sequence[tuple[str, str]], day: date
) -> None:
    """Write the workbook, the page and the list of what was not worked out, all or none of them.

    day : what the workbook gives as the day it was made; equal books have equal ones
    """
    reasons = [(one.place, one.message, one.value) for one in problems]
    sheets = {"Clients": ranked_table(lines)}
    if reasons:
        sheets["Not worked out"] = pd.DataFrame(reasons, columns=list(REASONS), dtype=object)
    write_files(
        {
            folder / WORKBOOK: tables_workbook(sheets, notes, day),
            folder / PAGE: page(lines, problems, notes),
            folder / NOT_WORKED_OUT: csv_text(REASONS, reasons).encode(),
        }
    )
