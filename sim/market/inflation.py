"""Inflation that persists: a year above its mean is followed by more of the same, and fades.

The rate of inflation departs from its mean as an Ornstein-Uhlenbeck process does, which begins anywhere that it is met
in the long run. Its yearly figures have the spread and the correlation from year to year that the user asks for.

References
----------
Glasserman (2004), "Monte Carlo methods in financial engineering", section 3.3: its exact transition.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel


class Memory(NamedTuple):
    """What inflation remembers; all are empty where it remembers nothing.

    left : (n_steps,) share of a departure from the mean that a step leaves
    taken_up : (n_steps,) what the rate takes up of a step's shock
    is_scripted : (n_steps,) int64, 1 where a script says what prices do
    rate_deviation : standard deviation of the rate at any moment, a year
    """

    left: np.ndarray
    taken_up: np.ndarray
    is_scripted: np.ndarray
    rate_deviation: float


FASTEST_PULL = 1e6
"""Of the search: so strong a pull, a year, leaves nothing of one year's departure in the next."""


@lru_cache(maxsize=32)
def pull_of(persistence: float) -> float:
    """Return the pull toward the mean, a year, that leaves this correlation between one year's inflation and the next.

    Whole years of the process with pull k have the correlation (1 - e^-k)^2 / (2 (k - 1 + e^-k)).
    """
    low, high = 1e-9, FASTEST_PULL
    for _ in range(200):
        pull = math.sqrt(low * high)
        kept = math.expm1(-pull) ** 2 / (2.0 * _spread(pull))
        low, high = (pull, high) if kept > persistence else (low, pull)
    return math.sqrt(low * high)


def _spread(pull: float) -> float:
    """Return k - 1 + e^-k without the loss of digits that small k bring."""
    return pull + math.expm1(-pull) if pull > 1e-4 else pull**2 / 2 - pull**3 / 6


def memory_of(persistence: float, volatility: float, dt: np.ndarray) -> Memory:
    """Return the memory of inflation on steps of `dt` (n_steps,) years.

    The shocks are those of inflation without memory: `volatility`, of yearly log growth, is the spread of a year either
    way.
    """
    if persistence <= 0.0:
        return Memory(np.zeros(0), np.zeros(0), np.zeros(0, np.int64), 0.0)
    pull = pull_of(persistence)
    one_year = math.sqrt(pull**3 / _spread(pull))
    taken_up = one_year * np.sqrt(-np.expm1(-2.0 * pull * dt) / (2.0 * pull * dt))
    rate_deviation = volatility * one_year / math.sqrt(2.0 * pull)
    return Memory(np.exp(-pull * dt), taken_up, np.zeros(len(dt), np.int64), rate_deviation)


@inner_kernel
def persist(memory: Memory, departure: float, mean: float, dt: np.ndarray, row: np.ndarray) -> None:
    """Turn the log growth of prices without memory, `row` (n_steps,), into that of inflation that persists.

    The departure runs in a straight line through each step, a month at most. Modifies `row`.

    Parameters
    ----------
    departure : of the rate from its mean at the start, a year
    mean : of log growth, a year
    """
    for step in range(memory.left.shape[0]):
        before = departure
        departure = memory.left[step] * before
        if memory.is_scripted[step] == 0:
            departure += memory.taken_up[step] * (row[step] - mean * dt[step])
            row[step] = (mean + 0.5 * (before + departure)) * dt[step]
