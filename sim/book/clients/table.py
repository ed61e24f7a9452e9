"""A table of clients, one household a row: CSV, Excel workbook or Parquet. What a row leaves out, a template says."""

import io
import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from sim.book.clients.cells import Reader
from sim.book.clients.client import Client, Clients
from sim.book.clients.fields import FIELDS, HOUSEHOLD, LAYOUT, PLAN_NAME, TEMPLATE, Cell
from sim.book.clients.filled import filled
from sim.book.clients.templates import Templates
from sim.errors import InputError, Problem
from sim.export.csv_text import csv_text
from sim.importers.dates import DateOrder, settled_order
from sim.importers.reading import MOST_FILE_BYTES, read_text
from sim.importers.tables import DELIMITERS, Document, Record, heading_key
from sim.reading import Called, read_file

PARQUET = b"PAR1"
SMALLER = "Leave out the columns that are not read, or split the table."


def in_table(file: Path, template: Path | None = None, order: DateOrder | None = None) -> Clients:
    """Return the households of a table.

    Parameters
    ----------
    file : the table
    template : a scenario file that says what no row says; a column *Template* may name another one beside it
    order : of day and month where the table's own days do not settle it

    Raises
    ------
    InputError
        The table or a template cannot be used as a whole: no column of households, two columns of one meaning.
    """
    table = _Table(file, order)
    templates = Templates(template, file.parent)
    if TEMPLATE not in table.headings and template is None:
        fix = "Name a scenario file that says what the rows leave out, or give the table a column Template."
        raise InputError([Problem("--template", "", fix)])
    return Clients(len(table.records), partial(table.clients, templates), table.notices)


class _Table:
    """The rows under the header, and how to read them."""

    def __init__(self, file: Path, order: DateOrder | None) -> None:
        document, header = _document(file)
        if twice := document.repeated(LAYOUT):
            fix = "These headings stand over two columns; remove one of each, so that it is clear which one is meant."
            raise InputError([Problem(file.name, ", ".join(twice), fix)])
        columns = LAYOUT.match(header) or {}
        self.headings = {name: header[position] for name, position in columns.items()}
        self.records = [one for one in document.records(LAYOUT) if one.layout is not None and one.row.filled]
        if not self.records:
            raise InputError([Problem(file.name, "", "The table has a header and no row below it.")])
        days = (one.get(name) for name in columns if FIELDS[name].cell is Cell.DAY for one in self.records)
        used, mixed = set(columns.values()), ""
        try:
            self.order = order or settled_order(days)
        except ValueError as error:  # rows that can be read one way only still are
            self.order, mixed = None, f"{file.name}: {error}, or say with --dates which of the two is right."
        unused = _unused(file.name, [cell for index, cell in enumerate(header) if cell and index not in used])
        self.notices = tuple(filter(None, (*unused, mixed)))

    def clients(self, templates: Templates) -> Iterator[Client]:
        """Yield a client for every row."""
        reader, seen = Reader(self.order), dict[str, int]()
        for record in self.records:
            yield self._client(record, reader, templates, seen)

    def _client(self, record: Record, reader: Reader, templates: Templates, seen: dict[str, int]) -> Client:
        id, place = record.get(HOUSEHOLD), f"row {record.number}"
        if not id:
            fix = "No household is named here; write a name or a number that no other row has."
            return Client("", place, problems=(self._problem(HOUSEHOLD, "", fix),))
        if id in seen:
            fix = f"Row {seen[id]} has this household too; keep one, or tell them apart."
            return Client(id, place, problems=(self._problem(HOUSEHOLD, id, fix),))
        seen[id] = record.number
        values, problems = self._values(record, reader)
        if record.is_too_wide:
            problems.append(
                Problem("", "", "This row has more cells than the header; a comma in a number needs quotes.")
            )
        try:
            template = templates.of(values.get(TEMPLATE, ""))
        except InputError as error:
            return Client(id, place, problems=(*problems, *error.problems))
        document, lacks = filled(template, values)
        for name, lack in lacks.items():
            fix = f"{lack}; add it to the template, name another template in the column Template, or empty this cell."
            problems.append(self._problem(name, record.get(name), fix))
        if problems:
            return Client(id, place, problems=tuple(problems))
        document["name"] = values.get(PLAN_NAME, id)
        assumed = tuple(FIELDS[name].label for name in FIELDS if name not in values and _counts(name, document))
        places = {FIELDS[name].place: heading for name, heading in self.headings.items() if FIELDS[name].place}
        return Client(id, place, json.dumps(document, sort_keys=True), assumed, headings=places)

    def _values(self, record: Record, reader: Reader) -> tuple[dict[str, Any], list[Problem]]:
        values, problems = dict[str, Any](), list[Problem]()
        for name in self.headings:
            text = record.get(name)
            try:
                value = reader.value(FIELDS[name].cell, text)
            except ValueError as error:
                problems.append(self._problem(name, text, f"This {error}."))
                continue
            if value is not None:
                values[name] = value
        return values, problems

    def _problem(self, name: str, value: str, fix: str) -> Problem:
        return Problem(f"column {self.headings[name]}", value, fix)


def _counts(name: str, document: Mapping[str, Any]) -> bool:
    """Return whether a column that a row leaves out is something that this plan has."""
    has_spouse = len(document["household"]["people"]) > 1
    is_name = name in (HOUSEHOLD, TEMPLATE, PLAN_NAME, "name", "spouse_name")
    return not is_name and (has_spouse or not name.startswith("spouse"))


def _document(file: Path) -> tuple[Document, tuple[str, ...]]:
    """Return a table as a document, and its header."""
    content = read_file(file, MOST_FILE_BYTES, Called(file.name, fix=SMALLER, unreadable="Cannot be read"))
    try:
        text = _parquet_text(content) if content.startswith(PARQUET) else read_text(content).content
    except InputError as error:
        raise InputError([Problem(file.name, one.value, one.message) for one in error.problems]) from None
    for delimiter in DELIMITERS:
        document = Document(text, delimiter)
        header = next((row.cells for row in document.rows if LAYOUT.match(row.cells)), None)
        if header is not None:
            return document, header
    seen = ", ".join(Document(text).likely_header()) or "none"
    known = ", ".join(FIELDS[HOUSEHOLD].headings[:4])
    fix = f"No column names the households: give one the heading Household (or {known}). Headings found: {seen}."
    raise InputError([Problem(file.name, "", fix)])


def _parquet_text(content: bytes) -> str:
    """Return a Parquet file's columns as CSV text."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.read_table(io.BytesIO(content))
    except (pyarrow.ArrowException, OSError, ValueError):
        raise InputError([Problem("", "", "This Parquet file is damaged; write it again.")]) from None
    rows = [["" if value is None else value for value in row.values()] for row in table.to_pylist()]
    return csv_text(table.column_names, rows)


def _unused(name: str, headings: list[str]) -> tuple[str, ...]:
    """Return what is said of columns that nobody reads: each with the heading that it may be meant to be."""
    if not headings:
        return ()
    known = {heading: field.label for field in FIELDS.values() for heading in field.headings}
    said = []
    for heading in headings:
        close = get_close_matches(heading_key(heading), known, n=1, cutoff=0.8)
        said.append(f"{heading} (is it {known[close[0]]}?)" if close else heading)
    return (f"{name}: columns that are not read: {', '.join(said)}. docs/book.md lists those that are.",)
