"""Every broker layout and quirk, read from a synthetic file: expected lots are written by hand from the file's rows."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sim.importers.records import ImportResult
from sim.importers.registry import import_content
from tests.unit.importers.golden_files import GOLDEN

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"


def _read(name: str) -> ImportResult:
    return import_content((FILES / name).read_bytes())


def _same(expected: str, found: object) -> bool:
    if expected in ("*", "?"):
        return expected == "*" or found is None
    return found is not None and Decimal(expected) == found


@pytest.mark.parametrize("name", GOLDEN)
def test_file_gives_the_lots_written_in_it(name: str) -> None:
    format_, lots, skipped, asked = GOLDEN[name]
    result = _read(name)
    assert result.format == format_
    assert len(result.lots) == len(lots)
    for lot, line in zip(result.lots, lots, strict=True):
        account, symbol, quantity, acquired, basis, price = line.split("|")
        assert (lot.account_hint, lot.symbol, lot.quantity) == (account, symbol, Decimal(quantity))
        assert lot.acquired == (None if acquired == "?" else date.fromisoformat(acquired))
        assert _same(basis, lot.cost_basis)
        assert _same(price, lot.price)
    assert [row.row for row in result.skipped] == skipped
    assert [f"{question.row} {question.field}" for question in result.questions] == asked


def test_every_fixture_is_golden() -> None:
    assert {path.name for path in FILES.iterdir()} == set(GOLDEN)


CASH = {
    "schwab_positions_2020.csv": ["9840.12"],
    "schwab_positions_2025.csv": ["81.05"],
    "schwab_positions_all_accounts.csv": ["160"],
    "fidelity_positions.csv": ["450.25"],
    "fidelity_positions_sentence_case.csv": ["1200"],
    "vanguard_ofx_download.csv": ["812.4"],
    "etrade_positions.csv": ["690.22"],
    "etrade_expanded_lots.csv": ["690"],
    "ofx_version_1.qfx": ["450.25"],
    "merrill_download.csv": ["150"],
    "merrill_edge.csv": ["10.45"],
    "merrill_positions.csv": ["28"],
    "jpmorgan_positions.csv": ["500.25", "25"],
    "morgan_stanley_holdings.csv": ["812.40"],
    "betterment_holdings.csv": ["512.34"],
    "ally_holdings.csv": ["690.22"],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_cash_is_kept_as_cash(name: str) -> None:
    assert [one.amount for one in _read(name).cash] == [Decimal(amount) for amount in CASH.get(name, [])]


SALES = {
    "schwab_realized.csv": ["SCHF|40|2025-08-01|2025-11-20|800|1000|50", "SCHF|10|2020-03-01|2025-11-20|200|120|?"],
    "vanguard_realized.csv": ["VXUS|30|2025-06-10|2025-12-01|1800|1950|?"],
    "schwab_1099b.csv": ["808524805|40|2025-08-01|2025-11-20|800|1000|50", "808524805|10|?|2025-11-20|200|120|?"],
    "robinhood_1099b.csv": [
        "VANGUARD INTL STOCK|30|2025-06-10|2025-12-01|1800|1950|25",
        "NVIDIA CORP|5|2020-03-02|2025-12-03|750|100|0",
    ],
    # two rows that look alike are two lots: a wash sale split them
    "etrade_gains.csv": ["QZRA|10|2025-08-15|2025-11-03|900|1000|100"] * 2,
}


@pytest.mark.parametrize("name", SALES)
def test_closed_lots_are_sales(name: str) -> None:
    result = _read(name)
    assert len(result.sales) == len(SALES[name])
    for sale, line in zip(result.sales, SALES[name], strict=True):
        symbol, quantity, acquired, sold, proceeds, basis, disallowed = line.split("|")
        assert (sale.symbol, sale.quantity) == (symbol, Decimal(quantity))
        assert sale.acquired == (None if acquired == "?" else date.fromisoformat(acquired))
        assert sale.sold == date.fromisoformat(sold)
        assert _same(proceeds, sale.proceeds)
        assert _same(basis, sale.cost_basis)
        assert _same(disallowed, sale.disallowed_loss)
    assert any("no open lots" in warning for warning in result.warnings)


def test_lots_that_fall_short_of_the_position_are_reported() -> None:
    shown = {str(difference) for difference in _read("etrade_expanded_lots.csv").reconciliation}
    assert "BBB in Individual Brokerage -9876: lots add up to 30.0000 shares, the file's total says 50.0000" in shown
    assert len(shown) == 2  # shares and basis of BBB; AAA agrees
    flex = {(one.symbol, one.what, one.lots, one.total) for one in _read("ib_flex.xml").reconciliation}
    assert flex == {("VTI", "shares", 20, 30), ("VTI", "USD of basis", 3950, 6000)}


def test_schwab_total_that_disagrees_with_its_rows_is_reported() -> None:
    content = (FILES / "schwab_lots.csv").read_bytes().replace(b'"Total","1,033.5"', b'"Total","10"')
    assert [(one.what, one.total) for one in import_content(content).reconciliation] == [("shares", Decimal(10))]


def test_holding_period_after_a_wash_sale_is_kept() -> None:
    lots = _read("ib_flex.xml").lots
    assert [lot.holding_period_start for lot in lots] == [date(2023, 2, 1), None]


def test_title_gives_the_day_of_the_prices() -> None:
    assert _read("schwab_lots.csv").as_of == date(2020, 9, 25)
    assert _read("schwab_positions_2025.csv").as_of == date(2025, 5, 4)


@pytest.mark.parametrize("name", ["fidelity_positions.csv", "etrade_positions.csv", "schwab_positions_2025.csv"])
def test_average_basis_is_said(name: str) -> None:
    result = _read(name)
    assert all(lot.is_average_basis for lot in result.lots if lot.cost_basis is not None)
    assert any("acquisition dates" in warning for warning in result.warnings)


@pytest.mark.parametrize("name", GOLDEN)
def test_no_account_number_survives(name: str) -> None:
    shown = str(_read(name).as_json())
    for number in (
        "12345678",
        "98765432",
        "68411173",
        "55667788",
        "U1234567",
        "U7654321",
        "1234567-01",
        "'12345",
        "27Z-89R00",
        "40L72",
        "987654321",
        "998877",
        "445566",
        "123456789",
    ):
        assert number not in shown


ONE_TABLE = ["plain.csv", "vanguard_realized.csv", "fidelity_positions_sentence_case.csv", "etrade_gains.csv"]


@pytest.mark.parametrize("name", ONE_TABLE)
def test_columns_may_come_in_any_order(name: str) -> None:
    """Headings decide, never positions: with all columns reversed the same lots and sales come out."""
    rows = list(csv.reader(io.StringIO((FILES / name).read_text())))
    width = max(len(row) for row in rows)
    out = io.StringIO()
    csv.writer(out).writerows([(row + [""] * (width - len(row)))[::-1] for row in rows])
    turned = import_content(out.getvalue().encode())
    assert turned.lots == _read(name).lots
    assert turned.sales == _read(name).sales
