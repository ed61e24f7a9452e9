"""The page of defaults, the app and the program say the same."""

import re

from sim.law.explained.defaults import defaults
from sim.scenario.strategies import Strategy
from sim.scenario.terminal import Terminal
from tests.house.sources import ROOT

ROW = re.compile(r"^\| `([\w.]+)` \| (\S+) \| (.+) \|$", re.MULTILINE)
OF_THE_END = {f"terminal.{name}" for name in Terminal.model_fields}


def test_the_page_holds_the_rows_of_the_data() -> None:
    """The table of docs/defaults.md is that of `sim/law/explained/defaults.toml`, with the models' own values."""
    wanted = [(one.place, one.value, one.source) for one in defaults()]
    assert ROW.findall((ROOT / "docs" / "defaults.md").read_text("utf-8")) == wanted, "write the table again"


def test_every_default_has_a_source_and_a_label() -> None:
    assert all(len(one.source) > 10 and one.label for one in defaults())
    assert len({one.label for one in defaults()}) == len(defaults())


def test_it_holds_every_choice_about_the_end_and_about_costs() -> None:
    costs = {f"strategy.{name}" for name in Strategy.model_fields if name.endswith("_cost_bp")}
    assert {one.place for one in defaults()} >= OF_THE_END | costs
