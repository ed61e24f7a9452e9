"""How much less time a given ± takes when paths are spread evenly: ``python -m benchmarks.estimators [PATHS [SEEDS]]``.

For each sample with its strategies, after-tax wealth and what heirs keep: the squared standard error as the pages show
it times the time of a run, drawn by chance over spread evenly, mean of some seeds (by default 8 of 2,048 paths), both
in turn in one process. 4 means that a ± takes a fourth of the time. Processor time, so that a busy machine tells it.
"""

import sys
import time

import numpy as np

from sim.api import Findings, Scenario, sample_scenario, simulate
from sim.results.paired import MEASURE, versus
from sim.results.verdict import OBJECTIVES
from sim.scenario.enums import Estimator

SAMPLES_WITH_LOTS = ("californian-couple", "early-retiree")
FIRST_SEED = 5_000


def squared_errors(scenario: Scenario, estimator: Estimator, seed: int, n_paths: int) -> tuple[np.ndarray, float]:
    """Return the squared standard errors of a run, (2, n_strategies - 1) by measure, and its processor time [s]."""
    changed = {"seed": seed, "n_paths": n_paths, "estimator": estimator}
    simulation = scenario.simulation.model_copy(update=changed)
    begun = time.process_time()
    findings = Findings(simulate(scenario.model_copy(update={"simulation": simulation})))
    took = time.process_time() - begun
    rows = [[row.standard_error**2 for row in versus(findings, MEASURE[key])[1:]] for key in OBJECTIVES[:2]]
    return np.array(rows), took


def gains(scenario: Scenario, n_paths: int, n_seeds: int) -> tuple[np.ndarray, float]:
    """Return how much less time a given ± takes, (2, n_strategies - 1), and what a run takes more."""
    found = {}
    for estimator in Estimator:
        squared_errors(scenario, estimator, FIRST_SEED, 64)  # compiles
    for k in range(n_seeds):
        for estimator in Estimator:
            found[estimator, k] = squared_errors(scenario, estimator, FIRST_SEED + k, n_paths)
    errors = {one: np.mean([found[one, k][0] for k in range(n_seeds)], axis=0) for one in Estimator}
    times = {one: sum(found[one, k][1] for k in range(n_seeds)) for one in Estimator}
    longer = times[Estimator.SPREAD] / times[Estimator.PLAIN]
    return errors[Estimator.PLAIN] / errors[Estimator.SPREAD] / longer, longer


def main() -> None:
    numbers = [int(text) for text in sys.argv[1:]]
    n_paths, n_seeds = (*numbers, *(2_048, 8)[len(numbers) :])
    every = []
    for sample in SAMPLES_WITH_LOTS:
        scenario = sample_scenario(sample)
        found, longer = gains(scenario, n_paths, n_seeds)
        every.append(found.ravel())
        print(f"{sample}, {n_seeds} seeds of {n_paths:,} paths; a run takes {longer:.2f} times as long")
        for strategy, row in zip(scenario.strategies[1:], found.T, strict=True):
            print(f"  {strategy.name}: after-tax wealth {row[0]:.1f}, what heirs keep {row[1]:.1f}")
    flat = np.concatenate(every)
    print(f"geometric mean {np.exp(np.log(flat).mean()):.1f}, least {flat.min():.1f}")


if __name__ == "__main__":
    main()
