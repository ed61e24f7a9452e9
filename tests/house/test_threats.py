"""The table of threats names tests that exist, and every row names one."""

import ast
import re
from pathlib import Path

from tests.house.sources import ROOT

TABLE = ROOT / ".github" / "SECURITY.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows(text: str) -> list[str]:
    """Return the rows of the table of threats, without its heading."""
    lines = [line for line in text.partition("## Threats")[2].splitlines() if line.startswith("|")]
    return lines[2:]


def is_there(file: str, test: str, root: Path = ROOT) -> bool:
    """Return whether a file has a test of this name."""
    place = root / file
    if not place.is_file():
        return False
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in ast.parse(place.read_text()).body)


def test_every_test_of_the_table_is_there() -> None:
    named = NAMED.findall(TABLE.read_text(encoding="utf-8"))
    missing = [f"{file}::{test}" for file, test in named if not is_there(file, test)]
    assert not missing, "a test was renamed or moved; name it in .github/SECURITY.md as it is now"


def test_every_threat_has_a_test() -> None:
    found = rows(TABLE.read_text(encoding="utf-8"))
    assert len(found) > 15
    assert not [row for row in found if not NAMED.search(row)]


def test_what_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text("def test_one():\n    pass\n")
    assert is_there("tests/test_one.py", "test_one", tmp_path)
    assert not is_there("tests/test_one.py", "test_two", tmp_path)
    assert not is_there("tests/test_two.py", "test_one", tmp_path)
