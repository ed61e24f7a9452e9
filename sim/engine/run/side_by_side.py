"""The engine's two large kernels, compiled side by side in two processes the first time after an edit.

numba compiles one kernel at a time. Drawing a path is a fourth of the work, so a second process does that meanwhile,
and this one finds it in the cache. Where there is no second process, or it fails, this one does both.

``python -m sim.engine.run.side_by_side`` is that second process.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.compile.decorators import ByAddress, compiled_for, is_in_cache
from sim.engine.kernels.chunk import draw_path, run_paths
from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.job import new_output, new_work
from sim.market.assumptions import CLASSES
from sim.scenario.written.samples import sample_scenario

FOLDER = Path(__file__).resolve().parents[3]
"""What holds this package, installed or not."""

PATIENCE_SECONDS = 60.0
_LOCK = threading.Lock()
_RUNNERS: dict[Any, tuple[Callable[..., None], list[np.dtype[Any]]]] = {}
"""By types of arguments; with the dtypes whose identity they hold, which must live on."""


def _begin_as_a_fork() -> None:
    """Give a forked process a lock of its own: a thread that it does not have may hold its parent's."""
    global _LOCK
    _LOCK = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_as_a_fork)


def chunk_runner(*arguments: Any) -> Callable[..., None]:
    """Return what runs a chunk of paths: `run_paths` after its first argument.

    arguments : the first five that it will be called with, or others of the same types
    """
    dtypes: list[np.dtype[Any]] = []
    kind = _kind_of(arguments, dtypes)
    with _LOCK:
        if kind not in _RUNNERS:
            _RUNNERS[kind] = _compiled(arguments), dtypes
        return _RUNNERS[kind][0]


def _kind_of(value: Any, dtypes: list[np.dtype[Any]]) -> Any:
    """Return what tells apart the types that numba tells apart, 500 times faster than numba; lists records' dtypes."""
    if isinstance(value, tuple):
        return type(value), *(_kind_of(item, dtypes) for item in value)
    if not isinstance(value, np.ndarray):
        return type(value)
    if value.dtype.names is None:
        return value.dtype.str, value.ndim, value.flags.num
    dtypes.append(value.dtype)
    return id(value.dtype), value.ndim, value.flags.num


def _compiled(arguments: tuple[Any, ...]) -> Callable[..., None]:
    helper = None if is_in_cache(run_paths) else _second_process()
    run = compiled_for(run_paths, ByAddress((*arguments, 0)), *arguments, 0, 0)
    if helper is not None:
        _wait_for(helper)
    compiled_for(draw_path, *arguments, 0)
    return partial(run, draw_path)


def _second_process() -> subprocess.Popen[bytes] | None:
    if (os.cpu_count() or 1) == 1:
        return None
    path = os.pathsep.join(filter(None, (str(FOLDER), os.environ.get("PYTHONPATH"))))
    try:
        return subprocess.Popen(
            [sys.executable, "-m", __name__],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None  # no more processes are allowed here


def _wait_for(helper: subprocess.Popen[bytes]) -> None:
    try:
        helper.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        helper.kill()
        helper.wait()


def arguments_of(lowered: Lowered) -> tuple[Any, ...]:
    """Return arguments of `run_paths` after its first, before its numbers: room for one path."""
    n_strategies, n_years = len(lowered.job.policies), len(lowered.calendar.years)
    work, output = new_work(lowered.job, len(CLASSES)), new_output(n_strategies, 1, n_years)
    return lowered.job, lowered.new_laws(), lowered.market, work, output


if __name__ == "__main__":
    compiled_for(draw_path, *arguments_of(lower(sample_scenario("no-taxable-account"))), 0)
