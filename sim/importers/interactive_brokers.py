"""Interactive Brokers: the activity statement (sections in one CSV) and the Flex Query (XML)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from sim.importers.dates import is_undated
from sim.importers.dollars import lenient
from sim.importers.failure import rejected
from sim.importers.importer import Importer
from sim.importers.records import HELD_AS_LOTS, AssetKind, ImportedLot, ImportedPosition, ImportResult
from sim.importers.session import FOREIGN_CURRENCY, SKIP_REASONS, Options, Reading
from sim.importers.tables import Document, Layout, Record, Row
from sim.importers.values import mask_account
from sim.reading import bounded

BROKER = "interactive_brokers"

POSITIONS = Layout(
    required={
        "level": ("datadiscriminator",),
        "kind": ("asset category",),
        "currency": ("currency",),
        "symbol": ("symbol",),
        "quantity": ("quantity",),
        "cost_basis": ("cost basis",),
    },
    optional={"acquired": ("open",), "price": ("close price",), "value": ("value",), "account": ("account",)},
)
_CASH, _CASH_TOTAL = Layout(required={"value": ("total",)}), 4
_SECTION = re.compile(r"((long|short) )?open positions", re.IGNORECASE)
_KINDS = {
    "stocks": AssetKind.STOCK,
    "stk": AssetKind.STOCK,
    "mutual funds": AssetKind.MUTUAL_FUND,
    "fund": AssetKind.MUTUAL_FUND,
    "equity and index options": AssetKind.OPTION,
    "options on futures": AssetKind.OPTION,
    "opt": AssetKind.OPTION,
    "fop": AssetKind.OPTION,
    "futures": AssetKind.FUTURE,
    "fut": AssetKind.FUTURE,
    "bonds": AssetKind.BOND,
    "treasury bills": AssetKind.BOND,
    "bond": AssetKind.BOND,
    "bill": AssetKind.BOND,
}
_FLEX_COLUMNS = {
    "account": "accountId",
    "currency": "currency",
    "kind": "assetCategory",
    "symbol": "symbol",
    "quantity": "position",
    "price": "markPrice",
    "value": "positionValue",
    "cost_basis": "costBasisMoney",
    "acquired": "openDateTime",
    "holding_period_start": "holdingPeriodDateTime",
    "level": "levelOfDetail",
    "description": "description",
    "side": "side",
}
_FLEX = Layout(required=dict.fromkeys(_FLEX_COLUMNS, ()))
_MAX_DEPTH = 32
FLEX_TABLE = Layout(
    required={
        "account": ("clientaccountid", "accountid"),
        "currency": ("currencyprimary", "currency"),
        "kind": ("assetclass", "assetcategory"),
        "symbol": ("symbol",),
        "quantity": ("quantity", "position"),
        "cost_basis": ("costbasismoney",),
    },
    optional={
        "price": ("markprice",),
        "value": ("positionvalue",),
        "acquired": ("opendatetime",),
        "holding_period_start": ("holdingperioddatetime",),
        "level": ("levelofdetail",),
        "description": ("description",),
    },
)
_FLEX_TABLE_OF_LEVELS = replace(
    FLEX_TABLE,
    required={**FLEX_TABLE.required, **{name: FLEX_TABLE.optional[name] for name in ("acquired", "level")}},
)


def detect_activity(document: Document) -> bool:
    """True where a section Open Positions has a header with every required column."""
    headers = (row for row in document.rows if row.cells[1:2] == ("Header",) and _SECTION.fullmatch(row.cells[0]))
    return any(POSITIONS.match(row.cells[2:]) for row in headers)


def read_activity(document: Document, options: Options) -> ImportResult:
    """The lots of an activity statement; positions without lots become one undated lot each."""
    reading = Reading(BROKER, "ib_activity", options)
    account, others = "", 0
    for row in document.rows:
        section = row.cells[0] if row.cells else ""
        if section == "Account Information" and row.cells[2:3] == ("Account",):
            account = mask_account(" ".join(row.cells[3:4]))
        elif section == "Statement" and row.cells[2:3] == ("Period",):
            reading.take_as_of("as of " + row.filled[-1].rpartition(" - ")[2])
        elif section == "Cash Report" and row.cells[1:4] == ("Data", "Ending Cash", "USD"):
            cash = Record(row, _CASH, {"value": _CASH_TOTAL})
            reading.add_cash(cash, reading.amount(cash, "value"), account, "cash")
            continue
        others += not _SECTION.fullmatch(section)
    records = list(_section_records(document))
    for record in records:
        if record.section_kind != "Data" or record.get("level").lower() in ("total", "subtotal"):
            reading.skip(record, "a total or pending row, not a holding")
        elif record.layout is None:
            reading.skip(record, "under a header with other columns")
        else:
            _add(reading, record, mask_account(record.get("account")) or account)
    if others:
        reading.result.warnings.append(f"{others} rows of other sections of the statement were not read")
    return _finish(reading, records)


def _section_records(document: Document) -> Iterator[Record]:
    layout: Layout | None = None
    columns: dict[str, int] = {}
    for row in document.rows:
        if len(row.cells) < 2 or not _SECTION.fullmatch(row.cells[0]):
            continue
        body = Row(row.number, row.cells[2:])
        if row.cells[1] == "Header":  # repeats for each asset class, and its columns may change
            matched = POSITIONS.match(body.cells)
            layout, columns = (POSITIONS, matched) if matched else (None, {})
        else:
            yield Record(body, layout, columns, row.cells[1])


def _add(reading: Reading, record: Record, account: str) -> None:
    """Keep a Lot row as a lot and a Summary row as the position's total; list what is neither stock nor fund in USD."""
    kind = _KINDS.get(record.get("kind").lower(), AssetKind.OTHER)
    if kind not in (*HELD_AS_LOTS, AssetKind.OTHER):
        reading.skip_holding(record, SKIP_REASONS[kind], kind)
    elif reading.is_cut_off(record):
        return
    elif kind is AssetKind.OTHER:
        reading.skip_holding(record, SKIP_REASONS[kind], kind)
    elif record.get("currency").upper() not in ("USD", ""):
        reading.skip_holding(record, FOREIGN_CURRENCY)
    elif _level(record) == "lot":
        _add_lot(reading, record, account, kind)
    elif _level(record) == "summary":
        holding = reading.holding(record)
        if holding:
            reading.add_position(
                ImportedPosition(
                    *holding, account, record.get("description"), kind, record.number, lenient(record.get("value"))
                )
            )
    else:
        reading.skip_holding(record, "neither a position nor a lot")


