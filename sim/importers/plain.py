"""The plain lot CSV of this project, and any other table whose columns the user names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.errors import InputError, Problem
from sim.importers.importer import Importer
from sim.importers.records import ImportResult
from sim.importers.rows import LOTS, Manner, is_cash_in_short, take
from sim.importers.session import Options, Reading
from sim.importers.sums import drop_sums
from sim.importers.tables import DELIMITERS, Document, Layout, heading_key
from sim.importers.values import mask_account

COLUMNS = (
    "account",
    "symbol",
    "quantity",
    "acquired",
    "cost_basis",
    "price",
    "description",
    "currency",
    "came_by",
    "donor_basis",
    "donor_acquired",
)
COLUMNS_OF_ANY_TABLE = (*COLUMNS, "average", "value")
_NEEDED = ((("symbol", "description"), "the fund's symbol or name"), (("quantity", "value"), "shares or dollars"))
_NAMELESS = re.compile(r"\W*")

LAYOUT = Layout(
    required={
        "symbol": ("symbol", "ticker"),
        "quantity": ("quantity", "shares"),
        "acquired": ("acquired", "acquisition date", "date acquired"),
        "cost_basis": ("cost basis", "basis"),
    },
    optional={
        "account": ("account",),
        "price": ("price",),
        "description": ("description", "name"),
        "currency": ("currency",),
        "value": ("value", "market value"),
        "came_by": ("came by", "how acquired", "acquisition type"),
        "donor_basis": ("donor basis", "donor's basis", "gift basis"),
        "donor_acquired": ("donor acquired", "donor date", "donor's date"),
    },
)


def detect(document: Document) -> bool:
    """True where a row names symbol, quantity, acquired and cost_basis."""
    return document.has_table(LAYOUT)


def read(document: Document, options: Options) -> ImportResult:
    """The lots of a plain lot CSV. A cell of `acquired` or `cost_basis` may be empty: then it is asked for."""
    return _read(document, LAYOUT, Reading("plain", "plain", options, order=None), LOTS)


def map_columns(document: Document, mapping: Mapping[str, str], options: Options) -> ImportResult:
    """The lots of a table whose headings `mapping` gives by our column names, e.g. `{"symbol": "Fund"}`.

    Raises
    ------
    InputError
        an unknown column name, neither a symbol nor a name, neither shares nor dollars, or a heading that no row has
    """
    names = [name.strip() for name in mapping]
    if problems := [*_wrong_names(mapping), *_missing_names(names)]:
        raise InputError(problems)
    aliases = {name.strip(): (heading_key(heading),) for name, heading in mapping.items()}
    layout = Layout(required=aliases)
    manner = Manner(is_lots="acquired" in names, counts_dollars="value" in names)
    for delimiter in DELIMITERS:
        attempt = Document(document.text, delimiter)
        if attempt.has_table(layout):
            return _read(attempt, layout, Reading("mapped", "mapped", options, order=None), manner)
    raise InputError(_missing_headings(document, mapping))


def _wrong_names(mapping: Mapping[str, str]) -> list[Problem]:
    """The names that are none of ours, and the headings that no column can be found by."""
    known = ", ".join(COLUMNS_OF_ANY_TABLE)
    unknown = [name.strip() for name in mapping if name.strip() not in COLUMNS_OF_ANY_TABLE]
    unnamed = [(name, heading) for name, heading in mapping.items() if _NAMELESS.fullmatch(heading)]
    fix = "is not a heading: it has no letter; give that column a name in the file, then say it here"
    return [
        *(Problem(f"mapping.{name}", name, f"is not one of our columns: {known}") for name in unknown),
        *(Problem(f"mapping.{name}", heading, fix) for name, heading in unnamed),
    ]


def _missing_names(names: Sequence[str]) -> list[Problem]:
    """What no mapping can do without: what is held, and how much of it."""
    return [
        Problem(f"mapping.{columns[0]}", "", f"is missing: say which column holds {what} ({' or '.join(columns)})")
        for columns, what in _NEEDED
        if not set(columns) & set(names)
    ]


def _missing_headings(document: Document, mapping: Mapping[str, str]) -> list[Problem]:
    seen = document.likely_header()
    keys = {heading_key(cell) for cell in seen}
    missing = {name: heading for name, heading in mapping.items() if heading_key(heading) not in keys} or mapping
    listed = ", ".join(mask_account(cell) for cell in seen) or "none"
    return [
        Problem(f"mapping.{name}", heading, f"no row has this heading together with the others; columns seen: {listed}")
        for name, heading in missing.items()
    ]


def _read(document: Document, layout: Layout, reading: Reading, manner: Manner) -> ImportResult:
    repeated = document.repeated(layout)
    if repeated:
        fix = "Two columns have this heading; rename or delete the one that is not meant."
        raise InputError([Problem("header", heading, fix) for heading in repeated])
    records = list(document.records(layout))
    reading.settle_order(records, "acquired")
    for record in records:
        if record.row.filled[0].startswith("#"):
            reading.skip(record, "a comment")
        elif record.layout is None:
            reading.skip(record, "above the table")
        elif not reading.skips_note(record) and (is_cash_in_short(record) or not reading.is_cut_off(record)):
            take(reading, record, mask_account(record.get("account")), replace(manner, may_be_short=False))
    drop_sums(reading, {one.number: one for one in records if "acquired" in one.columns and not one.get("acquired")})
    reading.add_positions_as_lots()
    return reading.finish()


IMPORTER = Importer(
    "plain", "plain", "Plain lot CSV", "lots", "account, symbol, quantity, acquired, cost_basis", detect, read
)
