"""Eight threads run scenarios at once, as eight open pages do: nothing crashes, every result is the one of a quiet run.

A few seconds in the suite; a minute by hand: ROLLOVER_SIM_THREADS_SECONDS=60.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.oracles.random_scenarios import random_scenario

N_THREADS = 8
SECONDS = float(os.environ.get("ROLLOVER_SIM_THREADS_SECONDS", "3"))


def _scenario(seed: int) -> Scenario:
    scenario = random_scenario(np.random.default_rng(seed), longest_horizon=8, with_policies=True)
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": 40})})


def _figures(run: RunResult) -> bytes:
    return b"".join(np.ascontiguousarray(values).tobytes() for values in [*run.yearly.values(), *run.terminal.values()])


def test_eight_threads_at_once() -> None:
    scenarios = [_scenario(seed) for seed in range(N_THREADS)]
    quiet = [_figures(simulate(scenario, threads=1)) for scenario in scenarios]
    stop = time.monotonic() + SECONDS

    def work(number: int) -> tuple[int, int]:
        n_runs = n_same = 0
        while time.monotonic() < stop or n_runs < 2:
            which = (number + n_runs) % N_THREADS
            run = simulate(scenarios[which], threads=1 + n_runs % 3, chunk_paths=7)
            n_runs, n_same = n_runs + 1, n_same + (_figures(run) == quiet[which])
        return n_runs, n_same

    with ThreadPoolExecutor(N_THREADS) as pool:
        counts = list(pool.map(work, range(N_THREADS)))
    assert all(n_runs == n_same >= 2 for n_runs, n_same in counts), counts
