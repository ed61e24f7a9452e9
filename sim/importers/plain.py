"""The plain lot CSV of this project, and any other table whose columns the user names."""

from collections.abc import Mapping

from sim.errors import InputError, Problem
from sim.importers.importer import Importer
from sim.importers.records import ImportedLot, ImportResult
from sim.importers.session import FOREIGN_CURRENCY, Options, Reading, is_total
from sim.importers.tables import DELIMITERS, Document, Layout, Record, heading_key
from sim.importers.values import is_money_market, mask_account

COLUMNS = ("account", "symbol", "quantity", "acquired", "cost_basis", "price", "description", "currency")
REQUIRED = ("symbol", "quantity", "acquired", "cost_basis")

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
    },
)


def detect(document: Document) -> bool:
    """True where a row names symbol, quantity, acquired and cost_basis."""
    return document.has_table(LAYOUT)


def read(document: Document, options: Options) -> ImportResult:
    """The lots of a plain lot CSV. A cell of `acquired` or `cost_basis` may be empty: then it is asked for."""
    return _read(document, LAYOUT, Reading("plain", "plain", options, order=None))


def map_columns(document: Document, mapping: Mapping[str, str], options: Options) -> ImportResult:
    """The lots of a table whose headings `mapping` gives by our column names, e.g. `{"symbol": "Fund"}`.

    Raises
    ------
    InputError
        an unknown column name, a required one that is missing, or a heading that no row has
    """
    names = [name.strip() for name in mapping]
    problems = [
        Problem(f"mapping.{name}", name, f"is not one of our columns: {', '.join(COLUMNS)}")
        for name in names
        if name not in COLUMNS
    ]
    problems += [
        Problem(f"mapping.{name}", "", "is missing: say which column of the file holds it (its cells may be empty)")
        for name in REQUIRED
        if name not in names
    ]
    if problems:
        raise InputError(problems)
    aliases = {name.strip(): (heading_key(heading),) for name, heading in mapping.items()}
    layout = Layout(
        required={name: aliases[name] for name in REQUIRED},
        optional={name: aliases[name] for name in aliases if name not in REQUIRED},
    )
    for delimiter in DELIMITERS:
        attempt = Document(document.text, delimiter)
        if attempt.has_table(layout):
            return _read(attempt, layout, Reading("mapped", "mapped", options, order=None))
    raise InputError(_missing_headings(document, mapping))


def _missing_headings(document: Document, mapping: Mapping[str, str]) -> list[Problem]:
    seen = document.likely_header()
    keys = {heading_key(cell) for cell in seen}
    missing = {name: heading for name, heading in mapping.items() if heading_key(heading) not in keys} or mapping
    listed = ", ".join(mask_account(cell) for cell in seen) or "none"
    return [
        Problem(f"mapping.{name}", heading, f"no row has this heading together with the others; columns seen: {listed}")
        for name, heading in missing.items()
    ]


def _read(document: Document, layout: Layout, reading: Reading) -> ImportResult:
    repeated = document.repeated(layout)
    if repeated:
        fix = "Two columns have this heading; rename or delete the one that is not meant."
        raise InputError([Problem("header", heading, fix) for heading in repeated])
    records = list(document.records(layout))
    reading.settle_order([record.get("acquired") for record in records], "acquired")
    for record in records:
        first = record.row.filled[0]
        if first.startswith("#"):
            reading.skip(record, "a comment")
        elif is_total(first) or is_total(record.get("symbol")):
            reading.skip(record, "a total or pending row, not a holding")
        elif record.layout is None:
            reading.skip(record, "above the table")
        elif record.is_note and " " in first:  # one word alone is a row cut off, a sentence is a footer
            reading.skip(record, "a title or footer, not a holding")
        elif not reading.is_cut_off(record):
            _add(reading, record)
    return reading.finish()


def _add(reading: Reading, record: Record) -> None:
    if record.get("currency").upper() not in ("", "USD"):
        reading.skip(record, FOREIGN_CURRENCY)
        return
    before = len(reading.problems)
    acquired = reading.date(record, "acquired")
    holding = reading.holding(record, may_be_short=False)
    if holding is None or len(reading.problems) > before:
        return
    if holding.symbol == "CASH" or is_money_market(holding.symbol):
        reading.add_cash(record, holding.quantity, mask_account(record.get("account")), holding.symbol)
        return
    reading.add_lot(
        ImportedLot(
            holding.symbol,
            holding.quantity,
            acquired,
            holding.cost_basis,
            mask_account(record.get("account")),
            holding.price,
            record.get("description"),
            row=record.number,
        )
    )


IMPORTER = Importer(
    "plain", "plain", "Plain lot CSV", "lots", "account, symbol, quantity, acquired, cost_basis", detect, read
)