def _level(record: Record) -> str:
    """`lot` or `summary`; where the file does not say it, a row with a day is a lot. A row cut off is neither."""
    if record.get("level") or record.is_cut_off:
        return record.get("level").lower()
    return "summary" if is_undated(record.get("acquired")) else "lot"


def _add_lot(reading: Reading, record: Record, account: str, kind: AssetKind) -> None:
    before = len(reading.problems)
    acquired, start = reading.date(record, "acquired"), reading.date(record, "holding_period_start")
    holding = reading.holding(record)
    if holding and len(reading.problems) == before:
        reading.add_lot(
            ImportedLot(
                holding.symbol, holding.quantity, acquired, holding.cost_basis, account, holding.price,
                record.get("description"), kind, start if start != acquired else None, row=record.number,
                value=lenient(record.get("value")),
            )
        )  # fmt: skip


def _count_once(reading: Reading, records: list[Record]) -> None:
    """Count the dollars of a position once where it and its lots are listed, or where it stands for lots not read."""
    lots: dict[tuple[str, ...], list[int]] = {}
    for record in records:
        if _level(record) == "lot":
            lots.setdefault(_holding_of(record), []).append(record.number)
    are_read = {lot.row for lot in reading.result.lots}
    kept = {position.row for position in reading.result.positions}
    for record in records:
        beneath = lots.get(_holding_of(record), []) if _level(record) == "summary" else []
        if beneath and record.number not in kept:
            reading.counted_beneath.add(record.number)
        elif are_read.isdisjoint(beneath):
            reading.counted_beneath.update(beneath)


def _holding_of(record: Record) -> tuple[str, ...]:
    return tuple(record.get(name).upper() for name in ("account", "kind", "currency", "symbol"))


