"""Damaged inputs by hand: ``python -m tests.fuzz --minutes 30 [--door NAME] [--inputs N] [--seed S] [--keep FOLDER]``.

Each door is tried in a process of its own, so that one that dies costs its door alone. The closing lines hold a door's
figures; the exit code is 1 where there was a fault. Its input is kept, and ``--again FOLDER`` tries it again.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.fuzz.doors import DOORS
from tests.fuzz.judge import Figures, judged, kept, random_of, read_back

RERUN_EVERY = {"run": 10, "export": 5}
"""How many inputs of a costly door come on one that is tried twice; of the others each second one is."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0, help="for all doors together; default: no limit")
    parser.add_argument("--inputs", type=int, default=0, help="per door; default: until the time is up")
    parser.add_argument("--door", choices=list(DOORS))
    parser.add_argument("--seed", default="1", help="the same seed draws the same inputs")
    parser.add_argument("--keep", type=Path, help="where inputs with faults go; default: a temporary folder")
    parser.add_argument("--again", type=Path, help="try one input that was kept; needs --door")
    found = parser.parse_args()
    if not (found.minutes or found.inputs or found.again):
        parser.error("say how long (--minutes) or how many (--inputs)")
    return found


def one_door(said: argparse.Namespace) -> int:
    """Try a door's inputs in this process, and print its figures."""
    name = said.door
    os.environ["ROLLOVER_SIM_DATABASE_URL"] = "sqlite://"
    logging.disable()
    warnings.simplefilter("ignore")
    door, figures, until = DOORS[name], Figures(name), time.monotonic() + said.minutes * 60
    number, shown, last = 0, time.monotonic(), said.keep / f"{name}-last"
    while (not said.inputs or number < said.inputs) and (not said.minutes or time.monotonic() < until):
        case = door.make(random_of(f"{said.seed} {name}", number))
        kept(case, last)  # where the process dies, this was the input
        n_faults = len(figures.faults)
        judged(door, case, figures, again=number % RERUN_EVERY.get(name, 2) == 0)
        for kind, words, _ in figures.faults[n_faults:]:
            place = said.keep / f"{name}-{number}"
            kept(case, place)
            (place.with_suffix(".txt")).write_text(f"{kind}\n{words}", errors="replace")
            print(f"{name} input {number}: {kind}: {words.strip().splitlines()[-1][:160]} ({place})", flush=True)
        number += 1
        if time.monotonic() - shown > 60:
            shown = time.monotonic()
            print(f"  {figures.line()}", flush=True)
    print(figures.line(), flush=True)
    return 1 if figures.faults else 0


def all_doors(said: argparse.Namespace) -> int:
    """Try every door in a process of its own, one after the other."""
    lines, is_faulty = [], False
    for name in DOORS:
        minutes = said.minutes / len(DOORS)
        command = [sys.executable, "-m", "tests.fuzz", "--door", name, "--minutes", f"{minutes}", "--seed", said.seed]
        command += ["--inputs", str(said.inputs), "--keep", str(said.keep)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = ""
            for line in process.stdout:
                print(line, end="", flush=True)
        is_faulty |= process.returncode != 0
        is_whole = process.returncode in (0, 1)
        lines.append(line if is_whole else f"{name:12} died with {process.returncode}; see {said.keep / name}-last\n")
    print("\n" + "".join(lines), end="")
    return 1 if is_faulty else 0


def main() -> int:
    """Return 0 where no input had a fault."""
    said = arguments()
    said.keep = said.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    if said.again:
        figures = Figures(said.door)
        judged(DOORS[said.door], read_back(said.again), figures, again=True)
        print(*(words for _, words, _ in figures.faults), figures.line(), sep="\n")
        return 1 if figures.faults else 0
    return one_door(said) if said.door else all_doors(said)


if __name__ == "__main__":
    sys.exit(main())
