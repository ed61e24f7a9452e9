"""Bonds that follow their yields: a year's volatility and correlations, long-run return, and a price without drift."""

import math
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.market.assumptions import CLASSES, correlation_matrix, durations, means_and_volatilities
from sim.market.bonds import kept_of_shocks
from sim.market.processes import fill_path, scratch_rows
from sim.market.registry import build_market
from sim.market.sample import MONTHS, month_ends, sample_market
from sim.market.tables import Setting
from sim.scenario.market import Market, MarketModel
from tests.contracts.test_market_models import market_of
from tests.oracles.bonds import Yields

YEARS = 28
N_PATHS = pytest.mark.parametrize("n_paths", [20_000, pytest.param(100_000, marks=pytest.mark.long)])
BONDS = ("us_bond", "long_bond", "tips")
PLACES = [CLASSES.index(name) for name in BONDS]
OF_RANDOM = (MarketModel.LOGNORMAL, MarketModel.STUDENT_T, MarketModel.REGIMES)


def paths(market: Market, n_paths: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield growth and log income of paths of 28 years by month, (n_classes, n_months), overwritten by the next."""
    ends = month_ends(2026, YEARS)
    days, n = np.array([day.toordinal() for day in ends]), len(CLASSES)
    dt = np.full(len(days), 1 / MONTHS)
    tables = build_market(Setting(market, 9, date(2025, 12, 31), days, dt, np.ones(n + 1, np.int64)))
    growth, income, level = np.empty((n, len(days))), np.zeros((n, len(days))), np.empty(len(days))
    room = np.empty((scratch_rows(n), len(days)))
    for path in range(n_paths):
        fill_path(tables, days, dt, path, growth, level, income, room)
        yield growth, income


@cache
def sums(model: MarketModel, n_paths: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first year's log growth, that of 28 years, and what of it was income, each (n_paths, n_classes)."""
    found = np.empty((3, n_paths, len(CLASSES)))
    for path, (growth, income) in enumerate(paths(market_of(model), n_paths)):
        logs = np.log(growth)
        found[:, path] = logs[:, :MONTHS].sum(axis=1), logs.sum(axis=1), income.sum(axis=1)
    return found[0], found[1], found[2]


def of(place: int, market: Market) -> Yields:
    means, volatilities = means_and_volatilities(market)
    in_logs = math.sqrt(math.log1p((volatilities[place] / (1 + means[place])) ** 2))
    return Yields(float(durations(market)[place]), market.bonds.persistence, in_logs)


@N_PATHS
def test_a_year_is_as_assumed(n_paths: int) -> None:
    """Mean, volatility, and correlations with all others within three standard errors."""
    logs, market = sums(MarketModel.LOGNORMAL, n_paths)[0], Market()
    means, volatilities = means_and_volatilities(market)
    growth = np.exp(logs[:, PLACES])
    error = volatilities[PLACES] / math.sqrt(n_paths)
    assert (np.abs(growth.mean(axis=0) - 1 - means[PLACES]) < 3 * error).all()
    assert growth.std(axis=0) == pytest.approx(volatilities[PLACES], rel=3 / math.sqrt(2 * n_paths))
    asked, found = correlation_matrix(market), np.corrcoef(logs.T)
    for place in PLACES:
        for other in range(len(CLASSES)):
            kept = of(place, market).correlation_kept(of(other, market) if other in PLACES else None)
            wanted = kept * asked[place, other] if place != other else 1.0
            assert 0.98 < kept < 1.0 + 1e-9
            assert abs(found[place, other] - wanted) < 3.2 * (1 - wanted**2) / math.sqrt(n_paths) + 1e-9


@N_PATHS
def test_after_28_years_all_return_was_income_and_the_price_is_where_it_was(n_paths: int) -> None:
    """Closed forms: the log return's mean and spread, the log price's mean 0 and spread, in three standard errors.

    Power: where prices drifted 0.9 points a year they would be 0.25 higher, hundreds of errors.
    """
    _, total, income = (found[:, PLACES] for found in sums(MarketModel.LOGNORMAL, n_paths))
    market, price = Market(), total - income
    means, volatilities = means_and_volatilities(market)
    a_year = np.log1p(means) - np.log1p((volatilities / (1 + means)) ** 2) / 2
    for k, place in enumerate(PLACES):
        bonds = of(place, market)
        of_price, of_return = bonds.spread_of_the_price(YEARS), bonds.spread_of_the_return(YEARS)
        assert abs(price[:, k].mean()) < 3 * of_price / math.sqrt(n_paths)
        assert price[:, k].std() == pytest.approx(of_price, rel=3 / math.sqrt(2 * n_paths) + 1e-3)
        assert abs(total[:, k].mean() / YEARS - a_year[place]) < 3 * of_return / YEARS / math.sqrt(n_paths)
        assert total[:, k].std() == pytest.approx(of_return, rel=3 / math.sqrt(2 * n_paths) + 1e-3)


@pytest.mark.parametrize("model", OF_RANDOM)
def test_no_model_of_ones_figures_has_a_drift_of_bond_prices(model: MarketModel) -> None:
    first, total, income = (found[:, PLACES] for found in sums(model, 8_000))
    price, market = total - income, market_of(model)
    assert (np.abs(price.mean(axis=0)) < 4 * price.std(axis=0) / math.sqrt(8_000)).all()
    assert np.exp(first).std(axis=0) == pytest.approx(means_and_volatilities(market)[1][PLACES], rel=0.05)


@pytest.mark.parametrize("model", [MarketModel.BOOTSTRAP, MarketModel.OWN])
def test_a_record_keeps_its_returns_and_its_income_is_what_they_were_on_average(model: MarketModel) -> None:
    """Yields begin at the assumed return and go on to the record's, so after 28 years prices have no great drift."""
    market = market_of(model)
    off = market.model_copy(update={"bonds": market.bonds.model_copy(update={"follow_yields": False})})
    with_yields, without = (sample_market(m, 5, 2026, 3, 4) for m in (market, off))
    assert (with_yields.level == without.level).all()
    _, total, income = (found[:, PLACES] for found in sums(model, 4_000))
    assert np.abs((total - income).mean(axis=0) / YEARS).max() < 0.01


def test_what_is_off_is_as_it_was() -> None:
    off = Market.model_validate({"bonds": {"follow_yields": False}})
    assert (durations(off) == 0).all()
    shares = np.log(sample_market(off, 3, 2026, 28, 2_000).level[:, -1, PLACES]).std(axis=0)
    means, volatilities = (figures[PLACES] for figures in means_and_volatilities(off))
    assert shares == pytest.approx(np.sqrt(YEARS * np.log1p((volatilities / (1 + means)) ** 2)), rel=0.06)


@pytest.mark.parametrize(("duration", "persistence"), [(0.5, 0.92), (6.0, 0.92), (40.0, 0.999), (6.0, 0.01)])
def test_a_year_keeps_of_its_shocks_what_the_sum_over_days_says(duration: float, persistence: float) -> None:
    assert kept_of_shocks(duration, -math.log(persistence)) * Yields(duration, persistence, 1.0).scale == pytest.approx(
        1.0, rel=1e-5
    )


def test_a_fall_comes_back_through_higher_yields_and_only_so() -> None:
    """In the script of 2022 bonds fall; from then on their income is higher, and the price rises as the yield falls."""
    market = Market.model_validate({"model": "stress", "stress": {"episode": "2022"}})
    calm = {"volatility": 0.0, "expected_return": 0.047}
    market = market.model_copy(update={"classes": Market.model_validate({"classes": {"us_bond": calm}}).classes})
    growth, income = next(paths(market, 1))
    bond = CLASSES.index("us_bond")
    price = np.cumsum(np.log(growth[bond]) - income[bond])
    after = 14
    assert price[after] < -0.08
    assert income[bond, after] * MONTHS > math.log(1.047) + 0.01
    assert price[-1] == pytest.approx(0.92 ** ((YEARS * MONTHS - 1 - after) / 12) * price[after], rel=0.02)
