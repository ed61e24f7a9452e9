"""The plain compiler mode: every kernel as numba compiles it by itself, with its public options only.

The results equal the fast mode's bit for bit. It takes four times as long to compile, and a path takes about twice as
long. Inner kernels can be called from Python here, which no code may rely on.
"""

from collections.abc import Callable
from typing import Any

from sim.compile.numba_alone import numba

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}


def inner(function: Callable[..., Any], inline: bool) -> Any:
    """Return a kernel that only kernels call. LLVM decides what becomes part of its callers, whatever `inline` says."""
    return numba.njit(**_OPTIONS)(function)


def cold(function: Callable[..., Any]) -> Any:
    """Return a kernel that is seldom called: one like any other here."""
    return numba.njit(**_OPTIONS)(function)


def outer(function: Callable[..., Any], inline: bool) -> Any:
    """Return a kernel that Python and other kernels call."""
    return numba.njit(**_OPTIONS)(function)
