"""Amounts, symbols, account names and dates cell by cell."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.importers.dates import DateOrder, DateReader
from sim.importers.values import account_kind, amount, mask_account, mask_numbers, symbol


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,234.50", "1234.50"),
        ("-$1.70", "-1.70"),
        ("$-1.70", "-1.70"),
        ("(12.00)", "-12"),
        ("($1,000.00)", "-1000"),
        ("+0.05%", "0.05"),
        ("\u22125", "-5"),
        (".5", "0.5"),
        ("1234567", "1234567"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "--", "n/a", "N/A", " ", "-"])
def test_nulls(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    "text", ["1.234,56", "12,5", "1,2345", "1e5", "nan", "inf", "--5", "$", "5 shares", "١٢", "9" * 13, "0." + "1" * 40]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|digits"):
        amount(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_written_amount_comes_back_exactly(number: Decimal) -> None:
    assert amount(f"{number:,.4f}") == number
    assert amount(f"${number:.4f}") == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-04", date(2024, 3, 4)),
        ("2024/3/4", date(2024, 3, 4)),
        ("20240304", date(2024, 3, 4)),
        ("20240304;093000", date(2024, 3, 4)),
        ("2024-03-04;093000", date(2024, 3, 4)),
        ("2024-03-04 09:30:00", date(2024, 3, 4)),
        ("2024-03-04, 09:30:00", date(2024, 3, 4)),
        ("2024-03-04T09:30:00", date(2024, 3, 4)),
        ("2024-03-04 (Vesting: 2025-03-04)", date(2024, 3, 4)),
        ("Mar-04-2024", date(2024, 3, 4)),
        ("Mar 4, 2024", date(2024, 3, 4)),
        ("March 4, 2024", date(2024, 3, 4)),
        ("04-Mar-2024", date(2024, 3, 4)),
        ("03/04/2024 02:45 AM ET", date(2024, 3, 4)),
        ("3/4/2024", date(2024, 3, 4)),
        ("Various", None),
        ("--", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert DateReader(DateOrder.MONTH_FIRST, date(2026, 1, 1)).read(text) == day


def test_order_of_day_and_month() -> None:
    assert DateReader(DateOrder.DAY_FIRST, date(2026, 1, 1)).read("03/04/2024") == date(2024, 4, 3)
    assert DateReader(None, date(2026, 1, 1)).read("04/04/2024") == date(2024, 4, 4)
    with pytest.raises(ValueError, match="other order"):
        DateReader(DateOrder.MONTH_FIRST, date(2026, 1, 1)).read("25/03/2024")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)))
def test_a_written_day_comes_back(day: date) -> None:
    reader = DateReader(DateOrder.MONTH_FIRST, date(2026, 1, 1))
    for written in (
        day.isoformat(),
        day.strftime("%m/%d/%Y").rjust(10, "0"),
        day.strftime("%Y%m%d"),
        f"{day:%b-%d-%Y}",
    ):
        assert reader.read(written) == day


@pytest.mark.parametrize(
    ("text", "ticker"),
    [(" vti ", "VTI"), ("BRK/B", "BRK.B"), ("BRK B", "BRK.B"), ("SPAXX**", "SPAXX"), ("BF.B", "BF.B")],
)
def test_symbols(text: str, ticker: str) -> None:
    assert symbol(text) == ticker


@pytest.mark.parametrize("text", ["", "=1+1", "@SUM", "A" * 16, "VTI ETF FUND", "ВТИ"])
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a symbol"):
        symbol(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Z12345678", "...5678"),
        ("XXXX-4321", "...4321"),
        ("1234-5678", "...5678"),
        ("Individual ...123", "Individual ...123"),
        ("Joint brokerage", "Joint brokerage"),
        ("My 401(k) X9876543", "My 401(k) ...6543"),
    ],
)
def test_account_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_account(text) == masked


def test_row_text_is_masked_but_stays_readable() -> None:
    assert mask_numbers("Z12345678, VTI, 2024-01-02, $1234567.80, 1,234,567, 03/04/2024, Feb-03-2026") == (
        "...5678, VTI, 2024-01-02, $1234567.80, 1,234,567, 03/04/2024, Feb-03-2026"
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ACME 401(K) PLAN", "401k"),
        ("Rollover IRA ...456", "traditional_ira"),
        ("traditional_ira", "traditional_ira"),
        ("Roth IRA", "roth_ira"),
        ("HSA", "hsa"),
        ("Ira Smith joint", ""),
        ("Individual", ""),
    ],
)
def test_account_kind(name: str, kind: str) -> None:
    assert account_kind(name) == kind
