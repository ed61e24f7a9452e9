"""Every file and folder that CONTRIBUTING.md names is there, and so is every test that a recipe runs."""

import re

import pytest

from tests.contracts.recipes.project_copy import ANY_NAME, ROOT, named_paths

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LINKED = re.compile(r"\]\(([\w./-]+)\)")
RUN = re.compile(r"(?<=[ `])(?:tests|benchmarks|scripts)/[\w./-]*[\w/]")
PATHS = sorted({*named_paths(TEXT), *LINKED.findall(TEXT), *RUN.findall(TEXT)})


def places(path: str) -> list[str]:
    """Return what there is under a path in which a star or a word in capitals stands for any name."""
    start, *rest = ANY_NAME.sub("*", re.escape(path)).replace("\\", "").rstrip("/").split("/")
    return [str(found) for found in ROOT.glob("/".join([start, *rest]))]


@pytest.mark.parametrize("path", PATHS)
def test_the_path_exists(path: str) -> None:
    assert places(path), f"CONTRIBUTING.md names {path}, which is not there"


def test_paths_are_found_in_the_text() -> None:
    assert {"sim/law/federal/*.toml", "sim/scenario/enums.py", "tests/unit/law", "pages/FAMILY/NAME.py"} <= set(PATHS)
    assert len(PATHS) > 60
    assert not places("sim/results/moved_away.py")
