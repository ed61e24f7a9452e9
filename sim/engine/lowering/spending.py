"""When the year's spending leaves the accounts, as shares of the yearly target by step."""

from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.scenario.enums import SpendingTiming
from sim.scenario.models import Scenario

OPENING = -1
"""The calendar position of the plan's first day, which comes before the first step."""


def opens(scenario: Scenario) -> set[int]:
    """Return the first day's position where something leaves on it: spending that is taken ahead."""
    return {OPENING} if scenario.household.spends is SpendingTiming.YEAR_START else set()


def lower_spending(steps: np.ndarray, scenario: Scenario, calendar: Calendar) -> None:
    """Fill each step's share of the yearly target and the year it is for; and what the first day is.

    A part year's spending is its months' share. Ahead: on the first day, then each December for the year that follows.
    """
    shares = np.bincount(calendar.year_index, weights=calendar.is_month_end) / 12
    timing, last_year = scenario.household.spends, len(shares) - 1
    for step in steps:
        if step["calendar_step"] == OPENING:
            first = date(int(calendar.years[0]), 1, 1)
            step["day"], step["month"] = max(scenario.start, first).toordinal(), max(scenario.start, first).month
            step["year"], step["is_month_end"] = 0, 0
            step["spending_share"] = shares[0]
            continue
        year = int(step["year"])
        step["spending_year"] = year
        is_december = step["is_month_end"] == 1 and step["month"] == 12
        if timing is SpendingTiming.MONTHLY:
            step["spending_share"] = step["is_month_end"] / 12
        elif timing is SpendingTiming.YEAR_END:
            step["spending_share"] = shares[year] if is_december else 0.0
        elif is_december and year < last_year:
            step["spending_share"], step["spending_year"] = shares[year + 1], year + 1
