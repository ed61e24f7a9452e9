"""Inflation as an Ornstein-Uhlenbeck rate, by its closed forms (Glasserman 2004, section 3.3)."""

import math


def pull_that_leaves(persistence: float) -> float:
    """Return the pull k at which the integrals of two years in a row have this correlation, by bisection.

    Cov(year, next) = s^2 (1 - e^-k)^2 / k^2, Var(year) = 2 s^2 (k - 1 + e^-k) / k^2, at a rate's variance s^2.
    """
    low, high = 1e-3, 1e3
    for _ in range(100):
        k = (low + high) / 2
        correlation = (1 - math.exp(-k)) ** 2 / (2 * (k - 1 + math.exp(-k)))
        low, high = (k, high) if correlation > persistence else (low, k)
    return low


def spread_of_the_level(one_year: float, persistence: float, years: float) -> float:
    """Return the standard deviation of the log price level after some years, where that of a year is `one_year`."""
    k = pull_that_leaves(persistence)
    variance_of = [k * t - 1 + math.exp(-k * t) for t in (1.0, years)]
    return one_year * math.sqrt(variance_of[1] / variance_of[0])
