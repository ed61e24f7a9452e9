"""Whether both compiler modes give the same bits: ``python -m benchmarks.compiler_modes [--random N]``.

Runs every sample and some random households in the fast and in the plain mode, each in a process of its own, and
compares every array of the results and every summary, byte for byte. Almost all of its time is the plain mode's
compilation. Exit code 1 where anything differs, or where a mode could not be used.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.same_results import N_RANDOM, differences, draw

MODES = ("fast", "plain")
SWITCH = "ROLLOVER_SIM_COMPILER"
RUN = """
import sys
from pathlib import Path
from benchmarks.same_results import run
from sim.compile import mode
run(Path(sys.argv[1]), Path(sys.argv[2]))
if mode().name != sys.argv[3]:
    sys.exit(f"the {mode().name} mode was used: {mode().reason}")
"""


def run_in(mode: str, scenarios: Path, results: Path) -> None:
    """Write what a mode computes into a folder; raises CalledProcessError where it cannot be used."""
    began = time.monotonic()
    command = [sys.executable, "-c", RUN, str(scenarios), str(results), mode]
    subprocess.run(command, env={**os.environ, SWITCH: mode}, check=True)
    print(f"{mode} mode: {time.monotonic() - began:.0f} s")


def main() -> int:
    """Run both modes and compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=N_RANDOM, help="how many random households")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        scenarios, folders = Path(place, "scenarios"), [Path(place, mode) for mode in MODES]
        draw(scenarios, options.random)
        for mode, folder in zip(MODES, folders, strict=True):
            run_in(mode, scenarios, folder)
        differ = differences(*folders, is_blank=False)
        n_households = len(list(scenarios.iterdir()))
    print(
        "\n".join([f"{n_households} households, every array and summary, byte for byte: {len(differ)} differ", *differ])
    )
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
