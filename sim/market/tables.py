"""What every market model hands to the kernels: one record of one type, so that no model compiles the engine again.

A model picks one of the processes below and fills that process's part; the other parts stay empty.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.market.assumptions import correlation_matrix, durations, means_and_volatilities
from sim.market.bonds import bonds_of
from sim.market.inflation import memory_of
from sim.market.lognormal import LognormalMarket, log_volatility, lognormal_market
from sim.market.normals import key_of
from sim.scenario.market import Market


class Process(IntEnum):
    """How the kernels make a path."""

    LOGNORMAL = 0
    MONTH_STATES = 1
    YEARS_OF_HISTORY = 2
    SCRIPT = 3


class MonthStates(NamedTuple):
    """Lognormal growth whose volatility and mean depend on the state of the calendar month.

    months : (n_steps,) int64, first day of each step's month
    scale : (n_states,) factor on the loadings
    regime : (n_states,) int64, row of `log_mean` and `loadings`
    log_mean : (n_regimes, n); loadings : (n_regimes, n, n) as in `LognormalMarket`
    entry : (n_states,) cumulative probability of the first month's state
    transition : (n_rows, n_states) cumulative, by the state of the month before; no row where months are
    independent and all states equally likely
    """

    months: np.ndarray
    scale: np.ndarray
    regime: np.ndarray
    log_mean: np.ndarray
    loadings: np.ndarray
    entry: np.ndarray
    transition: np.ndarray


class YearsOfHistory(NamedTuple):
    """Whole years of a record, one after another; inside a year a bridge that ends on the year's return.

    year_days : (n_steps,) int64, January 1 of each step's year; gap : share of the first year before the start
    year_logs : (n_years, n) log growth of each year of the record; mean given the others where a class has no record
    block_years : years that stay together; first_row, n_starts : path k begins with row first_row + k % n_starts,
    or at random where n_starts is 0
    residual : (n, n) loadings of what the record leaves open, a year
    """

    year_days: np.ndarray
    gap: float
    year_logs: np.ndarray
    block_years: int
    first_row: int
    n_starts: int
    residual: np.ndarray


class Script(NamedTuple):
    """A fixed course of some steps; before and after it, lognormal growth.

    is_scripted : (n_steps,) int64; log_growth : (n_steps, n), mean given the script where a class is not in it
    residual : (n, n) loadings of what the script leaves open, a root-year
    """

    is_scripted: np.ndarray
    log_growth: np.ndarray
    residual: np.ndarray


class MarketTables(NamedTuple):
    """A model as the kernels read it; the last entry of each class axis is inflation."""

    process: int
    base: LognormalMarket
    months: MonthStates
    years: YearsOfHistory
    script: Script


@dataclass(frozen=True)
class Setting:
    """What a model may know: the user's market, the seed, and the steps of the calendar.

    Attributes
    ----------
    days : (n_steps,) int64, proleptic ordinals
    dt : (n_steps,) float64, years since the step before (or the start)
    is_used : (n_classes + 1,) 0 where no holding needs the class, inflation last
    rollover : date of the first rollover, if there is one
    is_in_pairs : every second path has the normals of the one before it with the sign turned
    n_sets : into how many sets the paths are spread evenly, see `sim/market/spread.py`; 0: each is drawn by itself
    """

    market: Market
    seed: int
    start: date
    days: np.ndarray
    dt: np.ndarray
    is_used: np.ndarray
    rollover: date | None = None
    is_in_pairs: bool = False
    n_sets: int = 0


def month_days(days: np.ndarray) -> np.ndarray:
    """Return the ordinal of the first day of each day's month."""
    return np.array([date.fromordinal(int(day)).replace(day=1).toordinal() for day in days], dtype=np.int64)


def no_months() -> MonthStates:
    """Return no states of months."""
    days, flat, square = np.zeros(0, np.int64), np.zeros(0), np.zeros((0, 0))
    return MonthStates(days, flat, days, square, np.zeros((0, 0, 0)), flat, square)


def no_years() -> YearsOfHistory:
    """Return no record of years."""
    square = np.zeros((0, 0))
    return YearsOfHistory(np.zeros(0, np.int64), 0.0, square, 1, 0, 0, square)


def no_script() -> Script:
    """Return no script."""
    square = np.zeros((0, 0))
    return Script(np.zeros(0, np.int64), square, square)


def tables_of(setting: Setting, means: np.ndarray, volatilities: np.ndarray, correlation: np.ndarray) -> MarketTables:
    """Return lognormal tables of yearly means and volatilities (n,) and correlations (n, n)."""
    volatility = log_volatility(float(means[-1]), float(volatilities[-1]))
    memory = memory_of(setting.market.inflation_persistence, volatility, setting.dt)
    log_means = np.log1p(means) - np.log1p((volatilities / (1.0 + means)) ** 2) / 2
    bonds = bonds_of(durations(setting.market), setting.market.bonds.persistence, log_means, setting.dt)
    base = lognormal_market(key_of(setting.seed), means, volatilities, correlation, setting.is_used, memory, bonds)
    return MarketTables(int(Process.LOGNORMAL), base, no_months(), no_years(), no_script())


def plain_tables(setting: Setting) -> MarketTables:
    """Return lognormal tables of the user's figures; other models replace the process and its part.

    Raises
    ------
    InputError
        Where no returns can have the user's correlations.
    """
    return tables_of(setting, *means_and_volatilities(setting.market), correlation_matrix(setting.market))


def with_months(plain: MarketTables, months: MonthStates) -> MarketTables:
    """Return tables whose months have states; bonds, which no state moves, keep the yield that they begin with."""
    bonds = plain.base.bonds
    bonds = bonds._replace(mean=months.log_mean[0].copy(), first=plain.base.log_mean - months.log_mean[0])
    return plain._replace(process=int(Process.MONTH_STATES), base=plain.base._replace(bonds=bonds), months=months)
