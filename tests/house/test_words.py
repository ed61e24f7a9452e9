"""What no file of the project may say, what every public name must say, and that every test can fail."""

import ast
import re

from tests.house.sources import Source, python_sources, text_files

# Written in pieces, so that this file does not name them.
REGISTRY_HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("deb", "debian", "org"))]
REGISTRY_HOSTS += [".".join(parts) for parts in (("registry", "npmjs", "org"), ("conda", "anaconda", "org"))]
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|root|Users|mnt|srv|opt|home/\w+)/\w")
UNFINISHED = re.compile(r"raise NotImplementedError|\b(?:TODO|FIXME|XXX)\b")

TEXTS = tuple(text_files())
SOURCES = python_sources()
TESTS = tuple(source for source in python_sources("tests") if source.place.rpartition("/")[2].startswith("test_"))


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return place and line number of every line in any file that matches; this file holds the patterns themselves."""
    return [
        f"{place}:{number}"
        for place, text in TEXTS
        if place != "tests/house/test_words.py"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_whole_project_is_read() -> None:
    places = {place for place, _ in TEXTS}
    assert {"README.md", ".ci/run", "constraints.txt", "sim/law/states/CA.toml", ".streamlit/config.toml"} <= places


def test_no_package_registry_is_named() -> None:
    found = lines_with(re.compile("|".join(re.escape(host) for host in REGISTRY_HOSTS)))
    assert not found, "which registry serves a package is each machine's own setting"


def test_no_path_of_one_machine() -> None:
    assert not lines_with(MACHINE_PATH), (
        "a path that exists on one machine only; derive it from __file__ or an argument"
    )


def test_nothing_is_left_unfinished() -> None:
    assert not lines_with(UNFINISHED), "finish it, or leave it out and say so in the documentation"


def test_the_patterns_find_what_they_look_for() -> None:
    assert MACHINE_PATH.search('open("/root/data/x.csv")')
    assert MACHINE_PATH.search("cd /home/someone/project")
    assert not MACHINE_PATH.search("pages/start/home.py and https://example.org/work/home/page")
    assert UNFINISHED.search("    raise NotImplementedError")


def without_docstring(source: Source) -> list[str]:
    """Return the module, and the public functions and classes in it; a method may be said by its name."""
    missing = [] if ast.get_docstring(source.tree) or not source.text.strip() else [source.place]
    named = [node for node in source.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    public = [node for node in named if not node.name.startswith("_") and not is_overload(node)]
    return missing + [f"{source.place} {node.name}" for node in public if not ast.get_docstring(node)]


def is_overload(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Return whether this is one of a function's signatures; the docstring stands with its body."""
    return "overload" in {ast.unparse(decorator) for decorator in node.decorator_list}


def test_public_names_have_docstrings() -> None:
    missing = [name for source in python_sources("sim") for name in without_docstring(source)]
    assert not missing, "say in one line what it returns or is"


def can_fail(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether the test asserts, expects an error, or waits for something on a page that may never come."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("raises", "warns", "wait_for", "fail", "expect") or name.lstrip("_").startswith(
                ("check", "assert")
            ):
                return True
    return False


def test_every_test_can_fail() -> None:
    tests = [(source.place, f) for source in TESTS for f in source.functions() if f.name.startswith("test_")]
    assert len(tests) > 400
    assert not [f"{place} {test.name}" for place, test in tests if not can_fail(test)], "asserts nothing"
