"""A file of a stranger's making, read in a process of its own: it has a limit of time and of memory and can be stopped.

A pattern or a parser that takes too long holds Python's one lock: in a thread it would hold up every session of the
server. This module is both sides: `Apart` in the server, and what `python -m sim.apart` does in the process.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.document.json_text import json_object
from sim.errors import InputError, Problem
from sim.importers.dates import DateOrder
from sim.importers.records import ImportResult
from sim.importers.registry import columns_seen, import_content, map_columns
from sim.importers.returns_csv import read_returns
from sim.importers.session import Options
from sim.scenario.market import OwnReturns
from sim.scenario.models import SCHEMA_VERSION
from sim.scenario.written.load import parse_scenario
from sim.scenario.written.versions import plan_in, upgraded

MOST_SECONDS, MOST_MEMORY = 20.0, 1_500_000_000
ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-P", "-m", "sim.apart")
_AT_ONCE = threading.BoundedSemaphore(4)
"""More files than these wait their turn, whoever gave them."""

RESULTS: dict[str, TypeAdapter[Any]] = {
    "lots": TypeAdapter(ImportResult),
    "returns": TypeAdapter(OwnReturns),
    "scenario": TypeAdapter(dict[str, Any]),
}
KINDS = {"lots": "a broker's file", "returns": "a file of returns", "scenario": "a scenario"}


@dataclass(frozen=True)
class Request:
    """What is to be read of a file, and what the user says about it.

    kind : `lots`, of a broker's file, `returns`, or `scenario`: a plan's document of this version
    name : of the file
    mapping : our column names with the file's headings; empty where the file is recognized
    """

    kind: str
    name: str = ""
    broker: str = ""
    symbol: str = ""
    date_order: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What was read, or why nothing was.

    headings : those that the user may name columns by
    faulty : a scenario's document, of this version, where it can be corrected
    """

    result: Any = None
    problems: tuple[Problem, ...] = ()
    headings: tuple[str, ...] = ()
    faulty: dict[str, Any] | None = None


class Apart:
    """One file being read. Nothing is shared with the process but bytes in and JSON out."""

    def __init__(
        self, request: Request, content: bytes, seconds: float = MOST_SECONDS, command: tuple[str, ...] = ()
    ) -> None:
        self.request = request
        self._content, self._seconds, self._command = content, seconds, command or COMMAND
        self._process: subprocess.Popen[bytes] | None = None
        self._lock, self._is_stopped = threading.Lock(), False
        self._answer: Answer | None = None
        self._thread = threading.Thread(target=self._work, name="reading", daemon=True)

    def start(self) -> "Apart":
        """Begin reading and return at once."""
        self._thread.start()
        return self

    def wait(self, seconds: float) -> bool:
        """Wait until the file is read, at most so long; return whether it is. Nobody else waits meanwhile."""
        self._thread.join(seconds)
        return self.is_done

    def cancel(self) -> None:
        """Stop reading, whatever the process is doing."""
        with self._lock:
            self._is_stopped = True
            if self._process is not None:
                self._process.kill()

    @property
    def is_done(self) -> bool:
        return self._answer is not None

    @property
    def answer(self) -> Answer:
        """What was read; to be asked for once `is_done`."""
        return self._answer or _refused("It is still being read.")

    def _work(self) -> None:
        try:
            with _AT_ONCE:
                self._answer = self._read()
        except OSError as error:
            self._answer = _refused(f"It could not be read: {error.strerror}.")

    def _read(self) -> Answer:
        with self._lock:
            if self._is_stopped:
                return _refused("Reading was canceled.")
            process = self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environ()
            )
        said = json.dumps(vars(self.request)).encode() + b"\n"
        try:
            out, _ = process.communicate(said + self._content, self._seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            what = KINDS[self.request.kind]
            return _refused(f"Reading it took longer than {self._seconds:g} seconds and was stopped. Is this {what}?")
        if self._is_stopped:
            return _refused("Reading was canceled.")
        return _answer_of(self.request.kind, out)


def _environ() -> dict[str, str]:
    """Return the environment of the process: it finds this very package, and no address of a database."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ROLLOVER_SIM_")}
    return {**own, "PYTHONPATH": os.pathsep.join([str(ROOT), own.get("PYTHONPATH", "")]).rstrip(os.pathsep)}


def _refused(message: str) -> Answer:
    return Answer(problems=(Problem("file", "", message),))


def _answer_of(kind: str, out: bytes) -> Answer:
    try:
        said = json.loads(out)
        problems = tuple(Problem(**one) for one in said["problems"])
        result = None if problems else RESULTS[kind].validate_python(said["result"])
        return Answer(result, problems, tuple(said["headings"]), said["faulty"])
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError):
        return _refused(f"Reading it stopped on a fault. Is this {KINDS[kind]}?")


def read(request: Request, content: bytes) -> Answer:
    """Return what a file holds, or why it cannot be used: what the process does."""
    if request.kind == "scenario":
        return _scenario(content)
    if request.kind == "returns":
        try:
            return Answer(read_returns(content, request.name))
        except InputError as error:
            return Answer(problems=tuple(error.problems))
    options = Options(request.symbol, DateOrder(request.date_order) if request.date_order else None)
    try:
        if request.mapping:
            return Answer(map_columns(content, request.mapping, options))
        return Answer(import_content(content, request.broker, options))
    except InputError as error:
        return Answer(problems=tuple(error.problems), headings=tuple(_headings(content)))


def _scenario(content: bytes) -> Answer:
    try:
        return Answer(parse_scenario(content).model_dump(mode="json"))
    except InputError as error:
        return Answer(problems=tuple(error.problems), faulty=_document(content))


def _document(content: bytes) -> dict[str, Any] | None:
    try:
        found = upgraded(plan_in(json_object(content)), SCHEMA_VERSION)
    except InputError:
        return None
    return found if found.get("schema_version", SCHEMA_VERSION) == SCHEMA_VERSION else None


def _headings(content: bytes) -> list[str]:
    try:
        return columns_seen(content)
    except InputError:
        return []


def main() -> int:
    """Read one request from standard input, write its answer as JSON, and return 0."""
    _limit_memory()
    said, content = sys.stdin.buffer.readline(), sys.stdin.buffer.read()
    request = Request(**json.loads(said))
    try:
        answer = read(request, content)
    except MemoryError:
        answer = _refused(f"Reading it needs more memory than {KINDS[request.kind]} does. Is this one?")
    result = None if answer.problems else RESULTS[request.kind].dump_python(answer.result, mode="json")
    problems = [{name: str(value) for name, value in vars(one).items()} for one in answer.problems]
    said_back = {"result": result, "problems": problems, "headings": answer.headings, "faulty": answer.faulty}
    json.dump(said_back, sys.stdout)
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(MOST_SECONDS) + 10,) * 2)  # where the server dies meanwhile
    except (OSError, ValueError):
        return  # the system sets lower limits already, or none can be set


if __name__ == "__main__":
    sys.exit(main())
