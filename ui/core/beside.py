"""What pages keep beside the plan's document, saved with it: the planner's choices, sliders of *This year*, the
interview's mix and screen, what was done."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ui.core import session

KEPT = ("harvest", "this_year", "interview", "done")
"""The session's slots that are saved."""
SAVED_AS = {"realized_short": "realised_short", "realized_long": "realised_long"}
"""The name in saved plans where it differs from the code's own; it stays, so that every saved plan can be read."""


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
    kept = {name: _adapter(name).dump_python(value, mode="json") for name, value in touched.items()}
    return {slot: {SAVED_AS.get(name, name): one for name, one in value.items()} for slot, value in kept.items()}


def restore(kept: dict[str, Any]) -> None:
    """Put saved choices back into the session; those that an older version wrote otherwise start over."""
    for name in KEPT:
        session.fill_slot(name, read(name, kept))


def read(name: str, kept: dict[str, Any]) -> Any:
    """Return the choices saved for a slot, None where there are none or they are none that a page can show."""
    own_names = {saved: own for own, saved in SAVED_AS.items()}
    found = kept.get(name)
    if not isinstance(found, dict) or not found:
        return None
    written = json.dumps({own_names.get(one, one): value for one, value in found.items()})
    try:
        return _adapter(name).validate_json(written)
    except ValidationError:
        return None
