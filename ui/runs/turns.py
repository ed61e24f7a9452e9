"""How many runs a server does at once; the others wait their turn, in the order they came. Knows no Streamlit."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sim import api
from sim.api.doctor import RUNS_AT_ONCE

LOOK_SECONDS = 0.1


def runs_at_once(environ: Mapping[str, str] = os.environ) -> int:
    """Return how many runs the server does at once; raises `InputError` where the variable holds no such number."""
    return RUNS_AT_ONCE.value(environ)


class Turns:
    """The line in front of the simulator."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._line: list[object] = []  # those at work first, then those who wait

    def place(self, who: object) -> int:
        """Return how many runs must end or begin before this one does; 0 where it is at work or done."""
        with self._changed:
            ahead = self._line.index(who) if who in self._line else 0
        return max(ahead - runs_at_once() + 1, 0)

    @contextmanager
    def turn(self, who: object, should_cancel: Callable[[], bool]) -> Iterator[None]:
        """Wait for this one's turn, and hold it.

        Raises
        ------
        Canceled
            `should_cancel` returned True before the turn came.
        """
        most = runs_at_once()
        with self._changed:
            self._line.append(who)
        try:
            self._wait(who, most, should_cancel)
            yield
        finally:
            with self._changed:
                self._line.remove(who)
                self._changed.notify_all()

    def _wait(self, who: object, most: int, should_cancel: Callable[[], bool]) -> None:
        with self._changed:
            while self._line.index(who) >= most:
                if should_cancel():
                    raise api.Canceled
                self._changed.wait(LOOK_SECONDS)


TURNS = Turns()
"""One line for all sessions of this server."""
