"""A module whose list of names is its block of imports for type checkers, each name loaded when first asked for."""

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def on_first_use(module: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return a module's ``__getattr__``, ``__dir__`` and ``__all__``, read from its own source; see PEP 562.

    The list is the block ``if TYPE_CHECKING:``, whose lines are ``from sim.room.file import name as name``: what a type
    checker sees is what runs, and nothing is imported before somebody wants it.
    """
    door = sys.modules[module]
    homes = _homes(Path(str(door.__file__)).read_text(encoding="utf-8"))

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        found = door.__dict__[name] = getattr(import_module(homes[name]), name)
        return found

    return load, lambda: sorted({*door.__dict__, *homes}), sorted(homes)


def _homes(source: str) -> dict[str, str]:
    """Return the module of every name that a source imports where only type checkers look."""
    blocks = (node for node in ast.parse(source).body if isinstance(node, ast.If))
    (block,) = [node for node in blocks if ast.unparse(node.test) == "TYPE_CHECKING"]
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {name.name: str(node.module) for node in imports for name in node.names}
