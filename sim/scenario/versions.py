"""Documents of older schema versions, brought to the newest one step by step.

When a release changes what a scenario document may hold, it raises `SCHEMA_VERSION` and adds one function here,
from the version before to the new one. Files and saved plans are then read as before.
"""

from collections.abc import Callable, Mapping
from typing import Any

Document = dict[str, Any]
Step = Callable[[Document], Document]

STEPS: dict[int, Step] = {}
"""By the version a step starts from: a pure function that returns the document of the next version."""


def upgraded(document: Document, newest: int, steps: Mapping[int, Step] = STEPS) -> Document:
    """Return the document in the newest version; unchanged where it is newer, or so old that no step is known."""
    found = dict(document)
    version = found.get("schema_version", newest)
    while isinstance(version, int) and version < newest and version in steps:
        found = {**steps[version](found), "schema_version": version + 1}
        version += 1
    return found
