"""What pages keep beside the plan's document, saved with it: the planner's choices, sliders of *This year*."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ui.core import session

KEPT = ("harvest", "this_year")
"""The session's slots that are saved."""


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """Return how a slot is written as JSON; the planner and its engine are loaded once there is something of it."""
    if name == "harvest":
        from ui.core.choices import Choices

        return TypeAdapter(Choices)
    return TypeAdapter(dict[str, Any])


def as_json() -> dict[str, Any]:
    """Return what this session's pages keep; what was never opened is left out."""
    found = {name: session.slot(name, lambda: None) for name in KEPT}
    touched = {name: value for name, value in found.items() if value and not getattr(value, "is_untouched", False)}
    return {name: _adapter(name).dump_python(value, mode="json") for name, value in touched.items()}


def restore(kept: dict[str, Any]) -> None:
    """Put saved choices back into the session; those that an older version wrote otherwise begin anew."""
    for name in KEPT:
        try:
            value = _adapter(name).validate_json(json.dumps(kept[name])) if kept.get(name) else None
        except ValidationError:
            value = None
        session.fill_slot(name, value)
