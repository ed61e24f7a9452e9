"""The kernel against the slow twin with every feature of a retirement on: to a cent, on random households."""

from functools import cache

import numpy as np
import pytest

from sim.engine.calendar import build_calendar
from sim.engine.result import TERMINAL_FIELDS, YEARLY_FIELDS, RunResult
from sim.engine.run import simulate
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from tests.oracles.market_path import market_path
from tests.oracles.path_twin import PublishedLaw, TwinPath, run_path
from tests.oracles.random_features import random_household

N_SCENARIOS = 60
CENT = 0.01


@cache
def scenario_of(seed: int) -> Scenario:
    return random_household(seed)


def twin(scenario: Scenario, strategy: int, path: int) -> TwinPath:
    calendar = build_calendar(scenario)
    growth, level = market_path(scenario.market, scenario.simulation.seed, calendar, path)
    return run_path(scenario, strategy, growth, level, calendar, PublishedLaw(scenario.household), path)


def differences(scenario: Scenario, run: RunResult, index: int, path: int) -> list[str]:
    """Return a sentence for every figure of a strategy in which kernel and twin differ by more than a cent."""
    expected, name, found = twin(scenario, index, path), scenario.strategies[index].name, []
    for field in YEARLY_FIELDS:
        got, wanted = run.yearly[field][index, path], np.array(expected.yearly[field])
        for year in np.flatnonzero(~(np.abs(got - wanted) <= CENT)):
            figures = f"kernel {got[year]:,.4f}, twin {wanted[year]:,.4f}"
            found.append(f"{name} {expected.years[year]} {field}: {figures}")
    for field in TERMINAL_FIELDS:
        end, wanted_end = run.terminal[field][index, path], expected.terminal[field]
        if not abs(end - wanted_end) <= CENT:
            found.append(f"{name} {field}: kernel {end:,.4f}, twin {wanted_end:,.4f}")
    return found


@pytest.mark.parametrize("seed", range(N_SCENARIOS))
def test_kernel_and_twin_agree_to_a_cent(seed: int) -> None:
    """One path and two strategies a household; which ones changes with the seed."""
    scenario = scenario_of(seed)
    path, run = seed % scenario.simulation.n_paths, simulate(scenario, threads=1)
    n = len(scenario.strategies)
    found = [line for index in {seed % n, (seed + 2) % n} for line in differences(scenario, run, index, path)]
    assert not found, f"random_household({seed}), path {path}:\n" + "\n".join(found[:40])


def _days_out(rollover: Rollover) -> int:
    return (rollover.redeposit_date - rollover.date).days if rollover.redeposit_date else -1


def test_the_random_households_reach_every_corner() -> None:
    """Each of these happens to some household."""
    met: dict[str, int] = {}
    for seed in range(N_SCENARIOS):
        scenario = scenario_of(seed)
        kinds = {strategy.conversion.kind.value for strategy in scenario.strategies}
        outcome = twin(scenario, seed % len(scenario.strategies), 0)
        conversion = scenario.strategies[seed % len(scenario.strategies)].conversion
        facts = {f"conversions {kind}": kind in kinds for kind in ("fixed", "to_bracket", "to_irmaa_tier")}
        methods = {rollover.method.value for rollover in scenario.rollovers}
        facts |= {f"a rollover {method}": method in methods for method in ("direct_to_roth", "indirect_60_day")}
        facts |= {
            "a partial rollover": any(rollover.share < 1 for rollover in scenario.rollovers),
            "a rollover that waits": any(rollover.reinvest_date for rollover in scenario.rollovers),
            "a redeposit on day 60": any(_days_out(r) == 60 for r in scenario.rollovers),
            "a redeposit on day 61": any(_days_out(r) == 61 for r in scenario.rollovers),
            "a named account": any(rollover.replaced_from for rollover in scenario.rollovers),
            "a first death": any(outcome.yearly["carryover_expired"]) and outcome.terminal["end_year"] > 0,
            "a last death before the plan's end": outcome.terminal["end_year"] < outcome.years[-1],
            "a relieved Medicare surcharge": any(
                scenario.household.medicare.appeals and person.wages.annual > 0 for person in scenario.household.people
            )
            and sum(outcome.yearly["irmaa"]) > 1,
            "a premium credit": sum(outcome.yearly["premium_credit"]) > 1,
            "basis in an IRA": any(
                a.after_tax_amount > 0 for a in scenario.holdings.accounts if a.type == "traditional_ira"
            ),
            "a conversion up to the premium credit's cliff": conversion.kind == "to_aca_cliff"
            and sum(outcome.yearly["converted"]) > 1,
            "a withheld tax": sum(items.withheld for items in outcome.items) > 1,
            "a converted dollar": sum(outcome.yearly["converted"]) > 1,
        }
        for name, happens in facts.items():
            met[name] = met.get(name, 0) + bool(happens)
    assert all(count >= 2 for count in met.values()), met
