"""A kernel's machine code for arguments like given ones, with another kernel called where it lies in memory."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.compile.kept import files_of, is_sealed
from sim.compile.numba_alone import numba


class ByAddress(NamedTuple):
    """Stands for a kernel that takes arguments like these and returns nothing: it is called where it lies in memory, so
    that the two are compiled and kept apart. A call inside is as fast as any; nothing is inlined across it.
    """

    arguments: tuple[Any, ...]


def compiled_for(kernel: Any, *examples: Any) -> Callable[..., Any]:
    """Return a kernel's machine code for arguments like the examples, from the cache where it is there.

    It looks at no argument's type: others than the examples' crash. Without the compiler it is the function itself.
    """
    if not hasattr(kernel, "py_func"):
        return kernel  # type: ignore[no-any-return]
    return kernel.compile(tuple(map(_kind_of, examples)))  # type: ignore[no-any-return]


def _kind_of(example: Any) -> Any:
    if isinstance(example, ByAddress):
        return numba.types.FunctionType(numba.types.none(*map(_kind_of, example.arguments)))
    return numba.typeof(example)


def is_in_cache(kernel: Any) -> bool:
    """Return whether a kernel was ever compiled from these sources and kept whole; True where nothing is ever kept."""
    if not hasattr(kernel, "py_func") or kernel.stats.cache_path is None:
        return True
    files = files_of(kernel)
    return bool(files) and all(map(is_sealed, files))
