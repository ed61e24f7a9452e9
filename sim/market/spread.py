"""Paths spread evenly: what leads a path's course comes from points that fill a cube, the rest is chance as ever.

The steps of a calendar are put into blocks: months through the first two years, calendar years after them. Mixes of the
rows of normals (the stocks and bonds of a household first) times swings over the blocks (the long one first) are
directions. Those that move wealth most take their normals from a Sobol point; what is left of the normals stays. The
two lives of a household come first of all, the long swings of what single stocks do on their own last. Nothing here
depends on what is owned or done, so that two plans of one market and calendar see the same paths.

References
----------
Acworth, Broadie, Glasserman (1998), A Comparison of Some Monte Carlo and Quasi Monte Carlo Techniques for Option
Pricing, in Monte Carlo and Quasi-Monte Carlo Methods 1996, 1-18 (principal components). L'Ecuyer (2018), Randomized
Quasi-Monte Carlo: An Introduction for Practitioners (independent scrambles give the error).
"""

import math
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.assumptions import CLASSES
from sim.market.normals import Key, normal_of_word
from sim.market.sobol import direction_numbers, sobol_word

N_LIVES, N_DIRECTIONS, N_MIXES = 2, 100, 6
N_STOCKS, N_OWN = 8, 6
"""So many single stocks, the first ones of a plan, have so many swings of their own from the point."""
BY_MONTH_YEARS = 2.0
WEIGHTS = {
    "us_stock": 0.5,
    "us_small": 0.01,
    "international": 0.2,
    "emerging": 0.01,
    "us_bond": 0.2,
    "long_bond": 0.01,
    "tips": 0.01,
    "reit": 0.1,
    "cash": 0.01,
    "single_stock": 0.1,
}
"""What a household near retirement holds, roughly: it decides what leads. Tried on the samples; it changes how sure a
result is, never what is expected."""
WEIGHT_OF_PRICES = 0.5


def weights_of_classes() -> np.ndarray:
    """Return what each class counts in what leads, (n_classes + 1,), inflation last."""
    return np.array([*(WEIGHTS[asset_class] for asset_class in CLASSES), WEIGHT_OF_PRICES])


class Spread(NamedTuple):
    """What spreads paths; empty where each is drawn by itself.

    n_sets : 0 where paths are not spread
    numbers : uint64 (n_dimensions, 32), see `direction_numbers`
    block, part : (n_steps,) the block of a step, and the root of its share of the block's time
    mixes : (n_mixes, n) orthonormal rows over the rows of normals, what moves a household's wealth most first
    swings : (n_blocks, n_blocks) orthonormal rows over blocks, the long swing first
    mix, swing : (n_directions,) what a direction is of, ordered by mix
    dimension : (n_directions,) which coordinate of the point it takes: the first ones lead
    own_swing, own_dimension : (N_STOCKS * n_own,) the same of what single stocks do on their own, stock by stock
    """

    n_sets: int
    numbers: np.ndarray
    block: np.ndarray
    part: np.ndarray
    mixes: np.ndarray
    swings: np.ndarray
    mix: np.ndarray
    swing: np.ndarray
    dimension: np.ndarray
    own_swing: np.ndarray
    own_dimension: np.ndarray


def no_spread() -> Spread:
    """Return what leaves every path by itself."""
    none, square = np.zeros(0, np.int64), np.zeros((0, 0))
    return Spread(0, np.zeros((0, 32), np.uint64), none, np.zeros(0), square, square, none, none, none, none, none)


def blocks_of(days: np.ndarray, dt: np.ndarray) -> np.ndarray:
    """Return each step's block, int64 (n_steps,): months through the first two years, calendar years after them."""
    dates = [date.fromordinal(int(day)) for day in days]
    is_early = np.cumsum(dt) <= BY_MONTH_YEARS
    names = [(day.year, day.month if early else 13) for day, early in zip(dates, is_early, strict=True)]
    changes = [k > 0 and names[k] != names[k - 1] for k in range(len(names))]
    return np.cumsum(changes)


