"""The engine's kernels run by Python itself, so that somebody can look on: the same source, line by line.

Compiled, a kernel's arithmetic is that of IEEE doubles without fast-math, as Python's is: what comes out is the same to
the last bit (a test), some thousand times slower.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any

Function = Callable[..., Any]
Wrapper = Callable[[Function], Function]


def interpreted(kernel: Any, wrappers: dict[str, Wrapper]) -> Function:
    """Return a kernel as Python runs it, with all kernels below it.

    Parameters
    ----------
    wrappers : by module and name of a kernel (``sim.engine.kernels.trading.trades.buy_lot``), what is put around
        it wherever it is called

    Raises
    ------
    KeyError
        A wrapper's kernel is not reached from this one.
    """
    made: dict[FunctionType, Function] = {}
    found = _interpreted(_source_of(kernel), wrappers, made)
    reached = {_name(function) for function in made}
    if unknown := sorted(set(wrappers) - reached):
        raise KeyError(f"not called by {_name(_source_of(kernel))}: {unknown}")
    return found


def both(inner: dict[str, Wrapper], outer: dict[str, Wrapper]) -> dict[str, Wrapper]:
    """Return two sets of wrappers as one; where both have one for a kernel, the outer is put around the inner."""
    joined = {name: _around(inner[name], outer[name]) for name in inner.keys() & outer.keys()}
    return {**inner, **outer, **joined}


def _around(inner: Wrapper, outer: Wrapper) -> Wrapper:
    return lambda kernel: outer(inner(kernel))


def _name(function: FunctionType) -> str:
    return f"{function.__module__}.{function.__name__}"


def _source_of(value: Any) -> Any:
    """Return the Python function behind a kernel (itself where compiling is switched off), None for anything else."""
    function = getattr(value, "py_func", value)
    is_ours = isinstance(function, FunctionType) and function.__module__.startswith("sim.")
    return function if is_ours else None


def _interpreted(function: FunctionType, wrappers: dict[str, Wrapper], made: dict[FunctionType, Function]) -> Function:
    if function in made:
        return made[function]
    names = dict(function.__globals__)
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made[function] = wrappers.get(_name(function), lambda same: same)(copy)
    for name in function.__code__.co_names:
        below = _source_of(names.get(name))
        if below is not None:
            names[name] = _interpreted(below, wrappers, made)
    return made[function]
