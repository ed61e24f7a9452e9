"""A scenario file of every earlier version opens and gives the figures that its own version gave."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import SCHEMA_VERSION
from sim.scenario.written.load import parse_scenario
from tests.house.sources import ROOT

CORPUS = ROOT / "tests" / "fixtures" / "scenarios"
FILES = sorted(path for path in CORPUS.glob("version_*/*.json") if path.name != "figures.json")


def test_there_is_a_folder_of_every_version_but_the_newest() -> None:
    assert {path.parent.name for path in FILES} == {f"version_{version}" for version in range(1, SCHEMA_VERSION)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_old_file_gives_the_figures_of_its_day(path: Path) -> None:
    """Means over 40 paths by strategy, written down with the release that wrote the file.

    Version 1 kept California's rates above 9.3% for good; they end after 2030 (Cal. Const. art. XIII sec. 36), unless
    the plan counts on the change that would keep them: then its figures are those of version 1 still. Both versions
    paid a month's interest on cash that arrived on its last day; it runs from the day on which cash arrives now.
    Where shares are sold within 60 days of their purchase, what they were paid is no qualified dividend any more.
    """
    wanted = json.loads((path.parent / "figures.json").read_text())[path.stem]
    scenario = parse_scenario(path.read_bytes()).with_paths(40)
    home = scenario.household.model_copy(update={"counts_on_state_what_if": scenario.household.state == "CA"})
    run = simulate(scenario.model_copy(update={"household": home}))
    found = {name: run.terminal[name].mean(axis=1) for name in wanted if name != "tax_paid"}
    found["tax_paid"] = run.yearly["tax_paid"].sum(axis=2).mean(axis=1)
    for name, values in wanted.items():
        assert np.asarray(found[name]) == pytest.approx(values, abs=0.01), name
