"""Every day that a plan may name lies within one calendar; what lies outside is said at its field, never thrown."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

from sim.errors import InputError
from sim.scenario.base import Day
from sim.scenario.days import EARLIEST, LATEST
from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario
from sim.scenario.written.samples import sample_scenario

OUTSIDE = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")
NO_DAYS = (20260101, "20260101", -1, 1e308, True, "2026-02-30", "+2026-01-01", "99999-01-01", "2026-01-01T10:00")


def parts_of(annotation: Any) -> Iterator[Any]:
    """Yield a type and every type within it."""
    yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


def models_of(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and every model within it."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for part in parts_of(field.annotation):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    models_of(part, seen)
    return seen


def day_fields() -> list[tuple[type[BaseModel], str]]:
    """Return every field of the scenario's models that holds a day."""
    return [
        (model, name)
        for model in sorted(models_of(Scenario, set()), key=lambda one: one.__name__)
        for name, field in model.model_fields.items()
        if date in [*parts_of(field.annotation)]
    ]


def test_every_day_of_a_plan_is_found() -> None:
    names = {f"{model.__name__}.{name}" for model, name in day_fields()}
    assert len(names) >= 10
    assert {"Scenario.start", "Person.born", "Lot.acquired", "Rollover.redeposit_date", "Pension.starts"} <= names


@pytest.mark.parametrize(("model", "name"), day_fields())
def test_days_outside_the_calendar_are_refused(model: type[BaseModel], name: str) -> None:
    for text in (*OUTSIDE, *NO_DAYS):
        with pytest.raises(ValueError, match=name) as told:
            model.model_validate({name: text})
        own = [error for error in told.value.errors() if error["loc"] == (name,)]
        assert own, (name, text)
        assert any(error["type"].startswith(("day_", "date_")) for error in own)


def test_the_ends_of_the_calendar_are_days() -> None:
    days = TypeAdapter(Day)
    assert [days.validate_python(day.isoformat()) for day in (EARLIEST, LATEST)] == [EARLIEST, LATEST]
    assert (date(1900, 1, 1), date(2199, 12, 31)) == (EARLIEST, LATEST)


def days_in(value: Any, place: str = "") -> Iterator[str]:
    """Yield the place of every day in a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from days_in(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, item in enumerate(value[:1]):
            yield from days_in(item, f"{place}[{index}]")
    elif isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        yield place


def with_day(document: Any, place: str, text: str) -> Any:
    """Return a copy of the document with another text at a place."""
    copy = json.loads(json.dumps(document))
    *parents, last = place.replace("[", ".[").split(".")
    here = copy
    for step in parents:
        here = here[int(step.strip("[]"))] if step.startswith("[") else here[step]
    here[last] = text
    return copy


@pytest.mark.parametrize("text", OUTSIDE)
@pytest.mark.parametrize("sample", ["californian-couple", "early-retiree"])
def test_each_is_said_at_its_place_in_words(sample: str, text: str) -> None:
    document = sample_scenario(sample).model_dump(mode="json")
    places = list(days_in(document))
    assert len(places) > 4
    for place in places:
        with pytest.raises(InputError) as told:
            parse_scenario(json.dumps(with_day(document, place, text)))
        own = [problem for problem in told.value.problems if problem.place == place]
        assert [problem.message for problem in own] == ["Out of range; choose a day from 1900-01-01 to 2199-12-31."]
        assert own[0].value == text
