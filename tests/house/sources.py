"""The project's own files, read once, for the tests that hold the rules of the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON_PLACES = ("sim", "ui", "pages", "streamlit_app.py", "tests", "scripts", "benchmarks")
TEXT_PLACES = (*PYTHON_PLACES, "docs", ".ci", ".github", ".streamlit", ".")
TEXT_SUFFIXES = (".py", ".md", ".toml", ".yml", ".yaml", ".cff", ".txt", ".csv", ".json", ".xml", "")


@dataclass(frozen=True)
class Source:
    """One Python file: where it is (from the project's folder), its text and its syntax tree."""

    place: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def read_source(place: str) -> Source:
    text = (ROOT / place).read_text(encoding="utf-8")
    return Source(place, text, ast.parse(text))


@cache
def python_sources(*places: str) -> tuple[Source, ...]:
    """Return every Python file in these folders and files; all of the project's if none is named."""
    found = []
    for place in places or PYTHON_PLACES:
        path = ROOT / place
        paths = [path] if path.is_file() else sorted(path.rglob("*.py"))
        found += [read_source(one.relative_to(ROOT).as_posix()) for one in paths]
    return tuple(found)


def text_files() -> Iterator[tuple[str, str]]:
    """Yield the place and text of every file that people read: code, data, documentation, settings."""
    for place in TEXT_PLACES:
        path = ROOT / place
        paths = [path] if path.is_file() else path.iterdir() if place == "." else path.rglob("*")
        for one in sorted(paths):
            is_text = one.is_file() and one.suffix in TEXT_SUFFIXES
            if is_text and "__pycache__" not in one.parts and one.name != ".git":  # a file in a second work tree
                yield one.relative_to(ROOT).as_posix(), one.read_text(encoding="utf-8", errors="replace")
