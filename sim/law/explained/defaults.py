"""What is assumed where a plan says nothing: every default that can turn a verdict, with its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sim.scenario.drawn.simulation import Simulation
from sim.scenario.holdings import Security
from sim.scenario.household import Household
from sim.scenario.market import Market
from sim.scenario.strategies import Strategy
from sim.scenario.terminal import Terminal

MODELS: dict[str, Any] = {
    "terminal": Terminal,
    "household": Household,
    "strategy": Strategy,
    "market": Market,
    "security": Security,
    "simulation": Simulation,
}
"""By the first word of a default's place."""


@dataclass(frozen=True)
class Default:
    """A default. place : of the input in a scenario. value : as text. source : where it comes from, Markdown."""

    place: str
    label: str
    value: str
    source: str


@cache
def defaults() -> tuple[Default, ...]:
    """Return every default that can turn a verdict; the values are those of the models."""
    rows = tomllib.loads(files("sim.law.explained").joinpath("defaults.toml").read_text("utf-8"))["default"]
    return tuple(Default(row["place"], row["label"], str(_value(row["place"])), row["source"]) for row in rows)


def _value(place: str) -> Any:
    model, first, *names = place.split(".")
    value = MODELS[model].model_fields[first].get_default(call_default_factory=True)
    for name in names:
        value = getattr(value, name)
    return "usual" if value is None else value
