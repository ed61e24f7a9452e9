"""Results kept for a while: bounded by number and by memory, keyed by the hash of the whole input.

Equal scenarios have equal results to the bit, so one household never sees another's figures unless both asked the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import streamlit as st

from ui.runs.outcome import Outcome

MOST_RESULTS = 6
MOST_BYTES = 1_000_000_000


class ResultCache:
    """The newest results; the newest one stays whatever its size."""

    def __init__(self, most_results: int = MOST_RESULTS, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._results: OrderedDict[str, Outcome] = OrderedDict()
        self._most_results, self._most_bytes = most_results, most_bytes

    def get(self, sha256: str) -> Outcome | None:
        with self._lock:
            if sha256 in self._results:
                self._results.move_to_end(sha256)
            return self._results.get(sha256)

    def put(self, sha256: str, result: Outcome) -> None:
        with self._lock:
            self._results[sha256] = result
            self._results.move_to_end(sha256)
            while len(self._results) > 1 and (
                len(self._results) > self._most_results or self._bytes() > self._most_bytes
            ):
                self._results.popitem(last=False)

    def _bytes(self) -> int:
        return sum(result.n_bytes for result in self._results.values())

    def __len__(self) -> int:
        return len(self._results)


@st.cache_resource(show_spinner=False)
def results() -> ResultCache:
    """Return the process's one cache."""
    return ResultCache()
