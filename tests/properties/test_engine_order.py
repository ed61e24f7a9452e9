"""The same path sees the same market: chunks, threads, other strategies and more paths change not one bit."""

import json
from itertools import pairwise

import numpy as np
import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.results.findings import Findings
from sim.results.summary import summary, summary_json
from sim.scenario.enums import HarvestTiming
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario

SEEDS = (3_000, 3_001, 3_002)
N_PATHS = 37


def _household(seed: int, n_paths: int = N_PATHS) -> Scenario:
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=13, with_policies=True)
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": n_paths})})


def _bytes(run: RunResult) -> bytes:
    fields = [*run.yearly.values(), *run.terminal.values(), run.price_level]
    return b"".join(np.ascontiguousarray(values).tobytes() for values in fields)


@pytest.mark.parametrize("seed", SEEDS)
def test_chunks_and_threads_change_nothing(seed: int) -> None:
    scenario = _household(seed)
    runs = [
        simulate(scenario, threads=threads, chunk_paths=chunk_paths)
        for threads, chunk_paths in ((1, 64), (2, 64), (4, 5), (1, 1), (3, 36))
    ]
    assert all(_bytes(one) == _bytes(other) for one, other in pairwise(runs))


@pytest.mark.parametrize("seed", SEEDS)
def test_summaries_are_the_same_bytes_over_chunks_and_threads(seed: int) -> None:
    scenario = _household(seed)
    options = ((1, 64), (2, 16), (3, 5), (4, 1), (4, 37))
    runs = [simulate(scenario, threads=threads, chunk_paths=chunk_paths) for threads, chunk_paths in options]
    assert len({summary_json(Findings(run)).encode() for run in runs}) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_summaries_are_the_same_bytes_in_any_order_of_strategies(seed: int) -> None:
    """By name, behind the first strategy, which is what the others are compared with."""
    scenario = _household(seed)
    first, *others = scenario.strategies
    turned = scenario.model_copy(update={"strategies": (first, *others[::-1])})
    found = []
    for one in (scenario, turned):
        strategies = summary(Findings(simulate(one)))["strategies"]
        found.append(json.dumps(sorted(strategies, key=lambda strategy: strategy["name"])).encode())
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_more_paths_leave_the_first_ones_alone(seed: int) -> None:
    few, many = simulate(_household(seed, 7)), simulate(_household(seed, 40))
    for name, values in few.yearly.items():
        assert (many.yearly[name][:, :7] == values).all(), name
    for name, values in few.terminal.items():
        assert (many.terminal[name][:, :7] == values).all(), name
    assert (many.price_level[:7] == few.price_level).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_strategies_does_not_matter(seed: int) -> None:
    scenario = _household(seed)
    turned = scenario.model_copy(update={"strategies": scenario.strategies[::-1]})
    forward, backward = simulate(scenario), simulate(turned)
    for name, values in forward.yearly.items():
        assert (backward.yearly[name][::-1] == values).all(), name
    for name, values in forward.terminal.items():
        assert (backward.terminal[name][::-1] == values).all(), name


@pytest.mark.parametrize("seed", SEEDS)
def test_another_seed_is_another_market(seed: int) -> None:
    scenario = _household(seed)
    other = scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"seed": 99})})
    assert not np.array_equal(simulate(scenario).price_level, simulate(other).price_level)


@pytest.mark.parametrize("seed", SEEDS)
def test_dropping_a_strategy_leaves_every_other_one_alone(seed: int) -> None:
    """Also where the one that goes harvests on days of its own, long after the rollover."""
    scenario = _household(seed)
    late = scenario.strategies[0].model_copy(
        update={"name": "late", "harvest": HarvestTiming.AFTER_ROLLOVER, "days_from_rollover": 300}
    )
    daily = scenario.strategies[0].model_copy(update={"name": "daily", "harvest": HarvestTiming.DAILY})
    all_of_them = (late, *scenario.strategies[:6], daily)
    together = simulate(scenario.model_copy(update={"strategies": all_of_them}))
    for s, strategy in enumerate(all_of_them):
        alone = simulate(scenario.model_copy(update={"strategies": (strategy,)}))
        for name, values in (alone.yearly | alone.terminal).items():
            assert (together.yearly | together.terminal)[name][s].tobytes() == values[0].tobytes(), (strategy, name)
        assert together.price_level.tobytes() == alone.price_level.tobytes()
