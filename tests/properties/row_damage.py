"""Damage to the rows of a broker's file: deleted, doubled, cut short, a note inserted."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from sim.importers.records import ImportResult

FILES = Path(__file__).parents[1] / "fixtures" / "brokers"
Row = list[str]
NOTES = (
    "Disclosures",
    "Page 1 of 2",
    "Total",
    "Data is delayed at least 15 minutes.",
    "All rights reserved, see below",
)
NULLS = ("", "-", "--", "n/a", "N/A")


def rows_of(name: str) -> list[Row]:
    return rows_from((FILES / name).read_text(encoding="utf-8-sig"))


def rows_from(text: str) -> list[Row]:
    return list(csv.reader(io.StringIO(text)))


def content_of(rows: list[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def number_in(cell: str) -> Decimal | None:
    text = cell.strip().replace("$", "").replace(",", "").replace("+", "")
    if text in NULLS:
        return None
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def dollars_of(result: ImportResult) -> Decimal:
    """What was read and what was listed."""
    lots = sum((_lot_dollars(lot) for lot in result.lots), Decimal(0))
    return lots + sum((one.amount for one in result.cash), Decimal(0)) + result.dollars_not_read


def _lot_dollars(lot: object) -> Decimal:
    value, price, quantity, basis = (getattr(lot, name) for name in ("value", "price", "quantity", "cost_basis"))
    if value is not None:
        return value
    return round(price * quantity, 2) if price is not None else (basis or Decimal(0))


def damaged(rows: list[Row], places: list[int], data: st.DataObject) -> list[Row]:
    """The rows with one to three of those at `places` damaged."""
    result = [list(row) for row in rows]
    for at in sorted(data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=3)), reverse=True):
        data.draw(st.sampled_from(DAMAGES))(result, at, data)
    return result


def delete(rows: list[Row], at: int, data: st.DataObject) -> None:
    del rows[at]


def double(rows: list[Row], at: int, data: st.DataObject) -> None:
    rows.insert(at, list(rows[at]))


def cut(rows: list[Row], at: int, data: st.DataObject) -> None:
    rows[at] = rows[at][: data.draw(st.integers(1, max(1, len(rows[at]) - 1)))]


def insert(rows: list[Row], at: int, data: st.DataObject) -> None:
    rows.insert(at, [data.draw(st.sampled_from(NOTES))])


Damage = Callable[[list[Row], int, st.DataObject], None]
DAMAGES: tuple[Damage, ...] = (delete, double, cut, insert)
