"""Correlated lognormal returns: every step's log growth is normal, with inflation drawn together with the returns."""

import math
from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.bonds import Bonds, follow_yield
from sim.market.correlations import factor
from sim.market.draws import INFLATION_STREAM
from sim.market.exponentials import exponentiate
from sim.market.inflation import Memory, persist
from sim.market.normals import Key, fill_normals, normal_of_word, philox4x32
from sim.market.spread import Spread, lead, no_spread


class LognormalMarket(NamedTuple):
    """Tables of the model; the last entry of each axis is inflation.

    log_mean : (n,) mean log growth a year that makes E[growth] = 1 + expected return
    loadings : (n, n) lower triangle, volatility of log growth a root-year times the Cholesky factor
    is_used : (n,) int64, 0 where no holding needs the class: its growth is left at 1
    is_in_pairs : 1 where every second path has the normals of the one before it with the sign turned
    memory : of inflation
    bonds : how yields move
    spread : what spreads the paths evenly, see `lead`
    """

    key: Key
    log_mean: np.ndarray
    loadings: np.ndarray
    is_used: np.ndarray
    is_in_pairs: int
    memory: Memory
    bonds: Bonds
    spread: Spread


def log_volatility(expected_return: float, volatility: float) -> float:
    """Return the volatility of yearly log growth whose lognormal has this mean and standard deviation."""
    return math.sqrt(math.log(1.0 + (volatility / (1.0 + expected_return)) ** 2))


def lognormal_market(
    key: Key,
    means: np.ndarray,
    volatilities: np.ndarray,
    correlation: np.ndarray,
    is_used: np.ndarray,
    memory: Memory,
    bonds: Bonds,
) -> LognormalMarket:
    """Return the model's tables from yearly means and volatilities (n,) and correlations (n, n), inflation last."""
    sigma = np.array([log_volatility(m, v) for m, v in zip(means, volatilities, strict=True)])
    loadings = np.ascontiguousarray(sigma[:, None] * factor(correlation))
    return LognormalMarket(
        key, np.log1p(means) - sigma**2 / 2, loadings, is_used.astype(np.int64), 0, memory, bonds, no_spread()
    )


@inner_kernel
def fill_market_normals(
    market: LognormalMarket,
    path: int,
    days: np.ndarray,
    stream: int,
    out: np.ndarray,
    low: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Fill `out` (n_rows, n_days) with a path's normals, see `fill_normals`; in pairs, two paths share them.

    Where paths are spread, those of the market (stream 0) lead where the path's point says. Modifies `low` and `sums`.
    """
    source = path // 2 if market.is_in_pairs == 1 else path
    fill_normals(market.key, source, days, stream, out, low)
    if market.spread.n_sets > 0 and stream == 0:
        lead(market.spread, market.key, path, out, low, sums)
    if market.is_in_pairs == 1 and path % 2 == 1:
        for row in range(out.shape[0]):
            for i in range(out.shape[1]):
                out[row, i] = -out[row, i]


@inner_kernel
def first_departure(market: LognormalMarket, path: int, day: int) -> float:
    """Return how far the rate of inflation departs from its mean at a path's start, a year."""
    source = path // 2 if market.is_in_pairs == 1 else path
    word, _, _, _ = philox4x32(market.key, np.uint64(source), np.uint64(day), np.uint64(0), np.uint64(INFLATION_STREAM))
    sign = -1.0 if market.is_in_pairs == 1 and path % 2 == 1 else 1.0
    return sign * market.memory.rate_deviation * normal_of_word(word)


@inner_kernel
def fill_lognormal_path(
    market: LognormalMarket,
    days: np.ndarray,
    dt: np.ndarray,
    path: int,
    growth: np.ndarray,
    price_level: np.ndarray,
    income: np.ndarray,
    scratch: np.ndarray,
) -> None:
    """Fill `growth` (n_classes, n_steps) with gross returns and `price_level` (n_steps,) with consumer prices.

    `days` and `dt` are the calendar's; `income` is that of `fill_path`; `scratch` (n_rows, n_steps) is work space:
    normals by fours, and two rows more.
    Prices are 1 at the start. Everything is done for a whole class at once, over all steps, which the processor does
    four steps at a time. Growth by class instead of by step, roots of the steps taken once and four draws added at a
    time, with the counting in `exponentiate`: 61 to 41 microseconds a path of 608 steps and 8 classes.
    """
    n, last = market.log_mean.shape[0], scratch.shape[0] - 1
    normals, roots = scratch[: last - 1], scratch[last - 1]
    fill_market_normals(market, path, days, 0, normals, roots, scratch[last])
    for step in range(dt.shape[0]):
        roots[step] = math.sqrt(dt[step])
    for c in range(n):
        row = growth[c] if c < n - 1 else scratch[last]
        is_used = market.is_used[c] == 1
        for step in range(dt.shape[0]):  # a slice fill compiles for seconds
            row[step] = 0.0 if is_used else 1.0
        if is_used:
            _add_shocks(market, normals, c, row)
            for step in range(dt.shape[0]):
                row[step] = market.log_mean[c] * dt[step] + roots[step] * row[step]
            if market.bonds.duration[c] > 0.0:
                follow_yield(market.bonds, c, dt, row, income[c])
            if c == n - 1:
                departure = first_departure(market, path, days[0])
                persist(market.memory, departure, market.log_mean[c], dt, row)
            exponentiate(row)
    level = 1.0
    for step in range(days.shape[0]):
        level *= scratch[last, step]
        price_level[step] = level


@inner_kernel
def _add_shocks(market: LognormalMarket, normals: np.ndarray, c: int, row: np.ndarray) -> None:
    """Add the correlated shocks of one class, a root-year each, to `row` (n_steps,): four draws at a time."""
    whole = (c + 1) // 4 * 4
    for j in range(0, whole, 4):
        a, b = market.loadings[c, j], market.loadings[c, j + 1]
        d, e = market.loadings[c, j + 2], market.loadings[c, j + 3]
        first, second, third, fourth = normals[j], normals[j + 1], normals[j + 2], normals[j + 3]
        for step in range(row.shape[0]):
            row[step] = row[step] + a * first[step] + b * second[step] + d * third[step] + e * fourth[step]
    for j in range(whole, c + 1):
        loading, shocks = market.loadings[c, j], normals[j]
        for step in range(row.shape[0]):
            row[step] += loading * shocks[step]
