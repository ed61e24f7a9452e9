"""A CSV of one's own returns: what is read, and what is named with row, column, value and fix, all at once."""

import pytest

from sim.errors import InputError, Problem
from sim.importers.returns_csv import read_returns

YEARS = [(2000 + k, (-0.1) ** (k % 2) * (0.05 + 0.01 * k)) for k in range(12)]


def annual(rows: list[str] | None = None, heading: str = "date,us_stock") -> bytes:
    lines = rows if rows is not None else [f"{year},{value:.4f}" for year, value in YEARS]
    return "\n".join([heading, *lines]).encode()


def monthly(n: int, heading: str = "date,us_stock,inflation") -> bytes:
    rows = [f"{1990 + (k + 4) // 12}-{(k + 4) % 12 + 1:02},{0.001 * (k % 7):.3f},0.002" for k in range(n)]
    return "\n".join([heading, *rows]).encode()


def complaints(content: bytes) -> dict[str, Problem]:
    with pytest.raises(InputError) as refused:
        read_returns(content)
    return {problem.place: problem for problem in refused.value.problems}


def test_years_are_read() -> None:
    own = read_returns(annual(), "mine.csv")
    assert (own.period, own.first_year, own.name, own.use) == ("annual", 2000, "mine.csv", "bootstrap")
    assert own.returns["us_stock"] == tuple(round(value, 4) for _, value in YEARS)  # type: ignore[index]


def test_months_are_read_with_their_first_month() -> None:
    own = read_returns(monthly(30))
    assert (own.period, own.first_year, own.first_month, own.use) == ("monthly", 1990, 5, "fit")
    assert len(own.returns["inflation"]) == 30
    assert read_returns(monthly(131)).use == "bootstrap"  # ten whole calendar years lie inside


@pytest.mark.parametrize("style", ["{0}-{1:02}-28", "{0}/{1}", "{1}/{0}", "{1}/28/{0}"])
def test_dates_are_read_as_people_write_them(style: str) -> None:
    rows = [f"{style.format(2000 + k // 12, k % 12 + 1)},0.01" for k in range(24)]
    own = read_returns(annual(rows))
    assert (own.period, own.first_year, own.first_month) == ("monthly", 2000, 1)


def test_rows_in_the_wrong_order_semicolons_and_headings_in_capitals_are_read() -> None:
    rows = [f"{year};{value:.4f}" for year, value in reversed(YEARS)]
    own = read_returns(annual(rows, "Year;US Stock"))
    assert own.first_year == 2000
    assert own.returns["us_stock"][0] == round(YEARS[0][1], 4)  # type: ignore[index]


def test_every_fault_is_named_at_once() -> None:
    """A gap, text, a percent sign, an empty cell, a total loss and no date: each with its row and column."""
    rows = [f"{year},{value:.4f}" for year, value in YEARS]
    rows[1] = "2001,5.2 %"
    rows[2] = "2002,n/a"
    rows[3] = "2003,"
    rows[4] = "2004,-1.0"
    rows[6] = "soon,0.04"
    found = complaints(annual(rows))
    assert found["row 3, column us_stock"].value == "5.2 %"
    assert found["row 3, column us_stock"].message.endswith("without a percent sign: 0.052.")
    assert "not a number" in found["row 4, column us_stock"].message
    assert "cell is empty" in found["row 5, column us_stock"].message
    assert "above -1" in found["row 6, column us_stock"].message
    assert found["row 8, date"].value == "soon"
    assert "add 2006" in found["row 9, date"].message
    assert len(found) == 6


def test_gaps_and_periods_that_appear_twice_are_named() -> None:
    rows = [f"{year},0.05" for year, _ in YEARS if year not in (2003, 2004)] + ["2011,0.05"]
    found = complaints(annual(rows))
    assert "add 2003 to 2004" in found["row 5, date"].message
    assert "appears twice" in found["row 12, date"].message


@pytest.mark.parametrize(("content", "shown"), [(annual()[: annual().index(b"2008")], "8 years"), (monthly(23), "23 ")])
def test_too_short_a_history_is_named(content: bytes, shown: str) -> None:
    found = complaints(content)
    assert found["all rows"].value.startswith(shown)
    assert "too short" in found["all rows"].message


def test_percentages_without_their_sign_are_not_taken_for_shares() -> None:
    found = complaints(annual([f"{year},{4 + k % 5}.1" for k, (year, _) in enumerate(YEARS)]))
    assert "divide the column by 100" in found["column us_stock"].message


def test_years_and_months_in_one_file_are_refused() -> None:
    rows = [f"{year},0.05" for year, _ in YEARS] + ["2012-01,0.01"]
    assert "mixes years and months" in complaints(annual(rows))["row 14, date"].message


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("date,S&P 500", "This column is not known"),
        ("when,us_stock", "There is no date column"),
        ("date,us_stock,us_stock", "appears twice"),
        ("date,inflation", "No column is an asset class"),
    ],
)
def test_headings_are_asked_for(heading: str, said: str) -> None:
    rows = [f"{year},0.05,0.06" for year, _ in YEARS]
    with pytest.raises(InputError) as refused:
        read_returns(annual(rows, heading))
    assert any(said in problem.message for problem in refused.value.problems)


@pytest.mark.parametrize("content", [b"", b"   \n ", b"\x00\x01\xff\xfe\x00", b"PK\x03\x04rest", b"date,us_stock"])
def test_what_is_no_table_is_refused_with_a_fix(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_returns(content)
    assert all(problem.message for problem in refused.value.problems)


@pytest.mark.parametrize(("name", "kept"), [("\ud800", "?"), ("mine \udcff.csv", "mine ?.csv"), (" ", "Own returns")])
def test_a_files_name_may_hold_half_a_letter_or_nothing(name: str, kept: str) -> None:
    assert read_returns(annual(), name).name == kept
