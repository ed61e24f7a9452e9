"""With every tax rate at zero and costs off, harvesting is worth exactly nothing on every path."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.lowering.lower import lower
from sim.engine.records.laws import LawPair, Laws
from sim.engine.run.run import run_lowered, simulate
from sim.law.beside_return import zero_irmaa_law
from sim.law.projection import zero_rate_law
from sim.law.state_projection import zero_rate_state_law
from sim.scenario.enums import HarvestProceeds, HarvestTiming
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario

BALANCES = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")
WEALTH = ("wealth_before_tax", "after_tax_wealth", "heirs_wealth")


def _without_costs(scenario: Scenario, n_paths: int = 4) -> Scenario:
    """Return the household with strategies that differ only in when and how they harvest, at no cost.

    Waiting 31 days in cash is left out: it is another portfolio for a while, not another tax.
    """
    first = scenario.strategies[0]
    alike = {
        "fund_trading_cost_bp": 0.0,
        "stock_trading_cost_bp": 0.0,
        "withdrawal_order": first.withdrawal_order,
        "rebalance_band": first.rebalance_band,
    }
    invested = (s for s in scenario.strategies if s.proceeds is not HarvestProceeds.CASH_31_DAYS)
    strategies = tuple(strategy.model_copy(update=alike) for strategy in invested)
    simulation = scenario.simulation.model_copy(update={"n_paths": n_paths})
    household = scenario.household.model_copy(update={"heirs_tax_rate": 0.0})
    return scenario.model_copy(update={"strategies": strategies, "simulation": simulation, "household": household})


def _zero(pair: LawPair) -> LawPair:
    return pair._replace(household=_zero_of(pair.household), survivor=_zero_of(pair.survivor))


def _zero_of(laws: Laws) -> Laws:
    return Laws(
        federal=tuple(zero_rate_law(law) for law in laws.federal),
        state=np.array([zero_rate_state_law(law) for law in laws.state]),
        irmaa=tuple(zero_irmaa_law(law) for law in laws.irmaa),
        aca=laws.aca,
    )


@pytest.mark.parametrize("seed", range(2_000, 2_020))
def test_without_tax_rates_every_strategy_is_the_first_one(seed: int) -> None:
    """Exactly: not one bit of any balance, spending or wealth may differ, though the strategies trade differently."""
    with_policies = seed % 2 == 1  # every policy, sale method and withdrawal order, payroll and gains from elsewhere
    household = random_scenario(np.random.default_rng(seed), longest_horizon=20, with_policies=with_policies)
    scenario = _without_costs(household)
    lowered = lower(scenario)
    run = run_lowered(scenario, replace(lowered, laws=_zero(lowered.laws)))
    assert max(run.yearly[name].max() for name in run.yearly if name.startswith("tax_") or name == "irmaa") == 0
    for name in ("spending", "tax_paid", *BALANCES):
        assert (run.yearly[name] == run.yearly[name][:1]).all(), (seed, name)
    for name in WEALTH:
        assert (run.terminal[name] == run.terminal[name][:1]).all(), (seed, name)


def test_the_households_without_tax_rates_do_harvest() -> None:
    """The test above compares strategies that really differ."""
    harvested = 0.0
    for seed in range(2_000, 2_020):
        scenario = _without_costs(random_scenario(np.random.default_rng(seed), longest_horizon=5))
        harvested += simulate(scenario).yearly["harvested_loss"].sum()
    assert harvested > 100_000


@pytest.mark.parametrize("seed", range(2_000, 2_060))
def test_without_a_taxable_account_every_strategy_is_the_first_one(seed: int) -> None:
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=8)
    if scenario.has_taxable_account:
        kept = tuple(account for account in scenario.holdings.accounts if account.type != "taxable")
        ids = {account.id for account in kept}
        lots = tuple(lot for lot in scenario.holdings.lots if lot.account in ids)
        holdings = scenario.holdings.model_copy(update={"accounts": kept, "lots": lots})
        scenario = scenario.model_copy(update={"holdings": holdings})
    run = simulate(scenario)
    assert len(scenario.strategies) > 1
    assert {strategy.harvest for strategy in scenario.strategies} >= {HarvestTiming.NONE, HarvestTiming.MONTHLY}
    for name, values in (run.yearly | run.terminal).items():
        assert (values == values[:1]).all(), name
    assert run.yearly["harvested_loss"].max() == 0
