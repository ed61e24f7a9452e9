"""The dates on which anything can happen: trading days through the transition, month ends after it."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import numpy as np

from sim.market.exchange_days import trading_days
from sim.scenario.models import Scenario

DAYS_AFTER_LAST_MOVE = 121
"""A harvest a month after the move, and the 90 days that follow it."""
LONGEST_TRANSITION_DAYS = 730
DAYS_A_YEAR = 365.25
KEPT = 32
"""Calendars that are kept: most moves of a plan leave its own alone."""


def moves_of_money(scenario: Scenario) -> list[date]:
    """Return the dates of the rollovers and of their purchases, in order."""
    made = [rollover for rollover in scenario.rollovers if rollover.is_made]
    purchases = [rollover.purchase_date for rollover in made if rollover.is_in_cash]
    return sorted({*(rollover.date for rollover in made), *purchases})


@dataclass(frozen=True)
class Calendar:
    """The steps of a path.

    Attributes
    ----------
    dates : the day of each step
    days : (n_steps,) int64, proleptic ordinals of `dates`
    dt : (n_steps,) float64, years since the step before (or the start)
    is_month_end : (n_steps,) int64, 1 on the last trading day of a month
    year_index : (n_steps,) int64, calendar year less the first one
    trading_days : (n_days,) int64, ordinals of all trading days, the steps among them
    """

    start: date
    dates: tuple[date, ...]
    days: np.ndarray
    dt: np.ndarray
    is_month_end: np.ndarray
    year_index: np.ndarray
    trading_days: np.ndarray

    @cached_property
    def years(self) -> np.ndarray:
        return np.arange(self.dates[0].year, self.dates[-1].year + 1)

    def step_on_or_after(self, day: date) -> int:
        """Return the first step on or after a day, -1 where the day lies before the start or past the last step."""
        if day < self.start or day > self.dates[-1]:
            return -1
        return int(np.searchsorted(self.days, day.toordinal()))

    def place_on_or_after(self, day: date) -> float:
        """Return the place of the first trading day on or after a day, -1 where that lies outside the plan.

        A whole number is a step; between two steps the part of the days from the one to the next is added to the first.
        """
        if day < self.start or day > self.dates[-1]:
            return -1
        trading = self.trading_days[np.searchsorted(self.trading_days, day.toordinal())]
        after = int(np.searchsorted(self.days, trading))
        if self.days[after] == trading:
            return after
        before = self.days[after - 1]
        return after - 1 + float(trading - before) / float(self.days[after] - before)

    def day_at(self, place: float) -> int:
        """Return the ordinal of a place's day."""
        step = math.floor(place)
        part = place - step
        return int(self.days[step] + round(part * (self.days[step + 1] - self.days[step])) if part else self.days[step])


def share_of_year_before(start: date, first_year: int) -> float:
    """Return how much of the plan's first year is over when it begins, by days; none where it begins the day before."""
    first, next_first = date(first_year, 1, 1), date(first_year + 1, 1, 1)
    return max(0.0, (start - first) / (next_first - first))


def build_calendar(scenario: Scenario, is_longest: bool = False) -> Calendar:
    """Return the steps of a scenario's paths.

    They hang on the plan's start, its horizon and its rollovers, never on what a strategy does: whoever adds or drops
    a strategy finds the others on the same market.

    Parameters
    ----------
    is_longest : the daily stretch lasts as long as any may: the same steps whatever the dates of the rollovers
    """
    first_day = trading_days(scenario.start + timedelta(1), scenario.start + timedelta(10))[0]
    last_day = date(first_day.year + scenario.household.horizon_years - 1, 12, 31)
    daily_until = scenario.start
    if moves := [move for move in moves_of_money(scenario) if move > scenario.start or is_longest]:
        longest = scenario.start + timedelta(LONGEST_TRANSITION_DAYS)
        daily_until = longest if is_longest else min(max(moves) + timedelta(DAYS_AFTER_LAST_MOVE), longest)
    return _calendar(scenario.start, first_day, last_day, daily_until)


@lru_cache(maxsize=KEPT)
def _calendar(start: date, first_day: date, last_day: date, daily_until: date) -> Calendar:
    """Return the steps between two days, kept for the next plan that has the same; not to be written to."""
    days = trading_days(first_day, last_day)
    ends = {(day.year, day.month): day for day in days}
    month_ends = set(ends.values())
    steps = [day for day in days if day <= daily_until or day in month_ends]
    ordinals = np.array([day.toordinal() for day in steps], dtype=np.int64)
    return Calendar(
        start=start,
        dates=tuple(steps),
        days=ordinals,
        dt=np.diff(ordinals, prepend=start.toordinal()) / DAYS_A_YEAR,
        is_month_end=np.array([day in month_ends for day in steps], dtype=np.int64),
        year_index=np.array([day.year - steps[0].year for day in steps], dtype=np.int64),
        trading_days=np.array([day.toordinal() for day in days], dtype=np.int64),
    )
