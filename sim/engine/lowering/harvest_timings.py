"""The harvest policies: what each does and on which steps. A new one is a line here, and a kernel if it needs one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.engine.lowering.calendar import SIDES_OF_ROLLOVER, Calendar
from sim.engine.records.codes import COME_BACK, TAKE_GAINS, TAKE_LOSSES
from sim.scenario.enums import HarvestProceeds, HarvestTiming
from sim.scenario.plan import Strategy

DAYS_AWAY = 31
"""A purchase on the 31st day after a loss sale is outside its window of 30 days (IRC 1091(a))."""

Dates = list[date]
Steps = Callable[[Strategy, Dates, Calendar], list[int]]


def _never(strategy: Strategy, moves: Dates, calendar: Calendar) -> list[int]:
    return []


def _around_rollovers(strategy: Strategy, moves: Dates, calendar: Calendar) -> list[int]:
    signs = SIDES_OF_ROLLOVER[strategy.harvest]
    shifts = [timedelta(sign * strategy.days_from_rollover) for sign in signs]
    steps = (calendar.step_on_or_after(move + shift) for move in moves for shift in shifts)
    return [step for step in steps if step >= 0]


def _month_ends(strategy: Strategy, moves: Dates, calendar: Calendar) -> list[int]:
    return [int(step) for step in np.flatnonzero(calendar.is_month_end)]


def _decembers(strategy: Strategy, moves: Dates, calendar: Calendar) -> list[int]:
    return [step for step in _month_ends(strategy, moves, calendar) if calendar.dates[step].month == 12]


def _every_step(strategy: Strategy, moves: Dates, calendar: Calendar) -> list[int]:
    return list(range(len(calendar.dates)))


@dataclass(frozen=True)
class HarvestPolicy:
    """What is done (a code of `sim.engine.records.codes`) and the calendar steps on which it is."""

    action: int
    steps: Steps


POLICIES: dict[HarvestTiming, HarvestPolicy] = {
    HarvestTiming.NONE: HarvestPolicy(TAKE_LOSSES, _never),
    HarvestTiming.BEFORE_ROLLOVER: HarvestPolicy(TAKE_LOSSES, _around_rollovers),
    HarvestTiming.AFTER_ROLLOVER: HarvestPolicy(TAKE_LOSSES, _around_rollovers),
    HarvestTiming.BEFORE_AND_AFTER: HarvestPolicy(TAKE_LOSSES, _around_rollovers),
    HarvestTiming.YEAR_END: HarvestPolicy(TAKE_LOSSES, _decembers),
    HarvestTiming.MONTHLY: HarvestPolicy(TAKE_LOSSES, _month_ends),
    HarvestTiming.DAILY: HarvestPolicy(TAKE_LOSSES, _every_step),
    HarvestTiming.GAINS: HarvestPolicy(TAKE_GAINS, _decembers),
}


def actions_of(strategy: Strategy, moves: Dates, calendar: Calendar) -> dict[int, int]:
    """Return what the strategy does on each calendar step on which it does something.

    Parameters
    ----------
    moves : dates of the rollovers that are made
    """
    policy = POLICIES[strategy.harvest]
    steps = policy.steps(strategy, moves, calendar)
    actions = dict.fromkeys(steps, policy.action)
    if takes_losses(strategy) and (strategy.switches_back or strategy.proceeds is HarvestProceeds.CASH_31_DAYS):
        for step in _steps_of_return(steps, calendar):
            actions[step] = actions.get(step, 0) | COME_BACK
    return actions


def takes_losses(strategy: Strategy) -> bool:
    """Return whether the strategy ever sells at a loss on purpose; if not, what the proceeds buy is not asked."""
    return strategy.harvest is not HarvestTiming.NONE and POLICIES[strategy.harvest].action == TAKE_LOSSES


def _steps_of_return(harvests: list[int], calendar: Calendar) -> set[int]:
    """Return the first step 31 days or more after each harvest, and every month end, for what had to wait."""
    days = [date.fromordinal(int(calendar.days[step]) + DAYS_AWAY) for step in harvests]
    dated = {step for day in days if (step := calendar.step_on_or_after(day)) >= 0}
    return dated | {int(step) for step in np.flatnonzero(calendar.is_month_end)}
