"""The path engine against a vectorised numpy program on one simplified job: ``python -m benchmarks.numpy_engine``.

The job is that of `benchmarks.numpy_job`, the program `benchmarks.numpy_lots`. Both draw their own shocks, once for
all strategies of a path. First both run the same paths and must agree to a cent in every year's balance, tax and
carryover; then each is timed, processor time of one thread, pass by pass in turn. numpy gets the number of paths at a
time that suits it best.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np

from benchmarks.numpy_job import CLASS_OF_FUND, STRATEGIES, draw, simplified_scenario
from benchmarks.numpy_lots import in_chunks, numpy_run
from sim.engine.chunk import new_output, new_work, run_chunk
from sim.engine.lowering import lower
from sim.engine.run import run_lowered
from sim.market.assumptions import CLASSES
from tests.oracles.market_path import market_tables, path_of

CHUNKS = (50, 100, 200, 500, 1000)


def compare(n_paths: int, n_years: int) -> dict[str, float]:
    """Return the largest differences [USD] between both in any year, on the engine's own shocks."""
    scenario = simplified_scenario(n_paths, n_years)
    lowered = lower(scenario)
    yearly = run_lowered(scenario, lowered).yearly
    tables = market_tables(scenario.market, scenario.simulation.seed, lowered.calendar)
    paths = [path_of(tables, lowered.calendar, path) for path in range(n_paths)]
    growth = np.stack([growth[:, CLASS_OF_FUND].T for growth, _ in paths], axis=2).transpose(1, 0, 2)
    found = numpy_run(lowered, np.ascontiguousarray(growth), paths[0][1])
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
    """Compare, then time both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paths", type=int, default=1_000)
    parser.add_argument("--years", type=int, default=35)
    parser.add_argument("--passes", type=int, default=3)
    arguments = parser.parse_args()
    n_paths, n_years = arguments.paths, arguments.years
    print(f"largest differences in any of {n_years} years on 200 paths [USD]:", compare(200, n_years))
    lowered = lower(simplified_scenario(n_paths, n_years))
    level = path_of(market_tables(simplified_scenario(1, 1).market, 3, lowered.calendar), lowered.calendar, 0)[1]
    output, laws = new_output(len(STRATEGIES), n_paths, n_years), lowered.new_laws()
    rng = np.random.Generator(np.random.SFC64(1))

    def by_kernels() -> None:
        work = new_work(lowered.job, len(CLASSES))
        run_chunk(lowered.job, laws, lowered.market, work, output, 0, n_paths)

    def by_numpy(chunk: int) -> Callable[[], None]:
        return lambda: in_chunks(n_paths, chunk, lambda n: numpy_run(lowered, draw(lowered, n, rng), level))

    chunks = [chunk for chunk in CHUNKS if chunk <= n_paths]
    drawing = lambda: in_chunks(n_paths, chunks[0], lambda n: draw(lowered, n, rng))  # noqa: E731
    engine, drawn, *in_numpy = least_seconds([by_kernels, drawing, *map(by_numpy, chunks)], arguments.passes)
    a_year = 1e6 / n_paths / n_years / len(STRATEGIES)
    print(f"us a path-year-strategy: engine {engine * a_year:.2f}, numpy's draws {drawn * a_year:.2f}")
    for chunk, took in zip(chunks, in_numpy, strict=True):
        print(
            f"  numpy, {chunk:5d} paths at a time: {took * a_year:.2f}, the engine is {took / engine:.2f} times as fast"
        )


if __name__ == "__main__":
    main()
