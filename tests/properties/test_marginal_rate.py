"""What must hold of a least marginal rate in any household: it only takes harvests away, and sees no year to come."""

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.written.load import scenario_from
from tests.oracles.random_features import random_household

SEEDS = range(0, 24, 3)
BUYS_ALIKE = {"proceeds": "replacement", "switches_back": False}
"""Of strategies that must be one: rebalancing buys replacements too, and who switches back sells them at a loss."""


def run_of(seed: int, *strategies: dict[str, object], years: int = 6, is_without_state: bool = False) -> RunResult:
    """Return a random household under one strategy of its own with changes."""
    document = random_household(seed, longest_horizon=years).model_dump(mode="json")
    own = {**document["strategies"][-1], "harvest": "monthly", "min_loss_share": 0.0, "min_marginal_rate": 0.0}
    document["strategies"] = [{**own, **one, "name": str(number)} for number, one in enumerate(strategies)]
    document["simulation"]["n_paths"] = 8
    if is_without_state:
        document["household"] |= {"state": "TX", "move": {}, "local_income_tax": {}}
    return simulate(scenario_from(document), threads=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rate_that_nobody_pays_is_no_harvest(seed: int) -> None:
    """Without a state: at the edge of a state's exclusion the next dollar of gain can cost more than a dollar."""
    run = run_of(
        seed,
        {"harvest": "none", **BUYS_ALIKE},
        {"min_marginal_rate": 1.0, **BUYS_ALIKE},
        is_without_state=True,
    )
    for figures in (*run.yearly.values(), *run.terminal.values()):
        assert np.array_equal(figures[0], figures[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_harvests_begin_no_sooner_than_without_it(seed: int) -> None:
    run = run_of(
        seed, {}, {"min_marginal_rate": 0.15}, {"min_marginal_rate": 0.22, "marginal_rate_on": "ordinary_income"}
    )
    losses = run.yearly["harvested_loss"] > 0
    first = np.where(losses.any(axis=2), losses.argmax(axis=2), losses.shape[2])
    assert (first[1:] >= first[0]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pension_of_later_years_changes_nothing_before(seed: int) -> None:
    document = random_household(seed, longest_horizon=6).model_dump(mode="json")
    home = document["household"]
    home["spending_rule"]["kind"], home["spends"], home["horizon_years"] = "fixed", "monthly", 6
    document["simulation"]["n_paths"] = 8
    strategy = {**document["strategies"][-1], "harvest": "monthly", "min_marginal_rate": 0.15, "name": "Guarded"}
    document["strategies"] = [strategy]
    before = simulate(scenario_from(document), threads=1)
    year = before.scenario.start.year + 3
    home["people"][0]["pensions"] = [*home["people"][0]["pensions"], {"annual": 90_000, "starts": f"{year}-01-01"}]
    after = simulate(scenario_from(document), threads=1)
    for name, figures in before.yearly.items():
        assert np.array_equal(figures[:, :, :3], after.yearly[name][:, :, :3]), name
