"""The folder of `run --out`, and what is kept of compiled kernels, while they are written."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numba

from sim.cli import main
from sim.compile.decorators import kernel
from sim.errors import InputError
from sim.export.report import read_report
from sim.scenario.written.load import scenario_json
from sim.scenario.written.samples import sample_scenario
from tests.faults.kills import BEGUN, Place, Say, Tally
from tests.faults.steps import counted


class Outputs(Place):
    """A folder of results, run over again and again; the seed tells which run a file is of."""

    name, seconds = "run --out", 0.6

    def __init__(self, folder: Path) -> None:
        self._folder, self._plan, self._seed = folder / "results", folder / "plan.json", 1
        self._plan.write_text(scenario_json(sample_scenario("no-taxable-account")))
        self._run(self._seed)
        self.steps = steps_of(lambda: self._run(self._seed))

    def _run(self, seed: int) -> None:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
            inputs = ["run", str(self._plan), "--out", str(self._folder), "--paths", "2", "--threads", "1"]
            assert main([*inputs, "--seed", str(seed)]) == 0, said.getvalue()

    def write(self, say: Say) -> None:
        say(BEGUN)
        for seed in range(self._seed + 1, self._seed + 4):
            self._run(seed)
            say(seed)

    def check(self, told: list[int], tally: Tally) -> None:
        last = max([self._seed, *told])
        try:
            read_report(self._folder)  # holds the digest of every file beside it
            seeds = {seed_in(self._folder / name) for name in ("scenario.json", "summary.json")}
        except InputError as error:
            print(error, file=sys.stderr)
            tally.mixed += 1
            self._run(last)
            seeds = {last}
        tally.mixed += len(seeds) > 1
        tally.lost += min(seeds) < last
        self._seed = max(seeds)


def seed_in(file: Path) -> int:
    """Return the seed that one of a run's files names."""
    found = json.loads(file.read_text())
    return int(found["simulation"]["seed"] if "simulation" in found else found["seed"])


class Kernels(Place):
    """A kernel compiled and kept for two kinds of arguments, in a folder that is emptied before each child."""

    name, seconds = "cache", 0.5

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "kernels"
        numba.config.CACHE_DIR = str(self._folder)
        self._empty()
        self.steps = steps_of(compiled_and_called)
        self._empty()

    def _empty(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()

    def write(self, say: Say) -> None:
        say(BEGUN)
        compiled_and_called(say)

    def check(self, told: list[int], tally: Tally) -> None:
        """A new process gets the right figures, and what it compiles is found by the one after it.

        Whether it finds what the killed one kept is not asked: what is missing is compiled again.
        """
        tally.mixed += hits_in_a_child() is None
        found = hits_in_a_child()
        tally.mixed += found is None
        tally.lost += found is not None and found < 2
        self._empty()


def hits_in_a_child() -> int | None:
    """Return how many kinds of arguments a new process finds kept; None where it ends on a fault or a wrong figure."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.write(writing, bytes([compiled_and_called()]))
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(writing)
    hits = os.read(reading, 1)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return hits[0] if hits and status == 0 else None


def compiled_and_called(say: Say | None = None) -> int:
    """Return how many kinds of arguments were found kept; raises `AssertionError` where a figure is wrong."""
    one = kernel(four_times)
    for number, (given, expected) in enumerate(((2.5, 10.0), (3, 12)), 1):
        assert one(given) == expected
        if say:
            say(number)
    return sum(one.stats.cache_hits.values())


def four_times(x: float) -> float:
    """Return four times a number."""
    return 4 * x


def steps_of(work: Callable[[], object]) -> int:
    """Return in how many steps something is written, counted in a child."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        write, steps = os.write, counted(0, lambda: None)
        work()
        write(writing, steps.count.to_bytes(8, "big"))
        os._exit(0)
    os.close(writing)
    found = int.from_bytes(os.read(reading, 8), "big")
    os.waitpid(child, 0)
    os.close(reading)
    assert found > 0
    return found
