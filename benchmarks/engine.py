"""How long the path engine takes: ``python -m benchmarks.engine``.

Prints, for each sample household: wall time of the asked job on all cores, microseconds of one core a path and
strategy, the ratio to drawing, correlating and exponentiating the same shocks (one core, same run), and the gain of
two threads over one. With ``--cold`` it also times a new process with a warm and with an empty kernel cache.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from sim.api import SAMPLES, sample_scenario
from sim.engine.chunk import new_work
from sim.engine.lowering import Lowered, lower
from sim.engine.run import run_lowered
from sim.market.assumptions import CLASSES
from sim.market.processes import fill_path
from sim.scenario.models import Scenario

FIRST_RESULT = "from sim.api import sample_scenario, simulate; simulate(sample_scenario('californian-couple'))"


def job(name: str, n_paths: int, n_strategies: int, n_years: int) -> Scenario:
    """Return a sample with another number of paths, strategies and years."""
    sample = sample_scenario(name)
    return sample.model_copy(
        update={
            "simulation": sample.simulation.model_copy(update={"n_paths": n_paths}),
            "strategies": sample.strategies[:n_strategies],
            "household": sample.household.model_copy(update={"horizon_years": n_years}),
        }
    )


def best_of(work: Callable[[], object], passes: int = 5) -> float:
    """Return the shortest wall time of several passes [s]; the first, not counted, compiles."""
    work()
    times = []
    for _ in range(passes):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def draw_all(lowered: Lowered, n_paths: int) -> None:
    """Draw, correlate and exponentiate the shocks of every path on this thread."""
    work = new_work(lowered.job, len(CLASSES))
    for path in range(n_paths):
        fill_path(
            lowered.market, lowered.job.days, lowered.job.dt, path, work.growth, work.price_level, work.market_room
        )


def measure(name: str, n_paths: int, n_strategies: int, n_years: int) -> None:
    """Print one household's figures."""
    scenario = job(name, n_paths, n_strategies, n_years)
    lowered = lower(scenario)
    wall = best_of(lambda: run_lowered(scenario, lowered))
    one = best_of(lambda: run_lowered(scenario, lowered, threads=1))
    two = best_of(lambda: run_lowered(scenario, lowered, threads=2))
    drawing = best_of(lambda: draw_all(lowered, n_paths))
    a_path = one / n_paths / n_strategies
    print(
        f"{name:20s} {n_strategies} x {n_paths} x {n_years}: {wall:6.2f} s | {a_path * 1e6:6.0f} us a path and strategy"
        f" | {one / n_strategies / drawing:5.1f} x the draws | two threads {one / two:4.2f} x one"
    )


def first_result(cache: str | None) -> float:
    """Return the wall time of a new process from start to first result [s]."""
    environment = {**os.environ, **({"NUMBA_CACHE_DIR": cache} if cache else {})}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST_RESULT], check=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paths", type=int, default=2_000)
    parser.add_argument("--strategies", type=int, default=3)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--cold", action="store_true")
    arguments = parser.parse_args()
    for name in SAMPLES:
        measure(name, arguments.paths, arguments.strategies, arguments.years)
    if arguments.cold:
        with tempfile.TemporaryDirectory() as cache:
            print(f"new process, empty kernel cache: {first_result(cache):5.1f} s to the first result")
            print(f"new process, warm kernel cache:  {first_result(cache):5.1f} s to the first result")


if __name__ == "__main__":
    main()
