"""How fast this checkout is against another one: ``python -m benchmarks.against FOLDER [--turns N] [--cold]``.

Both run the same scenario files, of the oldest version that is kept, in turns and each in a process of its own, so that
a machine that changes its pace changes it for both. Prints for each file the ratio of the best times and of the
medians, this checkout over the other. With ``--cold`` it also times a new process with an empty kernel cache,
which compiles.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
FILES = sorted((HERE / "tests" / "fixtures" / "scenarios" / "version_1").glob("*_*.json"))
N_PATHS, PASSES = 1_000, 3
RUN = """
import sys, time
from pathlib import Path
from sim.api import parse_scenario, simulate
plan = parse_scenario(Path(sys.argv[1]).read_bytes())
plan = plan.model_copy(update={"simulation": plan.simulation.model_copy(update={"n_paths": int(sys.argv[2])})})
simulate(plan)
times = []
for _ in range(int(sys.argv[3])):
    began = time.perf_counter()
    simulate(plan)
    times.append(time.perf_counter() - began)
print(min(times))
"""


def run_in(folder: Path, path: Path, n_paths: int, cache: str | None = None) -> float:
    """Return the shortest of several passes over a scenario file by the code in a folder [s]."""
    more = {} if cache is None else {"NUMBA_CACHE_DIR": cache}
    environment = {**os.environ, "PYTHONPATH": str(folder), **more}
    command = [sys.executable, "-c", RUN, str(path), str(n_paths), str(PASSES)]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def cold(folder: Path) -> float:
    """Return the processor time of a new process with an empty kernel cache [s]."""
    with tempfile.TemporaryDirectory() as cache:
        before = os.times()
        run_in(folder, FILES[0], 1, cache)
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> int:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="folder of the other checkout")
    parser.add_argument("--turns", type=int, default=6)
    parser.add_argument("--cold", action="store_true", help="time the first compile too")
    arguments = parser.parse_args()
    folders = (HERE, arguments.other.resolve())
    ratios = []
    for path in FILES:
        times = {folder: [] for folder in folders}  # type: dict[Path, list[float]]
        for _ in range(arguments.turns):
            for folder in folders:
                times[folder].append(run_in(folder, path, N_PATHS))
        best, middle = (min(times[HERE]) / min(times[folders[1]]), _ratio_of_medians(times, folders))
        ratios.append(middle)
        print(f"{path.stem}: best {best:.3f}, median {middle:.3f} ({min(times[HERE]):.3f} s)", flush=True)
    print(f"geometric mean of the medians: {statistics.geometric_mean(ratios):.3f}")
    if arguments.cold:
        compiled = {folder: [cold(folder) for _ in range(3)] for folder in folders}
        best = min(compiled[HERE]) / min(compiled[folders[1]])
        print(f"first compile, processor time: {min(compiled[HERE]):.1f} s; ratio of the best {best:.3f}")
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    return 0


def _ratio_of_medians(times: dict[Path, list[float]], folders: tuple[Path, Path]) -> float:
    own, other = (statistics.median(times[folder]) for folder in folders)
    return own / other


if __name__ == "__main__":
    sys.exit(main())
