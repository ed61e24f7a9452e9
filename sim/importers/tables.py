"""Rows and headers: a table starts where every required column is present, whatever its line and order."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sim.importers.failure import rejected
from sim.reading import bounded

MAX_ROWS = 50_000
"""More lines than any household's lots; keeps a hostile file from taking minutes."""

_FIGURES = frozenset("0123456789$+(")
_LONGEST_HEADING = 120
DELIMITERS = (",", "\t", ";")
_HALF_QUOTED = re.compile(r'(^|,)""([^",\n]+,[^",\n]+)""(?=,|\r?$)')


@dataclass(frozen=True)
class Row:
    """One line of the file: its number (from 1) and its cells, stripped."""

    number: int
    cells: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell)

    @property
    def text(self) -> str:
        """The cells as one line, cut at 500 characters."""
        return ", ".join(self.filled)[:500]


@dataclass(frozen=True)
class Layout:
    """A table's columns by our name, each with the headings brokers have used for it.

    A heading that ends in `*` stands for every heading that starts so. Headings are compared in lower case, with
    underscores read as spaces. `blank_ends` is True where an empty line ends the table. A header with one of the
    headings `absent` is of another table.
    """

    required: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blank_ends: bool = False
    absent: frozenset[str] = frozenset()

    @cached_property
    def _n_worded(self) -> int:
        """How many required columns have headings that start with no figure."""
        return sum(all(alias[:1] not in _FIGURES for alias in aliases) for aliases in self.required.values())

    def may_be_in(self, words: str) -> bool:
        """False where the text (in lower case) lacks the longest word of every heading of some required column."""
        return all(any(_longest_word(alias) in words for alias in aliases) for aliases in self.required.values())

    def match(self, cells: tuple[str, ...]) -> dict[str, int] | None:
        """The position of every column in a header row, or None where a required one is missing."""
        if sum(1 for cell in cells if cell and cell[0] not in _FIGURES) < self._n_worded:
            return None  # a row of figures: most rows end here, before the costly comparison
        headings = [heading_key(cell) for cell in cells]
        if not self.absent.isdisjoint(headings):
            return None
        found = {name: _position(headings, aliases) for name, aliases in {**self.required, **self.optional}.items()}
        if any(found[name] is None for name in self.required):
            return None
        return {name: position for name, position in found.items() if position is not None}


@dataclass(frozen=True)
class Record:
    """A row read under a header (or before any: then `layout` is None)."""

    row: Row
    layout: Layout | None
    columns: Mapping[str, int]
    section_kind: str = ""
    width: int = 0

    @property
    def is_too_wide(self) -> bool:
        """True where cells are filled beyond the last heading: one is missing, and columns are not what they say."""
        return self.width > 0 and any(self.row.cells[self.width :])

    @property
    def number(self) -> int:
        return self.row.number

    def get(self, name: str) -> str:
        """The cell of our column `name`, empty where the row or the file has none."""
        position = self.columns.get(name)
        return self.row.cells[position] if position is not None and position < len(self.row.cells) else ""

    @property
    def is_note(self) -> bool:
        """True where one cell at most is filled: a title, a footer, an empty line."""
        return len(self.row.filled) <= 1

    @property
    def is_cut_off(self) -> bool:
        """True where the row ends before its last required column."""
        required = self.layout.required if self.layout else {}
        return max((self.columns[name] for name in required), default=-1) >= len(self.row.cells)


