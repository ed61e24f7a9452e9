"""`simulation.taxes: false`: no tax, surcharge or credit at all, so that harvesting is worth exactly nothing."""

import numpy as np
import pytest

from sim.engine.records.fields import YEARLY_FIELDS
from sim.engine.run.run import simulate
from sim.results.findings import TAX_KINDS
from sim.scenario.enums import HarvestProceeds, WithdrawalOrder
from sim.scenario.models import Scenario
from sim.scenario.written.samples import SAMPLES, sample_scenario
from tests.oracles.random_features import random_household

SEEDS = range(3_000, 3_016)
CHARGES = (*(kind for kind in TAX_KINDS if kind in YEARLY_FIELDS), "tax_paid", "premium_credit")


def without_taxes(scenario: Scenario, n_paths: int = 6) -> Scenario:
    simulation = scenario.simulation.model_copy(update={"taxes": False, "n_paths": n_paths})
    return scenario.model_copy(update={"simulation": simulation})


def alike(scenario: Scenario) -> Scenario:
    """Return strategies that differ only in when and how they harvest; waiting in cash is another portfolio.

    So is filling a bracket with withdrawals: losses on the return make room for more of them.
    """
    first = scenario.strategies[0]
    if first.withdrawal_order is WithdrawalOrder.PRETAX_TO_BRACKET:
        first = first.model_copy(update={"withdrawal_order": WithdrawalOrder.ROTH_LAST})
    same = {
        name: getattr(first, name)
        for name in (
            "withdrawal_order",
            "rebalance_band",
            "rebalances_in_december",
            "rebalances_sheltered",
            "location",
            "conversion",
        )
    }
    invested = (s for s in scenario.strategies if s.proceeds is not HarvestProceeds.CASH_31_DAYS)
    strategies = tuple(
        s.model_copy(update={**same, "fund_trading_cost_bp": 0.0, "stock_trading_cost_bp": 0.0}) for s in invested
    )
    return scenario.model_copy(update={"strategies": strategies})


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_charged_where_much_is_charged_otherwise(sample: str) -> None:
    scenario = sample_scenario(sample)
    small = scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": 6})})
    taxed, free = simulate(small), simulate(without_taxes(scenario))
    assert sum(taxed.yearly[name].sum() for name in CHARGES) > 1_000  # the switch has something to switch off
    assert {name: float(np.abs(free.yearly[name]).max()) for name in CHARGES} == dict.fromkeys(CHARGES, 0.0)
    for name in ("open_tax", "liquidation_tax"):
        assert np.abs(free.terminal[name]).max() == 0
    assert (free.terminal["after_tax_wealth"] == free.terminal["wealth_before_tax"]).all()
    assert (free.terminal["heirs_wealth"] == free.terminal["wealth_before_tax"]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_random_households_pay_nothing_and_harvest_for_nothing(seed: int) -> None:
    """Exactly, on every path: conversions, early distributions, surcharges, credits and states are among them."""
    free = simulate(without_taxes(alike(random_household(seed, longest_horizon=12))))
    assert {name: float(np.abs(free.yearly[name]).max()) for name in CHARGES} == dict.fromkeys(CHARGES, 0.0)
    wealth = free.terminal["after_tax_wealth"]
    assert (wealth == wealth[:1]).all()


def test_the_random_households_would_pay_and_do_harvest() -> None:
    """The test above compares something: with taxes on, the same households pay, and their losses are taken."""
    paid = dict.fromkeys(CHARGES, 0.0)
    harvested = 0.0
    for seed in SEEDS:
        scenario = alike(random_household(seed, longest_horizon=12))
        simulation = scenario.simulation.model_copy(update={"n_paths": 3})
        run = simulate(scenario.model_copy(update={"simulation": simulation}))
        harvested += run.yearly["harvested_loss"].sum()
        for name in CHARGES:
            paid[name] += float(np.abs(run.yearly[name]).sum())
    assert harvested > 100_000
    assert all(amount > 1 for name, amount in paid.items() if name != "tax_amt"), paid  # nobody here meets the AMT
