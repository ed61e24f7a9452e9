"""A file that one process holds at a time, and gives free however it ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PAUSE_SECONDS = 0.1


def locked(file: IO[bytes]) -> bool:
    """Hold a file until it is closed or this process ends, however it ends; return False where another process does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def one_at_a_time(place: Path) -> Iterator[None]:
    """Wait until no other process of this computer is inside; where no such file can be made, do not wait."""
    try:
        file = place.open("a+b")
    except OSError:
        yield
        return
    with file:
        while not locked(file):
            time.sleep(PAUSE_SECONDS)
        yield


def kernel_lock() -> Path | None:
    """Return the file that whoever compiles the kernels holds, None where compiled kernels are not kept."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    return Path(folder) / "book-compiles" if folder else None
