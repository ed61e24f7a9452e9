"""The lower bounds that `.ci/lowest` proves: every dependency has one; numba's agree with what the fast mode knows."""

import tomllib

import pytest
from packaging.specifiers import SpecifierSet

from scripts.lowest_versions import PROJECT, lowest, lowest_versions
from sim.compile.choice import PROVEN_NUMBA_VERSIONS
from tests.house.sources import ROOT


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("numba>=0.68,<0.69", "numba==0.68"),
        ("pandas >= 2.3", "pandas==2.3"),
        ("psycopg[binary]>=3.2.1", "psycopg[binary]==3.2.1"),
        ("tzdata>=2025.1; sys_platform == 'win32'", "tzdata==2025.1; sys_platform == 'win32'"),
        ("streamlit<2,>=1.65,!=1.65.1", "streamlit==1.65"),
    ],
)
def test_the_lowest_version_of_a_requirement(requirement: str, expected: str) -> None:
    assert lowest(requirement) == expected


@pytest.mark.parametrize("requirement", ["pandas", "pandas<3", "pandas==2.3", "pandas>=2.3,>=2.4"])
def test_a_requirement_without_one_lower_bound_is_an_error(requirement: str) -> None:
    with pytest.raises(ValueError, match="has no lower bound"):
        lowest(requirement)


def test_extras_are_read_with_the_dependencies_and_each_requirement_once() -> None:
    project = """
[project]
dependencies = ["numpy>=2.2"]
[project.optional-dependencies]
postgres = ["psycopg>=3.2.1"]
test = ["pytest>=9", "psycopg>=3.2.1"]
"""
    assert lowest_versions(project, ["postgres", "test"]) == ["numpy==2.2", "psycopg==3.2.1", "pytest==9"]


def test_every_dependency_has_a_lower_bound() -> None:
    assert len(lowest_versions(PROJECT.read_text(encoding="utf-8"), ["postgres", "test"])) > 15


def numba_bounds() -> SpecifierSet:
    """Return the versions of numba that the project allows."""
    dependencies = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    (bounds,) = [one.removeprefix("numba") for one in dependencies if one.startswith("numba")]
    return SpecifierSet(bounds)


def test_numba_has_an_upper_bound_below_what_nobody_has_tried() -> None:
    assert not numba_bounds().contains("0.99")
    assert all(numba_bounds().contains(version) for version in PROVEN_NUMBA_VERSIONS)


def test_the_suites_numba_is_one_that_the_fast_mode_knows() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    (pinned,) = [line.removeprefix("numba==") for line in lines if line.startswith("numba==")]
    assert pinned in PROVEN_NUMBA_VERSIONS
