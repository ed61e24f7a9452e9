"""Correlated lognormal returns: every step's log growth is normal, with inflation drawn together with the returns."""

import math
from typing import NamedTuple

import numpy as np

from sim.jit import kernel
from sim.market.normals import Key, fill_normals


class LognormalMarket(NamedTuple):
    """Tables of the model; the last entry of each axis is inflation.

    log_mean : (n,) mean log growth a year that makes E[growth] = 1 + expected return
    loadings : (n, n) lower triangle, volatility of log growth a root-year times the Cholesky factor
    is_used : (n,) int64, 0 where no holding needs the class: its growth is left at 1
    """

    key: Key
    log_mean: np.ndarray
    loadings: np.ndarray
    is_used: np.ndarray


def log_volatility(expected_return: float, volatility: float) -> float:
    """Return the volatility of yearly log growth whose lognormal has this mean and standard deviation."""
    return math.sqrt(math.log(1.0 + (volatility / (1.0 + expected_return)) ** 2))


def lognormal_market(
    key: Key, means: np.ndarray, volatilities: np.ndarray, correlation: np.ndarray, is_used: np.ndarray
) -> LognormalMarket:
    """Return the model's tables from yearly arithmetic means and volatilities, all of shape (n,), inflation last.

    Raises
    ------
    numpy.linalg.LinAlgError
        When the correlation matrix is not positive definite.
    """
    sigma = np.array([log_volatility(m, v) for m, v in zip(means, volatilities, strict=True)])
    loadings = np.ascontiguousarray(sigma[:, None] * np.linalg.cholesky(correlation))
    return LognormalMarket(key, np.log1p(means) - sigma**2 / 2, loadings, is_used.astype(np.int64))


@kernel
def fill_lognormal_path(market, days, dt, path, growth, price_level, normals):  # type: ignore[no-untyped-def]
    """Fill `growth` (n_steps, n_classes) with gross returns and `price_level` (n_steps,) with consumer prices.

    `days` and `dt` are the calendar's; `normals` (n,) is work space. Prices are 1 at the start.
    """
    n = market.log_mean.shape[0]
    level = 1.0
    for step in range(days.shape[0]):
        fill_normals(market.key, path, days[step], normals)
        root = math.sqrt(dt[step])
        for c in range(n):
            if market.is_used[c] == 0:
                growth[step, c] = 1.0
                continue
            shock = 0.0
            for j in range(c + 1):
                shock += market.loadings[c, j] * normals[j]
            factor = math.exp(market.log_mean[c] * dt[step] + root * shock)
            if c < n - 1:
                growth[step, c] = factor
            else:
                level *= factor
        price_level[step] = level
