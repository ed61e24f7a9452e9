"""How much a plan may hold: far more than a household has, little enough that a file of 5 MB is refused at once."""

from collections.abc import Iterator
from typing import Any

from sim.errors import Problem

MOST_ACCOUNTS, MOST_LOTS, MOST_SECURITIES, MOST_ROLLOVERS = 60, 5_000, 500, 40
MOST_PENSIONS, MOST_EVENTS, MOST_CORRELATIONS, MOST_PURCHASES = 20, 200, 200, 100
MOST_LOCAL_BRACKETS = 20
MOST_PERIODS = 3_000
"""Months or years of one's own returns: 250 years of months."""
MOST_VALUES = 200_000
"""Numbers, texts and lists in a document: five thousand lots and ten columns of returns have 60,000."""
MOST_NAMES = 1_000
"""Fields of one object."""

MOST_BY_NAME = {
    "accounts": MOST_ACCOUNTS,
    "lots": MOST_LOTS,
    "securities": MOST_SECURITIES,
    "rollovers": MOST_ROLLOVERS,
    "pensions": MOST_PENSIONS,
    "events": MOST_EVENTS,
    "correlations": MOST_CORRELATIONS,
    "buys": MOST_PURCHASES,
    "brackets": MOST_LOCAL_BRACKETS,
    "strategies": 40,
    "people": 40,
}
"""Lists by the field that holds them; of strategies and people the model itself takes fewer, and says so by each."""


def size_problems(document: Any) -> list[Problem]:
    """Return what of a JSON document is longer than it may be; nothing within such a part is looked at."""
    problems, left = [], [("", "", document)]
    while left:
        place, name, value = left.pop()
        if not isinstance(value, dict | list):
            continue
        most = MOST_NAMES if isinstance(value, dict) else MOST_BY_NAME.get(name, MOST_PERIODS)
        if len(value) > most:
            what = "fields" if isinstance(value, dict) else "entries"
            fix = f"It has {len(value):,} {what}; at most {most:,} are possible. Take some out."
            problems.append(Problem(place or "scenario", "", fix))
        else:
            left += _within(place, name, value)
    return problems[::-1]


def _within(place: str, name: str, value: dict[str, Any] | list[Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield place, field and value of everything in an object or a list that may hold more."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield f"{place}.{key}" if place else key, key, inner
    else:
        for index, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield f"{place}[{index}]", name, inner
