"""Are the standard errors honest: how often a short run's interval, as the pages show it, holds a long run's value.

Run it from the project's folder: ``python -m benchmarks.standard_errors [SAMPLE [SEEDS [PATHS [LONG]]]]``. By default
200 seeds of 500 paths against 100,000 other paths, two strategies: some minutes on two cores. Prints a line a measure.
"""

import math
import sys
from dataclasses import dataclass

import numpy as np

from sim.api import Findings, Scenario, sample_scenario, simulate
from sim.results.paired import MEASURE, STANDARD_ERRORS, Measure, paired_difference
from sim.results.verdict import OBJECTIVES
from sim.scenario.enums import HarvestTiming

FIRST_SEED, LONG_SEED, CHUNK, RESAMPLES = 1_000, 999, 5_000, 2_000
FIELDS = (*OBJECTIVES[:2], "lifetime_tax_real", "tax_drag_bp")


@dataclass(frozen=True)
class Coverage:
    """covered : share of the short runs whose interval holds the long value; too_high, too_low : where it misses

    long_error : standard error of the long value over the typical one of a short run
    error_ratio : spread of the short runs' means over their typical standard error
    resampled : the same share where the short runs are drawn out of the long one, so many that its own luck is small
    """

    field: str
    covered: float
    too_high: float
    too_low: float
    long_error: float
    error_ratio: float
    resampled: float


def two_strategies(sample: str) -> Scenario:
    """Return a sample with no harvest and its monthly harvest."""
    scenario = sample_scenario(sample)
    never = next(one for one in scenario.strategies if one.harvest is HarvestTiming.NONE)
    monthly = next(one for one in scenario.strategies if one.harvest is HarvestTiming.MONTHLY)
    return scenario.model_copy(update={"strategies": (never, monthly)})


def differences(scenario: Scenario, seed: int, n_paths: int) -> dict[str, np.ndarray]:
    """Return the paired difference of every field, (n_paths,) each."""
    simulation = scenario.simulation.model_copy(update={"seed": seed, "n_paths": n_paths})
    findings = Findings(simulate(scenario.model_copy(update={"simulation": simulation})))
    return {field: findings.figure(field)[1] - findings.figure(field)[0] for field in FIELDS}


def coverage(scenario: Scenario, n_seeds: int, n_paths: int, n_long: int) -> list[Coverage]:
    """Return the coverage of every field's interval."""
    chunks = [differences(scenario, LONG_SEED - k, min(CHUNK, n_long - CHUNK * k)) for k in range(-(-n_long // CHUNK))]
    short = [differences(scenario, FIRST_SEED + k, n_paths) for k in range(n_seeds)]
    found = []
    for field in FIELDS:
        long = np.concatenate([chunk[field] for chunk in chunks])
        value, long_error = float(np.nanmean(long)), float(np.nanstd(long, ddof=1)) / math.sqrt(len(long))
        rows = [paired_difference(one[field], MEASURE[field]) for one in short]
        means, errors = (np.array([getattr(row, name) for row in rows]) for name in ("mean", "standard_error"))
        missed = (means - value) / (STANDARD_ERRORS * errors)
        typical = float(np.median(errors))
        high, low = float((missed > 1).mean()), float((missed < -1).mean())
        spread = float(means.std(ddof=1)) / typical
        again = resampled(long, MEASURE[field], n_paths)
        found.append(Coverage(field, 1.0 - high - low, high, low, long_error / typical, spread, again))
    return found


def resampled(long: np.ndarray, measure: Measure, n_paths: int) -> float:
    """Return how often the interval of `n_paths` out of the long run's paths holds the long run's mean."""
    random, value, hits = np.random.default_rng(1), float(np.nanmean(long)), 0
    for _ in range(RESAMPLES):
        row = paired_difference(long[random.integers(0, len(long), n_paths)], measure)
        hits += abs(row.mean - value) <= STANDARD_ERRORS * row.standard_error
    return hits / RESAMPLES


def main() -> None:
    sample, *numbers = sys.argv[1:] or ["californian-couple"]
    n_seeds, n_paths, n_long = (*(int(text) for text in numbers), *(200, 500, 100_000)[len(numbers) :])
    print(f"{sample}: {n_seeds} seeds of {n_paths} paths against {n_long:,} paths")
    for one in coverage(two_strategies(sample), n_seeds, n_paths, n_long):
        print(
            f"{one.field}: mean ± two standard errors hold the long value in {one.covered:.1%} "
            f"(above {one.too_high:.1%}, below {one.too_low:.1%}), drawn out of the long run in {one.resampled:.1%}; "
            f"spread of the means over the standard error {one.error_ratio:.2f}; the long value's error over a "
            f"short one's {one.long_error:.2f}"
        )


if __name__ == "__main__":
    main()
