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
    openings = steps["calendar_step"] == OPENING
    opens_on = max(scenario.start, date(int(calendar.years[0]), 1, 1))
    for name, value in (("day", opens_on.toordinal()), ("month", opens_on.month), ("year", 0), ("is_month_end", 0)):
        steps[name][openings] = value
    years, is_december = steps["year"], (steps["is_month_end"] == 1) & (steps["month"] == 12)
    steps["spending_year"] = years
    if timing is SpendingTiming.MONTHLY:
        steps["spending_share"] = steps["is_month_end"] / 12
    elif timing is SpendingTiming.YEAR_END:
        steps["spending_share"] = np.where(is_december, shares[years], 0.0)
    else:
        ahead = np.flatnonzero(is_december & (years < last_year))
        steps["spending_share"][ahead], steps["spending_year"][ahead] = shares[years[ahead] + 1], years[ahead] + 1
        steps["spending_share"][openings] = shares[0]
