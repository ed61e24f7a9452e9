"""Are the standard errors honest: how often a short run's interval, as the pages show it, holds a long run's value.

Run it from the project's folder: ``python -m benchmarks.standard_errors [SAMPLE [ESTIMATOR [SEEDS [PATHS [LONG]]]]]``.
By default 200 seeds of 500 paths drawn one by one (``plain``; ``spread``: evenly) against 200,000 other paths, drawn
one by one; every strategy of the sample less the first one. Some minutes on two cores. Prints a line a strategy and
measure.
"""

import math
import sys
from dataclasses import dataclass

import numpy as np

from sim.api import Findings, Scenario, sample_scenario, simulate
from sim.estimate.luck import Luck
from sim.estimate.wilson import STANDARD_ERRORS
from sim.results.paired import MEASURE, Measure, paired_difference
from sim.results.verdict import OBJECTIVES
from sim.scenario.enums import Estimator

FIRST_SEED, LONG_SEED, CHUNK, RESAMPLES = 1_000, 999, 5_000, 1_000
FIELDS = (*OBJECTIVES[:2], "lifetime_tax_real", "tax_drag_bp")


@dataclass(frozen=True)
class Coverage:
    """covered : share of the short runs whose interval holds the long value; too_high, too_low : where it misses

    long_error : standard error of the long value over the typical one of a short run
    error_ratio : spread of the short runs' means over their typical standard error
    bias : mean of the short runs less the long value, in standard errors of that difference
    skewness : of the short runs' means
    resampled : `covered` for short runs out of the long one, so many that its own luck is small; NaN unless plain
    """

    strategy: str
    field: str
    covered: float
    too_high: float
    too_low: float
    long_error: float
    error_ratio: float
    bias: float
    skewness: float
    resampled: float


def differences(scenario: Scenario, estimator: Estimator, seed: int, n_paths: int) -> dict[str, np.ndarray]:
    """Return the paired differences of every field, (n_strategies - 1, n_paths) each."""
    changed = {"seed": seed, "n_paths": n_paths, "estimator": estimator}
    simulation = scenario.simulation.model_copy(update=changed)
    findings = Findings(simulate(scenario.model_copy(update={"simulation": simulation})))
    return {field: findings.figure(field)[1:] - findings.figure(field)[0] for field in FIELDS}


def coverage(scenario: Scenario, estimator: Estimator, n_seeds: int, n_paths: int, n_long: int) -> list[Coverage]:
    """Return the coverage of every strategy's and field's interval."""
    sizes = [min(CHUNK, n_long - first) for first in range(0, n_long, CHUNK)]
    chunks = [differences(scenario, Estimator.PLAIN, LONG_SEED - k, size) for k, size in enumerate(sizes)]
    short = [differences(scenario, estimator, FIRST_SEED + k, n_paths) for k in range(n_seeds)]
    found = []
    for row, strategy in enumerate(scenario.strategies[1:]):
        for field in FIELDS:
            long = np.concatenate([chunk[field][row] for chunk in chunks])
            found.append(_of(strategy.name, field, long, [one[field][row] for one in short], estimator))
    return found


def _of(strategy: str, field: str, long: np.ndarray, short: list[np.ndarray], estimator: Estimator) -> Coverage:
    """Return the coverage of the intervals of the short runs, (n_paths,) each."""
    simulation = sample_scenario("no-taxable-account").simulation.model_copy(update={"estimator": estimator})
    luck = Luck(n_sets=simulation.n_sets)
    value, long_error = float(np.nanmean(long)), float(np.nanstd(long, ddof=1)) / math.sqrt(len(long))
    rows = [paired_difference(one, MEASURE[field], luck) for one in short]
    means, errors = (np.array([getattr(row, name) for row in rows]) for name in ("mean", "standard_error"))
    missed = (means - value) / (STANDARD_ERRORS * errors)
    typical, spread = float(np.median(errors)), float(means.std(ddof=1))
    high, low = float((missed > 1).mean()), float((missed < -1).mean())
    bias = (float(means.mean()) - value) / math.hypot(long_error, spread / math.sqrt(len(means)))
    skewness = float((((means - means.mean()) / means.std()) ** 3).mean())
    again = resampled(long, MEASURE[field], len(short[0])) if estimator is Estimator.PLAIN else math.nan
    share = 1.0 - high - low
    return Coverage(strategy, field, share, high, low, long_error / typical, spread / typical, bias, skewness, again)


def resampled(long: np.ndarray, measure: Measure, n_paths: int) -> float:
    """Return how often the interval of `n_paths` out of the long run's paths holds the long run's mean."""
    random, value, hits = np.random.default_rng(1), float(np.nanmean(long)), 0
    for _ in range(RESAMPLES):
        row = paired_difference(long[random.integers(0, len(long), n_paths)], measure)
        hits += abs(row.mean - value) <= STANDARD_ERRORS * row.standard_error
    return hits / RESAMPLES


def main() -> None:
    sample, drawn, *numbers = [*sys.argv[1:], *("californian-couple", "plain")[len(sys.argv) - 1 :]]
    n_seeds, n_paths, n_long = (*(int(text) for text in numbers), *(200, 500, 200_000)[len(numbers) :])
    print(f"{sample}, {drawn}: {n_seeds} seeds of {n_paths} paths against {n_long:,} paths")
    for one in coverage(sample_scenario(sample), Estimator(drawn), n_seeds, n_paths, n_long):
        print(
            f"{one.strategy}, {one.field}: mean ± two standard errors hold the long value in {one.covered:.1%} "
            f"(above {one.too_high:.1%}, below {one.too_low:.1%}; out of the long run {one.resampled:.1%}); "
            f"spread of the means over the standard error {one.error_ratio:.2f}, skewness {one.skewness:.1f}; "
            f"mean of all off by {one.bias:+.1f} standard errors; the long value's error over a short one's "
            f"{one.long_error:.2f}"
        )


if __name__ == "__main__":
    main()
