"""What a strategy does about losses and gains on each step of the calendar, from its harvest timing."""

from datetime import date, timedelta

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.records.codes import COME_BACK, TAKE_GAINS, TAKE_LOSSES
from sim.scenario.enums import HARVEST_SCHEDULES, HarvestProceeds, HarvestTiming
from sim.scenario.strategies import Strategy
from sim.statute import first_day_after_window


def actions_of(strategy: Strategy, moves: list[date], calendar: Calendar) -> dict[float, int]:
    """Return what the strategy does on each place of the calendar on which it does something.

    What was sold is bought back on a trading day of its own where the calendar has no step on it.

    Parameters
    ----------
    moves : dates of the rollovers that are made
    """
    steps = _steps(strategy, moves, calendar)
    action = TAKE_GAINS if HARVEST_SCHEDULES[strategy.harvest].takes_gains else TAKE_LOSSES
    actions: dict[float, int] = dict.fromkeys(steps, action)
    if takes_losses(strategy) and (strategy.switches_back or strategy.proceeds is HarvestProceeds.CASH_31_DAYS):
        for place in _places_of_return(steps, calendar):
            actions[place] = actions.get(place, 0) | COME_BACK
    return actions


def takes_losses(strategy: Strategy) -> bool:
    """Return whether the strategy ever sells at a loss on purpose; if not, what the proceeds buy is not asked."""
    return strategy.harvest is not HarvestTiming.NONE and not HARVEST_SCHEDULES[strategy.harvest].takes_gains


def _steps(strategy: Strategy, moves: list[date], calendar: Calendar) -> list[int]:
    """Return the steps on which the strategy looks for something to take."""
    schedule = HARVEST_SCHEDULES[strategy.harvest]
    if schedule.is_every_step:
        return list(range(len(calendar.dates)))
    shifts = [timedelta(sign * strategy.days_from_rollover) for sign in schedule.sides_of_rollover]
    dated = [calendar.step_on_or_after(move + shift) for move in moves for shift in shifts]
    ends = [step for step in _month_ends(calendar) if calendar.dates[step].month in schedule.month_ends]
    return [step for step in dated if step >= 0] + ends


def _month_ends(calendar: Calendar) -> list[int]:
    return [int(step) for step in np.flatnonzero(calendar.is_month_end)]


def _places_of_return(harvests: list[int], calendar: Calendar) -> set[float]:
    """Return the first day outside each harvest's wash-sale window, and every month end, for what had to wait."""
    days = [first_day_after_window(date.fromordinal(int(calendar.days[step]))) for step in harvests]
    dated = {place for day in days if (place := calendar.place_on_or_after(day)) >= 0}
    return dated | set(_month_ends(calendar))
