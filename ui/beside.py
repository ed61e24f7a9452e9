"""What pages keep beside the plan's document, saved with it: the planner's choices, sliders of *This year*."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ui import harvest, session, this_year

KEPT: dict[str, TypeAdapter[Any]] = {
    "harvest": TypeAdapter(harvest.Choices),
    this_year.SLOT: TypeAdapter(dict[str, Any]),
}
"""The session's slots that are saved, by name, with how each is written as JSON."""


def as_json() -> dict[str, Any]:
    """Return what this session's pages keep; what was never opened is left out."""
    found = {name: session.slot(name, lambda: None) for name in KEPT}
    touched = {name: value for name, value in found.items() if value and not getattr(value, "is_untouched", False)}
    return {name: KEPT[name].dump_python(value, mode="json") for name, value in touched.items()}


def restore(kept: dict[str, Any]) -> None:
    """Put saved choices back into the session; those that an older version wrote otherwise begin anew."""
    for name, adapter in KEPT.items():
        try:
            value = adapter.validate_json(json.dumps(kept[name])) if kept.get(name) else None
        except ValidationError:
            value = None
        session.fill_slot(name, value)
