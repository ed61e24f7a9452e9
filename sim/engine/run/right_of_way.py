"""First answers go first: while somebody waits for the first paths of a run, work that nobody waits for steps aside."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 2.0
"""How long a run steps aside in all, so that it ends however many first answers are asked for meanwhile."""


class FirstAnswers:
    """How many first answers are under way in this process."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._n = 0

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Hold the right of way for the time of the block."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def are_waited_for(self) -> bool:
        return self._n > 0

    def _add(self, n: int) -> None:
        with self._changing:
            self._n += n


class Courtesy:
    """Of one run: how long it still steps aside for the first answers of others."""

    def __init__(self, first_answers: FirstAnswers, most_seconds: float = MOST_SECONDS) -> None:
        self._first_answers, self._left = first_answers, most_seconds
        self._is_waived = False
        self._since: float | None = None

    @contextmanager
    def waived(self) -> Iterator[None]:
        """Step aside for nobody for the time of the block."""
        self._is_waived = True
        try:
            yield
        finally:
            self._is_waived = False

    def steps_aside(self) -> bool:
        """Return whether the run is to wait now; its one thread that asks does so again and again."""
        now = time.monotonic()
        if self._since is not None:
            self._left -= now - self._since
        waits = not self._is_waived and self._left > 0.0 and self._first_answers.are_waited_for()
        self._since = now if waits else None
        return waits
