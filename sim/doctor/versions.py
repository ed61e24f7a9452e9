"""Python and the packages that are installed, against the bounds that the project declares and its jobs prove."""

import importlib.metadata
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sim.doctor.finding import NOTICE, PROBLEM, Finding

NAME = "rollover-sim"
PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
Version = tuple[int, ...]


class Bound(NamedTuple):
    """A package, the versions it may have as they are declared (">=0.68,<0.69"), and whether it may be missing."""

    package: str
    versions: str
    is_optional: bool = False


class Bounds(NamedTuple):
    """What the project declares: the versions of Python, and of each package."""

    python: str
    packages: list[Bound]


def declared_bounds(project: Path = PROJECT) -> Bounds:
    """Return the bounds of the checkout's `pyproject.toml`, or those that the installed package carries.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        There is neither.
    """
    if project.is_file():
        said = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if said.get("name") == NAME:
            extras = said.get("optional-dependencies", {})
            packages = [bound_of(line) for line in said["dependencies"]]
            packages += [bound_of(line)._replace(is_optional=True) for line in extras.get("postgres", [])]
            return Bounds(said["requires-python"], packages)
    metadata = importlib.metadata.metadata(NAME)
    lines = metadata.get_all("Requires-Dist") or []
    ours = [line for line in lines if "extra" not in line.partition(";")[2] or "postgres" in line.partition(";")[2]]
    return Bounds(metadata["Requires-Python"], [bound_of(line) for line in ours])


def bound_of(requirement: str) -> Bound:
    """Return what a requirement asks for: ``psycopg[binary]>=3.2; extra == "postgres"``."""
    head, _, marker = requirement.partition(";")
    end = next((at for at, letter in enumerate(head) if letter in "[<>=!~( "), len(head))
    versions = head[end:].rpartition("]")[2].strip(" ()").replace(" ", "")
    return Bound(head[:end], versions, "extra" in marker)


def python_finding(bounds: str, version: str) -> Finding:
    """Return whether this Python may be used."""
    is_below, is_above = outside(version, bounds)
    if is_below:
        fix = f"install a Python that is {in_words(bounds)}, and this program again in it."
        return Finding("Python", f"{version} is too old", PROBLEM, fix)
    if is_above:
        return Finding("Python", f"{version} was not tested", NOTICE, f"use a Python that is {in_words(bounds)}.")
    return Finding("Python", f"{version}, {in_words(bounds)} is asked for")


def package_findings(
    bounds: list[Bound], installed: Callable[[str], str] = importlib.metadata.version
) -> list[Finding]:
    """Return a line for each package that is missing or outside its bounds; one line for all others."""
    wrong, right = [], []
    for bound in bounds:
        try:
            version = installed(bound.package)
        except importlib.metadata.PackageNotFoundError:
            if not bound.is_optional:
                wrong.append(Finding("packages", f"{bound.package} is missing", PROBLEM, _install(bound)))
            continue
        is_below, is_above = outside(version, bound.versions)
        if is_below:
            wrong.append(Finding("packages", f"{bound.package} {version} is too old", PROBLEM, _install(bound)))
        elif is_above:
            words = f"{bound.package} {version} is newer than what was tested"
            wrong.append(Finding("packages", words, NOTICE, _install(bound)))
        else:
            right.append(f"{bound.package} {version}")
    return [*wrong, Finding("packages", f"within their bounds: {', '.join(right)}")] if right else wrong


def outside(version: str, bounds: str) -> tuple[bool, bool]:
    """Return whether a version is below the lower bound, and whether it is at or above the upper one."""
    found, lower, upper = numbers(version), "", ""
    for part in filter(None, bounds.split(",")):
        lower = part[2:] if part.startswith(">=") else lower
        upper = part[1:] if part.startswith("<") else upper
    return bool(lower) and found < numbers(lower), bool(upper) and found >= numbers(upper)


def numbers(version: str) -> Version:
    """Return the numbers of a version, at least four: "2.0.44" is above "2.0.9", and "0.68" is "0.68.0"."""
    found: list[int] = []
    for part in version.split("."):
        digits = part[: next((at for at, letter in enumerate(part) if not letter.isdecimal()), len(part))]
        found += [int(digits)] if digits else []
        if digits != part:  # a release to come, "0.69.0rc1": what follows is no number of the release
            break
    return tuple(found + [0] * (4 - len(found)))


def in_words(bounds: str) -> str:
    """Return bounds as a reader says them: "3.11 or later", "0.68 or later, below 0.69"."""
    parts = [part for part in bounds.split(",") if part]
    said = [f"{part[2:]} or later" for part in parts if part.startswith(">=")]
    return ", ".join([*said, *(f"below {part[1:]}" for part in parts if part[0] == "<" and part[1] != "=")])


def _install(bound: Bound) -> str:
    return f"python -m pip install '{bound.package}{bound.versions}'"
