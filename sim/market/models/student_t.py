"""Fat tails: the returns of a month are multivariate Student t, so bad months hit every class at once.

A month's normal returns are scaled by one common random factor, sqrt(V) with V = nu / chi-square(nu): that is the
multivariate t. V takes 1,024 equally likely values, the middles of equal shares of its distribution, so the worst are
cut off: without that, expected growth would not be finite.

References
----------
Kotz and Nadarajah (2004), "Multivariate t distributions and their applications", chapter 1.
"""

import math

import numpy as np

from sim.market.assumptions import correlation_matrix, means_and_volatilities
from sim.market.correlations import factor
from sim.market.month_moments import log_moment, solve
from sim.market.tables import MarketTables, MonthStates, Setting, month_days, plain_tables, with_months

TITLE = "Fat tails"
SUMMARY = (
    "Like lognormal over a year, but months are Student t: most are calmer, a few are far worse, and in those all "
    "asset classes move together."
)

N_STATES = 1_024
GRID = 200_001


def variance_factors(degrees: float, n_states: int = N_STATES) -> np.ndarray:
    """Return the factors on a month's variance, (n_states,) equally likely, mean 1, rising."""
    log_x = np.linspace(-30.0, math.log(degrees + 40.0 * math.sqrt(2.0 * degrees) + 100.0), GRID)
    density = np.exp(log_x * degrees / 2 - np.exp(log_x) / 2)  # of log chi-square, but for a constant
    mass = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    middles = (np.arange(n_states) + 0.5) / n_states
    chi_square = np.exp(np.interp(middles, mass / mass[-1], log_x))
    factors = (degrees / chi_square)[::-1]
    return np.ascontiguousarray(factors / factors.mean())


def build(setting: Setting) -> MarketTables:
    """Return the model's tables; each class keeps the user's yearly mean and volatility."""
    factors = variance_factors(setting.market.student_t.degrees_of_freedom)
    means, volatilities = means_and_volatilities(setting.market)
    alike, nothing = np.full(N_STATES, 1.0 / N_STATES), np.zeros(N_STATES)

    def moments(sigma: float) -> tuple[float, float]:
        first, second = (log_moment(k, sigma**2 * factors, nothing, alike, None) for k in (1.0, 2.0))
        return first, second

    figures = np.array([solve(m, v, moments) for m, v in zip(means, volatilities, strict=True)])
    loadings = figures[:, 1:] * factor(correlation_matrix(setting.market))
    months = MonthStates(
        months=month_days(setting.days),
        scale=np.sqrt(factors),
        regime=np.zeros(N_STATES, np.int64),
        log_mean=np.ascontiguousarray(figures[:, 0])[None, :],
        loadings=np.ascontiguousarray(loadings)[None, :, :],
        entry=np.cumsum(alike),
        transition=np.zeros((0, N_STATES)),
    )
    return with_months(plain_tables(setting), months)