@dataclass(frozen=True)
class Document:
    """A decoded text file, read as a table with one delimiter."""

    text: str
    delimiter: str = ","

    @cached_property
    def is_xml(self) -> bool:
        return self.text.lstrip()[:1] == "<" or self.is_ofx

    @cached_property
    def is_ofx(self) -> bool:
        """True for OFX of version 1 (its own header) or 2 (XML)."""
        head = self.text.lstrip()[:2000].lower()
        return head.startswith("ofxheader") or "<ofx>" in head or "<?ofx " in head

    @cached_property
    def _words(self) -> str:
        return self.text.lower().replace("_", " ").replace("’", "'")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every line as cells. Raises InputError where a quoted cell never ends."""
        return () if self.is_xml else tuple(_rows(_fix_quotes(self.text), self.delimiter))

    def has_table(self, layout: Layout) -> bool:
        """True where some row is a header with every required column of `layout`."""
        return bool(self._headers(layout))

    @cached_property
    def _rows_by_heading(self) -> dict[str, set[int]]:
        """The numbers of the rows in which each heading stands, so that a header is looked up and not searched."""
        found: dict[str, set[int]] = {}
        for row in self.rows:
            for cell in row.filled:
                if cell[0] not in _FIGURES and len(cell) <= _LONGEST_HEADING:
                    found.setdefault(heading_key(cell), set()).add(row.number)
        return found

    @cached_property
    def _headers_found(self) -> dict[int, tuple[Layout, dict[int, dict[str, int]]]]:
        return {}

    def _headers(self, layout: Layout) -> dict[int, dict[str, int]]:
        """The columns of every header row of `layout`, by the row's number."""
        known = self._headers_found
        if id(layout) not in known:  # kept with its layout, so that no other gets its number
            known[id(layout)] = (layout, self._find_headers(layout) if layout.may_be_in(self._words) else {})
        return known[id(layout)][1]

    def _find_headers(self, layout: Layout) -> dict[int, dict[str, int]]:
        candidates: set[int] | None = None
        for aliases in layout.required.values():
            if any(alias.endswith("*") or alias[:1] in _FIGURES for alias in aliases):
                continue  # the beginning of a heading, or one that starts as a figure does: not looked up
            rows = set().union(*(self._rows_by_heading.get(alias, ()) for alias in aliases))
            candidates = rows if candidates is None else candidates & rows
        matched = (
            (row.number, layout.match(row.cells)) for row in self.rows if candidates is None or row.number in candidates
        )
        return {number: columns for number, columns in matched if columns}

    def mentions(self, words: Iterable[str]) -> bool:
        """True where one of the words (in lower case) is anywhere in the file."""
        return any(word in self._words for word in words)

    def repeated(self, layout: Layout) -> list[str]:
        """The headings of our columns that appear twice in the first header row: which one is meant is not guessed."""
        header = next((row.cells for row in self.rows if layout.match(row.cells)), ())
        keys = [heading_key(cell) for cell in header]
        ours = {alias for aliases in {**layout.required, **layout.optional}.values() for alias in aliases}
        return sorted({key for key in keys if key in ours and keys.count(key) > 1})

    def records(self, *layouts: Layout) -> Iterator[Record]:
        """Every row that is no header, under the last header seen above it."""
        layout, columns, width = None, {}, 0
        for row in self.rows:
            if not row.filled:
                if layout and layout.blank_ends:
                    layout, columns, width = None, {}, 0
                continue
            for candidate in layouts:
                if matched := self._headers(candidate).get(row.number):
                    layout, columns, width = candidate, matched, len(row.cells)
                    break
            else:
                yield Record(row, layout, columns, width=width)

    def likely_header(self) -> tuple[str, ...]:
        """The fullest row among the first hundred: what to show when no header is known."""
        rows = [row for row in self.rows[:100] if len(row.filled) > 1]
        return max(rows, key=lambda row: len(row.filled)).filled if rows else ()


def heading_key(cell: str) -> str:
    """A heading as compared: lower case, single spaces, no underscores, no quotes."""
    return re.sub(r"[\s_]+", " ", cell.strip(" \"'\t").lower().replace("’", "'")).strip()


def _longest_word(alias: str) -> str:
    return max(alias.rstrip("*").split(), key=len, default="")


def _position(headings: list[str], aliases: tuple[str, ...]) -> int | None:
    for alias in aliases:
        for position, heading in enumerate(headings):
            if heading == alias or (alias.endswith("*") and heading.startswith(alias[:-1])):
                return position
    return None


def _fix_quotes(text: str) -> str:
    """The text with `,""a, b"",` (seen in statements) as one quoted cell; whole lines in quotes stay as they are."""
    if '""' not in text:
        return text
    lines = text.split("\n")
    return "\n".join(line if line.startswith('"') else _HALF_QUOTED.sub(r'\1"\2"', line) for line in lines)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    try:
        lines = list(_parse(text, delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            lines = _past_open_quote(text, delimiter)
        else:
            lines = _leniently(text, delimiter)
    for number, cells in lines:
        if number > MAX_ROWS:
            raise rejected(f"The file has more than {MAX_ROWS:,} lines. Export the lots or positions alone.")
        if cells and cells[0].count(",") > 2 and not any(cells[1:]):  # a spreadsheet quoted the whole line
            cells = _unquoted_line(cells)
        yield Row(number, tuple(bounded(cells, f"row {number}")))


def _leniently(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    try:
        return list(_parse(text, delimiter, strict=False))
    except csv.Error as error:
        raise rejected(f"The file cannot be read as a table ({error}). Export it again as CSV.") from None


def _past_open_quote(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows of a text with a quote that is never closed: the line that opens it is one of cells without quotes."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    read = 0
    try:
        for cells in reader:
            rows.append((read + 1, cells))
            read = reader.line_num
    except csv.Error:  # in the record that begins after the last one read
        opened = lines[read].rstrip("\r\n").split(delimiter)
        below = _leniently("".join(lines[read + 1 :]), delimiter)
        rows += [(read + 1, opened), *((number + read + 1, cells) for number, cells in below)]
    return rows


def _unquoted_line(cells: list[str]) -> list[str]:
    if cells[0].count(", ") * 2 > cells[0].count(","):  # a sentence: a footer that names a firm and its address
        return cells
    try:
        return next(csv.reader(io.StringIO(cells[0], newline="")), cells)
    except csv.Error:
        return cells


def _parse(text: str, delimiter: str, strict: bool) -> Iterator[tuple[int, list[str]]]:
    # skipinitialspace stays off: E*TRADE marks a lot by its indent, and a space before a quote is data
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    number = 1
    for cells in reader:
        yield number, cells
        if number > MAX_ROWS:
            return
        number = reader.line_num + 1
