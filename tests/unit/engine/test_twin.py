"""The kernel against the slow twin: every field of every year, to a cent, on random households."""

from functools import cache

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.twin_comparison import differences, twin

N_SCENARIOS = 50


@cache
def scenario_of(seed: int) -> Scenario:
    return random_scenario(np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(N_SCENARIOS))
def test_kernel_and_twin_agree_to_a_cent(seed: int) -> None:
    """One path of every strategy; the path's number changes with the seed, so later paths are met too."""
    scenario = scenario_of(seed)
    path = seed % scenario.simulation.n_paths
    run = simulate(scenario, threads=1)
    for strategy in range(len(scenario.strategies)):
        assert not differences(scenario, run, strategy, path), f"random_scenario({seed})"


def test_the_random_households_reach_every_corner() -> None:
    """The comparison is worth what its households are: each of these happens in some of them."""
    met: dict[str, int] = {}
    for seed in range(N_SCENARIOS):
        scenario = scenario_of(seed)
        accounts = scenario.holdings.accounts
        n_taxable = sum(account.type == "taxable" for account in accounts)
        methods = {rollover.method.value for rollover in scenario.rollovers}
        facts = {
            "two people": len(scenario.household.people) == 2,
            "no taxable account": n_taxable == 0,
            "several taxable accounts": n_taxable > 1,
            "after-tax money": any(account.after_tax_amount > 0 for account in accounts),
            "a Roth part": any(account.roth_amount > 0 for account in accounts),
            "an annuity": any(account.type == "annuity" for account in accounts),
            "an HSA": any(account.type == "hsa" for account in accounts),
            "rollover in cash": "direct_cash" in methods,
            "rollover in kind": "direct_in_kind" in methods,
            "no volatility": any(a.volatility == 0 for a in scenario.market.classes.values()),
            "forty years": scenario.household.horizon_years == 40,
            "a carryover": scenario.household.loss_carryover_long > 0,
            "a lot bought less than 30 days before": any(
                0 <= (scenario.start - holding.acquired).days <= 30 for holding in scenario.holdings.lots
            ),
        }
        outcome = twin(scenario, len(scenario.strategies) - 1, seed % 3)
        facts |= {
            "ruin": sum(outcome.yearly["spending_target"]) > sum(outcome.yearly["spending"]) + 1,
            "a deferred wash": sum(outcome.yearly["wash_deferred"]) > 100,
            "a permanent wash": sum(outcome.yearly["wash_permanent"]) > 100,
            "a harvest": sum(outcome.yearly["harvested_loss"]) > 100,
            "early distributions": sum(outcome.yearly["tax_additional"]) > 100,
            "a required distribution": sum(outcome.yearly["rmd"]) > 100,
            "a Medicare surcharge": sum(outcome.yearly["irmaa"]) > 100,
            "state tax": sum(outcome.yearly["tax_state"]) > 100,
            "a full row of lots": outcome.n_merges > 0,
        }
        for name, happens in facts.items():
            met[name] = met.get(name, 0) + bool(happens)
    assert all(count >= 2 for count in met.values()), met
