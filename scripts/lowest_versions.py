"""The lowest version of each dependency that `pyproject.toml` allows: ``python -m scripts.lowest_versions [EXTRA...]``.

Prints one requirement a line, with `>=` turned into `==`, for `pip install -r`. Needs nothing but the standard library,
so that it runs before anything is installed. A requirement without a lower bound is an error: it could not be proven.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+(?:\[[\w,]+\])?)\s*(?P<bounds>[^;]*)(?P<only>;.*)?")


def lowest(requirement: str) -> str:
    """Return a requirement with its lowest version and no other: `numba>=0.68,<0.69` becomes `numba==0.68`.

    Raises
    ------
    ValueError
        It has no lower bound.
    """
    parts = REQUIREMENT.fullmatch(requirement.strip())
    bounds = [bound.strip() for bound in parts["bounds"].split(",")] if parts else []
    versions = [bound.removeprefix(">=").strip() for bound in bounds if bound.startswith(">=")]
    if parts is None or len(versions) != 1:
        raise ValueError(f"pyproject.toml: {requirement!r} has no lower bound; write it as NAME>=VERSION")
    return f"{parts['name']}=={versions[0]}{parts['only'] or ''}"


def lowest_versions(project: str, extras: list[str]) -> list[str]:
    """Return the lowest requirements of a project file's text, with those of its extras, each once."""
    said = tomllib.loads(project)["project"]
    wanted = [*said["dependencies"]]
    for extra in extras:
        wanted += said["optional-dependencies"][extra]
    return list(dict.fromkeys(map(lowest, wanted)))


if __name__ == "__main__":
    print("\n".join(lowest_versions(PROJECT.read_text(encoding="utf-8"), sys.argv[1:])))
