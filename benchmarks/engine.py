"""How long the path engine takes: ``python -m benchmarks.engine``.

Prints, for each sample household: wall time of the asked job on all cores, microseconds of one core a path and
strategy, the ratio to drawing, correlating and exponentiating the same shocks (one core, same run), and the gain of
two threads over one. With ``--cold`` it also times a new process with a warm and with an empty kernel cache; with
``--large`` five strategies over 35 years: 1,000 and 5,000 paths, the time a path at 1,000 to 100,000 paths, the memory
of 10,000 paths with everything that the pages read of them, and path-years a second of each sample moved to California,
of the early retiree also where other state taxes are paid.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from sim.api import SAMPLES, sample_scenario
from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.job import new_work
from sim.engine.run.run import run_lowered
from sim.market.assumptions import CLASSES
from sim.market.processes import fill_path
from sim.scenario.models import Scenario

FIRST_RESULT = "from sim.api import sample_scenario, simulate; simulate(sample_scenario('californian-couple'))"


def job(name: str, n_paths: int, n_strategies: int, n_years: int) -> Scenario:
    """Return a sample with another number of paths, strategies and years."""
    sample = sample_scenario(name)
    return sample.with_paths(n_paths).model_copy(
        update={
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
            lowered.market,
            lowered.job.days,
            lowered.job.dt,
            path,
            work.growth,
            work.price_level,
            work.income,
            work.market_scratch,
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


LARGE_STRATEGIES, LARGE_YEARS = 5, 35
LINEAR = (1_000, 10_000, 100_000)
MEMORY_OF = (
    "from pathlib import Path; from sim.api import Findings, simulate, summary; from benchmarks.engine import large; "
    "summary(Findings(simulate(large({name!r}, 10_000)))); "
    "print(int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) // 1024)"
)
"""Not `getrusage`, which in a process just begun still tells the memory of the one that began it."""


def large(name: str, n_paths: int) -> Scenario:
    """Return a sample over 35 years with five strategies; where it has fewer, its last one once more."""
    scenario = job(name, n_paths, LARGE_STRATEGIES, LARGE_YEARS)
    more = range(len(scenario.strategies), LARGE_STRATEGIES)
    again = [scenario.strategies[-1].model_copy(update={"name": f"once more {k}"}) for k in more]
    return scenario.model_copy(update={"strategies": (*scenario.strategies, *again)})


def measure_large(name: str) -> None:
    """Print one household's figures over 35 years with five strategies."""
    walls = {}
    for n_paths in (1_000, 5_000):
        scenario = large(name, n_paths)
        lowered = lower(scenario)
        walls[n_paths] = best_of(lambda: run_lowered(scenario, lowered), passes=3)  # noqa: B023 - run at once
    print(f"{name}: {LARGE_STRATEGIES} x 1,000 x {LARGE_YEARS} in {walls[1_000]:.2f} s, 5,000 in {walls[5_000]:.2f} s")
    for n_paths in LINEAR:
        one = job(name, n_paths, 1, 10)
        lowered = lower(one)
        wall = best_of(lambda: run_lowered(one, lowered, threads=1), passes=2)  # noqa: B023 - run at once
        print(f"{name}: one strategy, ten years, one thread, {n_paths:7,} paths: {wall / n_paths * 1e6:5.1f} us a path")
    memory = subprocess.run(
        [sys.executable, "-c", MEMORY_OF.format(name=name)], check=True, capture_output=True, text=True
    )
    print(f"{name}: most memory of a process that runs and sums up 5 x 10,000 x 35: {memory.stdout.strip()} MB")


def measure_path_years(name: str, state: str, n_paths: int = 4_000) -> None:
    """Print how many years of paths a sample that lives in a state runs through in a second, five strategies each."""
    scenario = large(name, n_paths)
    scenario = scenario.model_copy(update={"household": scenario.household.model_copy(update={"state": state})})
    lowered = lower(scenario)
    wall = best_of(lambda: run_lowered(scenario, lowered))
    a_second = n_paths * LARGE_STRATEGIES * LARGE_YEARS / wall
    print(f"{name} in {state}: {a_second / 1e3:,.0f} thousand path-years a second")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paths", type=int, default=2_000)
    parser.add_argument("--strategies", type=int, default=3)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    for name in SAMPLES:
        measure(name, arguments.paths, arguments.strategies, arguments.years)
    if arguments.large:
        measure_large(next(iter(SAMPLES)))
        for name in SAMPLES:
            measure_path_years(name, "CA")
        for state in ("NY", "NC"):
            measure_path_years("early-retiree", state)
    if arguments.cold:
        with tempfile.TemporaryDirectory() as cache:
            print(f"new process, empty kernel cache: {first_result(cache):5.1f} s to the first result")
            print(f"new process, warm kernel cache:  {first_result(cache):5.1f} s to the first result")


if __name__ == "__main__":
    main()
