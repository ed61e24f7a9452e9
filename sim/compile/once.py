"""What numba works out again at every place of every kernel, worked out once while kernels are compiled.

Nothing here changes what is compiled; all of it together is a fifth of the processor time of the first compilation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from numba.core import base, errors
from numba.core.base import OverloadSelector
from numba.core.cpu import CPUContext
from numba.core.types import Function, Record

_function = CPUContext.get_function
_find = OverloadSelector.find
_call_type = Function.get_call_type
_words = Record.__repr__
_has_location = base._has_loc
_within: list[str] = []


@contextmanager
def each_once() -> Iterator[None]:
    """Remember answers from the first kernel that is compiled until the outermost one is done.

    One thread compiles at a time: numba has a lock.
    """
    if _within:
        yield
        return
    replacements = _replacements()
    usual = [(owner, name, getattr(owner, name)) for owner, name, _ in replacements]
    _within.append("compiling")
    try:
        for owner, name, replacement in replacements:
            setattr(owner, name, replacement)
        yield
    finally:
        for owner, name, before in usual:
            setattr(owner, name, before)
        _within.clear()


def _replacements() -> list[tuple[Any, str, Any]]:
    return [
        (OverloadSelector, "find", _found_or_missing_once()),
        (Function, "get_call_type", _call_type_once()),
        (Record, "__repr__", cache(_words)),
        (base, "_has_loc", cache(_has_location)),
        (CPUContext, "get_function", _function_or_none_once()),
    ]


def _found_or_missing_once() -> Callable[..., Any]:
    """numba remembers which implementation it found, but not that there is none."""
    missing: dict[Any, errors.NumbaNotImplementedError] = {}

    def find(self: OverloadSelector, signature: Any) -> Any:
        found = self._cache.get(signature)
        if found is not None:
            return found
        asked = (self, len(self.versions), signature)
        if asked in missing:
            raise missing[asked].with_traceback(None)
        try:
            return _find(self, signature)
        except errors.NumbaNotImplementedError as none:
            missing[asked] = none
            raise

    return find


def _call_type_once() -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def get_call_type(self: Function, context: Any, args: Any, kws: Any) -> Any:
        asked = (self, tuple(args), tuple(dict(kws).items()))
        if asked not in known:
            known[asked] = _call_type(self, context, args, kws)
        return known[asked]

    return get_call_type


def _function_or_none_once() -> Callable[..., Any]:
    """numba reads all its registries again before it believes that there is none: for every array, `__array__`."""
    missing: dict[Any, NotImplementedError] = {}

    def get_function(self: CPUContext, function: Any, signature: Any, _firstcall: bool = True) -> Any:
        asked = (function, signature.as_function().args)
        if asked in missing:
            raise missing[asked].with_traceback(None)
        try:
            return _function(self, function, signature, _firstcall)
        except NotImplementedError as none:
            if not _firstcall:
                missing[asked] = none
            raise

    return get_function
