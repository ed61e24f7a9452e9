"""Inflation that persists: yearly spread, memory, the price level after 28 years, and the record since 1928."""

import math
from functools import cache

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.market.assumptions import CLASSES
from sim.market.inflation import pull_of
from sim.market.record import us_record
from sim.scenario.market import Market
from tests.oracles.inflation import pull_that_leaves, spread_of_the_level
from tests.oracles.market_path import market_tables, path_of
from tests.unit.engine.small import small_scenario

YEARS, PATHS = 28, 20_000


@cache
def yearly_logs(model: str, n_paths: int, persistence: float) -> np.ndarray:
    """Return the log growth of prices by whole calendar years, (n_paths, 28)."""
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=YEARS))
    years = np.array([day.year for day in calendar.dates])
    ends = np.flatnonzero(np.append(np.diff(years) > 0, True))
    only_inflation = np.append(np.zeros(len(CLASSES)), 1)
    market = Market.model_validate({"model": model, "inflation_persistence": persistence})
    tables = market_tables(market, 5, calendar, only_inflation)
    level = np.array([path_of(tables, calendar, path)[1][ends] for path in range(n_paths)])
    return np.diff(np.log(level), axis=1, prepend=0.0)


@pytest.mark.parametrize("persistence", [0.01, 0.3, 0.62, 0.95])
def test_the_pull_is_the_one_that_leaves_so_much(persistence: float) -> None:
    assert pull_of(persistence) == pytest.approx(pull_that_leaves(persistence), rel=1e-9)


@pytest.mark.parametrize("model", ["lognormal", "student_t", "regimes"])
@pytest.mark.parametrize("persistence", [0.0, 0.62])
def test_years_spread_and_persist_as_asked(model: str, persistence: float) -> None:
    """Every year's spread, and its correlation with the year before, within four standard errors; so the 28 years' sum.

    Power: at 0.62 the 28 years' spread is twice that of inflation without memory, and the errors are 0.5% of it.
    """
    logs, market = yearly_logs(model, PATHS, persistence), Market()
    one_year = math.sqrt(math.log1p((market.inflation_volatility / (1 + market.inflation)) ** 2))
    slack = 0.003  # 365 days are not 365.25, and a departure runs straight through a step
    kurtosis = ((logs - logs.mean(axis=0)) ** 4).mean(axis=0) / logs.var(axis=0) ** 2
    error = np.sqrt((kurtosis - 1) / PATHS) / 2
    assert (np.abs(logs.std(axis=0) / one_year - 1) < 4 * error + slack).all()
    following = np.array([np.corrcoef(logs[:, t], logs[:, t + 1])[0, 1] for t in range(YEARS - 1)])
    assert np.abs(following - persistence).max() < 4 * 1.3 / math.sqrt(PATHS) + slack
    wanted = one_year * math.sqrt(YEARS) if persistence == 0 else spread_of_the_level(one_year, persistence, YEARS)
    assert logs.sum(axis=1).std() == pytest.approx(wanted, rel=3 / math.sqrt(2 * PATHS) + slack)


def test_a_hundred_thousand_price_levels_spread_as_the_records_do() -> None:
    """After 28 years: the closed form within three standard errors, and the 0.31 of the record's 28-year spells."""
    market = Market()
    level = yearly_logs("lognormal", 100_000, market.inflation_persistence).sum(axis=1)
    one_year = math.sqrt(math.log1p((market.inflation_volatility / (1 + market.inflation)) ** 2))
    wanted = spread_of_the_level(one_year, market.inflation_persistence, YEARS)
    assert level.std() == pytest.approx(wanted, rel=3 / math.sqrt(2 * 100_000) + 0.002)
    record = np.log1p(us_record().returns["inflation"])
    spells = np.lib.stride_tricks.sliding_window_view(record, YEARS).sum(axis=1)
    assert level.std() == pytest.approx(spells.std(ddof=1), abs=0.01)
    assert market.inflation_persistence == pytest.approx(np.corrcoef(record[:-1], record[1:])[0, 1], abs=0.005)


def test_paths_in_pairs_begin_on_opposite_sides() -> None:
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=3))
    tables = market_tables(Market(), 5, calendar, is_in_pairs=True)
    one, other = (np.log(path_of(tables, calendar, path)[1]) for path in (6, 7))
    usual = tables.base.log_mean[-1] * np.cumsum(calendar.dt)
    assert one - usual == pytest.approx(usual - other, abs=1e-12)
    assert np.abs(one - usual).max() > 1e-3
