"""The three decorators of every kernel: compiled, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions). Only what Python calls is kept in the cache: it holds all that it calls.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar, overload

from sim.compile.cache import use_cache_folder_of_these_sources
from sim.compile.choice import log, mode, use_plain_instead
from sim.compile.compiled import ByAddress, compiled_for, is_in_cache
from sim.compile.kept import kept
from sim.compile.numba_alone import numba
from sim.compile.settings import left_out

__all__ = ["ByAddress", "cold_kernel", "compiled_for", "inner_kernel", "is_in_cache", "kernel"]

Function = TypeVar("Function", bound=Callable[..., Any])


def _compiler_of_the_mode() -> ModuleType:
    """Return the module that makes kernels; the plain one, with one warning, where the fast one cannot be loaded."""
    if mode().name == "fast":
        try:
            from sim.compile import pipeline
        except Exception as fault:  # a private name of numba is gone, or another has taken its place
            use_plain_instead(fault)
        else:
            return pipeline
    from sim.compile import plain

    if mode().notice:
        log.warning(mode().notice)
    return plain


_SETTINGS: Any = numba.config
for _words in left_out.values():
    log.warning("%s.", _words)
_COMPILER = _compiler_of_the_mode()
if mode().name != "off":
    use_cache_folder_of_these_sources()


@overload
def inner_kernel(function: Function) -> Function: ...
@overload
def inner_kernel(*, inline: bool) -> Callable[[Function], Function]: ...
def inner_kernel(function: Any = None, *, inline: bool = False) -> Any:
    """Return a kernel that only kernels call. A call from Python raises a TypeError: in the fast mode it has no door.

    Parameters
    ----------
    inline : make it part of its callers: for a small one, as a call would pass whole records by value (4% of a path's
        time, all together)
    """
    if function is None:
        return lambda decorated: inner_kernel(decorated, inline=inline)  # type: ignore[call-overload]
    return function if _SETTINGS.DISABLE_JIT else _COMPILER.inner(function, inline)


def cold_kernel(function: Function) -> Function:
    """Return the same, for one that most paths call once a year or less: apart from what all do every month."""
    return function if _SETTINGS.DISABLE_JIT else _COMPILER.cold(function)


@overload
def kernel(function: Function) -> Function: ...
@overload
def kernel(*, inline: bool) -> Callable[[Function], Function]: ...
def kernel(function: Any = None, *, inline: bool = False) -> Any:
    """Return a kernel that Python calls, and that other kernels may call.

    Parameters
    ----------
    inline : make it part of the kernels that call it: for the few that every household-year goes through, so that a law
        of some sixty numbers and two records are not handed over by value for every row
    """
    if function is None:
        return lambda decorated: kernel(decorated, inline=inline)  # type: ignore[call-overload]
    return function if _SETTINGS.DISABLE_JIT else kept(lambda: _COMPILER.outer(function, inline))
