"""The engine's kernels run by Python itself, so that somebody can look on: the same source, line by line.

Compiled, a kernel's arithmetic is that of IEEE doubles without fast-math, as Python's is: what comes out is the same to
the last bit (a test), some thousand times slower.
"""

from collections.abc import Callable, Mapping
from inspect import signature
from types import FunctionType
from typing import Any

Function = Callable[..., Any]
Wrapper = Callable[[Function], Function]
Wrappers = Mapping[Function, Wrapper]
"""By kernel, what is put around it wherever it is called."""


def interpreted(kernel: Function, wrappers: Wrappers) -> Function:
    """Return a kernel as Python runs it, with all kernels below it.

    Raises
    ------
    KeyError
        A wrapper's kernel is not reached from this one.
    """
    made: dict[FunctionType, Function] = {}
    by_source = {_source_of(wrapped): wrapper for wrapped, wrapper in wrappers.items()}
    found = _interpreted(_source_of(kernel), by_source, made)
    if unknown := sorted(function.__qualname__ for function in by_source.keys() - made.keys()):
        raise KeyError(f"not called by {_source_of(kernel).__qualname__}: {unknown}")
    return found


def both(inner: Wrappers, outer: Wrappers) -> dict[Function, Wrapper]:
    """Return two sets of wrappers as one; where both have one for a kernel, the outer is put around the inner."""
    joined = {kernel: _around(inner[kernel], outer[kernel]) for kernel in inner.keys() & outer.keys()}
    return {**inner, **outer, **joined}


def names_of(kernel: Function) -> Callable[..., dict[str, Any]]:
    """Return what gives the arguments of a call by their names: a watcher that counts places would read the wrong one
    as soon as a kernel takes another noun.
    """
    parameters = tuple(signature(kernel).parameters)
    return lambda *args: dict(zip(parameters, args, strict=True))


def _around(inner: Wrapper, outer: Wrapper) -> Wrapper:
    return lambda kernel: outer(inner(kernel))


def _source_of(value: Any) -> Any:
    """Return the Python function behind a kernel (itself where compiling is switched off), None for anything else."""
    function = getattr(value, "py_func", value)
    is_ours = isinstance(function, FunctionType) and function.__module__.startswith("sim.")
    return function if is_ours else None


def _interpreted(function: FunctionType, wrappers: dict[Any, Wrapper], made: dict[FunctionType, Function]) -> Function:
    if function in made:
        return made[function]
    names = dict(function.__globals__)
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made[function] = wrappers.get(function, lambda same: same)(copy)
    for name in function.__code__.co_names:
        below = _source_of(names.get(name))
        if below is not None:
            names[name] = _interpreted(below, wrappers, made)
    return made[function]