def _finish(reading: Reading, records: list[Record]) -> ImportResult:
    _count_once(reading, records)
    for one in reading.result.positions:
        if (one.account_hint, one.symbol) in reading.sums:
            reading.reconcile(one.account_hint, one.symbol, one.quantity, one.cost_basis)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "Some positions show no lots (lots are off in the statement's settings, or were transferred in). Each is "
            "read as one lot with its total basis and no date."
        )
    return reading.finish()


class _OpenPositions:
    """Parser target that keeps the attributes of every OpenPosition and nothing else."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise rejected("The XML is nested deeper than any Flex Query. Download it again.")
        if tag == "OpenPosition":
            self.found.append(dict(attributes))

    def end(self, tag: str) -> None:
        self._depth -= 1

    def data(self, text: str) -> None:
        """Text between elements carries nothing in a Flex Query."""

    def close(self) -> list[dict[str, str]]:
        return self.found


def detect_flex(document: Document) -> bool:
    """True for XML that is a Flex Query response or holds open positions."""
    return document.is_xml and ("<FlexQueryResponse" in document.text or "<OpenPosition " in document.text)


def read_flex(document: Document, options: Options) -> ImportResult:
    """The lots of a Flex Query. Dates come in the form the user configured; an open order of day and month is asked."""
    reading = Reading(BROKER, "ib_flex", options, order=None)
    positions = _parse(document.text)
    if not positions:
        raise rejected("The Flex Query has no open positions. Add the section 'Open Positions' with level Lot.")
    records = [_flex_record(number, attributes) for number, attributes in enumerate(positions, start=1)]
    reading.settle_order(records, "acquired", "holding_period_start")
    if any(not record.get("currency") for record in records):
        reading.result.warnings.append("the query has no currency; amounts are read as USD")
    for record in records:
        _add(reading, record, mask_account(record.get("account")))
    return _finish(reading, records)


def read_flex_table(document: Document, options: Options) -> ImportResult:
    """The lots of a Flex Query saved as CSV."""
    reading = Reading(BROKER, "ib_flex_csv", options, order=None)
    records = list(document.records(_FLEX_TABLE_OF_LEVELS, FLEX_TABLE))
    reading.settle_order(records, "acquired", "holding_period_start")
    for record in records:
        if not reading.skips_note(record):
            _add(reading, record, mask_account(record.get("account")))
    return _finish(reading, records)


def _flex_record(number: int, attributes: dict[str, str]) -> Record:
    given = {name: attributes.get(attribute, "") for name, attribute in _FLEX_COLUMNS.items()}
    given = dict(zip(given, bounded(list(given.values()), f"row {number}"), strict=True))
    return Record(
        Row(number, tuple(given.values())), _FLEX, {name: index for index, name in enumerate(_FLEX_COLUMNS)}
    )  # fmt: skip


def _parse(text: str) -> list[dict[str, str]]:
    parser = XMLParser(target=_OpenPositions(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(text)
        return parser.close()
    except DefusedXmlException:
        raise rejected(
            "The XML defines entities or a document type, which no Flex Query does. It was not read."
        ) from None
    except ParseError as error:
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        raise rejected("The XML is damaged or cut off here. Download it again.", place=place) from None


IMPORTERS = (
    Importer(
        "ib_activity", BROKER, "Interactive Brokers activity statement", "lots",
        "Open Positions, Header, DataDiscriminator, Asset Category, Currency, Symbol, Quantity, Cost Basis",
        detect_activity, read_activity,
    ),
    Importer(
        "ib_flex", BROKER, "Interactive Brokers Flex Query", "lots",
        "XML: OpenPosition with symbol, position, costBasisMoney, openDateTime, levelOfDetail", detect_flex, read_flex,
    ),
    Importer(
        "ib_flex_csv", BROKER, "Interactive Brokers Flex Query, CSV", "lots",
        "ClientAccountID, CurrencyPrimary, AssetClass, Symbol, Quantity, MarkPrice, CostBasisMoney, OpenDateTime",
        lambda document: document.has_table(FLEX_TABLE), read_flex_table,
    ),
)  # fmt: skip
