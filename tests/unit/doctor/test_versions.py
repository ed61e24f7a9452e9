"""Bounds as they are declared, and versions within, below and above them."""

from importlib.metadata import PackageNotFoundError

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from sim.doctor.finding import NOTICE, OK, PROBLEM
from sim.doctor.versions import Bound, bound_of, declared_bounds, in_words, outside, package_findings, python_finding

LINES = ("numba>=0.68,<0.69", "psycopg[binary] >= 3.2.11 ; extra == 'postgres'", "typst (>=0.15)", "streamlit>=1.65")


@pytest.mark.parametrize("line", [line for line in LINES if "(" not in line])
def test_a_requirement_is_read_as_installers_read_it(line: str) -> None:
    expected, found = Requirement(line), bound_of(line)
    assert found.package == expected.name
    assert SpecifierSet(found.versions) == expected.specifier
    assert found.is_optional == ("extra" in line)


def test_a_requirement_in_brackets_as_old_metadata_write_it() -> None:
    assert bound_of("typst (>=0.15)") == Bound("typst", ">=0.15")


@pytest.mark.parametrize("version", ["0.67.9", "0.68", "0.68.0", "0.68.1", "0.69", "0.69.0", "1.0", "0.100.2", "0.9"])
@pytest.mark.parametrize("bounds", [">=0.68,<0.69", "<0.69,>=0.68", ">=0.68", ">=0.68.1"])
def test_versions_are_compared_as_installers_compare_them(version: str, bounds: str) -> None:
    assert (outside(version, bounds) == (False, False)) == SpecifierSet(bounds).contains(version)


def test_bounds_in_words() -> None:
    assert in_words(">=3.11") == "3.11 or later"
    assert in_words(">=0.68,<0.69") == "0.68 or later, below 0.69"


def installed(package: str) -> str:
    versions = {"numba": "0.69.1", "numpy": "2.4.6", "pandas": "2.2"}
    if package not in versions:
        raise PackageNotFoundError(package)
    return versions[package]


@pytest.mark.parametrize(
    ("bound", "level", "words"),
    [
        (Bound("numpy", ">=2.2"), OK, "numpy 2.4.6"),
        (Bound("pandas", ">=2.3"), PROBLEM, "pandas 2.2 is too old"),
        (Bound("numba", ">=0.68,<0.69"), NOTICE, "numba 0.69.1 is newer than what was tested"),
        (Bound("typst", ">=0.15"), PROBLEM, "typst is missing"),
    ],
)
def test_a_package_within_below_above_its_bounds_or_missing(bound: Bound, level: str, words: str) -> None:
    (found,) = package_findings([bound], installed)
    assert found.level == level
    assert words in found.found
    assert (f"pip install '{bound.package}{bound.versions}'" in found.fix) == (level != OK)


def test_what_nobody_asked_for_may_be_missing() -> None:
    assert package_findings([Bound("psycopg", ">=3.2.11", is_optional=True)], installed) == []


@pytest.mark.parametrize(("version", "level"), [("3.10.14", PROBLEM), ("3.11.0", OK), ("3.14.2", OK), ("4.0", NOTICE)])
def test_python(version: str, level: str) -> None:
    found = python_finding(">=3.11,<4", version)
    assert found.level == level
    assert ("3.11 or later" in found.fix) == (level != OK)


def test_the_checkouts_bounds_are_those_of_its_project_file() -> None:
    bounds = declared_bounds()
    assert bounds.python == ">=3.11"
    assert {"streamlit", "numba", "sqlalchemy"} <= {bound.package for bound in bounds.packages if not bound.is_optional}
    assert [bound.package for bound in bounds.packages if bound.is_optional] == ["psycopg"]


def test_an_installed_package_carries_the_same_bounds(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "rollover_sim-9.dist-info"
    folder.mkdir()
    lines = ["Metadata-Version: 2.4", "Name: rollover-sim", "Version: 9", "Requires-Python: >=3.11"]
    lines += ["Requires-Dist: numpy>=2.2", "Requires-Dist: psycopg[binary]>=3.2; extra == 'postgres'"]
    (folder / "METADATA").write_text("\n".join([*lines, "Requires-Dist: pytest>=9; extra == 'test'", ""]))
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "something-else"\n')
    bounds = declared_bounds(tmp_path / "pyproject.toml")
    assert bounds.packages == [Bound("numpy", ">=2.2"), Bound("psycopg", ">=3.2", is_optional=True)]
