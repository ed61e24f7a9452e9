"""Every broker layout and quirk, read from a synthetic file: expected lots are written by hand from the file's rows."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sim.importers.records import ImportResult
from sim.importers.registry import import_content

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"

# file -> (format, lots as "account|symbol|quantity|acquired|basis|price", numbers of skipped rows, asked fields by row)
GOLDEN: dict[str, tuple[str, list[str], list[int], list[str]]] = {
    "plain.csv": (
        "plain",
        [
            "Joint brokerage|VTI|120.5|2021-03-15|24500|290.10",
            "Joint brokerage|VXUS|300|2022-11-01|15300.25|61.40",
            "Joint brokerage|BRK.B|10|?|2800|?",
            "Rollover IRA|BND|400|?|?|72.50",
        ],
        [],
        ["4 acquired"],
    ),
    "any_table.csv": (
        "any_table",
        [
            "Acme 401(k) Savings Plan - ...8812|TOTAL BOND MKT INDEX TR|1000|?|?|12.50",
            "Acme 401(k) Savings Plan - ...8812|STABLE VALUE FUND|15000|?|?|1",
            "Acme 401(k) Savings Plan - ...8812|S&P 500 INDEX FUND CL 2|250|?|?|50",
        ],
        [2, 8, 9, 11],
        ["5 proxy", "6 proxy", "7 proxy"],
    ),
    "ofx_version_1.qfx": (
        "ofx",
        ["example.com ...5678|VTI|100.5|?|?|300", "example.com ...5678|BRK.B|10|?|?|500"],
        [3, 4],
        ["1 acquired", "1 cost_basis"],
    ),
    "ofx_version_2.ofx": (
        "ofx",
        ["ACME 401(K) PLAN ...8877|VANG TGT RET 2030 TR & C|500|?|15000|40"],
        [],
        ["1 proxy"],
    ),
    "merrill_download.csv": (
        "merrill_download",
        ["CMA-Edge ...9R00|VTI|10|?|3200|300", "Roth IRA-Edge ...9U23|VFIAX|20.5|?|7000|400"],
        [5],
        ["2 acquired"],
    ),
    "merrill_edge.csv": (
        "merrill_edge",
        ["IRA-Edge ...0L72|VTI|10|?|3200|300", "IRA-Edge ...0L72|BND|10|?|650|70"],
        [1, 2, 8],
        [],
    ),
    "merrill_positions.csv": (
        "merrill_positions",
        ["|JEPI|100|?|5500|57.50", "|VTI|10|?|3200|300"],
        [],
        ["3 acquired"],
    ),
    "jpmorgan_positions.csv": (
        "jpmorgan_positions",
        ["|VTI|10|2025-06-10|3200|300", "|VTI|5|2021-03-15|1000|300", "|SAP|4|2024-01-05|900|250"],
        [5, 8, 9],
        [],
    ),
    "m1_holdings.csv": (
        "m1_holdings",
        ["|VTI|10.12345|?|2530.86|*", "|SGOV|5.5|?|551.10|*"],
        [],
        ["2 acquired"],
    ),
    "morgan_stanley_stock_plan.csv": (
        "morgan_stanley_stock_plan",
        ["...4321|ACME|10|2023-03-15|1500|200", "...4321|ACME|5|2025-09-15|1100|200"],
        [1, 7, 8],
        [],
    ),
    "morgan_stanley_holdings.csv": (
        "morgan_stanley_holdings",
        ["AAA-8311|VTI|10|?|3200|300"],
        [6],
        ["4 acquired"],
    ),
    "wealthfront_lots.csv": (
        "wealthfront_lots",
        ["|VTI|10|2025-06-10|3200|300", "|VTI|5|2021-03-15|1000|300"],
        [1],
        [],
    ),
    "betterment_holdings.csv": (
        "betterment_holdings",
        ["General Investing|VTI|10.5|?|3000|300", "Roth IRA|VXUS|20|?|1000|60"],
        [],
        ["2 acquired"],
    ),
    "ally_holdings.csv": ("ally_holdings", ["|VTI|10|?|3200|300"], [3, 5], ["2 acquired"]),
    "netbenefits_plan.csv": (
        "netbenefits_plan",
        [
            "ACME 401(K) PLAN - ...2345|VANG TGT RET 2030 TR II|500|?|?|40",
            "ACME 401(K) PLAN - ...2345|FID 500 INDEX PL CL C|100|?|?|25",
        ],
        [1, 3, 8, 9, 10],
        ["6 proxy", "7 proxy"],
    ),
    "vanguard_plan.csv": (
        "vanguard_plan",
        [
            "ACME SAVINGS PLAN 401(k) - ...1234|TGT RET 2040 TR SELECT|250.5|?|?|80",
            "ACME SAVINGS PLAN 401(k) - ...1234|RETIREMENT SAVINGS TRUST|1000|?|?|1",
        ],
        [1, 7],
        ["5 proxy", "6 proxy"],
    ),
    "empower_plan.csv": (
        "empower_plan",
        [
            "Acme 401(k) Plan - ...5566|LARGE CAP INDEX FUND III|100.25|?|?|200",
            "Acme 401(k) Plan - ...5566|VBTLX|1000|?|?|9.50",
        ],
        [1, 3, 8, 9],
        ["6 proxy"],
    ),
    "schwab_history.csv": (
        "schwab_history",
        [
            "Individual ...123|SWTSX|100|2024-02-01|1300|?",
            "Individual ...123|SCHB|50|2024-03-04|1250|?",
            "Individual ...123|SWTSX|1.5|2025-12-20|24|?",
            "Individual ...123|SCHB|10|2026-01-20|260.01|?",  # 240 and a quarter of the loss of 80.02
        ],
        [1, 6, 10, 11, 12],
        [],
    ),
    "fidelity_history.csv": (
        "fidelity_history",
        [
            "Joint WROS ...2222|FXAIX|20|2025-06-02|4000|?",
            "Joint WROS ...2222|VTI|6|2025-06-10|1680|?",
            "Joint WROS ...2222|FXAIX|0.5|2025-12-30|110|?",
            "Joint WROS ...2222|VXUS|15|?|?|?",
        ],
        [6, 9, 10, 11, 13, 14],
        ["10 acquired", "10 cost_basis"],
    ),
    "vanguard_history.csv": (
        "vanguard_history",
        ["...1173|VTI|10|2024-03-15|2500|?", "...1173|VTI|2|2026-01-15|641|?"],
        [4, 5, 6],
        [],
    ),
    "robinhood_history.csv": (
        "robinhood_history",
        ["|VTI|4|2024-03-01|1000|?", "|NVDA|15|2024-03-12|1350|?"],
        [4, 5, 12, 14],
        [],
    ),
    "ib_flex_csv.csv": (
        "ib_flex_csv",
        ["...4567|VTI|10|2023-03-11|1900|300.5", "...4567|VTI|20|2024-01-05|4100|300.5"],
        [5, 6],
        [],
    ),
    "schwab_1099b.csv": ("schwab_1099b", [], [1, 5], []),
    "robinhood_1099b.csv": ("robinhood_1099b", [], [], []),
    "schwab_lots.csv": (
        "schwab_lots",
        [
            "...4321|SCHA|20|2020-09-24|1451.20|72.56",
            "...4321|SCHA|1010.5|2019-01-07|61640.50|72.56",
            "...4321|SCHA|3|?|?|72.56",
        ],
        [7],
        ["6 acquired", "6 cost_basis"],
    ),
    "schwab_positions_2020.csv": (
        "schwab_positions",
        ["...4321|SCHA|1030.5|?|63091.70|72.56"],
        [5, 7],
        ["4 acquired"],
    ),
    "schwab_positions_2025.csv": (
        "schwab_positions",
        ["Individual ...123|SWTSX|250.125|?|4100|15.20", "Individual ...123|BRK.B|12|?|3600|510"],
        [7],
        ["4 acquired"],
    ),
    "schwab_positions_all_accounts.csv": (
        "schwab_positions",
        ["Individual ...123|SCHB|100|?|2000|26", "Rollover IRA ...456|SWTSX|1000|?|?|16"],
        [6, 7, 8, 14],
        ["5 acquired"],
    ),
    "schwab_realized.csv": ("schwab_realized", [], [1, 5], []),
    "fidelity_positions.csv": (
        "fidelity_positions",
        ["ESPP Stocks ...5678|FXAIX|50|?|10000|171.04", "ACME 401(K) PLAN ...2345|31617E471|1200.5|?|?|20"],
        [4, 5, 8, 9],
        ["3 acquired"],
    ),
    "fidelity_positions_sentence_case.csv": (
        "fidelity_positions",
        ["Individual - TOD ...5432|FSKAX|75.5|?|11000|150"],
        [],
        ["3 acquired"],
    ),
    "fidelity_pasted.txt": (
        "fidelity_pasted",
        ["|FSKAX|41.667|2020-09-24|5000|*", "|FSKAX|24|2026-01-05|3800|150", "|FTIHX|80.5|2025-11-02|1000|*"],
        [5],
        [],
    ),
    "vanguard_ofx_download.csv": (
        "vanguard_ofx_download",
        ["...1173|VTI|7|?|?|323.93", "...7788|VBTLX|1000.125|?|?|9.6"],
        [10, 13],
        ["2 acquired", "2 cost_basis"],
    ),
    "vanguard_cost_basis.csv": (
        "vanguard_cost_basis",
        [
            "Brokerage - ...1173|VTI|5|2021-03-15|1000|323.93",
            "Brokerage - ...1173|VTI|2|2026-01-15|641|323.93",
            "Brokerage - ...1173|VTSAX|100.5|?|9000|*",
        ],
        [1, 8],
        ["7 acquired"],
    ),
    "vanguard_realized.csv": ("vanguard_realized", [], [], []),
    "etrade_positions.csv": (
        "etrade_positions",
        ["Individual Brokerage -9876|QZRA|247.48|?|10431.28|58.72"],
        [1, 5, 6, 7, 8, 13, 15],
        ["11 acquired"],
    ),
    "etrade_expanded_lots.csv": (
        "etrade_expanded_lots",
        [
            "Individual Brokerage -9876|AAA|40|2022-01-15|480|15",
            "Individual Brokerage -9876|AAA|60|?|720|15",
            "Individual Brokerage -9876|BBB|30|2025-06-30|1500|40",
        ],
        [1, 12],
        ["8 acquired"],
    ),
    "etrade_gains.csv": ("etrade_gains", [], [2], []),
    "ib_activity.csv": (
        "ib_activity",
        [
            "...4567|IBKR|10.5|2024-11-28|513.555|56.32",
            "...4567|BRK.B|15|2023-07-07|4350|500",
            "...4567|BRK.B|10|2023-07-07|2900|500",
            "...4567|VTI|4|?|800|300",
        ],
        [12, 13, 14, 16],
        ["11 acquired"],
    ),
    "ib_activity_long_positions.csv": ("ib_activity", ["...4321|AVUV|12|2024-02-01|960|90"], [], []),
    "ib_flex.xml": (
        "ib_flex",
        ["...4567|VTI|10|2023-03-11|1900|300.5", "...4567|VTI|10|2023-03-11|2050|300.5"],
        [4, 5, 6],
        [],
    ),
    "ib_flex_iso_dates.xml": (
        "ib_flex",
        ["...4567|VTI|10|2023-03-11|1900|300.5", "...4567|VTI|10|2023-03-11|2050|300.5"],
        [4, 5, 6],
        [],
    ),
    "ib_flex_day_first.xml": (
        "ib_flex",
        ["...4567|VTI|10|2023-03-25|1900|300.5", "...4567|VTI|10|2023-03-25|2050|300.5"],
        [4, 5, 6],
        [],
    ),
}


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
