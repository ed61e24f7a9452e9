"""The decorators of every kernel: compiled, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions). Only what Python calls is kept in the cache: it holds all that it calls.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

from sim.compile.pipeline import (
    ByAddress,
    InnerCompiler,
    OuterCompiler,
    RareCompiler,
    compiled_for,
    for_kernels,
    is_in_cache,
    shown_to_kernels,
)

__all__ = [
    "ByAddress",
    "compiled_for",
    "inlined_kernel",
    "inner_kernel",
    "is_in_cache",
    "kernel",
    "merged_kernel",
    "rare_kernel",
]

Function = TypeVar("Function", bound=Callable[..., Any])

_INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
    "pipeline_class": InnerCompiler,
}


def inner_kernel(function: Function) -> Function:
    """Return a kernel that only kernels call. Without the wrappers that make it callable from Python and from C: a call
    from Python would end the process.
    """
    return for_kernels(numba.njit(**_INNER)(function))  # type: ignore[no-any-return]


def rare_kernel(function: Function) -> Function:
    """Return the same, for one that most paths call once a year or less: apart from what all do every month."""
    return for_kernels(numba.njit(**{**_INNER, "pipeline_class": RareCompiler})(function))  # type: ignore[no-any-return]


def inlined_kernel(function: Function) -> Function:
    """Return the same, for a small one: LLVM makes it part of its caller; a call would pass whole records by value."""
    return for_kernels(numba.njit(forceinline=True, **_INNER)(function))  # type: ignore[no-any-return]


def _for_python(function: Function) -> Any:
    return numba.njit(nogil=True, cache=True, error_model="numpy", pipeline_class=OuterCompiler)(function)


def kernel(function: Function) -> Function:
    """Return a kernel that Python calls. Kernels that call it, too, call an inner kernel of the same body: what Python
    does not call is never machine code of its own (a tenth of the engine's first compilation).
    """
    return shown_to_kernels(_for_python(function), inner_kernel(function))  # type: ignore[no-any-return]


def merged_kernel(function: Function) -> Function:
    """Return the same, as part of the kernels that call it: for the few that every household-year goes through, so that
    a law of some sixty numbers and two records are not handed over by value for every row.
    """
    return shown_to_kernels(_for_python(function), inlined_kernel(function))  # type: ignore[no-any-return]
