"""Trading days against the exchange's published holidays, and the steps against hand-counted dates."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar, moves_of_money
from sim.market.exchange_days import easter, exchange_holidays, trading_days
from tests.oracles.random_scenarios import random_scenario
from tests.unit.engine.small import small_scenario

# New York Stock Exchange, "Holidays & Trading Hours", as published for each year (the closure of 9 January 2025 for
# President Carter's funeral was proclaimed, not by rule).
PUBLISHED = {
    2024: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25",
    2025: "01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
    2026: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
    2027: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
    2028: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
}
TRADING_DAYS_A_YEAR = {2024: 252, 2026: 251, 2027: 251}


@pytest.mark.parametrize("year", PUBLISHED)
def test_holidays_are_those_the_exchange_published(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert exchange_holidays(year) == expected


@pytest.mark.parametrize(("year", "count"), TRADING_DAYS_A_YEAR.items())
def test_number_of_trading_days(year: int, count: int) -> None:
    assert len(trading_days(date(year, 1, 1), date(year, 12, 31))) == count


@pytest.mark.parametrize("day", ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2026-04-05", "2038-04-25"])
def test_easter_including_the_earliest_and_the_latest(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


def test_last_trading_days_of_2026_by_hand() -> None:
    """January 30 is a Friday, May 29 the Friday before Memorial Day's month ends on a Sunday, July has the 31st."""
    ends = ["01-30", "02-27", "03-31", "04-30", "05-29", "06-30", "07-31", "08-31", "09-30", "10-30", "11-30", "12-31"]
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=1))
    assert calendar.dates == tuple(date.fromisoformat(f"2026-{day}") for day in ends)
    assert calendar.is_month_end.tolist() == [1] * 12
    assert calendar.year_index.tolist() == [0] * 12


def test_without_a_rollover_there_are_only_month_ends() -> None:
    calendar = build_calendar(small_scenario(start="2026-03-10", horizon_years=2))
    assert len(calendar.dates) == 10 + 12
    assert calendar.dates[-1] == date(2027, 12, 31)
    assert calendar.dt[0] == pytest.approx(21 / 365.25)  # to 31 March


@pytest.mark.parametrize("start", ["2026-12-31", "2026-12-30"])
def test_a_start_on_the_last_days_of_a_year(start: str) -> None:
    calendar = build_calendar(small_scenario(start=start, horizon_years=1))
    first = date(2027, 1, 29) if start == "2026-12-31" else date(2026, 12, 31)
    assert calendar.dates[0] == first
    assert calendar.dates[-1].year == first.year


def test_daily_until_a_third_of_a_year_after_the_last_move() -> None:
    """1 September 2026 and 121 days is 31 December."""
    scenario = small_scenario(start="2026-08-03", horizon_years=2, rollover="2026-09-01")
    dates = build_calendar(scenario).dates
    assert dates[0] == date(2026, 8, 4)
    assert trading_days(date(2026, 8, 4), date(2026, 12, 31)) == [day for day in dates if day.year == 2026]
    assert [day.month for day in dates if day.year == 2027] == list(range(1, 13))


def test_the_steps_hang_on_no_strategy() -> None:
    plain = small_scenario(start="2026-01-05", horizon_years=1, rollover="2026-02-02")
    later = small_scenario(
        start="2026-01-05", horizon_years=1, rollover="2026-02-02", harvest="after_rollover", days_from_rollover=200
    )
    assert moves_of_money(later) == [date(2026, 2, 2)]
    assert build_calendar(plain).dates == build_calendar(later).dates
    assert _last_daily(build_calendar(plain)) == date(2026, 6, 3)  # 2 February and 121 days


def test_the_longest_steps_are_those_of_two_years_whatever_moves() -> None:
    early = small_scenario(start="2026-01-05", horizon_years=4, rollover="2026-02-02")
    late = small_scenario(start="2026-01-05", horizon_years=4, rollover="2028-06-01")
    assert build_calendar(early, is_longest=True).dates == build_calendar(late).dates


def _last_daily(calendar) -> date:  # type: ignore[no-untyped-def]
    return max(
        day
        for day, before in zip(calendar.dates[1:], calendar.dates, strict=False)
        if (day - before) <= timedelta(days=4)
    )


def test_the_daily_stretch_ends_after_two_years() -> None:
    scenario = small_scenario(start="2026-01-05", horizon_years=4, rollover="2028-06-01")
    dates = build_calendar(scenario).dates
    end = date(2026, 1, 5) + timedelta(days=730)
    assert trading_days(date(2026, 1, 6), end) == [day for day in dates if day <= end]
    assert next(day for day in dates if day > end) == date(2028, 1, 31)


def test_a_dated_event_happens_on_the_first_step_on_or_after_it() -> None:
    calendar = build_calendar(small_scenario(start="2026-08-03", horizon_years=1, rollover="2026-09-01"))
    assert calendar.dates[calendar.step_on_or_after(date(2026, 9, 5))] == date(2026, 9, 8)  # Saturday; Labor Day is 7th
    assert calendar.dates[calendar.step_on_or_after(date(2026, 9, 8))] == date(2026, 9, 8)
    assert calendar.step_on_or_after(date(2026, 8, 3)) == 0
    assert calendar.step_on_or_after(date(2026, 8, 2)) == -1
    assert calendar.step_on_or_after(date(2027, 1, 2)) == -1


@pytest.mark.parametrize("seed", range(40))
def test_every_calendar_is_rising_has_every_month_end_and_adds_up(seed: int) -> None:
    scenario = random_scenario(np.random.default_rng(seed))
    calendar = build_calendar(scenario)
    assert (np.diff(calendar.days) > 0).all()
    assert calendar.dates[0] > scenario.start
    assert (calendar.dates[-1] - scenario.start).days == pytest.approx(calendar.dt.sum() * 365.25)
    months = [(day.year, day.month) for day, end in zip(calendar.dates, calendar.is_month_end, strict=True) if end]
    first = calendar.dates[0]
    n_months = (calendar.dates[-1].year - first.year + 1) * 12 - (first.month - 1)
    assert len(set(months)) == len(months) == n_months
    assert len(calendar.years) == scenario.household.horizon_years == calendar.year_index[-1] + 1
