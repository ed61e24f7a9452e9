"""The compiler is told that no kernel is given a record together with a part of it (`sim/compile/pipeline.py`).

The kernels run as Python, and at each call the places in memory of its records and arrays are compared.
"""

import sys
from collections.abc import Iterator
from itertools import combinations
from types import FrameType
from typing import Any

import numpy as np
import pytest

from sim.trace.recorder import record_path
from tests.oracles.random_features import random_household


def _places(name: str, value: Any) -> Iterator[tuple[str, int, int]]:
    """Yield (name, first byte, last byte) of every record and array in a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from _places(name, item)
    elif isinstance(value, np.ndarray) and value.size:
        low, high = np.lib.array_utils.byte_bounds(value)
        yield name, low, high
    elif isinstance(value, np.void):
        low = value.__array_interface__["data"][0]
        yield name, low, low + value.dtype.itemsize


class Overlaps:
    """Notes, of the calls of kernels, arguments that lie in one another."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str, str]] = set()
        self.called: set[str] = set()

    def look(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event != "call" or not frame.f_globals.get("__name__", "").startswith(("sim.engine.", "sim.lots.")):
            return
        names = code.co_varnames[: code.co_argcount]
        places = [place for name in names for place in _places(name, frame.f_locals[name])]
        if len(places) > 1:
            self.called.add(code.co_name)
        for (one, low, high), (other, begin, end) in combinations(places, 2):
            if low < end and begin < high:
                self.found.add((code.co_name, one, other))


def _watched(seed: int) -> Overlaps:
    scenario, overlaps = random_household(seed, longest_horizon=2), Overlaps()
    for strategy in range(len(scenario.strategies)):
        sys.setprofile(overlaps.look)
        try:
            record_path(scenario, strategy, seed % 3)
        finally:
            sys.setprofile(None)
    return overlaps


@pytest.mark.parametrize("seed", range(4))
def test_no_kernel_is_given_a_record_and_a_part_of_it(seed: int) -> None:
    overlaps = _watched(seed)
    assert {"run_path", "spend_and_settle", "sell_units", "settle_year"} <= overlaps.called
    assert not overlaps.found


def test_an_overlap_is_seen() -> None:
    rows, overlaps = np.zeros(3, [("a", np.float64), ("b", np.float64, (2,))]), Overlaps()
    code = compile("def given(record, part): pass", "kernel", "exec")
    scope: dict[str, Any] = {"__name__": "sim.engine.example"}
    exec(code, scope)
    sys.setprofile(overlaps.look)
    try:
        scope["given"](rows[0], rows[0]["b"])
        scope["given"](rows[1], rows[2])
    finally:
        sys.setprofile(None)
    assert overlaps.found == {("given", "record", "part")}
