"""Damage at random to Interactive Brokers' files, where a position's row and its lots stand in one table, to OFX and to
a pasted table: dollars read and dollars listed are those of the file.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import import_content
from tests.properties.row_damage import FILES, Row, content_of, damaged, dollars_of, number_in, rows_from

MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_HUNDRED = Decimal(100)


def _read(content: bytes) -> ImportResult | None:
    try:
        return import_content(content)
    except InputError:
        return None


def _text(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8-sig")


def _keys(result: ImportResult) -> Counter[tuple[object, ...]]:
    return Counter((one.symbol, one.quantity, one.acquired, one.cost_basis) for one in result.lots)


def _check(result: ImportResult | None, dollars: Decimal, sound: ImportResult) -> None:
    if result is None:
        return  # nothing was left to read
    assert dollars_of(result) == dollars
    totals = {(one.symbol, one.quantity, None, one.cost_basis) for one in sound.positions}
    assert set(_keys(result)) <= set(_keys(sound)) | totals  # a total stands where all its lots are gone


class Line(NamedTuple):
    """A row of a position or a lot; `level` is empty where it is cut off before saying so."""

    holding: tuple[str, ...]
    level: str
    dollars: Decimal
    is_whole: bool


def _sum_by_level(lines: list[Line]) -> Decimal:
    """Lots count in place of their position, unless none of them is whole; a row of neither counts by itself."""
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.holding if line.level else ("cut off",)].append(line)
    total = Decimal(0)
    for group in groups.values():
        lots = [line for line in group if line.level == "LOT"]
        whole = [line for line in group if line.level == "SUMMARY" and line.is_whole]
        are_lots_counted = any(lot.is_whole for lot in lots) or (lots and not whole)
        counted = lots if are_lots_counted else (whole if lots else group)
        total += sum((line.dollars for line in counted), Decimal(0))
    return total


class Columns(NamedTuple):
    """The headings of one layout; `last` is the one that a whole row must reach."""

    kind: str
    currency: str
    level: str
    price: str
    value: str
    basis: str
    quantity: str
    last: str


FLEX = Columns(
    "AssetClass", "CurrencyPrimary", "LevelOfDetail", "MarkPrice", "PositionValue", "CostBasisMoney", "Quantity",
    "LevelOfDetail",
)  # fmt: skip
ACTIVITY = Columns(
    "Asset Category", "Currency", "DataDiscriminator", "Close Price", "Value", "Cost Basis", "Quantity", "Cost Basis"
)
_OPTIONS = ("OPT", "Equity and Index Options")


def _line(row: Row, header: Row, columns: Columns) -> Line:
    def cell(heading: str) -> str:
        at = header.index(heading)
        return row[at] if at < len(row) else ""

    value, price, shares, basis = (
        number_in(cell(name)) for name in (columns.value, columns.price, columns.quantity, columns.basis)
    )
    if value is None and price is not None and shares is not None:
        value = round(price * shares * (_HUNDRED if cell(columns.kind) in _OPTIONS else 1), 2)
    dollars = next((one for one in (value, basis) if one is not None), Decimal(0))
    holding = (cell(columns.kind), cell(columns.currency), cell("Symbol"))
    return Line(holding, cell(columns.level).upper(), dollars, len(row) > header.index(columns.last))


def _flex_dollars(rows: list[Row]) -> Decimal:
    header = rows[0]
    return _sum_by_level([_line(row, header, FLEX) for row in rows[1:] if len([cell for cell in row if cell]) > 1])


def _activity_dollars(rows: list[Row]) -> Decimal:
    header: Row = []
    lines = []
    for row in rows:
        if row[0] in ("Open Positions", "Long Open Positions") and len(row) > 1:
            if row[1] == "Header":
                header = row
            elif row[1] == "Data":
                lines.append(_line(row, header, ACTIVITY))
    return _sum_by_level(lines)


BY_LEVEL: dict[str, Callable[[list[Row]], Decimal]] = {
    "ib_flex_csv.csv": _flex_dollars,
    "ib_activity.csv": _activity_dollars,
}
_UNDOUBLED = re.compile(r'(?<=,)""(?=\d)|(?<=\d)""(?=,)')
"""A statement doubles the quotes of a lot's day."""


def _is_data_of_section(row: Row) -> bool:
    return row[:2] == ["Open Positions", "Data"]


@pytest.mark.parametrize("name", BY_LEVEL)
@MANY
@given(data=st.data())
def test_a_position_and_its_lots_count_once(name: str, data: st.DataObject) -> None:
    rows = rows_from(_UNDOUBLED.sub('"', _text(name)))
    is_place = _is_data_of_section if name == "ib_activity.csv" else any
    places = [at for at, row in enumerate(rows) if at and is_place(row)]
    sound = import_content(_text(name).encode())
    assert dollars_of(sound) == BY_LEVEL[name](rows)
    changed = damaged(rows, places, data)
    _check(_read(content_of(changed)), BY_LEVEL[name](changed), sound)


