"""Yearly moments of growth whose volatility and mean depend on the month's state, and the parameters that give them."""

import math
from collections.abc import Callable

import numpy as np

MONTHS = 12


def log_moment(
    power: float, variances: np.ndarray, shifts: np.ndarray, entry: np.ndarray, transition: np.ndarray | None
) -> float:
    """Return log E[growth^power] over twelve months without a common mean.

    variances, shifts : (n_states,) of log growth, a year; entry : (n_states,) probability of the first month's state
    transition : (n_states, n_states) probabilities by the state before; None where months are independent
    """
    factor = np.exp((power * shifts + power**2 * variances / 2) / MONTHS)
    if transition is None:
        return MONTHS * math.log(float(entry @ factor))
    weights = entry * factor
    for _ in range(MONTHS - 1):
        weights = (weights @ transition) * factor
    return math.log(float(weights.sum()))


def solve(mean: float, volatility: float, moments_of: Callable[[float], tuple[float, float]]) -> tuple[float, float]:
    """Return (common log mean a year, volatility of log growth) that give a year's mean and standard deviation.

    `moments_of(sigma)` returns the logs of the first two moments without a common mean. Where the shifts alone already
    spread a year's growth more than asked, the volatility is 0.
    """
    wanted = math.log1p((volatility / (1.0 + mean)) ** 2)

    def spread(sigma: float) -> float:
        first, second = moments_of(sigma)
        return second - 2.0 * first

    low, high = 0.0, math.sqrt(wanted) * 2.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if spread(middle) < wanted else (low, middle)
    return math.log1p(mean) - moments_of(low)[0], low
