"""What a user's file may hold at most: bytes counted as they are read, columns of a row, letters of a cell.

A file may be a device without an end, a pipe, or made by somebody who wants the server to stand still.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sim.errors import InputError, Problem

MOST_COLUMNS, MOST_LETTERS = 1_000, 1_000
"""More columns than any broker's file has, and more letters than any of its cells."""


class Called(NamedTuple):
    """How a message speaks of a file: its place, what was found there, what to do where it is too large."""

    place: str
    value: str = ""
    fix: str = ""
    unreadable: str = "cannot be read"


def read_file(path: str | Path, most_bytes: int, called: Called | None = None) -> bytes:
    """Return a file's bytes, reading no more than one byte beyond what it may have.

    Parameters
    ----------
    path : where the file is; ``-`` is standard input
    most_bytes : [bytes] what the file may have
    called : what to call it in a message; by its path if left out

    Raises
    ------
    InputError
        It cannot be read, or is larger.
    """
    called, n_bytes = called or Called(str(path)), 0
    try:
        if str(path) == "-":
            if sys.stdin is None:
                raise OSError(0, "standard input is closed")
            content = _counted(sys.stdin.buffer, most_bytes)
        else:
            with Path(path).open("rb") as file:
                n_bytes = os.fstat(file.fileno()).st_size
                content = _counted(file, most_bytes)
    except (OSError, ValueError) as error:  # ValueError: no system takes this name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Problem(called.place, called.value, f"{called.unreadable}: {reason}.")]) from None
    if len(content) > most_bytes:
        raise InputError([Problem(called.place, called.value, too_large(most_bytes, called.fix, n_bytes))])
    return content


def too_large(most_bytes: int, fix: str = "", n_bytes: int = 0) -> str:
    """Return what is said of a file with more than this many bytes; `n_bytes`: how many it has, where that is known."""
    size = f": {n_bytes / 1e6:.1f} MB" if n_bytes > most_bytes else ""
    return f"The file is larger than can be read{size}; the limit is {most_bytes / 1e6:g} MB. {fix}".strip()


def _counted(file: BinaryIO, most_bytes: int) -> bytes:
    """Return what the file holds, and of a larger one one byte more than it may have."""
    parts, left = [], most_bytes + 1
    while left > 0 and (part := file.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def bounded(cells: Sequence[str], place: str, most_letters: int = MOST_LETTERS) -> list[str]:
    """Return a row's cells without blanks around them, each cut where it is longer than any cell needs.

    A cut cell ends in `…`, so that no part of a long one passes for a number, a day or a symbol.

    Raises
    ------
    InputError
        The row has more than `MOST_COLUMNS` cells.
    """
    if len(cells) > MOST_COLUMNS:
        fix = f"The row has {len(cells):,} cells; at most {MOST_COLUMNS:,} are read. Is this a table?"
        raise InputError([Problem(place, "", fix)])
    stripped = [cell.strip() for cell in cells]
    return [cell if len(cell) <= most_letters else cell[: most_letters - 1] + "…" for cell in stripped]
