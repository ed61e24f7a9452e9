"""The engine's two kernels, compiled side by side: a run goes on whatever becomes of the second process."""

import os
import subprocess
import sys
from collections import namedtuple

import numpy as np
import pytest

from sim.engine.run import side_by_side

Pair = namedtuple("Pair", "a b")

SCRIPT = """
from sim.api import sample_scenario, simulate
from sim.engine.kernels.chunk import draw_path, run_paths
sample = sample_scenario("early-retiree")
one_path = sample.simulation.model_copy(update={"n_paths": 1})
simulate(sample.model_copy(update={"simulation": one_path}))
print([sum(of.values()) for k in (run_paths, draw_path) for of in (k.stats.cache_hits, k.stats.cache_misses)])
"""


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(np.zeros(3, np.int64), id="kind of number"),
        pytest.param(np.zeros((3, 1)), id="axes"),
        pytest.param(np.zeros((3, 2))[:, 0], id="not contiguous"),
        pytest.param(np.zeros(3, [("x", float)]), id="record"),
        pytest.param(np.broadcast_to(np.zeros(3), 3), id="read only"),
        pytest.param(0.0, id="no array"),
        pytest.param((np.zeros(3),), id="tuple"),
    ],
)
def test_arguments_of_other_types_are_another_kind(other) -> None:
    kind = side_by_side._kind_of(Pair(np.zeros(3), 1), [])
    assert kind == side_by_side._kind_of(Pair(np.ones(5), 2), [])
    assert kind != side_by_side._kind_of(Pair(other, 1), [])
    assert kind != side_by_side._kind_of((np.zeros(3), 1), [])


def test_records_are_told_apart_by_a_dtype_that_lives_on() -> None:
    first, second = np.dtype([("x", float)]), np.dtype([("y", float)])
    held: list[np.dtype] = []
    kinds = {side_by_side._kind_of(np.zeros(1, dtype), held) for dtype in (first, second)}
    assert len(kinds) == 2
    assert held == [first, second]


def test_no_second_process_where_none_can_start_or_none_is_free(monkeypatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert side_by_side._second_process() is None
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert side_by_side._second_process() is None


def test_a_second_process_that_hangs_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(side_by_side, "PATIENCE_SECONDS", 0.05)
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    side_by_side._wait_for(process)
    assert process.returncode not in (None, 0)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(os.cpu_count() == 1, reason="one core: there is no second process")
def test_an_empty_cache_is_filled_by_two_processes(tmp_path) -> None:
    """This one compiles the strategies and finds the draws in the cache; the next process finds both there."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment |= {"NUMBA_CACHE_DIR": str(tmp_path)}
    for found in ("[0, 1, 1, 0]", "[1, 0, 1, 0]"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.stdout.strip() == found, done.stderr
