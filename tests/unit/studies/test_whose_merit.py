"""Whose merit a strategy's gain is: parts by hand, and each corner an ordinary run of its own."""

import json
from typing import Any

import numpy as np
import pytest

from sim.api import Findings, sample_scenario, simulate
from sim.api.studies import whose_merit
from sim.estimate.luck import EACH_ALONE
from sim.results.compare_words import asked_sentences
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.studies.whose_merit import differing_in_both, parts_of, sentence
from sim.views.whose_merit import merit_view

KEY = "after_tax_wealth_real"
CONVERSION = {"kind": "fixed", "amount": 30_000.0, "first_year": 2027, "last_year": 2030}


def plan(*strategies: dict[str, Any]) -> Scenario:
    """Return the couple with these strategies, for six years."""
    document = json.loads(scenario_json(sample_scenario("californian-couple").with_paths(30)))
    document["household"]["horizon_years"] = 6
    document["strategies"] = list(strategies)
    return scenario_from(document)


NONE = {"name": "None", "harvest": "none"}
HARVEST = {"name": "Harvest", "harvest": "monthly"}
CONVERTS = {"name": "Converts", "harvest": "none", "conversion": CONVERSION}
BOTH = {"name": "Both", "harvest": "monthly", "conversion": CONVERSION}


def test_parts_by_hand() -> None:
    """On two paths the conversion brings 90 and 110, the harvest 3 and 5, both 99 and 113: together 6 and -2."""
    four = np.array([1_000.0, 2_000.0]) + np.array([[0, 0], [90, 110], [3, 5], [99, 113]])
    found = parts_of("Both", four, KEY, EACH_ALONE)
    assert (found.gain.mean, found.conversion.mean, found.harvest.mean, found.together.mean) == (106, 100, 4, 2)
    assert found.conversion.standard_error == pytest.approx(10.0)
    assert found.together.standard_error == pytest.approx(4.0)


def test_the_corners_are_the_plans_own_strategies_where_it_has_them() -> None:
    scenario = plan(NONE, HARVEST, CONVERTS, BOTH)
    assert differing_in_both(scenario) == (3,)
    wealth = Findings(simulate(scenario)).figure(KEY)
    (one,) = whose_merit(scenario, n_paths=30).strategies
    assert one.gain.mean == pytest.approx((wealth[3] - wealth[0]).mean(), abs=1e-6)
    assert one.conversion.mean == pytest.approx((wealth[2] - wealth[0]).mean(), abs=1e-6)
    assert one.harvest.mean == pytest.approx((wealth[1] - wealth[0]).mean(), abs=1e-6)
    assert one.conversion.mean + one.harvest.mean + one.together.mean == pytest.approx(one.gain.mean, abs=1e-6)


def test_where_none_differs_in_both_nothing_is_run() -> None:
    assert whose_merit(plan(NONE, HARVEST, CONVERTS)).strategies == ()


def test_sentence_table_axis_and_hover_say_which() -> None:
    found = whose_merit(plan(NONE, BOTH), n_paths=30)
    view = merit_view(found)
    assert list(view.table.columns) == [
        "Strategy",
        "Gain over None",
        "Conversions alone",
        "Harvesting alone",
        "Only both together",
    ]
    words = sentence(found, found.strategies[0])
    assert "its conversions alone: " in words
    assert "harvesting alone: " in words
    assert "Part of the gain" in view.figure.layout.yaxis.title.text
    assert [trace.name for trace in view.figure.data] == list(view.table.columns)[2:]
    assert view.figure.data[0].customdata[0].startswith("Conversions alone, Both compared with")
    told = {"worlds": None, "safe_spending": None, "tax_cost": None, "whose_merit": found.as_json()}
    assert asked_sentences(told) == [words]
