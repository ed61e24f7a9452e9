"""The fast compiler: one body for a constant and a variable; a cold kernel stays apart; no index counts from the end;
an inner kernel tells Python how to call it. And both modes: machine code with a kernel that is called by address.
"""

from enum import IntEnum

import numba
import numpy as np
import pytest
from numba.core import event

from sim.compile import pipeline, plain
from sim.compile.compiled import ByAddress, compiled_for, is_in_cache
from sim.compile.kept import kept


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


def item(values, at):
    """Return an item, a ValueError past the end."""
    if at >= values.shape[0]:
        raise ValueError("past the end")
    return values[at]


item_kernel = pipeline.outer(item, inline=False)


def twice(values, at):
    return 2.0 * item_kernel(values, at)


twice_kernel = pipeline.inner(twice, inline=False)


def some_items(values, at):
    return twice_kernel(values, 0) + twice_kernel(values, Side.RIGHT) + twice_kernel(values, at=at)


def rarely(values):
    return values[0] + 1.0


rarely_kernel = pipeline.cold(rarely)


def sometimes(values, is_time):
    return rarely_kernel(values) if is_time else 0.0


def place_before(values, at):
    return values[at]


def add_one(values, at):
    """Add one to an item; a ValueError past the end."""
    if at >= values.shape[0]:
        raise ValueError("past the end")
    values[at] += 1.0


def add_one_to_all(add, values, n):
    for at in range(n):
        add(values, at)


@pytest.fixture
def own_cache(tmp_path, monkeypatch) -> None:
    """Keep what is compiled here for this test alone."""
    numba.config.reload_config()  # numba does so before it compiles where the environment has changed since
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))


def fast(function):
    """Return a kernel that Python calls, kept between processes, in the fast mode whatever the suite's mode is."""
    return kept(lambda: pipeline.outer(function, inline=False))


@pytest.mark.usefixtures("own_cache")
def test_one_body_for_a_constant_an_enum_and_a_variable() -> None:
    outer = fast(some_items)
    assert not is_in_cache(outer)
    listener = Compiled()
    with event.install_listener("numba:compile", listener):
        assert outer(np.array([1.0, 10.0, 100.0]), 2) == 222.0
    assert sorted(listener.names) == ["item", "some_items", "twice"]
    assert is_in_cache(outer)


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("mode", [pipeline, plain])
def test_a_kernel_called_by_address_and_its_error_reaches_the_caller(mode) -> None:
    values = np.array([1.0, 2.0])
    for hits in (0, 1):  # as in this process, and as in the next one
        add, outer = (kept(lambda one=one: mode.outer(one, inline=False)) for one in (add_one, add_one_to_all))
        run = compiled_for(outer, ByAddress((values, 0)), values, 0)
        compiled_for(add, values, 0)
        run(add, values, 2)
        assert [sum(one.stats.cache_hits.values()) for one in (outer, add)] == [hits, hits]
    assert values.tolist() == [3.0, 4.0]
    with pytest.raises(ValueError, match="past the end"):
        run(add, values, 3)


def test_without_the_compiler_machine_code_is_the_function_itself() -> None:
    assert compiled_for(add_one, np.array([1.0]), 0) is add_one
    assert is_in_cache(add_one)


@pytest.mark.usefixtures("own_cache")
def test_a_cold_kernel_is_called_and_not_made_part_of_its_caller() -> None:
    outer = fast(sometimes)
    assert outer(np.array([2.0]), True) == 3.0
    assert outer(np.array([2.0]), False) == 0.0
    (optimized,) = outer.inspect_llvm().values()
    defined = [line for line in optimized.splitlines() if line.startswith("define") and "rarely" in line]
    assert len(defined) == 1, "its body would be gone, were it part of its caller"
    assert any("call" in line and "rarely" in line for line in optimized.splitlines())


@pytest.mark.usefixtures("own_cache")
def test_an_index_below_zero_is_what_lies_before() -> None:
    """Not the last one, as in Python: no kernel has such an index, and looking costs time."""
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert fast(place_before)(values[2:], -1) == 2.0


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(pipeline.inner(rarely, inline=False), id="inner"),
        pytest.param(pipeline.inner(rarely, inline=True), id="inline"),
        pytest.param(pipeline.cold(rarely), id="cold"),
    ],
)
def test_an_inner_kernel_called_from_python_says_how_to_call_it(inner) -> None:
    """It has no door for Python: without this the call would end the process."""
    with pytest.raises(TypeError, match=r"rarely is an inner kernel.*call rarely\.py_func"):
        inner(np.array([2.0]))
    with pytest.raises(TypeError, match=r"py_func"):
        inner(values=np.array([2.0]))
    assert inner.py_func(np.array([2.0])) == 3.0


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("inline", [False, True])
def test_a_kernel_is_called_from_python_and_from_kernels(inline: bool) -> None:
    within = pipeline.outer(rarely, inline=inline)

    def below(values):
        return 2.0 * within(values)

    assert within(np.array([2.0])) == 3.0
    assert pipeline.outer(below, inline=False)(np.array([2.0])) == 6.0
