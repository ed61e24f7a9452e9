"""How long the answers on demand take: the timing map at 500 paths, shared and whole, the tornado, the race, safe
spending, the worlds.

Run it from the project's folder: ``python -m benchmarks.search [map whole moves best slow safe worlds]``.
Prints processor and wall time, and each as a multiple of an ordinary run of 1,000 paths in the same process.
"""

import sys
import time
from collections.abc import Callable

from sim.api import sample_scenario, simulate
from sim.studies.find_best import find_best
from sim.studies.safe_spending import safe_spending
from sim.studies.timing_map import timing_map
from sim.studies.what_moves import what_moves
from sim.studies.worlds import worlds

SAMPLE = "californian-couple"
SCENARIO = sample_scenario(SAMPLE)
WORKS: dict[str, Callable[[], object]] = {
    "map": lambda: timing_map(SCENARIO),
    "whole": lambda: timing_map(SCENARIO, is_full=True),
    "best": lambda: find_best(SCENARIO),
    "slow": lambda: find_best(SCENARIO, "income_p10_real"),  # nobody can be told from another: all run to the end
    "moves": lambda: what_moves(SCENARIO, 1, 0),
    "safe": lambda: safe_spending(SCENARIO),
    "worlds": lambda: worlds(SCENARIO, 4, 0),
}


def main() -> None:
    chosen = sys.argv[1:] or list(WORKS)
    simulate(SCENARIO.with_paths(2))  # the kernels are loaded, or compiled, before the clock runs
    begins = time.process_time()
    simulate(SCENARIO.with_paths(1_000))
    ordinary = time.process_time() - begins
    for name in chosen:
        processor, wall = time.process_time(), time.perf_counter()
        WORKS[name]()
        processor, wall = time.process_time() - processor, time.perf_counter() - wall
        times = f"{processor:.1f} s of processor time, {wall:.1f} s on the clock"
        print(f"{name}: {times}, {processor / ordinary:.1f} ordinary runs")


if __name__ == "__main__":
    main()
