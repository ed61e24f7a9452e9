"""What the law counts in years and days, ages, windows and clocks, and what it lets into a plan, from its dated data.

The lowest room that knows law: what a plan may say, the ledger of wash sales and the engine all count by it.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA_FILES = tuple(
    Path(__file__).parent / "law" / "federal" / name for name in ("ages_and_days.toml", "plan_limits.toml")
)


@lru_cache(maxsize=1)
def periods() -> dict[str, list[tuple[int, float]]]:
    """Return for each figure the years from which it has a value, and the values, in order of time."""
    found = {}
    for name, figure in ((name, one) for path in DATA_FILES for name, one in _figures(path).items()):
        if name != "title":
            years = {int(key.removeprefix("from ")): float(value) for key, value in figure["years"].items()}
            found[name] = sorted(years.items())
    return found


def _figures(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def last_year_of(name: str) -> int:
    """Return the last year with a value of its own: the last published one of an indexed figure."""
    return periods()[name][-1][0]


@lru_cache(maxsize=1024)
def counted(name: str, year: int) -> float:
    """Return the figure in force in a year; before its first year that of the first."""
    rows = periods()[name]
    return next((value for first, value in reversed(rows) if first <= year), rows[0][1])


def counted_days(name: str, day: date) -> timedelta:
    """Return the days that the law of a day's year counts."""
    return timedelta(days=int(counted(name, day.year)))


def has_age(name: str, born: date, day: date) -> bool:
    """Return whether a person has reached the age that the law of a day's year asks for."""
    months = born.year * 12 + born.month - 1 + round(counted(name, day.year) * 12)
    return (day.year * 12 + day.month - 1, day.day) >= (months, born.day)


def age_in_words(name: str, day: date) -> str:
    """Return an age as people write it: ``59 1/2``."""
    age = counted(name, day.year)
    return f"{int(age)} 1/2" if age % 1 == 0.5 else f"{age:g}"


def bounds(name: str) -> tuple[int, int]:
    """Return the least and the most that a figure is in any year."""
    values = [value for _, value in periods()[name]]
    return int(min(values)), int(max(values))


def wash_sale_window(sold: date) -> timedelta:
    """Return how long before and after a loss sale a purchase counts. Reference: IRC 1091(a)."""
    return counted_days("wash_sale_days", sold)


def first_day_after_window(day: date) -> date:
    """Return the first day on which a purchase no longer washes a loss of `day`, or a sale what was bought then."""
    return day + wash_sale_window(day) + timedelta(days=1)
