"""The days on which the New York Stock Exchange trades, by its rule of holidays."""

from datetime import date, timedelta
from functools import lru_cache


def easter(year: int) -> date:
    """Return Easter Sunday (anonymous Gregorian computus, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the n-th weekday (Monday is 0) of a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)


def _observed(day: date) -> date | None:
    """Return the weekday on which a fixed holiday closes the exchange; a Saturday New Year's Day closes none."""
    if day.weekday() == 5:
        return None if (day.month, day.day) == (1, 1) else day - timedelta(1)
    return day + timedelta(1) if day.weekday() == 6 else day


def exchange_holidays(year: int) -> set[date]:
    """Return the weekdays of a year on which the New York Stock Exchange is closed by rule (NYSE Rule 7.2)."""
    fixed = [_observed(date(year, month, day)) for month, day in ((1, 1), (6, 19), (7, 4), (12, 25))]
    floating = [
        _nth_weekday(year, 1, 0, 3),  # Martin Luther King Jr. Day
        _nth_weekday(year, 2, 0, 3),  # Washington's Birthday
        easter(year) - timedelta(2),  # Good Friday
        _nth_weekday(year, 5, 0, -1),  # Memorial Day
        _nth_weekday(year, 9, 0, 1),  # Labor Day
        _nth_weekday(year, 11, 3, 4),  # Thanksgiving
    ]
    return {day for day in fixed + floating if day is not None}


def trading_days(first: date, last: date) -> list[date]:
    """Return the trading days from `first` to `last`, both included."""
    years = range(first.year, last.year + 1)
    return [day for year in years for day in _trading_days_of(year) if first <= day <= last]


def next_trading_year(day: date) -> int:
    """Return the year of the first trading day after a day: a plan that begins on it files that year's return first."""
    return day.year + (_trading_days_of(day.year)[-1] <= day)


@lru_cache(maxsize=256)
def _trading_days_of(year: int) -> tuple[date, ...]:
    closed = exchange_holidays(year)
    days = (date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in closed)
