"""What the public door offers is documented in full, and every example in it runs."""

import ast
import dataclasses
import doctest
import inspect
import re
import textwrap
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sim import api

PUBLIC: dict[str, Any] = {name: found for name in api.__all__ if callable(found := getattr(api, name))}
CLASSES = {name: found for name, found in PUBLIC.items() if inspect.isclass(found)}
FUNCTIONS = {name: found for name, found in PUBLIC.items() if name not in CLASSES}
OPTIONS = doctest.NORMALIZE_WHITESPACE
ENTRY = re.compile(r"^(\S.*?)(?: : (.+))?$")


def sections(documented: Any) -> dict[str, str]:
    """Return the text of a numpydoc docstring by its headings; what stands before the first is under ""."""
    parts = re.split(r"^(\w[\w ]*)\n-+\n", inspect.getdoc(documented) or "", flags=re.MULTILINE)
    return {"": parts[0].strip()} | dict(zip(parts[1::2], parts[2::2], strict=True))


def entries(section: str) -> dict[str, str]:
    """Return what a section says of each name in it, `a, b : type` and then indented lines."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?=\S)", section.strip()):
        head, _, text = block.partition("\n")
        named = ENTRY.match(head)
        assert named, f"not an entry: {head!r}"
        found |= dict.fromkeys((name.strip() for name in named[1].split(",")), textwrap.dedent(text).strip())
    return found


def raised_by(function: Callable[..., Any]) -> set[str]:
    """Return the exceptions that a function's own lines raise."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    calls = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)]
    names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    return {name for name in names if name[0].isupper()}


def fields_of(found: type) -> set[str]:
    """Return the names that a user may give or read: fields of a record or a model, arguments of another class."""
    if dataclasses.is_dataclass(found):
        return {field.name for field in dataclasses.fields(found)}
    if hasattr(found, "model_fields"):
        return set(found.model_fields)
    return set(inspect.signature(found).parameters) if not issubclass(found, BaseException) else set()


@pytest.mark.parametrize("name", PUBLIC)
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # some examples write a file
    example = doctest.DocTestParser().get_doctest(inspect.getdoc(PUBLIC[name]) or "", {}, name, None, None)
    assert example.examples, "show how it is used"
    assert any(name in one.source for one in example.examples), "the example uses something else"
    said: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("name", PUBLIC)
def test_says_in_one_line_what_it_is(name: str) -> None:
    text = sections(PUBLIC[name])
    first = text[""].split("\n\n")[0]
    assert "\n" not in first
    assert first.endswith(".")
    assert first.startswith("Return ") or name in CLASSES


@pytest.mark.parametrize("name", PUBLIC)
def test_leads_on_to_what_exists(name: str) -> None:
    others = entries(sections(PUBLIC[name])["See Also"])
    for other in others:
        module, _, last = other.rpartition(".")
        assert hasattr(import_module(module) if module else api, last), f"{name} leads to {other}, which is not there"
    assert name not in others


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_say_what_they_take_give_and_raise(name: str) -> None:
    text, signature = sections(FUNCTIONS[name]), inspect.signature(FUNCTIONS[name])
    said = entries(text["Parameters"]) if "Parameters" in text else {}
    assert list(said) == list(signature.parameters)
    given = entries(text["Returns"])
    assert all([*said.values(), *given.values()]), "an entry without a word"
    raised = entries(text["Raises"]) if "Raises" in text else {}
    assert raised_by(FUNCTIONS[name]) <= set(raised)
    assert "should_cancel" not in said or "Canceled" in raised


@pytest.mark.parametrize("name", CLASSES)
def test_classes_say_what_they_hold(name: str) -> None:
    text = sections(CLASSES[name])
    said = {field for part in ("Parameters", "Attributes") if part in text for field in entries(text[part])}
    assert fields_of(CLASSES[name]) <= said


def test_amounts_have_a_unit() -> None:
    """Where a number of dollars goes in or comes out, brackets say which: [USD], [USD/yr]."""
    about_money = ("schedule_d", "harvest_plan", "year_basis", "year_outcome", "bracket_map", "Moves", "RunResult")
    assert not [name for name in about_money if not re.search(r"\[[^]]*USD", inspect.getdoc(PUBLIC[name]) or "")]


def test_a_wrong_docstring_is_found() -> None:
    def broken(amount: float) -> float:
        """Return it.

        Parameters
        ----------
        amuont : float
            Dollars.

        Returns
        -------
        float
            The same.
        """
        if amount < 0:
            raise ValueError("negative")
        return amount

    assert list(entries(sections(broken)["Parameters"])) == ["amuont"]
    assert raised_by(broken) == {"ValueError"}
    assert entries(sections(broken)["Returns"]) == {"float": "The same."}
