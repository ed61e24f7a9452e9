"""Kills in mid-write by hand: ``python -m tests.faults --kills 1000 [--place NAME] [--seed S]``.

A quarter of the kills each over an SQLite file, a PostgreSQL server, the folder of `run --out`, and the kernel cache.
The exit code is 1 where anything that was told of as written was lost, or where what was found was of two writes.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.kills import Place, kills_of
from tests.unit.store.server import running_server


@contextmanager
def sqlite(folder: Path, random: Random) -> Iterator[Place]:
    from tests.faults.killed_stores import Plans

    yield Plans("SQLite", f"sqlite:///{folder / 'plans.sqlite3'}", random)


@contextmanager
def postgresql(folder: Path, random: Random) -> Iterator[Place]:
    from tests.faults.killed_stores import Plans

    with running_server() as url:
        yield Plans("PostgreSQL", url, random)


@contextmanager
def outputs(folder: Path, random: Random) -> Iterator[Place]:
    from tests.faults.killed_files import Outputs

    yield Outputs(folder)


@contextmanager
def cache(folder: Path, random: Random) -> Iterator[Place]:
    from tests.faults.killed_files import Kernels

    yield Kernels(folder)


PLACES: dict[str, Callable] = {"sqlite": sqlite, "postgresql": postgresql, "outputs": outputs, "cache": cache}


def main() -> int:
    """Return 0 where nothing was lost or mixed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, required=True, help="for all places together")
    parser.add_argument("--place", choices=list(PLACES), help="all of them where left out")
    parser.add_argument("--seed", default="1", help="the same seed draws the same moments")
    said = parser.parse_args()
    names, is_sound = [said.place] if said.place else list(PLACES), True
    for at, name in enumerate(names):
        n_kills = said.kills // len(names) + (at < said.kills % len(names))
        random = Random(f"{said.seed} {name}")
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            PLACES[name](Path(folder), random) as place,
        ):
            tally = kills_of(place, n_kills, random)
            print(tally.line(place.name), flush=True)
            is_sound &= not tally.lost and not tally.mixed
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
