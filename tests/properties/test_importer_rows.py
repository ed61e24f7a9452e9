"""Rows deleted, doubled, cut short and inserted at random in every broker's file: what can be read is read.

A second, naive reading of the damaged file says what it holds: its dollars are those read plus those listed, every
untouched row comes out as it did, and nothing comes out that no row says.
"""

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import import_content
from tests.properties.row_damage import FILES, NOTES, Row, content_of, damaged, dollars_of, number_in, rows_of


class Table(NamedTuple):
    """Where a fixture's dollars stand.

    head : a heading by which its header row is known
    dollars : headings of the dollars, the first that is filled counts; `A x B` is a product
    shares : the heading of the shares, where lots stand under their position, whose own dollars then do not count
    """

    head: str
    dollars: tuple[str, ...]
    shares: str = ""


TABLES: dict[str, Table] = {
    "plain.csv": Table("symbol", ("quantity x price", "cost_basis")),
    "schwab_lots.csv": Table("Open Date", ("Market Value", "Quantity x Price", "Cost Basis")),
    "schwab_positions_2020.csv": Table("Symbol", ("Market Value", "Quantity x Price", "Cost Basis")),
    "schwab_positions_2025.csv": Table("Symbol", ("Mkt Val (Market Value)", "Qty (Quantity) x Price", "Cost Basis")),
    "schwab_positions_all_accounts.csv": Table(
        "Symbol", ("Mkt Val (Market Value)", "Qty (Quantity) x Price", "Cost Basis")
    ),
    "fidelity_positions.csv": Table("Account Number", ("Current Value", "Quantity x Last Price", "Cost Basis Total")),
    "fidelity_positions_sentence_case.csv": Table(
        "Account number", ("Current value", "Quantity x Last price", "Cost basis total")
    ),
    "vanguard_cost_basis.csv": Table("Symbol/CUSIP", ("Market value as of 02/02/2026", "Total cost")),
    "etrade_positions.csv": Table(
        "Last Price $", ("Value $", "Quantity x Last Price $", "Quantity x Price Paid $"), shares="Quantity"
    ),
    "etrade_expanded_lots.csv": Table("Qty #", ("Value $", "Total Cost"), shares="Qty #"),
    "merrill_download.csv": Table("COB Date", ("Value ($)", "Quantity x Price ($)")),
    "jpmorgan_positions.csv": Table("Asset Class", ("Value", "Quantity x Price", "Cost", "Quantity x Unit Cost")),
    "m1_holdings.csv": Table("Symbol", ("Value", "Cost Basis", "Quantity x Avg. Price")),
    "morgan_stanley_stock_plan.csv": Table(
        "Fund",
        (
            "Current Value",
            "Total Shares You Hold x Current Price per Share",
            "Adjusted Cost Basis*",
            "Total Shares You Hold x Adjusted Cost Basis Per Share*",
        ),
    ),
    "morgan_stanley_holdings.csv": Table("Symbol", ("Market Value ($)", "Quantity x Last ($)", "Total Cost ($)")),
    "wealthfront_lots.csv": Table("Display Name", ("Value", "Cost")),
    "betterment_holdings.csv": Table("Goal", ("Value", "Shares x Price", "Cost Basis")),
    "ally_holdings.csv": Table("Sym", ("Market Value", "Qty x Last", "Cost Basis")),
    "netbenefits_plan.csv": Table("Investment", ("Balance", "Shares/Units x Price")),
    "vanguard_plan.csv": Table("Fund name", ("Balance", "Units x Unit price")),
    "empower_plan.csv": Table("Investment Option", ("Current Balance", "Units x Unit Value")),
    "any_table.csv": Table("Investment Option", ("Balance", "Units x Unit Value")),
}
_DAY = re.compile(r"\s*(\d{1,2}/\d{1,2}/\d{4}|--)")
_TOTAL = re.compile(r"((account|positions) )?totals?\b(?! \w+ (index|market))", re.IGNORECASE)


def _row_dollars(row: Row, header: Row, table: Table) -> Decimal | None:
    def cell(heading: str) -> Decimal | None:
        at = header.index(heading) if heading in header else len(row)
        return number_in(row[at]) if at < len(row) else None

    for heading in table.dollars:
        parts = [cell(part) for part in heading.split(" x ")]
        if all(part is not None for part in parts):
            product = Decimal(1)
            for part in parts:
                product *= part or 0
            return round(product, 2)
    return None


class Part(NamedTuple):
    """A row as a reader with a pencil sees it: `is_whole` where nothing of it is cut off."""

    dollars: Decimal
    shares: Decimal
    is_whole: bool


