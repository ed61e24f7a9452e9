"""The path engine against a vectorized numpy program on one simplified job: ``python -m benchmarks.numpy_engine``.

The job is that of `benchmarks.numpy_job`, the program `benchmarks.numpy_lots`. Both draw their own shocks, once for
all strategies of a path. First both run the same paths and must agree to a cent in every year's balance, tax and
carryover; then each is timed, processor time of one thread, pass by pass in turn. numpy has two forms: plain, every lot
every month (`benchmarks.numpy_whole`), and tuned, only lots that are sold or moved (`benchmarks.numpy_lots`); each gets
the number of paths at a time that suits it best.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.numpy_job import CLASS_OF_FUND, STRATEGIES, draw, simplified_scenario
from benchmarks.numpy_lots import Lots, in_chunks, numpy_run
from benchmarks.numpy_whole import WholeLots
from sim.engine.lowering.lower import lower
from sim.engine.records.job import new_output, new_work
from sim.engine.run.run import run_lowered
from sim.engine.run.side_by_side import chunk_runner
from sim.market.assumptions import CLASSES
from tests.oracles.market_path import market_tables, path_of

PROGRAMS = {"plain": (WholeLots, 200, (50, 100, 200)), "tuned": (Lots, 2_000, (500, 1_000, 2_000))}
"""Each form of the numpy program: its lots, how many paths are timed, and how many of them it may do at a time."""


def compare(n_paths: int, n_years: int, lots: type[Lots] | type[WholeLots] = Lots) -> dict[str, float]:
    """Return the largest differences [USD] between both in any year, on the engine's own shocks."""
    scenario = simplified_scenario(n_paths, n_years)
    lowered = lower(scenario)
    yearly = run_lowered(scenario, lowered).yearly
    tables = market_tables(scenario.market, scenario.simulation.seed, lowered.calendar)
    paths = [path_of(tables, lowered.calendar, path) for path in range(n_paths)]
    growth = np.stack([growth[:, CLASS_OF_FUND].T for growth, _ in paths], axis=2).transpose(1, 0, 2)
    found = numpy_run(lowered, np.ascontiguousarray(growth), paths[0][1], lots)
    fields = {"balance": "balance_taxable", "tax": "tax_paid", "carryover": "carryover"}
    n_filed = {"balance": n_years, "tax": n_years, "carryover": n_years - 1}
    return {
        name: float(np.abs(found[name] - yearly[field])[:, :, : n_filed[name]].max()) for name, field in fields.items()
    }


def least_seconds(works: list[Callable[[], object]], passes: int) -> list[float]:
    """Return each work's least processor time on this thread [s]; they take turns, and the first does not count."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(passes + 1):
        for k, work in enumerate(works):
            start = time.thread_time()
            work()
            if turn > 0:
                times[k].append(time.thread_time() - start)
    return [min(of_work) for of_work in times]


def main() -> None:
    """Compare, then time all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--years", type=int, default=35)
    parser.add_argument("--passes", type=int, default=2)
    arguments = parser.parse_args()
    n_years = arguments.years
    for name, (lots, _, _) in PROGRAMS.items():
        print(f"{name} numpy, largest differences on 200 paths [USD]: {compare(200, n_years, lots)}", flush=True)
    lowered = lower(simplified_scenario(1, n_years))
    level = path_of(market_tables(simplified_scenario(1, 1).market, 3, lowered.calendar), lowered.calendar, 0)[1]
    rng = np.random.Generator(np.random.SFC64(1))

    def by_kernels(has_wash_rule: int, n_paths: int = 1_000) -> None:
        output, work = new_output(len(STRATEGIES), n_paths, n_years), new_work(lowered.job, len(CLASSES))
        lowered.job.policies["has_wash_rule"] = has_wash_rule
        arguments = lowered.job, lowered.new_laws(), lowered.market, work, output
        chunk_runner(*arguments)(*arguments, 0, n_paths)

    def by_numpy(lots: type[Lots] | type[WholeLots], n_paths: int, chunk: int) -> None:
        in_chunks(n_paths, chunk, lambda n: numpy_run(lowered, draw(lowered, n, rng), level, lots))

    works = [
        ("engine", 1_000, partial(by_kernels, 0)),
        ("engine with the wash-sale rule", 1_000, partial(by_kernels, 1)),
        ("numpy's draws", 500, lambda: draw(lowered, 500, rng)),
    ]
    for name, (lots, n_paths, chunks) in PROGRAMS.items():
        works += [(f"{name} numpy, {c} paths at a time", n_paths, partial(by_numpy, lots, n_paths, c)) for c in chunks]
    times = least_seconds([work for _, _, work in works], arguments.passes)
    print("us a path-year-strategy, and how many times as long as the engine:")
    for (name, n_paths, _), took in zip(works, times, strict=True):
        a_path = took / n_paths
        print(f"  {name:36s} {1e6 * a_path / n_years / len(STRATEGIES):7.2f} {a_path / (times[0] / 1_000):6.2f}")


if __name__ == "__main__":
    main()