_ELEMENT = re.compile(r"<OpenPosition .*?/>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def _flex_xml_dollars(elements: list[str]) -> Decimal:
    lines = []
    for element in elements:
        said = dict(_ATTRIBUTE.findall(element))
        units = _HUNDRED if said["assetCategory"] == "OPT" else Decimal(1)
        dollars = round(Decimal(said["position"]) * Decimal(said["markPrice"]) * units, 2)
        holding = (said["assetCategory"], said["currency"], said["symbol"])
        lines.append(Line(holding, said["levelOfDetail"], dollars, True))
    return _sum_by_level(lines)


def _changed(parts: list[str], data: st.DataObject, note: str) -> list[str]:
    """The elements with one to three of them deleted, doubled or followed by a note."""
    changed = list(parts)
    for at in sorted(data.draw(st.sets(st.sampled_from(range(len(parts))), min_size=1, max_size=3)), reverse=True):
        changed[at : at + 1] = data.draw(st.sampled_from(([], [parts[at]] * 2, [parts[at], note])))
    return changed


@pytest.mark.parametrize("name", ["ib_flex.xml", "ib_flex_iso_dates.xml", "ib_flex_day_first.xml"])
@MANY
@given(data=st.data())
def test_elements_of_a_flex_query_count_once(name: str, data: st.DataObject) -> None:
    text = _text(name)
    elements = _ELEMENT.findall(text)
    sound = import_content(text.encode())
    assert dollars_of(sound) == _flex_xml_dollars(elements)
    changed = _changed(elements, data, "<!-- a note -->")
    begin, end = text.index(elements[0]), text.index(elements[-1]) + len(elements[-1])
    content = (text[:begin] + "\n".join(changed) + text[end:]).encode()
    _check(_read(content), _flex_xml_dollars([one for one in changed if one.startswith("<Open")]), sound)


_POSITION = re.compile(r"<(POS[A-Z]+)>.*?</\1>")
_CASH = re.compile(r"<AVAILCASH>([\d.]+)")
_TAIL = ("DTPRICEASOF", "AVGCOSTBASIS", "MKTVAL", "UNITPRICE", "UNITS")
_PER_UNIT = {"POSOPT": _HUNDRED, "POSDEBT": 1 / _HUNDRED}


def _figure(block: str, tag: str) -> Decimal | None:
    found = re.search(rf"<{tag}>([-\d.]+)", block)
    return Decimal(found[1]) if found else None


def _position_dollars(block: str) -> Decimal:
    value, units, price, average = (_figure(block, tag) for tag in ("MKTVAL", "UNITS", "UNITPRICE", "AVGCOSTBASIS"))
    if value is not None or units is None:
        return value or Decimal(0)
    if price is not None:
        return round(units * price * _PER_UNIT.get(block[1 : block.index(">")], Decimal(1)), 2)
    if "31617H102" in block:
        return units  # a money fund's shares are of a dollar each
    return round(units * average, 2) if average is not None else Decimal(0)


def _ofx_dollars(text: str) -> Decimal:
    blocks = [found.group() for found in _POSITION.finditer(text)]
    swept = {_position_dollars(block) for block in blocks if "31617H102" in block}
    cash = {Decimal(found) for found in _CASH.findall(text)}
    return sum(map(_position_dollars, blocks), Decimal(0)) + sum(cash - swept, Decimal(0))


def _cut_block(block: str, data: st.DataObject) -> str:
    """The position without its last figures."""
    for tag in _TAIL[: data.draw(st.integers(0, len(_TAIL)))]:
        block = re.sub(rf"<{tag}>[-\d.]+(</{tag}>)?", "", block)
    return block


@pytest.mark.parametrize("name", ["ofx_version_1.qfx", "ofx_version_2.ofx"])
@MANY
@given(data=st.data())
def test_positions_of_ofx_are_read_or_listed(name: str, data: st.DataObject) -> None:
    text = _text(name)
    blocks = [found.group() for found in _POSITION.finditer(text)]
    sound = import_content(text.encode())
    assert dollars_of(sound) == _ofx_dollars(text)
    changed = [_cut_block(block, data) for block in _changed(blocks, data, blocks[0])]
    begin, end = text.index(blocks[0]), text.index(blocks[-1]) + len(blocks[-1])
    damaged_text = text[:begin] + "\n".join(changed) + text[end:]
    result = _read(damaged_text.encode())
    if result is not None:
        assert dollars_of(result) == _ofx_dollars(damaged_text)
        assert {one[:2] for one in _keys(result)} <= {one[:2] for one in _keys(sound)}


_LOT = re.compile(r"[A-Z][a-z]{2}-\d{2}-\d{4}\b")
_VALUE = 4


def _pasted_dollars(lines: list[Row]) -> Decimal:
    lots = [line for line in lines if _LOT.match(line[0])]
    return sum((number_in(line[_VALUE]) or Decimal(0) for line in lots if len(line) > _VALUE), Decimal(0))


@MANY
@given(data=st.data())
def test_lines_of_a_pasted_table_are_read_or_listed(data: st.DataObject) -> None:
    lines = [re.split(r"\t|  ", line) for line in _text("fidelity_pasted.txt").splitlines()]
    places = [at for at, line in enumerate(lines) if _LOT.match(line[0])]
    sound = import_content((FILES / "fidelity_pasted.txt").read_bytes())
    assert dollars_of(sound) == _pasted_dollars(lines)
    changed = damaged(lines, places, data)
    result = _read("\n".join("\t".join(line) for line in changed).encode())
    _check(result, _pasted_dollars(changed), sound)
