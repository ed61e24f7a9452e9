"""Bonds whose price moves with their yield: what they lose comes back through higher yields, and only through them.

The yield of a bond class departs from its mean as an Ornstein-Uhlenbeck process does (Vasicek's). A rise takes the
duration times itself off the price; the income of a step is the yield of that step. Without a change of yields the
price stays where it is, so that it has no lasting drift.

References
----------
Vasicek (1977), "An equilibrium characterization of the term structure", Journal of Financial Economics 5.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel


class Bonds(NamedTuple):
    """How yields move, a class each; the last entry of the class axis is inflation.

    duration : (n,) fall of the log price for a rise of the yield by one, 0 where a class follows no yield
    answer : (n,) rise of the yield for each unit by which a class falls short of its mean at once
    mean : (n,) of the yield, a year; first : (n,) departure from it on the first day
    left : (n_steps,) share of a departure that a step leaves
    taken_up : (n_steps,) what the yield takes up of a step's shock
    is_scripted : (n_steps,) int64, 1 where a script says what bonds return
    keeps_total : 1 where returns are a record's: yields then say which part of them is paid
    """

    duration: np.ndarray
    answer: np.ndarray
    mean: np.ndarray
    first: np.ndarray
    left: np.ndarray
    taken_up: np.ndarray
    is_scripted: np.ndarray
    keeps_total: int


def kept_of_shocks(duration: float, pull: float) -> float:
    """Return the root mean square, over the shocks of a year, of what its return keeps of each to the year's end.

    What a shock took at once comes back in the time u that is left: of it 1 - (1 + 1 / (D k)) (1 - e^(-k u)) stays.
    """
    back = 1.0 + 1.0 / (duration * pull)
    once, twice = -math.expm1(-pull) / pull, -math.expm1(-2.0 * pull) / (2.0 * pull)
    return math.sqrt((1.0 - back) ** 2 + 2.0 * (1.0 - back) * back * once + back**2 * twice)


def bonds_of(durations: np.ndarray, persistence: float, mean: np.ndarray, dt: np.ndarray) -> Bonds:
    """Return how the yields of bond classes move on steps of `dt` (n_steps,) years.

    The return of a year has the volatility of the shocks, seen from the year's beginning.

    Parameters
    ----------
    durations : (n,) years, 0 for what follows no yield
    persistence : correlation of one year's yield with the next's, above 0
    mean : (n,) of log growth, a year
    """
    pull = -math.log(persistence)
    answer = np.array([1.0 / (d * kept_of_shocks(d, pull)) if d > 0.0 else 0.0 for d in durations])
    taken_up = np.sqrt(-np.expm1(-2.0 * pull * dt) / (2.0 * pull * dt))
    scripted, first = np.zeros(len(dt), np.int64), np.zeros(len(durations))
    return Bonds(durations, answer, mean.copy(), first, np.exp(-pull * dt), taken_up, scripted, 0)


@inner_kernel
def follow_yield(bonds: Bonds, c: int, dt: np.ndarray, row: np.ndarray, income: np.ndarray) -> None:
    """Turn the log growth of a class without memory, `row` (n_steps,), into that of bonds; fill its log `income`.

    The yield runs in a straight line through each step, a month at most. Where the return is given, by a script, the
    yield is the one that goes with it. Modifies `row` and `income`.
    """
    departure, mean, duration = bonds.first[c], bonds.mean[c], bonds.duration[c]
    for step in range(dt.shape[0]):
        before, length = departure, dt[step]
        if bonds.is_scripted[step] == 1:
            departure = (before * (duration + 0.5 * length) + mean * length - row[step]) / (duration - 0.5 * length)
        else:
            shock = row[step] - mean * length
            departure = bonds.left[step] * before - bonds.answer[c] * bonds.taken_up[step] * shock
        income[step] = (mean + 0.5 * (before + departure)) * length
        if bonds.keeps_total == 0 and bonds.is_scripted[step] == 0:
            row[step] = income[step] - duration * (departure - before)
