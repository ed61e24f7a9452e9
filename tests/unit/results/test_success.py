"""What success means under each rule, said in words."""

import json

import pytest

from sim.results.success import spending_in_words, success_means, success_name
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.scenario.written.samples import sample_scenario


def with_rule(**rule: object) -> Scenario:
    document = json.loads(scenario_json(sample_scenario("californian-couple")))
    document["household"]["spending_rule"] = rule
    return scenario_from(document)


@pytest.mark.parametrize(
    ("rule", "means", "name", "words"),
    [
        ({}, "no year delivers less than its target", "target", "$102,000 a year after tax"),
        (
            {"kind": "guardrails", "floor_share": 0.8, "later_life": "decline"},
            "floor of 80% of the planned target ($81,600 a year at first",
            "floor",
            "$102,000 a year after tax, falling later in life, cut and raised by guardrails, not below 80%",
        ),
        (
            {"kind": "portfolio_share", "portfolio_share": 0.05, "floor_share": 0.0},
            "with a floor of $0 every path succeeds",
            "floor",
            "Benefits and 5.0% of the portfolio, at least 0% of $102,000 a year after tax",
        ),
    ],
)
def test_each_rule_says_what_it_must_deliver(rule: dict[str, object], means: str, name: str, words: str) -> None:
    scenario = with_rule(**rule)
    assert means in success_means(scenario)
    assert success_name(scenario) == name
    assert spending_in_words(scenario) == words
