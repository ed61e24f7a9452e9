"""Numbers so small that arithmetic turns them into nothing are no input; a message shows what was typed, not Python."""

import json
from typing import Any

import pytest

from sim.errors import InputError, Problem
from sim.scenario.enums import HarvestTiming
from sim.scenario.written.load import parse_scenario, scenario_from
from sim.scenario.written.samples import sample_scenario

SMALLEST = 5e-324
TOO_SMALL = "Too small to mean anything; check the number."
PLACES = ("holdings.lots[0].quantity", "securities[0].price", "rollovers[0].share")


def with_value(place: str, value: Any) -> dict[str, Any]:
    """Return the sample's document with another value at a place."""
    document: dict[str, Any] = sample_scenario("early-retiree").model_dump(mode="json")
    here: Any = document
    *parents, last = place.replace("]", "").replace("[", ".").split(".")
    for step in parents:
        here = here[int(step)] if step.isdecimal() else here[step]
    here[last] = value
    return document


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", [SMALLEST, 1e-300, 1e-12, 0.0, -0.0])
def test_dust_is_refused_at_its_place(place: str, value: float) -> None:
    with pytest.raises(InputError) as told:
        parse_scenario(json.dumps(with_value(place, value)))
    first = told.value.problems[0]
    assert (first.place, first.message) == (place, TOO_SMALL if value else "It must be greater than 0; change it.")


@pytest.mark.parametrize(("place", "value"), [(PLACES[0], 1e-8), (PLACES[1], 1e-4), (PLACES[2], 0.001)])
def test_what_a_broker_prints_is_read(place: str, value: float) -> None:
    assert scenario_from(with_value(place, value)).name


def test_a_choice_is_shown_by_its_own_word() -> None:
    assert str(Problem("strategies[0].harvest", HarvestTiming.MONTHLY, "No.")).endswith("(found: 'monthly')")
    document = with_value("strategies[1].harvest", "before_rollover")
    document["rollovers"] = []
    with pytest.raises(InputError) as told:
        scenario_from(document)
    assert "<" not in str(told.value)
    assert "(found: 'before_rollover')" in str(told.value)
