"""The program's standard streams, whatever the shell has made of them: closed, full, or without some letters."""

import errno
import io
import os
import sys
from typing import Any


class Lost(io.TextIOBase):
    """Standard output that the shell has closed: it says afterward whether anything was to be printed."""

    is_used = False

    def write(self, text: str) -> int:
        """Note that something is lost."""
        self.is_used = self.is_used or bool(text)
        return len(text)

    def flush(self) -> None:
        """Raise `OSError` where something is lost."""
        if self.is_used:
            raise OSError(errno.EBADF, "it is closed")


class _Unheard(io.RawIOBase):
    """Where messages go: what cannot be told (a full disk, a closed pipe) is no reason to fail after all is done."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, content: Any) -> int:
        rest = memoryview(content)
        try:
            while len(rest):
                rest = rest[os.write(self._handle, rest) :]
        except OSError:
            pass
        return len(content)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def isatty(self) -> bool:
        return os.isatty(self._handle)


def open_streams(is_program: bool) -> None:
    """Give the process streams that can be written to; of a closed one it is known that its output is lost.

    Modifies `sys.stdout` and `sys.stderr`. is_program : the process is ours, not another program that calls us
    """
    if is_program and (sys.stdin is None or sys.stdout is None or sys.stderr is None):
        while os.open(os.devnull, os.O_RDWR) < 2:  # else the next file that is opened would be the standard output
            pass
    if sys.stdout is None:
        sys.stdout = Lost()
    elif isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold letters that the terminal has not
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif is_program and isinstance(sys.stderr, io.TextIOWrapper):
        told: Any = _Unheard(sys.stderr.fileno())
        sys.stderr.flush()
        sys.stderr = io.TextIOWrapper(told, sys.stderr.encoding, "backslashreplace", write_through=True)


def say(*problems: object) -> None:
    """Print problems, one a line; who has nowhere to read them gets the exit code."""
    try:
        for problem in problems:
            print(f"error: {problem}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        sys.stderr = None  # its buffer would fail again at the end


def write_nowhere() -> None:
    """Have what is still to be printed go nowhere: the interpreter would fail on it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # another program's own stream: nothing more is written to it
