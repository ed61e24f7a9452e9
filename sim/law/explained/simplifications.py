"""Where the simulator departs from the law, collected from its own docstrings when the page is opened."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
MARK = "Simplification:"
PARAMETER = re.compile(r"\n[ \t]*\w[\w, ]* : ")
"""Where a docstring goes on with a parameter or an attribute."""


@dataclass(frozen=True)
class Simplification:
    """One departure: `place` is the file, `subject` the function or class, `text` what is left out or simplified."""

    place: str
    subject: str
    text: str


@lru_cache(maxsize=1)
def simplifications() -> tuple[Simplification, ...]:
    """Return every paragraph of a docstring that begins a simplification, by file and line."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        for subject, docstring in docstrings(path.read_text(encoding="utf-8")):
            found += [Simplification(place, subject, text) for text in noted(docstring)]
    return tuple(found)


def docstrings(source: str) -> Iterator[tuple[str, str]]:
    """Yield (name, docstring) of a module, its classes and functions; the module's name is empty."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            docstring = ast.get_docstring(node)
            if docstring:
                yield ("" if isinstance(node, ast.Module) else node.name), docstring


def noted(docstring: str) -> list[str]:
    """Return the text after each mark, to the end of its paragraph."""
    texts = []
    for paragraph in re.split(r"\n\s*\n", docstring):
        _, *marked = paragraph.split(MARK)
        texts += [" ".join(PARAMETER.split(text)[0].split()) for text in marked]
    return texts
