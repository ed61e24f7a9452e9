"""The page of defaults says what the program assumes."""

import re

import pytest
from pydantic import BaseModel

from sim.scenario.household import Household
from sim.scenario.market import Market
from sim.scenario.strategies import Simulation, Strategy
from sim.scenario.terminal import Terminal
from tests.house.sources import ROOT

MODELS: dict[str, type[BaseModel]] = {
    "terminal": Terminal,
    "household": Household,
    "strategy": Strategy,
    "market": Market,
    "simulation": Simulation,
}
ROWS = re.findall(r"^\| `([\w.]+)` \| (\S+) \| (.+) \|$", (ROOT / "docs" / "defaults.md").read_text(), re.MULTILINE)
OF_THE_END = {f"terminal.{name}" for name in Terminal.model_fields}


@pytest.mark.parametrize(("place", "said", "source"), ROWS, ids=[row[0] for row in ROWS])
def test_a_default_is_what_the_page_says(place: str, said: str, source: str) -> None:
    model, *names = place.split(".")
    field = MODELS[model].model_fields[names[0]]
    value = field.get_default(call_default_factory=True)
    for name in names[1:]:
        value = getattr(value, name)
    assert str(value) == said
    assert len(source) > 10


def test_the_page_holds_every_choice_about_the_end_and_about_costs() -> None:
    costs = {f"strategy.{name}" for name in Strategy.model_fields if name.endswith("_cost_bp")}
    assert {place for place, _, _ in ROWS} >= OF_THE_END | costs
