"""Kernel and twin under every harvest policy, sale method and withdrawal order, over a few years."""

import numpy as np
import pytest

from sim.api import simulate
from tests.oracles.random_scenarios import random_scenario
from tests.oracles.twin_comparison import differences


@pytest.mark.parametrize("seed", range(20))
def test_kernel_and_twin_agree_to_a_cent(seed: int) -> None:
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=5, with_policies=True)
    run = simulate(scenario, threads=1)
    for strategy in range(len(scenario.strategies)):
        assert not differences(scenario, run, strategy, path=0)
