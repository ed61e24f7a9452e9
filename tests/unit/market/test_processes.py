"""The market kernels against the same processes in plain Python: every model, several paths, two calendars."""

from datetime import date

import numpy as np
import pytest

from sim.engine.lowering.calendar import build_calendar
from sim.market.assumptions import CLASSES
from sim.market.draws import BLOCK_STREAM, MONTH_STREAM, YEAR_STREAM
from sim.market.draws import uniform as kernel_uniform
from sim.market.normals import key_of
from sim.market.processes import fill_path, scratch_rows
from sim.market.registry import build_market
from sim.market.tables import Setting
from sim.scenario.market import MarketModel
from tests.contracts.test_market_models import market_of
from tests.oracles.market_path import market_tables, path_of, whole_path_of
from tests.oracles.market_processes import plain_path, uniform, whole_plain_path
from tests.unit.engine.small import small_scenario

MOVE = date(2026, 11, 2)
SETTINGS = {
    MarketModel.REGIMES: {"regimes": {"crisis_share": 0.4, "crisis_months": 2.0}},
    MarketModel.BOOTSTRAP: {"history": {"block_years": 2, "series": {"reit": "real_estate"}}},
    MarketModel.REPLAY: {"history": {"wraps": True}},
    MarketModel.STRESS: {"stress": {"episode": "2000-2002", "placement": "after_rollover"}},
}


@pytest.mark.parametrize("start", ["2025-12-31", "2026-05-11"])
@pytest.mark.parametrize("model", list(MarketModel))
def test_kernel_and_plain_python_agree(model: MarketModel, start: str) -> None:
    """To 1e-10 of every step's growth: a wrong stream, row, state, bridge or loading is off by far more."""
    calendar = build_calendar(small_scenario(start=start, horizon_years=4, rollover=MOVE.isoformat()))
    tables = market_tables(market_of(model, **SETTINGS.get(model, {})), 11, calendar, rollover=MOVE)
    for path in (0, 7, 95):
        growth, level, income = whole_path_of(tables, calendar, path)
        plain_growth, plain_level, plain_income = whole_plain_path(tables, calendar.days, calendar.dt, path)
        assert income == pytest.approx(plain_income, rel=1e-9, abs=1e-11)
        assert (income != 0).any(axis=0).tolist() == [name in ("us_bond", "long_bond", "tips") for name in CLASSES]
        assert growth == pytest.approx(plain_growth, rel=1e-10)
        assert level == pytest.approx(plain_level, rel=1e-10)


@pytest.mark.parametrize("model", [MarketModel.LOGNORMAL, MarketModel.STUDENT_T, MarketModel.REGIMES])
def test_a_plan_of_one_step_agrees_too(model: MarketModel) -> None:
    """Nothing is read or written beside a row of one: without the compiler that would end in an error."""
    days, dt = np.array([739_616]), np.array([0.0794])
    setting = Setting(market_of(model), 11, date(2025, 12, 2), days, dt, np.ones(len(CLASSES) + 1, np.int64))
    tables = build_market(setting)
    growth, level, room = np.empty((len(CLASSES), 1)), np.empty(1), np.empty((scratch_rows(len(CLASSES)), 1))
    fill_path(tables, days, dt, 3, growth, level, np.zeros_like(growth), room)
    plain_growth, plain_level = plain_path(tables, days, dt, 3)
    assert pytest.approx(plain_growth, rel=1e-10) == growth.T
    assert level == pytest.approx(plain_level, rel=1e-10)


def test_own_returns_fitted_agree_too() -> None:
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=2))
    market = market_of(MarketModel.OWN)
    assert market.own is not None
    fitted = market.model_copy(update={"own": market.own.model_copy(update={"use": "fit"})})
    tables = market_tables(fitted, 5, calendar)
    growth, _ = path_of(tables, calendar, 2)
    assert growth == pytest.approx(plain_path(tables, calendar.days, calendar.dt, 2)[0], rel=1e-10)


@pytest.mark.parametrize("stream", [MONTH_STREAM, BLOCK_STREAM, YEAR_STREAM])
def test_single_draws_agree_to_the_last_bit(stream: int) -> None:
    key = key_of(0x299F31D0A4093822)
    for path, day in ((0, 0), (3, 739_000), (99_999, 750_000)):
        assert kernel_uniform(key, path, day, stream) == uniform(key, path, day, stream)


def test_states_and_blocks_are_met_as_often_as_asked() -> None:
    """The words of months are uniform: 20,000 draws by tenths, chi-square below its 99.9th percentile of 9 degrees.

    Power: a tenth that comes 15% too often or too seldom fails (expected excess 45 beside a bound of 27.9).
    """
    key = key_of(4)
    drawn = np.array([uniform(key, path, 740_000 + 31 * (path % 12), MONTH_STREAM) for path in range(20_000)])
    counts = np.histogram(drawn, np.linspace(0, 1, 11))[0]
    assert ((counts - 2_000) ** 2 / 2_000).sum() < 27.9
