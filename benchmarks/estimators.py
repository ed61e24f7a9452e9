"""How much less time a given ± takes when paths are spread evenly: ``python -m benchmarks.estimators [PATHS [SEEDS]]``.

``python -m benchmarks.estimators sure [SEEDS]`` measures it where each difference is sure to ± 0.005% of starting
wealth, each estimator after as many paths as that takes it: the look of a run that stops when certain, chosen by a
seed of its own, whose squared error is then measured with others (by default 2).

For each sample with its strategies, after-tax wealth and what heirs keep: the squared standard error as the pages show
it times the time of a run, drawn by chance over spread evenly, mean of some seeds (by default 8 of 2,048 paths), both
in turn in one process. 4 means that a ± takes a fourth of the time. Processor time, so that a busy machine tells it.
"""

import sys
import time

import numpy as np

from sim.api import Findings, Scenario, sample_scenario, simulate
from sim.engine.run.certain import looks
from sim.estimate.wilson import STANDARD_ERRORS
from sim.results.paired import MEASURE, differences, versus
from sim.results.verdict import OBJECTIVES
from sim.scenario.drawn.simulation import USUAL_CERTAINTY
from sim.scenario.enums import Estimator

SAMPLES_WITH_LOTS = ("californian-couple", "early-retiree")
FIRST_SEED, MOST_PATHS = 5_000, 100_000


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


def errors_by_look(scenario: Scenario, estimator: Estimator, seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Return looks, the ± of each case there as a share of starting wealth, (n_looks, n_cases), and seconds a path.

    Of a run until all are sure to `USUAL_CERTAINTY`.
    """
    changed = {"seed": seed, "estimator": estimator, "certain_to": USUAL_CERTAINTY, "n_paths": MOST_PATHS}
    scenario = scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update=changed)})
    begun = time.process_time()
    findings = Findings(simulate(scenario))
    took, n_paths = time.process_time() - begun, findings.result.n_paths
    columns = [row for key in OBJECTIVES[:2] for row in differences(findings, MEASURE[key])[1:]]
    every = np.array(looks(scenario, n_paths))
    errors = np.array([[findings.luck.standard_error(row[:n]) for row in columns] for n in every])
    return every, STANDARD_ERRORS * errors / findings.result.start_wealth, took / n_paths


def paths_until_sure(scenario: Scenario, estimator: Estimator, n_seeds: int) -> tuple[np.ndarray, float]:
    """Return after how many paths each case is sure to `USUAL_CERTAINTY`, (2, n_strategies - 1), and seconds a path.

    One seed says at which look; the others, what the squared error is there.
    """
    chosen, *others = (errors_by_look(scenario, estimator, FIRST_SEED + k) for k in range(1 + n_seeds))
    at = (chosen[1] <= USUAL_CERTAINTY).argmax(axis=0)
    needed = []
    for every, errors, _ in others:
        look = np.minimum(at, len(every) - 1)
        needed.append((errors[look, range(len(at))] / USUAL_CERTAINTY) ** 2 * every[look])
    return np.mean(needed, axis=0).reshape(2, -1), float(np.mean([seconds for _, _, seconds in others]))


def main() -> None:
    if sys.argv[1:2] == ["sure"]:
        print_until_sure(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
        return
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


def print_until_sure(n_seeds: int) -> None:
    every = []
    for sample in SAMPLES_WITH_LOTS:
        scenario = sample_scenario(sample)
        for estimator in Estimator:
            squared_errors(scenario, estimator, FIRST_SEED, 64)  # compiles
        paths, seconds = {}, {}
        for estimator in Estimator:
            paths[estimator], seconds[estimator] = paths_until_sure(scenario, estimator, n_seeds)
        longer = seconds[Estimator.SPREAD] / seconds[Estimator.PLAIN]
        found = paths[Estimator.PLAIN] / paths[Estimator.SPREAD] / longer
        every.append(found.ravel())
        print(
            f"{sample}, {n_seeds} seeds, until sure to {USUAL_CERTAINTY:.3%}; a path takes {longer:.2f} times as long"
        )
        for row, (strategy, gain) in enumerate(zip(scenario.strategies[1:], found.T, strict=True)):
            plain, spread = (paths[one][:, row] for one in (Estimator.PLAIN, Estimator.SPREAD))
            said = [f"{gain[m]:.1f} ({plain[m]:,.0f} paths by chance, {spread[m]:,.0f} spread)" for m in range(2)]
            print(f"  {strategy.name}: after-tax wealth {said[0]}, what heirs keep {said[1]}")
    flat = np.concatenate(every)
    print(f"geometric mean {np.exp(np.log(flat).mean()):.1f}, least {flat.min():.1f}")


if __name__ == "__main__":
    main()
