"""The draft: a scenario as plain JSON, possibly with faults, so that nothing the user typed is lost. Pure functions."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from pydantic import BaseModel

from sim.api.scenario import (
    SCHEMA_VERSION,
    USUAL_CERTAINTY,
    Account,
    BondYields,
    Conversion,
    Correlation,
    Estimator,
    Heirs,
    History,
    Household,
    Lives,
    Lot,
    Market,
    Marketplace,
    Medicare,
    Pension,
    Person,
    Purchase,
    Regimes,
    Rollover,
    Security,
    Simulation,
    SocialSecurity,
    SpendingEvent,
    SpendingRule,
    Strategy,
    Stress,
    StudentT,
    Terminal,
    Wages,
)

Document = dict[str, Any]
PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")

PARTS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("household", Household),
    ("household.heirs", Heirs),
    ("household.lives", Lives),
    ("household.medicare", Medicare),
    ("household.marketplace", Marketplace),
    ("household.spending_rule", SpendingRule),
    ("household.events[]", SpendingEvent),
    ("household.people[]", Person),
    ("household.people[].wages", Wages),
    ("household.people[].social_security", SocialSecurity),
    ("household.people[].pensions[]", Pension),
    ("holdings.accounts[]", Account),
    ("holdings.lots[]", Lot),
    ("securities[]", Security),
    ("rollovers[]", Rollover),
    ("rollovers[].buys[]", Purchase),
    ("strategies[]", Strategy),
    ("strategies[].conversion", Conversion),
    ("market", Market),
    ("market.correlations[]", Correlation),
    ("market.bonds", BondYields),
    ("market.student_t", StudentT),
    ("market.regimes", Regimes),
    ("market.history", History),
    ("market.stress", Stress),
    ("simulation", Simulation),
    ("terminal", Terminal),
)
"""Where each model stands in the document; a trailing [] says there may be several, in a list."""


def steps(path: str) -> list[str | int]:
    """Return the keys and positions of a path such as ``household.people[0].born``."""
    return [name or int(index) for name, index in PART.findall(path)]


def pattern(path: str) -> str:
    """Return the path with its positions taken out: ``household.people[].born``."""
    return re.sub(r"\[\d+\]", "[]", path)


def get(document: Document, path: str, default: Any = None) -> Any:
    """Return what stands at the path, `default` where nothing does."""
    here: Any = document
    for step in steps(path):
        is_key = isinstance(step, str) and isinstance(here, dict) and step in here
        is_position = isinstance(step, int) and isinstance(here, list) and step < len(here)
        if not (is_key or is_position):
            return default
        here = here[step]
    return here


def put(document: Document, path: str, value: Any) -> None:
    """Write the value at the path; objects on the way are made where they are missing."""
    *parents, last = steps(path)
    here: Any = document
    for step in parents:
        missing_is_made = isinstance(here, dict) and step not in here
        if missing_is_made:
            here[step] = {}
        here = here[step]
    here[last] = value


def rows(document: Document, path: str) -> list[Document]:
    """Return the objects of the list at the path."""
    found = get(document, path, [])
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def defaults(model: type[BaseModel]) -> Document:
    """Return the default of every field of the model that has one, as JSON types."""
    found = {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
    kept = {name: value for name, value in found.items() if not model.model_fields[name].is_required()}
    return {name: _plain(value) for name, value in kept.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return list(value) if isinstance(value, tuple) else value


def _objects_at(document: Document, place: str) -> list[Any]:
    """Return every value at a place of `PARTS`."""
    found: list[Any] = [document]
    for name in place.split("."):
        listed = name.endswith("[]")
        values = [
            here[name.removesuffix("[]")]
            for here in found
            if isinstance(here, dict) and name.removesuffix("[]") in here
        ]
        found = [item for value in values if isinstance(value, list) for item in value] if listed else values
    return found


def misshapen(document: Document) -> list[str]:
    """Return the places whose value is not the list or object that belongs there: such a draft has nothing to show."""
    wrong: list[str] = []
    for place, _ in PARTS:
        wrong += [place for value in _objects_at(document, place) if not isinstance(value, dict)]
        if place.endswith("[]"):
            lists = _objects_at(document, place.removesuffix("[]"))
            wrong += [place for value in lists if not isinstance(value, list)]
    classes = get(document, "market.classes", {})
    sound = isinstance(classes, dict) and all(isinstance(row, dict) for row in classes.values())
    holdings = isinstance(document.get("holdings", {}), dict)
    return wrong + ([] if sound else ["market.classes"]) + ([] if holdings else ["holdings"])


def filled(document: Document) -> Document:
    """Return a copy in which every field that has a default stands, so that each has something to edit."""
    copy: Document = json.loads(json.dumps(document))
    copy.setdefault("schema_version", SCHEMA_VERSION)
    copy.setdefault("name", "My plan")
    copy.setdefault("holdings", {})
    for name in ("household", "market", "simulation", "terminal"):
        copy.setdefault(name, {})
    copy["household"].setdefault("people", [])
    for name in ("accounts", "lots"):
        copy["holdings"].setdefault(name, [])
    for name in ("securities", "rollovers", "strategies"):
        copy.setdefault(name, [])
    for place, model in PARTS:
        for value in _objects_at(copy, place):
            for name, default in defaults(model).items():
                value.setdefault(name, json.loads(json.dumps(default)))
    return copy


def blank(today: date) -> Document:
    """Return the draft of someone who starts from nothing: one person, and three strategies to compare."""
    strategies = [
        {"name": "No harvesting", "harvest": "none"},
        {"name": "Year-end review", "harvest": "year_end"},
        {"name": "Every month", "harvest": "monthly"},
    ]
    household = {"people": [{"name": "You"}], "state": ""}  # a state is asked for, never assumed
    # What a plan that does not say would not be: older ones do not.
    simulation = {"estimator": Estimator.SPREAD.value, "certain_to": USUAL_CERTAINTY}
    return filled(
        {"start": today.isoformat(), "household": household, "strategies": strategies, "simulation": simulation}
    )


def from_canonical(text: str) -> Document:
    """Return the document that `canonical` wrote."""
    found: Document = json.loads(text)
    return found


def canonical(document: Document) -> str:
    """Return one text for equal documents."""
    return json.dumps(document, sort_keys=True, default=str)
