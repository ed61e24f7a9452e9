"""The three decorators of every kernel: compiled, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions). Only what Python calls is kept in the cache: it holds all that it calls.
"""

from collections.abc import Callable
from typing import Any, TypeVar, overload

import numba

from sim.compile.pipeline import (
    ByAddress,
    ColdCompiler,
    InnerCompiler,
    OuterCompiler,
    compiled_for,
    for_kernels,
    is_in_cache,
    shown_to_kernels,
)

__all__ = ["ByAddress", "cold_kernel", "compiled_for", "inner_kernel", "is_in_cache", "kernel"]

Function = TypeVar("Function", bound=Callable[..., Any])

_INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
}


@overload
def inner_kernel(function: Function) -> Function: ...
@overload
def inner_kernel(*, inline: bool) -> Callable[[Function], Function]: ...
def inner_kernel(function: Any = None, *, inline: bool = False) -> Any:
    """Return a kernel that only kernels call. Without the wrappers that make it callable from Python and from C: a call
    from Python would end the process.

    inline : make it part of its callers: for a small one, as a call would pass whole records by value (4% of a path's
        time, all together)
    """
    if function is None:
        return lambda decorated: inner_kernel(decorated, inline=inline)  # type: ignore[call-overload]
    return for_kernels(numba.njit(pipeline_class=InnerCompiler, forceinline=inline, **_INNER)(function))


def cold_kernel(function: Function) -> Function:
    """Return the same, for one that most paths call once a year or less: apart from what all do every month."""
    return for_kernels(numba.njit(pipeline_class=ColdCompiler, **_INNER)(function))  # type: ignore[no-any-return]


@overload
def kernel(function: Function) -> Function: ...
@overload
def kernel(*, inline: bool) -> Callable[[Function], Function]: ...
def kernel(function: Any = None, *, inline: bool = False) -> Any:
    """Return a kernel that Python calls. Kernels that call it, too, call an inner kernel of the same body: what Python
    does not call is never machine code of its own (a tenth of the engine's first compilation).

    inline : make it part of the kernels that call it: for the few that every household-year goes through, so that a law
        of some sixty numbers and two records are not handed over by value for every row
    """
    if function is None:
        return lambda decorated: kernel(decorated, inline=inline)  # type: ignore[call-overload]
    outer = numba.njit(nogil=True, cache=True, error_model="numpy", pipeline_class=OuterCompiler)(function)
    return shown_to_kernels(outer, inner_kernel(function, inline=inline))  # type: ignore[call-overload]
