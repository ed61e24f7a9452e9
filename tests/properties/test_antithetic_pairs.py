"""Antithetic pairs: every second path is the one before it with its shocks turned around."""

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.estimate.luck import Luck
from sim.results.findings import Findings
from sim.results.paired import MEASURE, paired_difference, versus
from sim.scenario.market import MarketModel
from sim.scenario.models import Scenario
from tests.unit.engine.small import lot, small_scenario

WEALTH = MEASURE["after_tax_wealth_real"]


def household(n_paths: int, in_pairs: bool = True, model: str = "lognormal") -> Scenario:
    """Return somebody with one fund, inflation without luck, and nothing to spend: wealth is the fund's growth."""
    market = {"model": model, "classes": {"us_stock": {"expected_return": 0.05, "volatility": 0.2}}, "inflation": 0.0}
    scenario = small_scenario(
        start="2025-12-31",
        lots=(lot("AAA", 100, "2020-01-02", 10_000),),
        market={**market, "inflation_volatility": 0.0},
    )
    strategies = tuple(scenario.strategies[0].model_copy(update={"name": name}) for name in ("none", "monthly"))
    strategies = (strategies[0], strategies[1].model_copy(update={"harvest": "monthly"}))
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths, "seed": 4, "antithetic_pairs": in_pairs})
    return scenario.model_copy(update={"strategies": strategies, "simulation": simulation})


def log_growth(run: RunResult) -> np.ndarray:
    return np.log(run.yearly["balance_taxable"][0, :, -1] / 10_000)


def test_a_pair_mirrors_its_shocks() -> None:
    """Log growth of the two adds up to twice its mean, the same for every pair; the first of each is an old path."""
    paired, plain = log_growth(simulate(household(40))), log_growth(simulate(household(20, in_pairs=False)))
    sums = paired[0::2] + paired[1::2]
    assert np.ptp(sums) < 1e-9
    assert np.std(paired[0::2]) > 0.1
    assert (paired[0::2] == plain).all()


def test_a_path_stays_the_same_path_with_more_of_them() -> None:
    few, many = simulate(household(6), threads=2, chunk_paths=1), simulate(household(31), chunk_paths=7)
    for name, values in few.yearly.items():
        assert (many.yearly[name][:, :6] == values).all(), name


def test_the_mean_is_surer() -> None:
    """Means of 50 runs' terminal wealth scatter less than half as much around the truth as without pairs."""
    scatter = []
    for in_pairs in (True, False):
        growth = np.exp(log_growth(simulate(household(5_000, in_pairs))))
        scatter.append(growth.reshape(50, 100).mean(axis=1).std())
        assert growth.mean() == pytest.approx(1.05**2, abs=4 * growth.std() / np.sqrt(5_000))
    assert scatter[0] < 0.5 * scatter[1]


@pytest.mark.parametrize("model", [model for model in MarketModel if model is not MarketModel.OWN])
def test_every_model_can_be_run_in_pairs(model: MarketModel) -> None:
    """A record of the user's own needs a file; its process is the bootstrap's."""
    run = simulate(household(4, model=model.value))
    assert np.isfinite(run.terminal["after_tax_wealth"]).all()


def test_the_standard_error_counts_pairs() -> None:
    """(1, 3), (2, 4), (9, 11): pair means 2, 3, 10 have a standard deviation of sqrt(19)."""
    difference, pairs = np.array([1.0, 3.0, 2.0, 4.0, 9.0, 11.0]), Luck(is_in_pairs=True)
    assert paired_difference(difference, WEALTH, pairs).standard_error == pytest.approx(np.sqrt(19 / 3))
    odd = paired_difference(np.append(difference, 100.0), WEALTH, pairs)
    assert odd.standard_error == pytest.approx(np.sqrt(19 / 3))
    row = versus(Findings(simulate(household(40))), WEALTH)[1]
    wealth = Findings(simulate(household(40))).after_tax_wealth
    means = (wealth[1] - wealth[0]).reshape(-1, 2).mean(axis=1)
    assert row.standard_error == pytest.approx(means.std(ddof=1) / np.sqrt(20))
