"""How long the answers on demand take: the timing map at 500 paths, shared and whole, the tornado, the race.

Run it from the project's folder: ``python -m benchmarks.search [map whole moves best slow]``.
Prints processor and wall time.
"""

import sys
import time
from collections.abc import Callable

from sim.api import sample_scenario, simulate
from sim.studies.find_best import find_best
from sim.studies.timing_map import timing_map
from sim.studies.what_moves import what_moves

SAMPLE = "californian-couple"
SCENARIO = sample_scenario(SAMPLE)
WORKS: dict[str, Callable[[], object]] = {
    "map": lambda: timing_map(SCENARIO),
    "whole": lambda: timing_map(SCENARIO, is_full=True),
    "best": lambda: find_best(SCENARIO),
    "slow": lambda: find_best(SCENARIO, "income_p10_real"),  # nobody can be told from another: all run to the end
    "moves": lambda: what_moves(SCENARIO, 1, 0),
}


def main() -> None:
    chosen = sys.argv[1:] or list(WORKS)
    simulate(SCENARIO.with_paths(2))  # the kernels are loaded, or compiled, before the clock runs
    for name in chosen:
        processor, wall = time.process_time(), time.perf_counter()
        WORKS[name]()
        processor, wall = time.process_time() - processor, time.perf_counter() - wall
        print(f"{name}: {processor:.1f} s of processor time, {wall:.1f} s on the clock")


if __name__ == "__main__":
    main()