@lru_cache(maxsize=32)
def _principal(moved: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return how much each direction of a square matrix moves, (n,), and the directions, (n, n), their sums positive.

    Kept, as a plan that is moved keeps its calendar and market.
    """
    matrix = np.frombuffer(moved)
    _, much, directions = np.linalg.svd(matrix.reshape(math.isqrt(len(matrix)), -1))
    return much, np.where(directions.sum(axis=1) < 0.0, -1.0, 1.0)[:, None] * directions


def spread_over(days: np.ndarray, dt: np.ndarray, loadings: np.ndarray, n_sets: int) -> Spread:
    """Return what spreads the paths of a calendar.

    Parameters
    ----------
    days, dt : (n_steps,) of the calendar
    loadings : (n, n) of the log growth of the classes on the rows of normals, inflation last
    n_sets : independent scrambles; path k is a point of set k % n_sets, so any number of paths has its part of all
    """
    block = blocks_of(days, dt)
    length = np.bincount(block, weights=dt)
    by_mix, mixes = _principal((weights_of_classes()[:, None] * loadings).tobytes())
    reached = np.sqrt(length)[:, None] * np.tril(np.ones((len(length), len(length)))) * np.sqrt(length)[None, :]
    by_swing, swings = _principal(reached.tobytes())
    moved = by_mix[:N_MIXES, None] * by_swing[None, :]
    chosen = np.argsort(-moved, axis=None, kind="stable")[:N_DIRECTIONS]
    in_order = np.argsort(chosen, kind="stable")
    mix, swing = np.unravel_index(chosen[in_order], moved.shape)
    own = np.arange(min(N_OWN, len(length)))
    return Spread(
        n_sets=n_sets,
        numbers=direction_numbers(N_LIVES + N_DIRECTIONS + N_STOCKS * N_OWN),
        block=block,
        part=np.sqrt(dt / length[block]),
        mixes=np.ascontiguousarray(mixes[:N_MIXES]),
        swings=np.ascontiguousarray(swings),
        mix=mix,
        swing=swing,
        dimension=N_LIVES + in_order,
        own_swing=np.tile(own, N_STOCKS),
        own_dimension=(N_LIVES + N_DIRECTIONS + own * N_STOCKS + np.arange(N_STOCKS)[:, None]).ravel(),
    )


@inner_kernel
def spread_word(spread: Spread, key: Key, path: int, dimension: int) -> np.uint64:
    """Return a path's coordinate in a dimension, 32 bits."""
    return sobol_word(spread.numbers, key, path % spread.n_sets, path // spread.n_sets, dimension)


@inner_kernel
def lead(spread: Spread, key: Key, path: int, normals: np.ndarray, mixed: np.ndarray, sums: np.ndarray) -> None:
    """Give a path's normals (n_rows, n_steps) the leading directions of its point.

    Modifies `normals`; `mixed` and `sums` (n_steps,) are work space.
    """
    first = 0
    while first < spread.mix.shape[0]:
        weights, last = spread.mixes[spread.mix[first]], first
        while last < spread.mix.shape[0] and spread.mix[last] == spread.mix[first]:
            last += 1
        for step in range(mixed.shape[0]):
            mixed[step] = 0.0
        for row in range(weights.shape[0]):
            weight, drawn = weights[row], normals[row]
            for step in range(mixed.shape[0]):
                mixed[step] += weight * drawn[step]
        _move(spread, key, path, (first, last), (spread.swing, spread.dimension), mixed, sums)
        for row in range(weights.shape[0]):
            weight, drawn = weights[row], normals[row]
            for step in range(mixed.shape[0]):
                drawn[step] += weight * mixed[step]
        first = last


@inner_kernel
def lead_own(
    spread: Spread, key: Key, path: int, stock: int, normals: np.ndarray, moved: np.ndarray, sums: np.ndarray
) -> None:
    """Give the normals (n_steps,) of what a single stock does on its own the long swings of the path's point.

    Modifies `normals`; `moved` and `sums` (n_steps,) are work space.
    """
    n_own = spread.own_swing.shape[0] // N_STOCKS
    if stock >= N_STOCKS:
        return
    for step in range(normals.shape[0]):
        moved[step] = normals[step]
    chosen = (stock * n_own, (stock + 1) * n_own)
    _move(spread, key, path, chosen, (spread.own_swing, spread.own_dimension), moved, sums)
    for step in range(normals.shape[0]):
        normals[step] += moved[step]


@inner_kernel
def _move(
    spread: Spread,
    key: Key,
    path: int,
    chosen: tuple[int, int],
    directions: tuple[np.ndarray, np.ndarray],
    mixed: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Turn a mix of normals (n_steps,) into what it must be moved by so that the chosen directions are the point's.

    directions : swings and dimensions, of which it takes those from the first of `chosen` to before the second.
    Modifies `mixed` and `sums`.
    """
    n_blocks = spread.swings.shape[0]
    for k in range(n_blocks):
        sums[k] = 0.0
    for step in range(mixed.shape[0]):
        sums[spread.block[step]] += spread.part[step] * mixed[step]
    for k in range(n_blocks):
        mixed[k] = 0.0  # by block from here on
    for i in range(chosen[0], chosen[1]):
        along, drawn = spread.swings[directions[0][i]], 0.0
        for k in range(n_blocks):
            drawn += along[k] * sums[k]
        change = normal_of_word(spread_word(spread, key, path, directions[1][i])) - drawn
        for k in range(n_blocks):
            mixed[k] += change * along[k]
    for back in range(mixed.shape[0]):  # a block's place is never behind that of its steps
        step = mixed.shape[0] - 1 - back
        mixed[step] = spread.part[step] * mixed[spread.block[step]]
