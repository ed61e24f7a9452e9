"""A process that is killed, or whose disk is full, at the n-th thing it does to the file system.

``python -m tests.faults.steps N MODULE FUNCTION ARGUMENTS``: calls the function, and dies in its N-th step. Half of
what is written at a time is written, so that every write has a middle. Prints the number of steps where it lives.
"""

import errno
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim import files

ROOT = Path(__file__).parents[2]
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "os.chmod", "os.truncate")


class Steps:
    """Counts what is done to the file system; `fault` is called at step number `at` (0: never)."""

    def __init__(self, at: int, fault: Callable[[], None]) -> None:
        self.at, self.fault, self.count = at, fault, 0
        self._write, self._fsync, self._swap = os.write, os.fsync, files._swap

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            self.fault()

    def write(self, handle: int, content: Any) -> int:
        self.step()
        return self._write(handle, content[: max(1, len(content) // 2)])

    def fsync(self, handle: int) -> None:
        self.step()
        self._fsync(handle)
        self.step()

    def swap(self, one: Path, other: Path) -> bool:
        self.step()
        assert self._swap is not None
        found = self._swap(one, other)
        self.step()
        return found

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Count a change that Python's own audit tells of."""
        if event in CHANGES or (event == "open" and arguments[2] is not None and arguments[2] & os.O_CREAT):
            self.step()


def kill() -> None:
    """End this process as a power cut would: nothing is flushed, nothing is tidied up."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


def full() -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def killed_at(step: int, module: str, function: str, *arguments: str) -> int | None:
    """Return None where the function was killed in that step; the number of its steps where it had no such step."""
    command = [sys.executable, "-m", "tests.faults.steps", str(step), module, function, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return int(done.stdout.split()[-1])
    assert done.returncode in (-9, 9), done.stderr
    return None


def counted(at: int, fault: Callable[[], None]) -> Steps:
    """Count what this process does to the file system from here on, and call the fault at a step."""
    steps = Steps(at, fault)
    os.write, os.fsync = steps.write, steps.fsync  # type: ignore[assignment]
    if files._swap is not None:
        files._swap = steps.swap
    sys.addaudithook(steps.heard)
    return steps


def main(at: str, module: str, function: str, *arguments: str) -> None:
    work = getattr(importlib.import_module(module), function)
    steps = counted(int(at), kill)
    work(*arguments)
    print(steps.count)


if __name__ == "__main__":
    main(*sys.argv[1:])
