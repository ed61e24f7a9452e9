"""Bias and coverage of spread paths, by many replicates, also of runs that stop when certain.

Run it from the project's folder: ``python -m benchmarks.replicates FOLDER [SAMPLE [REPLICATES [STOPPED [LONG]]]]``. By
default 400 replicates of 1,024 spread paths, of which 200 go on to 3,072, against 1,000,000 other paths drawn one by
one, of the couple. What was drawn stays in the folder, and a run that was ended goes on where it was: some ten minutes
of processor time a sample. Prints a line a strategy and measure, of what is there.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.standard_errors import FIELDS, differences
from sim.api import sample_scenario
from sim.engine.run.certain import FEWEST_PATHS
from sim.estimate.luck import EACH_ALONE, Luck
from sim.estimate.wilson import STANDARD_ERRORS
from sim.scenario.drawn.simulation import SETS
from sim.scenario.enums import Estimator

FIRST_SEED, LONG_SEED, CHUNK = 100_000, 900_000, 10_000
LOOKS = (1_024, 1_536, 2_048, 3_072)
SPREAD = Luck(n_sets=SETS)


def drawn(folder: Path, sample: str, estimator: Estimator, seed: int, n_paths: int) -> np.ndarray:
    """Return the differences of a run, (n_fields, n_strategies - 1, n_paths), kept in the folder."""
    file = folder / f"{sample}-{estimator.value}-{seed}-{n_paths}.npy"
    if not file.exists():
        found = differences(sample_scenario(sample), estimator, seed, n_paths)
        part = file.with_suffix(".part.npy")
        np.save(part, np.stack([found[field] for field in FIELDS]))
        part.rename(file)
    kept: np.ndarray = np.load(file)
    return kept


def draw_all(folder: Path, sample: str, n_replicates: int, n_stopped: int, n_long: int) -> None:
    """Draw what is not there yet: a tenth of the long run first, then the replicates."""
    for k in range(n_long // CHUNK // 10):
        drawn(folder, sample, Estimator.PLAIN, LONG_SEED + k, CHUNK)
    for k in range(n_replicates):
        drawn(folder, sample, Estimator.SPREAD, FIRST_SEED + k, LOOKS[-1] if k < n_stopped else FEWEST_PATHS)
    for k in range(n_long // CHUNK):
        drawn(folder, sample, Estimator.PLAIN, LONG_SEED + k, CHUNK)


def stop_at(errors: list[float], asked: float) -> int:
    """Return at which look a run stops."""
    return next((k for k, error in enumerate(errors) if error <= asked), len(errors) - 1)


def table(folder: Path, sample: str) -> Iterator[str]:
    """Yield what the draws say, a line a strategy and measure."""
    long = np.concatenate([np.load(one) for one in sorted(folder.glob(f"{sample}-plain-*.npy"))], axis=2)
    runs = [np.load(one) for one in sorted(folder.glob(f"{sample}-spread-*.npy"))]
    n_going_on = sum(run.shape[2] == LOOKS[-1] for run in runs)
    yield f"{sample}: {len(runs)} replicates, {n_going_on} of them stopped, against {long.shape[2]:,} paths"
    for row, strategy in enumerate(sample_scenario(sample).strategies[1:]):
        for position, field in enumerate(FIELDS):
            yield f"{strategy.name}, {field}: " + _line(long[position, row], [run[position, row] for run in runs])


def _line(long: np.ndarray, runs: list[np.ndarray]) -> str:
    value, own = float(np.nanmean(long)), EACH_ALONE.standard_error(long)
    first = [run[:FEWEST_PATHS] for run in runs]
    means, errors = (
        np.array(one) for one in zip(*((np.nanmean(run), SPREAD.standard_error(run)) for run in first), strict=True)
    )
    covered = float((np.abs(means - value) <= STANDARD_ERRORS * errors).mean())
    bias = (means.mean() - value) / math.hypot(own, means.std(ddof=1) / math.sqrt(len(means)))
    going_on = [run for run in runs if len(run) == LOOKS[-1]]
    asked = float(np.median([SPREAD.standard_error(run[: LOOKS[2]]) for run in going_on])) if going_on else math.nan
    hits, sizes = [], []
    for run in going_on:
        at = stop_at([SPREAD.standard_error(run[:look]) for look in LOOKS], asked)
        stopped = run[: LOOKS[at]]
        hits.append(abs(float(np.nanmean(stopped)) - value) <= STANDARD_ERRORS * SPREAD.standard_error(stopped))
        sizes.append(len(stopped))
    stops = f"stopped {np.mean(hits):.1%} (after {np.mean(sizes):,.0f} paths)" if going_on else "none stopped"
    long_run = f"the long value's error over a replicate's {own / np.median(errors):.2f}"
    return f"covered {covered:.1%}, {stops}; mean of all off by {bias:+.1f} standard errors; {long_run}"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sample = sys.argv[2] if len(sys.argv) > 2 else "californian-couple"
    given = [int(text) for text in sys.argv[3:]]
    draw_all(folder, sample, *(*given, *(400, 200, 1_000_000)[len(given) :]))
    print("\n".join(table(folder, sample)))


if __name__ == "__main__":
    main()
