"""What is finished of a book, a line a household, kept as it comes: a run that is stopped goes on from here.

A line is written whole and brought to the disk; one that a kill or a full disk cut off is dropped at the next start.
What a line holds is named by all that it depends on, so that an old line never stands for a changed household.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from sim.book.household import Outcome
from sim.book.locking import locked
from sim.book.work import Done
from sim.errors import InputError, Problem
from sim.files import reason, write_all

JOURNAL, LOCK = "finished.jsonl", ".in-use"
KEY_LENGTH = 64


class Journal:
    """The journal of one folder, held by one process at a time.

    Raises
    ------
    InputError
        The folder cannot be written, or another process writes into it.
    """

    def __init__(self, folder: Path) -> None:
        self.place = folder / JOURNAL
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / LOCK).open("a+b")
        except OSError as error:
            raise _not_written(folder, error) from None
        if not locked(self._lock):
            self._lock.close()
            fix = "Another run is writing into this folder; wait until it ends, or choose another folder."
            raise InputError([Problem("--out", str(folder), fix)])
        try:
            self._handle = os.open(self.place, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
            self._reader = self.place.open("rb")
            self._places, self._end = self._read()
            os.ftruncate(self._handle, self._end)
        except OSError as error:
            raise _not_written(folder, error) from None

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)
        self._reader.close()
        self._lock.close()  # which gives the folder free

    def add(self, done: Iterable[Done]) -> None:
        """Keep what came of households; one that is there already is not kept twice.

        Raises
        ------
        InputError
            The disk takes no more; all earlier lines stay.
        """
        lines, places, at = [], dict[str, tuple[int, int]](), self._end
        for key, outcome in done:
            if key in self._places or key in places:
                continue
            lines.append(f"{key} {json.dumps(outcome, allow_nan=False)}\n".encode())
            places[key] = (at, len(lines[-1]))
            at += len(lines[-1])
        try:
            write_all(self._handle, b"".join(lines))
            os.fsync(self._handle)
        except OSError as error:
            os.ftruncate(self._handle, self._end)
            fix = f"Cannot be written: {reason(error)}. What is finished stays; make room, then give the command again."
            raise InputError([Problem(str(self.place), "", fix)]) from None
        self._places |= places
        self._end = at

    def outcome(self, key: str) -> Outcome:
        """Return what came of a household that is in the journal."""
        at, length = self._places[key]
        self._reader.seek(at)
        found: Outcome = json.loads(self._reader.read(length)[KEY_LENGTH + 1 :])
        return found

    def _read(self) -> tuple[dict[str, tuple[int, int]], int]:
        """Return where each whole line stands, and where the last one ends: what follows was cut off."""
        places, at = dict[str, tuple[int, int]](), 0
        for line in self._reader:
            if not line.endswith(b"}\n"):
                break
            places[line[:KEY_LENGTH].decode("ascii", "replace")] = (at, len(line))
            at += len(line)
        return places, at


def _not_written(folder: Path, error: OSError) -> InputError:
    return InputError([Problem("--out", str(folder), f"Cannot be written to: {reason(error)}.")])
