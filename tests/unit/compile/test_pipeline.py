"""How kernels are compiled: one body for a constant and a variable; one that is called by address tells its errors;
a cold one stays apart; no index counts from the end."""

from enum import IntEnum

import numpy as np
import pytest
from numba.core import event

from sim.compile.decorators import ByAddress, cold_kernel, compiled_for, inner_kernel, is_in_cache, kernel


class Side(IntEnum):
    LEFT = 0
    RIGHT = 1


class Compiled(event.Listener):
    """Lists the names of the kernels that are compiled while it listens."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_start(self, event) -> None:
        self.names.append(event.data["dispatcher"].py_func.__name__)

    def on_end(self, event) -> None:
        pass


@kernel
def item(values, at):
    """Return an item, a ValueError past the end."""
    if at >= values.shape[0]:
        raise ValueError("past the end")
    return values[at]


@inner_kernel
def twice(values, at):
    return 2.0 * item(values, at)


@kernel
def some_items(values, at):
    return twice(values, 0) + twice(values, Side.RIGHT) + twice(values, at=at)


@cold_kernel
def rarely(values):
    return values[0] + 1.0


@kernel
def sometimes(values, is_time):
    return rarely(values) if is_time else 0.0


@kernel
def place_before(values, at):
    return values[at]


@kernel
def add_one(values, at):
    """Add one to an item; a ValueError past the end."""
    values[at] = item(values, at) + 1.0


@kernel
def add_one_to_all(add, values, n):
    for at in range(n):
        add(values, at)


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """Keep what is compiled here for this test alone: dispatchers of the same functions with a cache of their own."""
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    return lambda *kernels: [kernel(one.py_func) for one in kernels]


def test_one_body_for_a_constant_an_enum_and_a_variable(own_cache) -> None:
    (outer,) = own_cache(some_items)
    assert not is_in_cache(outer)
    listener = Compiled()
    with event.install_listener("numba:compile", listener):
        assert outer(np.array([1.0, 10.0, 100.0]), 2) == 222.0
    assert sorted(listener.names) == ["item", "some_items", "twice"]
    assert is_in_cache(outer)


def test_a_kernel_called_by_address_and_its_error_reaches_the_caller(own_cache) -> None:
    add, outer = own_cache(add_one, add_one_to_all)
    values = np.array([1.0, 2.0])
    run = compiled_for(outer, ByAddress((values, 0)), values, 0)
    run(add, values, 2)
    assert values.tolist() == [2.0, 3.0]
    with pytest.raises(ValueError, match="past the end"):
        run(add, values, 3)


def test_a_cold_kernel_is_called_and_not_made_part_of_its_caller(own_cache) -> None:
    (outer,) = own_cache(sometimes)
    assert outer(np.array([2.0]), True) == 3.0
    assert outer(np.array([2.0]), False) == 0.0
    (optimized,) = outer.inspect_llvm().values()
    defined = [line for line in optimized.splitlines() if line.startswith("define") and "rarely" in line]
    assert len(defined) == 1, "its body would be gone, were it part of its caller"
    assert any("call" in line and "rarely" in line for line in optimized.splitlines())


def test_an_index_below_zero_is_what_lies_before(own_cache) -> None:
    """Not the last one, as in Python: no kernel has such an index, and looking costs time."""
    (before,) = own_cache(place_before)
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert before(values[2:], -1) == 2.0
