"""Damage at random to lists of sales and of transactions: proceeds and shares are read, listed or not in the file.

A history's shares are counted by a naive twin: what whole rows bring in and take away, day by day, never below none.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import import_content
from tests.properties.row_damage import FILES, Row, content_of, damaged, number_in, rows_of

SALES = {
    "schwab_realized.csv": ("Symbol", ("Proceeds", "Cost Basis (CB)")),
    "vanguard_realized.csv": ("Company Name", ("Proceeds", "Total Cost")),
    "etrade_gains.csv": ("Record Type", ("Total Proceeds", "Adjusted Cost Basis")),
    "schwab_1099b.csv": ("Date acquired", ("Proceeds", "Cost or other basis")),
    "robinhood_1099b.csv": ("TAX YEAR", ("SALES PRICE", "COST BASIS")),
}
"""A heading by which the header is known, and the headings of the dollars, of which the first that is filled counts."""


def _read(content: bytes) -> ImportResult | None:
    try:
        return import_content(content)
    except InputError:
        return None


def _sold(result: ImportResult) -> Counter[tuple[object, ...]]:
    """The sales, without the names that a row cut short may lack."""
    return Counter(
        (one.quantity, one.acquired, one.sold, one.proceeds, one.cost_basis, one.disallowed_loss)
        for one in result.sales
    )


def _file_proceeds(rows: list[Row], name: str) -> Decimal:
    head, dollars = SALES[name]
    at = next(number for number, row in enumerate(rows) if head in row)
    places = [rows[at].index(heading) for heading in dollars]
    total = Decimal(0)
    for row in rows[at + 1 :]:
        cells = [number_in(row[place]) for place in places if place < len(row)]
        if row[0] not in ("Total", "Summary"):
            total += next((cell for cell in cells if cell is not None), Decimal(0))
    return total


def _read_proceeds(result: ImportResult) -> Decimal:
    return sum((one.proceeds or Decimal(0) for one in result.sales), Decimal(0)) + result.dollars_not_read


@pytest.mark.parametrize("name", SALES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_proceeds_are_read_or_listed(name: str, data: st.DataObject) -> None:
    rows = rows_of(name)
    first = next(at for at, row in enumerate(rows) if SALES[name][0] in row)
    changed = damaged(rows, list(range(first + 1, len(rows))), data)
    sound, result = import_content((FILES / name).read_bytes()), _read(content_of(changed))
    assert _read_proceeds(sound) == _file_proceeds(rows, name)
    if result is None:
        return  # nothing was left to read
    assert _read_proceeds(result) == _file_proceeds(changed, name)
    assert set(_sold(result)) <= set(_sold(sound))
    kept = _read(content_of([row for row in changed if row in rows]))
    assert kept is None or not _sold(kept) - _sold(result)


class Words(NamedTuple):
    """Where a history says what, and by which words.

    last : the heading that a whole row must reach
    adds, takes, splits, comes_in : the whole of the words for each
    """

    day: str
    act: str
    symbol: str
    shares: str
    amount: str
    last: str
    adds: str
    takes: str
    splits: str = "-"
    comes_in: str = "-"
    is_newest_first: bool = True


HISTORIES = {
    "schwab_history.csv": Words(
        "Date", "Action", "Symbol", "Quantity", "Amount", "Amount", "Buy|Reinvest Shares", "Sell", "Stock Split"
    ),
    "fidelity_history.csv": Words(
        "Run Date", "Action", "Symbol", "Quantity", "Amount ($)", "Amount ($)", "(YOU BOUGHT|REINVESTMENT) .*",
        "YOU SOLD .*", comes_in="TRANSFERRED FROM .*",
    ),
    "vanguard_history.csv": Words(
        "Trade Date", "Transaction Type", "Symbol", "Shares", "Net Amount", "Net Amount", "Buy|Reinvestment", "Sell",
        is_newest_first=False,
    ),
    "robinhood_history.csv": Words(
        "Activity Date", "Trans Code", "Instrument", "Quantity", "Amount", "Amount", "Buy", "Sell", "SPL"
    ),
}  # fmt: skip
_MONEY_FUNDS = ("SPAXX", "VMFXX")
_SHARE_DUST, _CENTS = Decimal("0.000001"), Decimal("0.05")


class Twin:
    """A naive reading: shares by symbol, dollars of the purchases and of the sales, and the lines that moved shares."""

    def __init__(self, rows: list[Row], words: Words) -> None:
        self.words, self.header = words, next(row for row in rows if words.act in row)
        self.shares: dict[str, Decimal] = defaultdict(Decimal)
        self.bought, self.proceeds = Decimal(0), Decimal(0)
        self.moved: set[int] = set()
        self.others: set[int] = set()
        reader = csv.reader(io.StringIO(content_of(rows).decode(), newline=""))
        lines, start = [], 1
        for row in reader:
            lines.append((start, row))
            start = reader.line_num + 1
        first = next(at for at, (_, row) in enumerate(lines) if row == self.header)
        beneath = [(number, row) for number, row in lines[first + 1 :] if any(row)]
        whole = [(number, row) for number, row in beneath if self._is_move(row)]
        self.others = {number for number, _ in beneath} - {number for number, _ in whole}
        ordered = whole[::-1] if words.is_newest_first else whole
        for number, row in sorted(ordered, key=lambda one: _day(self._cell(one[1], words.day))):
            self._move(number, row)

    def _cell(self, row: Row, heading: str) -> str:
        return row[self.header.index(heading)]

    def _is_move(self, row: Row) -> bool:
        words = self.words
        if len(row) <= self.header.index(words.last) or self._cell(row, words.symbol) in ("", *_MONEY_FUNDS):
            return False
        kinds = "|".join((words.adds, words.takes, words.splits, words.comes_in))
        return re.fullmatch(kinds, self._cell(row, words.act)) is not None

    def _move(self, number: int, row: Row) -> None:
        words, symbol, act = self.words, self._cell(row, self.words.symbol), self._cell(row, self.words.act)
        shares = abs(number_in(self._cell(row, words.shares)) or Decimal(0))
        amount = abs(number_in(self._cell(row, words.amount).strip("()")) or Decimal(0))
        self.moved.add(number)
        if re.fullmatch(words.splits, act):
            self.shares[symbol] += shares if self.shares[symbol] else 0
        elif re.fullmatch(words.takes, act):
            self.proceeds += amount
            self.shares[symbol] -= min(shares, self.shares[symbol])
        else:
            self.shares[symbol] += shares
            self.bought += amount if re.fullmatch(words.adds, act) else 0


def _day(text: str) -> date:
    found = re.split(r" as of ", text)[-1]
    if "-" in found:
        return date.fromisoformat(found)
    month, day, year = map(int, found.split("/"))
    return date(year, month, day)


def _lot_shares(result: ImportResult) -> dict[str, Decimal]:
    shares: dict[str, Decimal] = defaultdict(Decimal)
    for lot in result.lots:
        shares[lot.symbol] += lot.quantity
    return shares


def _check(result: ImportResult, twin: Twin) -> None:
    found = _lot_shares(result)
    for symbol in {*found, *twin.shares}:
        assert abs(found[symbol] - twin.shares[symbol]) <= _SHARE_DUST, symbol
    not_bought = sum((one.dollars or 0 for one in result.skipped if "not bought in the file" in one.reason), Decimal(0))
    assert sum((one.proceeds or 0 for one in result.sales), not_bought) == twin.proceeds
    basis = sum((lot.cost_basis or 0 for lot in result.lots), Decimal(0))
    basis += sum((sale.cost_basis or 0 for sale in result.sales), Decimal(0))
    disallowed = sum((one.disallowed_loss or 0 for one in result.sales), Decimal(0))
    assert abs(basis - disallowed - twin.bought) <= _CENTS  # a disallowed loss is in the basis of what replaced it
    listed = {row.row for row in result.skipped}
    assert twin.others <= listed
    shown = {lot.row for lot in result.lots} | {sale.row for sale in result.sales}
    assert (listed | shown) <= (twin.others | twin.moved | set(range(1, min(twin.others | twin.moved, default=1))))


@pytest.mark.parametrize("name", HISTORIES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_shares_and_dollars_of_a_history_are_those_of_its_whole_rows(name: str, data: st.DataObject) -> None:
    words, rows = HISTORIES[name], rows_of(name)
    _check(import_content((FILES / name).read_bytes()), Twin(rows_of(name), words))
    first = next(at for at, row in enumerate(rows) if words.act in row)
    places = [at for at in range(first + 1, len(rows)) if len([cell for cell in rows[at] if cell]) > 1]
    changed = damaged(rows, places, data)
    result = _read(content_of(changed))
    if result is not None:
        _check(result, Twin(changed, words))
