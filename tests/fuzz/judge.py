"""What an input must not do: let a fault escape, take long or much, leave a number that is none, or end another way."""

import csv
import io
import json
import math
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.doors import Case, Door
from tests.fuzz.shell import Attempt

MOST_SECONDS, MOST_MEGABYTES = 20, 2_000
KINDS = ("tracebacks", "hangs", "over memory", "no numbers", "differ")
NUMBERS_OF = {
    "form.csv": ("quantity", "proceeds", "basis", "disallowed_loss", "permanent_loss", "gain"),
    "lots.csv": ("quantity", "basis"),
    "out.csv": ("agi", "taxable_income", "federal_total", "state_tax", "standard_deduction", "irmaa_part_b_month"),
}
"""The columns that hold numbers of ours, by file; others hold text of the input, in which any word may stand."""


class TookLong(BaseException):
    """Raised within an attempt that takes longer than it may."""


def most_megabytes() -> float:
    """Return the most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


@dataclass
class Figures:
    """What came of many inputs of a door. `faults` holds a kind, a sentence and the input of each."""

    door: str
    inputs: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    faults: list[tuple[str, str, Case]] = field(default_factory=list)
    slowest: float = 0.0
    reruns: int = 0

    megabytes_before: float = field(default_factory=most_megabytes)

    @property
    def megabytes(self) -> float:
        """The most memory that this process ever had, beyond what it had before the first input."""
        return most_megabytes() - self.megabytes_before

    def line(self) -> str:
        """Return the figures in one line."""
        kinds = Counter(kind for kind, _, _ in self.faults)
        found = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS)
        return (
            f"{self.door:12} {self.inputs:6} inputs, {self.codes[0]} used, {self.codes[2]} refused; {found}; "
            f"slowest {self.slowest:.1f} s, peak {self.megabytes:.0f} MB, {self.reruns} rerun"
        )


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise `TookLong` after so many seconds of this process's own work: what a busy machine adds does not count."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TookLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def tried(door: Door, case: Case) -> tuple[Attempt | None, str, str]:
    """Return what came of an input, or None with the kind of fault and what it says."""
    folder = Path(tempfile.mkdtemp()) / "trial"
    folder.mkdir()
    try:
        with limited(MOST_SECONDS):
            return door.attempt(case, folder), "", ""
    except TookLong:
        return None, "hangs", "".join(traceback.format_exc().splitlines(keepends=True)[-6:])
    except Exception:
        return None, "tracebacks", traceback.format_exc()
    finally:
        shutil.rmtree(folder.parent, ignore_errors=True)


def fault_in(found: Attempt) -> tuple[str, str]:
    """Return the kind of fault in what came of an input, and what it says; two empty texts where there is none."""
    if found.code not in (0, 2):
        return "tracebacks", f"ended with {found.code}: {found.err[-2_000:]}"
    if "Traceback" in found.err:
        return "tracebacks", found.err[-2_000:]
    if found.code == 2 and not found.err.strip():
        return "tracebacks", "refused without a word"
    for name, content in found.files.items():
        if fault := _no_number(name, content):
            return "no numbers", f"{name}: {fault}"
    return "", ""


def _no_number(name: str, content: bytes) -> str:
    """Return what stands in a file where a number should, '' where every number is one."""

    def refuse(word: str) -> None:
        raise ValueError(word)

    if name.endswith(".json"):
        try:
            json.loads(content, parse_constant=refuse)
        except ValueError as error:
            return str(error)
    elif name in NUMBERS_OF:
        for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")):
            for column in NUMBERS_OF[name]:
                cell = row.get(column) or "0"
                if not math.isfinite(float(cell)):
                    return f"{column} is {cell}"
    return ""


def judged(door: Door, case: Case, figures: Figures, again: bool) -> None:
    """Try an input, again where asked for, and note what came of it."""
    began = time.process_time()
    found, kind, words = tried(door, case)
    figures.inputs += 1
    figures.slowest = max(figures.slowest, time.process_time() - began)
    if found is not None:
        figures.codes[found.code] += 1
        kind, words = fault_in(found)
        if not kind and again:
            figures.reruns += 1
            second, _, _ = tried(door, case)
            if second is None or (second.code, second.out, second.files) != (found.code, found.out, found.files):
                kind, words = "differ", "the same input gave another result"
    if not kind and figures.megabytes > MOST_MEGABYTES:
        kind, words = "over memory", f"{figures.megabytes:.0f} MB"
    if kind:
        figures.faults.append((kind, words, case))


def kept(case: Case, place: Path) -> None:
    """Write an input into a folder, so that it can be tried again."""
    place.mkdir(parents=True, exist_ok=True)
    for name, content in case.items():
        (place / name).write_bytes(content)


def read_back(place: Path) -> Case:
    """Return an input that was kept."""
    return {file.name: file.read_bytes() for file in sorted(place.iterdir())}


def random_of(seed: str, number: int) -> Random:
    """Return the chance of the input of this number."""
    return Random(f"{seed} {number}")
