"""The lognormal market against closed forms."""

import math

import numpy as np
import pytest

from sim.engine.lowering.calendar import Calendar, build_calendar
from sim.market.assumptions import (
    CLASSES,
    compound_growth,
    correlation_matrix,
    default_assumptions,
    means_and_volatilities,
)
from sim.scenario.enums import AssetClass
from sim.scenario.market import Market
from tests.oracles.inflation import pull_that_leaves
from tests.oracles.market_path import market_path
from tests.unit.engine.small import small_scenario

N_PATHS = 4_000
STOCK, BOND = CLASSES.index(AssetClass.US_STOCK), CLASSES.index(AssetClass.US_BOND)


def _market(rate: float, volatility: float, inflation_volatility: float = 0.0) -> Market:
    classes = {c: {"expected_return": rate, "volatility": volatility} for c in CLASSES}
    return Market.model_validate({"classes": classes, "inflation": 0.03, "inflation_volatility": inflation_volatility})


@pytest.fixture(scope="module")
def one_year() -> Calendar:
    return build_calendar(small_scenario(start="2025-12-31", horizon_years=1))


@pytest.fixture(scope="module")
def sampled(one_year: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """Return growth over the year (n_paths, n_classes) and the price level at its end (n_paths,)."""
    growth, level = [], []
    for path in range(N_PATHS):
        steps, prices = market_path(Market(), 7, one_year, path)
        growth.append(steps.prod(axis=0))
        level.append(prices[-1])
    return np.array(growth), np.array(level)


def test_without_volatility_growth_is_compound_interest(one_year: Calendar) -> None:
    growth, level = market_path(_market(0.05, 0.0), 1, one_year, 0)
    t = np.cumsum(one_year.dt)
    assert growth.cumprod(axis=0)[:, STOCK] == pytest.approx(1.05**t, rel=1e-13)
    assert level == pytest.approx(1.03**t, rel=1e-13)


def test_the_mean_of_growth_is_the_expected_return(sampled, one_year: Calendar) -> None:  # type: ignore[no-untyped-def]
    """E[growth over t] = (1 + mean)^t; four standard errors of 4,000 paths (1% of stocks' growth) bound the miss."""
    growth, level = sampled
    means, _ = means_and_volatilities(Market())
    t = one_year.dt.sum()
    everything = np.column_stack([growth, level])
    miss = everything.mean(axis=0) - (1 + means) ** t
    assert (np.abs(miss) < 4 * everything.std(axis=0) / math.sqrt(N_PATHS)).all()
    assert 4 * growth[:, STOCK].std() / math.sqrt(N_PATHS) < 0.012  # power: a mean wrong by 1.2 points fails


def test_the_spread_of_growth_is_the_volatility(sampled, one_year: Calendar) -> None:  # type: ignore[no-untyped-def]
    """Var[log growth over t] = t ln(1 + (v / (1 + m))^2); the sample variance is within 4 sqrt(2/n) (9%) of it."""
    growth, level = sampled
    means, volatilities = means_and_volatilities(Market())
    expected = one_year.dt.sum() * np.log(1 + (volatilities / (1 + means)) ** 2)
    got = np.log(np.column_stack([growth, level])).var(axis=0)
    assert (np.abs(got / expected - 1) < 4 * math.sqrt(2 / N_PATHS)).all()


def test_log_returns_are_correlated_as_the_data_says(sampled) -> None:  # type: ignore[no-untyped-def]
    """A sample correlation r has standard error (1 - r^2) / sqrt(n) <= 0.016."""
    growth, level = sampled
    logs = np.log(np.column_stack([growth, level]))
    expected = correlation_matrix()
    pull = pull_that_leaves(Market().inflation_persistence)
    surprises = math.sqrt((pull - 1 + math.exp(-pull)) / pull)  # of a year that are in its level at the year's end
    expected[-1, :-1], expected[:-1, -1] = surprises * expected[-1, :-1], surprises * expected[:-1, -1]
    assert (np.abs(np.corrcoef(logs.T) - expected) < 4.5 * (1 - expected**2) / math.sqrt(N_PATHS) + 1e-12).all()


def test_the_correlation_matrix_is_the_data_files_triangle() -> None:
    matrix, triangle = correlation_matrix(), default_assumptions()["correlation"]
    assert (matrix == matrix.T).all()
    assert (np.diag(matrix) == 1).all()
    assert np.linalg.eigvalsh(matrix).min() > 0
    assert matrix[CLASSES.index(AssetClass.REIT), STOCK] == triangle["reit"][0]
    assert matrix[-1, BOND] == triangle["inflation"][4]


def test_a_path_does_not_depend_on_the_paths_before_it(one_year: Calendar) -> None:
    alone = market_path(Market(), 3, one_year, 9)
    for path in (0, 5, 100):
        market_path(Market(), 3, one_year, path)
    again = market_path(Market(), 3, one_year, 9)
    assert (alone[0] == again[0]).all()
    assert (alone[1] == again[1]).all()


def test_a_class_nobody_holds_stays_at_one_and_changes_no_other(one_year: Calendar) -> None:
    used = np.ones(len(CLASSES) + 1)
    used[STOCK] = 0
    whole, level = market_path(Market(), 3, one_year, 2)
    part, same_level = market_path(Market(), 3, one_year, 2, used)
    assert (part[:, STOCK] == 1).all()
    others = [c for c in range(len(CLASSES)) if c != STOCK]
    assert (part[:, others] == whole[:, others]).all()
    assert (level == same_level).all()


def test_what_the_scenario_says_replaces_the_default() -> None:
    market = Market.model_validate({"classes": {"reit": {"expected_return": 0.011, "volatility": 0.022}}})
    means, volatilities = means_and_volatilities(market)
    place = CLASSES.index(AssetClass.REIT)
    assert (means[place], volatilities[place]) == (0.011, 0.022)
    assert means[STOCK] == default_assumptions()["classes"]["us_stock"]["expected_return"]
    assert (means[-1], volatilities[-1]) == (market.inflation, market.inflation_volatility)


@pytest.mark.parametrize(("compound", "volatility"), [(0.067, 0.16), (0.0, 0.33), (-0.02, 0.05), (0.05, 0.0)])
def test_a_compound_return_is_the_growth_of_the_middle_path(compound: float, volatility: float) -> None:
    """The log of lognormal growth has the mean ln(1 + g) where g is compounded (Hull, ch. 15): the drift says so."""
    classes = {"us_stock": {"expected_return": compound, "volatility": volatility}}
    market = Market.model_validate({"classes": classes, "returns_are": "compound"})
    means, volatilities = means_and_volatilities(market)
    sigma = math.sqrt(math.log1p((volatilities[STOCK] / (1 + means[STOCK])) ** 2))
    assert math.log1p(means[STOCK]) - sigma**2 / 2 == pytest.approx(math.log1p(compound), abs=1e-14)
    assert volatilities[STOCK] == volatility
    assert compound_growth(means[STOCK], volatility) == pytest.approx(compound, abs=1e-14)


def test_an_arithmetic_return_of_6_7_percent_compounds_to_5_5() -> None:
    assert round(compound_growth(0.067, 0.16), 3) == 0.055
