"""No dollar appears or vanishes in the kernels: in a market that stands still every year's books must close."""

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.enums import AssetClass
from sim.scenario.market import Market
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario

CENT = 0.01
BALANCES = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")


def _standing_still(scenario: Scenario) -> Scenario:
    """Return the household in a market without returns; distributions, expenses at zero, still are paid and bought."""
    still = {"classes": {c: {"expected_return": 0.0, "volatility": 0.0} for c in AssetClass}}
    securities = tuple(security.model_copy(update={"expense_ratio": 0.0}) for security in scenario.securities)
    market = Market.model_validate({**still, "inflation": 0.03})
    return scenario.model_copy(update={"market": market, "securities": securities})


def _wealth(run: RunResult) -> np.ndarray:
    """Return wealth at the start and at each year's end, (n_strategies, n_paths, n_years + 1)."""
    ends = np.sum([run.yearly[name] for name in BALANCES], axis=0)
    starts = np.full((*ends.shape[:2], 1), run.start_wealth)
    return np.concatenate([starts, ends], axis=2)


@pytest.mark.parametrize("seed", range(1_000, 1_025))
def test_wealth_changes_by_what_came_and_went(seed: int) -> None:
    run = simulate(_standing_still(random_scenario(np.random.default_rng(seed), longest_horizon=13)), threads=1)
    y = run.yearly
    change = y["outside_income"] - y["spending"] - y["tax_paid"] - y["trading_cost"]
    miss = np.diff(_wealth(run), axis=2) - change
    assert np.abs(miss).max() <= CENT, (
        f"random_scenario({seed}), years {run.years[np.abs(miss).max(axis=(0, 1)) > CENT]}"
    )


@pytest.mark.parametrize("seed", range(1_000, 1_015))
def test_figures_stay_within_what_they_mean(seed: int) -> None:
    run = simulate(random_scenario(np.random.default_rng(seed), longest_horizon=20), threads=1)
    y, t = run.yearly, run.terminal
    assert all(np.isfinite(values).all() for values in (*y.values(), *t.values()))
    signed = {"tax_paid", "tax_state", "balance_other"}  # a refund; cash that trading costs overdrew
    for name in set(y) - signed:
        assert y[name].min() >= -CENT, name
    assert (y["spending"] <= y["spending_target"] + CENT).all()
    assert (y["wash_deferred"] + y["wash_permanent"] >= 0).all()
    assert t["wealth_before_tax"] == pytest.approx(_wealth(run)[:, :, -1], abs=CENT)
    gone = t["liquidation_tax"] + t["open_tax"]
    assert t["after_tax_wealth"] == pytest.approx(t["wealth_before_tax"] - gone, abs=CENT)


@pytest.mark.parametrize("seed", range(1_000, 1_020))
def test_losses_are_used_carried_or_still_there(seed: int) -> None:
    """Carried in + losses allowed in the year = used against gains + used against income + carried out.

    The year's allowed losses are not a field; they are at least 0, so a carryover never falls by more than was used.
    """
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=13)
    run = simulate(scenario, threads=1)
    y = run.yearly
    carried_in = scenario.household.loss_carryover_short + scenario.household.loss_carryover_long
    before = np.concatenate([np.full((*y["carryover"].shape[:2], 1), carried_in), y["carryover"][:, :, :-1]], axis=2)
    used = y["loss_used_gains"] + y["loss_used_income"]
    assert (before - y["carryover"] <= used + CENT).all()
    assert (y["loss_used_income"] <= 3_000 + CENT).all()  # IRC 1211(b)