def _file_dollars(rows: list[Row], table: Table) -> Decimal:
    """The dollars that a reader with a pencil finds: every row under a header that is no total, no note.

    Where lots stand beneath a position they count in its place, unless none of them is whole. A lot of another price,
    or of more shares than are left, is not of the position above and counts by itself.
    """
    header: Row | None = None
    groups: list[list[Part]] = []
    has_position = False
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if table.head in row:
            header = row
        elif header is not None and len(filled) > 1 and not _TOTAL.match(filled[0]):
            at = header.index(table.shares) if table.shares in header else len(row)
            shares = (number_in(row[at]) if at < len(row) else None) or Decimal(0)
            part = Part(_row_dollars(row, header, table) or Decimal(0), shares, len(row) >= len(header))
            is_lot = bool(table.shares) and _DAY.fullmatch(row[0]) is not None
            if is_lot and has_position and _fits(part, *groups[-1]):
                groups[-1].append(part)
            elif is_lot:
                groups.insert(0, [part])
            else:
                groups.append([part])
                has_position = True
    return sum((_group_dollars(*group) for group in groups), Decimal(0))


def _fits(lot: Part, position: Part, *others: Part) -> bool:
    if not (lot.is_whole and position.is_whole):
        return True
    left = position.shares - sum((other.shares for other in others if other.is_whole), Decimal(0))
    same_price = (
        abs(lot.dollars * position.shares - position.dollars * lot.shares) <= position.dollars * lot.shares / 50
    )
    return same_price and lot.shares <= left


def _group_dollars(position: Part, *lots: Part) -> Decimal:
    if not any(lot.dollars for lot in lots) or (position.is_whole and not any(lot.is_whole for lot in lots)):
        return position.dollars
    return sum((lot.dollars for lot in lots), Decimal(0))


def _key(lot: object) -> tuple[object, ...]:
    return tuple(getattr(lot, name) for name in ("account_hint", "symbol", "quantity", "acquired", "cost_basis"))


def _holdings(result: ImportResult) -> Counter[tuple[object, ...]]:
    return Counter(_key(lot) for lot in result.lots)


def _allowed(result: ImportResult) -> set[tuple[object, ...]]:
    """Every lot of the sound file, and every position: where all its lots are gone, it comes out undated."""
    bare = {(one.account_hint, one.symbol, one.quantity, None, one.cost_basis) for one in result.positions}
    known = set(_holdings(result)) | bare | {(*key[:3], None, key[4]) for key in _holdings(result)}
    return known | {(*key[:-1], None) for key in known}  # what was cut off is asked for


def _read(content: bytes) -> ImportResult | None:
    try:
        return import_content(content)
    except InputError:
        return None


def _data_rows(rows: list[Row], table: Table) -> list[int]:
    first = next(at for at, row in enumerate(rows) if table.head in row)
    return [
        at
        for at in range(first + 1, len(rows))
        if len([c for c in rows[at] if c.strip()]) > 1 and table.head not in rows[at]
    ]


@pytest.mark.parametrize("name", TABLES)
def test_dollars_of_the_sound_file_are_read_or_listed(name: str) -> None:
    rows = rows_of(name)
    assert dollars_of(import_content((FILES / name).read_bytes())) == _file_dollars(rows, TABLES[name])


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damage_to_rows_costs_no_other_row(name: str, data: st.DataObject) -> None:
    table, rows = TABLES[name], rows_of(name)
    sound = import_content(content_of(rows))
    places = _data_rows(rows, table)
    changed = damaged(rows, places, data)
    result = _read(content_of(changed))
    if result is None:
        return  # nothing was left to read
    assert dollars_of(result) == _file_dollars(changed, table)
    assert set(_holdings(result)) <= _allowed(sound)
    untouched = [row for row in changed if row in rows]
    if len(untouched) == len(changed):
        return
    kept = import_content(content_of(untouched)) if _read(content_of(untouched)) else None
    assert kept is None or not _holdings(kept) - _holdings(result)


LINES = [path.name for path in sorted(FILES.iterdir()) if path.suffix in (".csv", ".txt")]


@pytest.mark.parametrize("name", LINES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_line_that_says_nothing_changes_nothing(name: str, data: st.DataObject) -> None:
    """A footer, a heading or a comment anywhere in any broker's file: lots, cash and sales stay what they are."""
    lines = (FILES / name).read_text(encoding="utf-8-sig").split("\n")
    sound = import_content("\n".join(lines).encode())
    whole = [at for at, _ in enumerate(lines) if "\n".join(lines[:at]).count('"') % 2 == 0]  # not inside a cell
    for _ in range(data.draw(st.integers(1, 3))):
        lines.insert(data.draw(st.sampled_from(whole[1:])), data.draw(st.sampled_from(NOTES)))
        whole = [at for at, _ in enumerate(lines) if "\n".join(lines[:at]).count('"') % 2 == 0]
    found = import_content("\n".join(lines).encode())
    assert _holdings(found) == _holdings(sound)
    assert [one.amount for one in found.cash] == [one.amount for one in sound.cash]
    assert [(one.symbol, one.quantity, one.proceeds) for one in found.sales] == [
        (one.symbol, one.quantity, one.proceeds) for one in sound.sales
    ]
