"""Which inputs of two plans differ, and by how much their figures do; and a run without names."""

import json

import numpy as np
import pytest

from sim.results.compare_plans import ABSENT, input_differences, plan_difference, same_luck
from sim.results.findings import Findings
from sim.results.paired import MEASURE
from sim.results.present import masked
from sim.results.summary import summary_json
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario
from tests.unit.results.synthetic import made_up_result, random_result

WEALTH = MEASURE["after_tax_wealth_real"]


def changed(change):
    document = sample_scenario("californian-couple").model_dump(mode="json")
    change(document)
    return scenario_from(json.loads(json.dumps(document)))


def found(*changes):
    rows = input_differences([sample_scenario("californian-couple"), *(changed(change) for change in changes)])
    return [(row.pattern, row.item, row.values) for row in rows]


def test_equal_plans_differ_in_nothing_whatever_their_name():
    assert found(lambda document: document.update(name="Another name")) == []


def test_a_changed_field_is_one_row_with_every_plans_value():
    def one(document):
        document["household"]["spending"] = 90_000

    def other(document):
        document["household"]["spending"] = 80_000

    before = sample_scenario("californian-couple").household.spending
    assert found(one, other) == [("household.spending", "", (before, 90_000, 80_000))]


def test_a_lot_taken_out_is_one_row_and_moves_no_other_lot():
    def without_the_first(document):
        document["holdings"]["lots"].pop(0)

    ((pattern, item, values),) = found(without_the_first)
    lot = sample_scenario("californian-couple").holdings.lots[0]
    assert pattern == "holdings.lots[]"
    assert item == f"{lot.symbol} of {lot.acquired} in {lot.account}"
    assert values == (True, ABSENT)


def test_strategies_are_told_apart_by_name_not_by_place():
    def turned(document):
        document["strategies"].reverse()

    assert found(turned) == []


def test_the_difference_between_plans_is_paired_over_common_paths():
    first = Findings(made_up_result(4, 2, after_tax_wealth=[[10.0, 20, 30, 40], [0.0] * 4]))
    other = Findings(made_up_result(3, 2, after_tax_wealth=[[0.0] * 3, [13.0, 24, 35]]))
    row = plan_difference(first, other, (0, 1), WEALTH)
    assert row.mean == pytest.approx(4.0)  # 3, 4, 5 on the three paths that both have
    assert row.standard_error == pytest.approx(1 / np.sqrt(3))
    assert row.is_measurable


def test_the_same_luck_needs_one_seed_and_one_market():
    sample = sample_scenario("californian-couple")
    assert same_luck(sample, changed(lambda document: document["household"].update(spending=1.0)))
    assert not same_luck(sample, changed(lambda document: document["simulation"].update(seed=1)))
    assert not same_luck(sample, changed(lambda document: document["market"].update(inflation=0.09)))


def test_a_masked_run_holds_no_name_and_the_same_figures():
    result = random_result()
    document = json.loads(result.scenario.model_dump_json())
    for number, person in enumerate(document["household"]["people"]):
        person["name"] = f"Secret{number}"
    for account in document["holdings"]["accounts"]:
        account["name"] = "Secret account 1234-5678"
    for number, strategy in enumerate(document["strategies"]):
        strategy["name"] = f"Secret plan {number}"
    document["name"] = "The Secret family"
    own = type(result)(**{**vars(result), "scenario": scenario_from(document)})
    shown = masked(own)
    assert "ecret" in summary_json(Findings(own))
    assert "ecret" not in summary_json(Findings(shown))
    assert "ecret" not in shown.scenario.model_dump_json()
    assert shown.strategy_names == ("No harvesting", "Every month", "Every month (2)")
    assert np.array_equal(Findings(shown).after_tax_wealth, Findings(own).after_tax_wealth)
