"""The process of months with states: calm and crisis, or one of many volatilities."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.draws import MONTH_STREAM, uniform
from sim.market.normals import Key
from sim.market.tables import MonthStates


@inner_kernel
def first_above(cumulative: np.ndarray, u: float) -> int:
    """Return the first position whose cumulative probability exceeds u, the last one at most."""
    last = cumulative.shape[0] - 1
    for i in range(last):
        if u < cumulative[i]:
            return i
    return last


@inner_kernel
def fill_states(months: MonthStates, key: Key, path: int, states: np.ndarray) -> None:
    """Fill `states` (n_steps,) with the state of each step's calendar month; all steps of a month share it."""
    state, month = 0, -1
    for step in range(states.shape[0]):
        if months.months[step] != month:
            u = uniform(key, path, months.months[step], MONTH_STREAM)
            if months.transition.shape[0] == 0:
                state = int(u * months.scale.shape[0])
            elif month < 0:
                state = first_above(months.entry, u)
            else:
                state = first_above(months.transition[state], u)
            month = months.months[step]
        states[step] = state


@inner_kernel
def month_row(
    months: MonthStates, normals: np.ndarray, states: np.ndarray, dt: np.ndarray, c: int, row: np.ndarray
) -> None:
    """Fill `row` (n_steps,) with the log growth of one class."""
    for step in range(dt.shape[0]):
        state = np.int64(states[step])
        regime, shock = months.regime[state], 0.0
        for j in range(c + 1):
            shock += months.loadings[regime, c, j] * normals[j, step]
        row[step] = months.log_mean[regime, c] * dt[step] + math.sqrt(dt[step]) * months.scale[state] * shock
