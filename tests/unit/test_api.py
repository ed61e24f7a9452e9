"""The public door: its names are loaded when they are asked for, and are the ones that type checkers see."""

import ast
from pathlib import Path

import pytest

from sim import api


def seen_by_type_checkers() -> dict[str, str]:
    """Return the module of every name that is imported where only type checkers look."""
    tree = ast.parse(Path(api.__file__).read_text())
    (block,) = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {name.name: str(node.module) for node in imports for name in node.names}


def test_what_runs_is_what_type_checkers_see() -> None:
    assert seen_by_type_checkers() == api._HOME_OF
    assert sorted(api.__all__) == sorted(api._HOME_OF)


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_can_be_asked_for(name: str) -> None:
    found = getattr(api, name)
    assert getattr(found, "__module__", api._HOME_OF[name]) in (api._HOME_OF[name], "builtins")
    assert name in dir(api)


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'simulat'"):
        api.simulat  # noqa: B018
