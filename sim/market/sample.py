"""Whole paths of a market by month, to look at: the generator of a run, on steps of its own."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.errors import InputError, Problem
from sim.market.assumptions import CLASSES
from sim.market.processes import fill_path, scratch_rows
from sim.market.registry import build_market, n_starts
from sim.market.tables import Setting
from sim.scenario.market import Market

DAYS_A_YEAR = 365.25
MONTHS = 12


@dataclass(frozen=True)
class MarketSample:
    """What some paths of a market are worth.

    Attributes
    ----------
    first_year : calendar year of the first month
    level : (n_paths, n_months + 1, n_classes + 1) growth of 1 since the start with everything reinvested, prices last
    is_replay : whether each path is one start year of a record
    """

    first_year: int
    level: np.ndarray
    is_replay: bool

    @property
    def n_years(self) -> int:
        return (self.level.shape[1] - 1) // MONTHS


def month_ends(first_year: int, n_years: int) -> list[date]:
    """Return the last day of each month."""
    firsts = [date(first_year + k // MONTHS, k % MONTHS + 1, 1) for k in range(1, n_years * MONTHS)]
    return [day - timedelta(1) for day in [*firsts, date(first_year + n_years, 1, 1)]]


def _setting(market: Market, seed: int, first_year: int, n_years: int, rollover: date | None) -> Setting:
    start, ends = date(first_year - 1, 12, 31), month_ends(first_year, n_years)
    days = np.array([day.toordinal() for day in ends], dtype=np.int64)
    dt = np.diff(days, prepend=start.toordinal()) / DAYS_A_YEAR
    return Setting(market, seed, start, days, dt, np.ones(len(CLASSES) + 1, np.int64), rollover)


def market_problems(market: Market, first_year: int, n_years: int, rollover: date | None = None) -> list[Problem]:
    """Return why the market cannot be built for these calendar years, nothing where it can."""
    try:
        build_market(_setting(market, 1, first_year, n_years, rollover))
    except InputError as error:
        return error.problems
    return []


def sample_market(
    market: Market, seed: int, first_year: int, n_years: int, n_paths: int, rollover: date | None = None
) -> MarketSample:
    """Return the first `n_paths` paths of whole calendar years, every start year where the model replays a record.

    Parameters
    ----------
    market : Market
        The model and its figures.
    seed : int
        Of the random numbers, 0 or more.
    first_year : int
        Calendar year of the first month.
    n_years : int
        At least 1.
    n_paths : int
        At least 1; without effect where the model replays a record.
    rollover : date, optional
        The day that a stress script may be tied to.

    Returns
    -------
    MarketSample
        Growth of a dollar with everything reinvested by month, (n_paths, n_months + 1, n_classes + 1), consumer prices
        last.

    Raises
    ------
    InputError
        Where the model cannot be built from its figures.

    See Also
    --------
    simulate : Draws the same paths on the steps of a plan.

    Examples
    --------
    >>> from sim.api import sample_market, sample_scenario
    >>> market = sample_scenario("no-taxable-account").market
    >>> sample = sample_market(market, seed=1, first_year=2026, n_years=2, n_paths=3)
    >>> sample.level.shape[:2], bool((sample.level[:, 0] == 1).all())
    ((3, 25), True)
    """
    setting = _setting(market, seed, first_year, n_years, rollover)
    tables, days, dt = build_market(setting), setting.days, setting.dt
    starts = n_starts(tables)
    level = np.ones((starts or n_paths, len(days) + 1, len(CLASSES) + 1))
    growth, prices = np.empty((len(CLASSES), len(days))), np.empty(len(days))
    income = np.zeros_like(growth)
    scratch = np.empty((scratch_rows(len(CLASSES)), len(days)))
    for path in range(len(level)):
        fill_path(tables, days, dt, path, growth, prices, income, scratch)
        level[path, 1:, :-1] = growth.cumprod(axis=1).T
        level[path, 1:, -1] = prices
    return MarketSample(first_year, level, starts is not None)
