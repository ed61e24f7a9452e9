"""Random households draw every field of a plan: a new one that no household has is a test that says nothing of it."""

from collections import defaultdict
from enum import Enum
from functools import cache
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from sim.scenario.models import Scenario
from tests.oracles.random_features import random_household

N_HOUSEHOLDS = 160
NOT_DRAWN = {
    "Scenario.schema_version": "older files are opened by tests of their own",
    "Scenario.name": "names move no dollar",
    "Security.name": "names move no dollar",
    "Account.name": "names move no dollar",
    "Scenario.market": "kernel and twin are given the same returns; tests/oracles/market_processes.py is its twin",
    "Simulation.estimator": "it decides which numbers a path draws; tests/properties/test_spread_paths.py is its test",
    "Simulation.certain_to": "it decides how many paths run; tests/unit/engine/test_stop_when_certain.py is its test",
    "Simulation.n_paths": "a path knows nothing of the others",
}


def _members(annotation: Any) -> set[Any]:
    """Return the values that a field's type names: of an enumeration, of a yes or no."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return set(annotation)
    if annotation is bool:
        return {False, True}
    return {member for part in get_args(annotation) for member in _members(part)}


def _collect(model: BaseModel, met: dict[str, list[Any]]) -> None:
    for name in type(model).model_fields:
        field, value = f"{type(model).__name__}.{name}", getattr(model, name)
        if field in NOT_DRAWN:
            continue
        if isinstance(value, BaseModel):
            _collect(value, met)
        elif isinstance(value, tuple):
            met[field].append(len(value))
            for part in value:
                _collect(part, met)
        else:
            met[field].append(value)


@cache
def _met() -> dict[str, list[Any]]:
    met: dict[str, list[Any]] = defaultdict(list)
    for seed in range(N_HOUSEHOLDS):
        _collect(random_household(seed, with_choices=True), met)
    return met


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return the type of every field below a model, by the name of its own model and its name."""
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if f"{model.__name__}.{name}" in NOT_DRAWN:
            continue
        below = [one for one in (info.annotation, *get_args(info.annotation)) if isinstance(one, type)]
        models = [one for one in below if issubclass(one, BaseModel)]
        found |= {f"{model.__name__}.{name}": info.annotation} if models != [info.annotation] else {}
        for one in models:
            found |= _fields(one)
    return found


FIELDS = _fields(Scenario)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_drawn_in_all_its_kinds(field: str) -> None:
    """A field of kinds has each of them in some household, every other one at least two values."""
    values = _met()[field]
    assert _members(FIELDS[field]) <= set(values), f"never drawn: {_members(FIELDS[field]) - set(values)}"
    assert len(set(values)) >= 2, f"{field} is always {values[0]}; draw it in tests/oracles/random_*.py"


def test_the_list_is_of_fields_that_are_there() -> None:
    """What is not drawn exists, with its reason, and the list of fields holds those of all parts of a plan."""
    assert len(FIELDS) >= 140
    for name in NOT_DRAWN:
        model, field = name.split(".")
        assert any(one.__name__ == model and field in one.model_fields for one in _models(Scenario)), name


def _models(model: type[BaseModel]) -> set[type[BaseModel]]:
    found = {model}
    for info in model.model_fields.values():
        for one in (info.annotation, *get_args(info.annotation)):
            if isinstance(one, type) and issubclass(one, BaseModel):
                found |= _models(one)
    return found
