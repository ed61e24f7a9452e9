"""The shell called within this process, as a terminal would: its exit code, and every byte it wrote."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sim.cli import main


@dataclass
class Attempt:
    """What came of one input: 0 or 2, what was printed, what was written."""

    code: int
    out: bytes = b""
    err: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def standard_streams(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Put bytes in the place of the standard streams; text that cannot be encoded fails as it would on a terminal."""
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", errors="strict", newline="\n")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        yield out, err
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    finally:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if stream is not None:
                stream.detach()
        sys.stdin, sys.stdout, sys.stderr = before


def called(arguments: list[str], folder: Path, given: bytes = b"") -> Attempt:
    """Run one command and return what came of it; `folder` is where its files go.

    Raises
    ------
    Exception
        Whatever the command lets escape: that is what is looked for.
    """
    with standard_streams(given) as (out, err):
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse
            code = end.code if isinstance(end.code, int) else 1
    said = out.getvalue().replace(str(folder).encode(), b"FOLDER")  # it has another name each time
    return Attempt(code, said, err.getvalue().decode(), written(folder))


def written(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder by its place."""
    files = (place for place in sorted(folder.rglob("*")) if place.is_file())
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in files}
