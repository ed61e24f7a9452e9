"""How kernels are compiled: one body for a constant and a variable; one that is called by address tells its errors."""

from enum import IntEnum

import numpy as np
import pytest
from numba.core import event

from sim.jit import ByAddress, compiled_for, inner_kernel, is_in_cache, kernel


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
