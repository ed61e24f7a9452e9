"""Every market model of the scenario's list keeps the promises the engine rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.engine.lowering.calendar import Calendar, build_calendar
from sim.engine.run.run import simulate
from sim.market.assumptions import CLASSES
from sim.market.registry import model_of
from sim.market.tables import MarketTables
from sim.scenario.market import Market, MarketModel
from tests.oracles.market_path import market_tables, path_of
from tests.unit.engine.small import lot, small_scenario

MOVE = date(2026, 6, 1)
OWN = {
    "period": "annual",
    "first_year": 2000,
    "returns": {"us_stock": [0.1, -0.2, 0.3, 0.05, 0.0, 0.12, -0.1, 0.2, 0.07, 0.02, -0.03, 0.15]},
}
MODELS = list(MarketModel)


def market_of(model: MarketModel, **changes: Any) -> Market:
    return Market.model_validate({"model": model, "own": OWN, **changes})


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return build_calendar(small_scenario(start="2026-03-16", horizon_years=4, rollover=MOVE.isoformat()))


@pytest.mark.parametrize("model", MODELS)
def test_the_file_says_what_it_is(model: MarketModel) -> None:
    assert len(model_of(model).TITLE) > 3
    assert model_of(model).SUMMARY.endswith(".")


@pytest.mark.parametrize("model", MODELS)
def test_growth_is_positive_and_finite_and_prices_move_with_it(model: MarketModel, calendar: Calendar) -> None:
    tables = market_tables(market_of(model), 1, calendar, rollover=MOVE)
    for path in range(20):
        growth, level = path_of(tables, calendar, path)
        assert np.isfinite(growth).all()
        assert (growth > 0).all()
        assert (level > 0).all()
        assert growth.shape == (len(calendar.dates), len(CLASSES))


@pytest.mark.parametrize("model", MODELS)
def test_a_path_is_the_same_alone_again_and_where_a_class_is_left_out(model: MarketModel, calendar: Calendar) -> None:
    tables = market_tables(market_of(model), 1, calendar, rollover=MOVE)
    first = path_of(tables, calendar, 5)
    for path in (4, 11, 3):
        path_of(tables, calendar, path)
    again = path_of(tables, calendar, 5)
    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()
    used = np.ones(len(CLASSES) + 1, np.int64)
    used[1] = 0
    part = path_of(market_tables(market_of(model), 1, calendar, used, MOVE), calendar, 5)
    others = [c for c in range(len(CLASSES)) if c != 1]
    assert (part[0][:, 1] == 1).all()
    assert (part[0][:, others] == first[0][:, others]).all()


@pytest.mark.parametrize("model", MODELS)
def test_paths_differ_and_another_seed_gives_others(model: MarketModel, calendar: Calendar) -> None:
    tables = market_tables(market_of(model), 1, calendar, rollover=MOVE)
    other = market_tables(market_of(model), 2, calendar, rollover=MOVE)
    small = CLASSES.index("us_small")  # no record and no script holds it
    here, there = path_of(tables, calendar, 0)[0][:, small], path_of(tables, calendar, 1)[0][:, small]
    assert (here != there).any()
    assert (here != path_of(other, calendar, 0)[0][:, small]).any()


@pytest.mark.parametrize("model", MODELS)
def test_a_model_runs_in_the_engine_and_threads_and_chunks_do_not_matter(model: MarketModel) -> None:
    scenario = small_scenario(
        rollover=MOVE.isoformat(),
        lots=(lot("AAA", 100, "2020-01-02", 12_000.0), lot("AAA", 50, "2020-01-02", 5_000.0, "401k")),
        market=market_of(model).model_dump(mode="json"),
        harvest="year_end",
    )
    small = scenario.simulation.model_copy(update={"n_paths": 12})
    scenario = scenario.model_copy(update={"simulation": small})
    one = simulate(scenario, threads=1, chunk_paths=3)
    two = simulate(scenario, threads=2, chunk_paths=64)
    assert (one.terminal["after_tax_wealth"] == two.terminal["after_tax_wealth"]).all()
    assert np.isfinite(one.terminal["after_tax_wealth"]).all()


@pytest.mark.parametrize("model", MODELS)
def test_inflation_is_drawn_with_the_returns(model: MarketModel, calendar: Calendar) -> None:
    """A correlation of 0.8 between prices and cash, 400 paths: three standard errors of no correlation at all are 0.15.

    A model that draws both shows 0.8 (and fails with prices of their own); one that takes prices alone, or both, from a
    record shows at least 0.3.
    """
    pair = [{"first": "inflation", "second": "cash", "value": 0.8}]
    tables = market_tables(market_of(model, correlations=pair), 1, calendar, rollover=MOVE)
    cash = CLASSES.index("cash")
    ends = [(np.log(growth[:, cash]).sum(), np.log(level[-1])) for growth, level in paths_of(tables, calendar, 400)]
    assert np.corrcoef(np.array(ends).T)[0, 1] > 0.15


def paths_of(tables: MarketTables, calendar: Calendar, n: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    return (path_of(tables, calendar, path) for path in range(n))
