"""What pages keep beside the plan's document, saved with it: the planner's choices, sliders of *This year*, the
interview's mix and screen, what was done, variants."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ui.core import session

KEPT = ("harvest", "this_year", "interview", "done", "variants")
"""The session's slots that are saved."""
GAINS = {"gains_short": ("realised_short", "realized_short"), "gains_long": ("realised_long", "realized_long")}
"""Gains so far, which are the plan's own now, by the names under which plans saved before kept them here."""


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
    """Put saved choices back into the session; those that an older version wrote otherwise start over."""
    for name in KEPT:
        session.fill_slot(name, read(name, kept))
    for name, old in GAINS.items():
        place = f"household.so_far.{name}"
        slots = [kept[slot] for slot in KEPT[:2] if isinstance(kept.get(slot), dict)]
        found = [slot[one] for slot in slots for one in old if one in slot]
        amount = next(
            (one for one in found if isinstance(one, int | float) and not isinstance(one, bool) and one), None
        )
        if amount is not None and session.get(place) is None:
            session.put(place, float(amount))


def read(name: str, kept: dict[str, Any]) -> Any:
    """Return the choices saved for a slot, None where there are none or they are none that a page can show."""
    found = kept.get(name)
    if not isinstance(found, dict) or not found:
        return None
    written = json.dumps({one: value for one, value in found.items() if not any(one in old for old in GAINS.values())})
    try:
        return _adapter(name).validate_json(written)
    except ValidationError:
        return None
