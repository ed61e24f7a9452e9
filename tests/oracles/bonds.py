"""Bonds by Vasicek's yields: one path in plain Python, and the moments by closed forms of Ito's isometry.

A shock of one at a moment takes D answer off the log price at once, which is `scale`; with the time u left, the income
and the price have brought back (D + 1 / k) (1 - e^(-k u)) answer of it.
"""

import math
from typing import Any

import numpy as np


class Yields:
    """A bond class of a duration whose yields have a persistence; volatility : of its log return in a year."""

    def __init__(self, duration: float, persistence: float, volatility: float) -> None:
        self.duration, self.pull, self.volatility = duration, -math.log(persistence), volatility
        squares = _mean(lambda u: self._left(u) ** 2)
        self.scale = 1 / math.sqrt(squares)

    def _left(self, u: float) -> float:
        """Return what the return keeps, after a time, of a shock that took one."""
        back = 1 - math.exp(-self.pull * u)
        return 1 - (1 + 1 / (self.duration * self.pull)) * back

    def correlation_kept(self, other: "Yields | None" = None) -> float:
        """Return a year's correlation with another class over that of the shocks; none: with one without memory."""
        if other is None:
            return self.scale * _mean(self._left)
        return self.scale * other.scale * _mean(lambda u: self._left(u) * other._left(u))

    def spread_of_the_price(self, years: float) -> float:
        """Return the standard deviation of the log price after some years from a known yield."""
        a_year = self.volatility * self.scale
        return a_year * math.sqrt((1 - math.exp(-2 * self.pull * years)) / (2 * self.pull))

    def spread_of_the_return(self, years: float, n: int = 20_000) -> float:
        """Return the standard deviation of the log return over some years."""
        middles = (np.arange(n) + 0.5) / n * years
        left = np.array([self._left(u) for u in middles])
        return self.volatility * self.scale * math.sqrt(float((left**2).mean()) * years)


def _mean(function: Any, n: int = 20_000) -> float:
    """Return the mean over the time that is left of a year, by the rule of middles."""
    return float(np.mean([function((i + 0.5) / n) for i in range(n)]))


def plain_bonds(tables: Any, c: int, logs: np.ndarray, dt: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return log growth and log income by step of a bond class, from its log growth without memory."""
    bonds, growth, income = tables.base.bonds, logs.copy(), np.zeros(len(dt))
    duration, mean, yields = bonds.duration[c], bonds.mean[c], bonds.mean[c] + bonds.first[c]
    for i, length in enumerate(dt):
        if bonds.is_scripted[i]:  # total = (before + after) / 2 * length - duration * (after - before)
            after = (yields * (duration + length / 2) - logs[i]) / (duration - length / 2)
        else:
            after = mean + bonds.left[i] * (yields - mean)
            after -= bonds.answer[c] * bonds.taken_up[i] * (logs[i] - mean * length)
        income[i] = (yields + after) / 2 * length
        if not bonds.is_scripted[i] and not bonds.keeps_total:
            growth[i] = income[i] - duration * (after - yields)
        yields = after
    return growth, income
