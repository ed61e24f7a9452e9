"""Documents of older versions are brought to the newest one, step by step."""

import json
from typing import Any

import pytest

from sim.errors import InputError
from sim.market.assumptions import correlation_matrix, own_volatility
from sim.scenario.enums import AssetClass
from sim.scenario.written import load
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario
from sim.scenario.written.versions import STEPS, upgraded


def first_step(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "spending": document["expenses"]}


def second_step(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "household": {"spending": document["spending"]}}


INVENTED = {-1: first_step, 0: second_step}


def test_every_step_is_taken_in_order_and_nothing_else_is_lost() -> None:
    old = {"schema_version": -1, "expenses": 7, "name": "mine"}
    found = upgraded(old, 1, INVENTED)
    assert found["household"] == {"spending": 7}
    assert (found["schema_version"], found["name"]) == (1, "mine")
    assert old == {"schema_version": -1, "expenses": 7, "name": "mine"}


@pytest.mark.parametrize("version", [1, 2, "1", None, -5])
def test_a_version_without_a_step_stays_as_it_is(version: object) -> None:
    assert upgraded({"schema_version": version}, 1, INVENTED) == {"schema_version": version}


def test_a_document_of_an_older_version_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in an invented version 0 that called the strategies otherwise."""
    document = json.loads(sample_scenario("early-retiree").model_dump_json())
    old = {**document, "schema_version": 0, "ways": document["strategies"]}
    del old["strategies"]

    def step(found: dict[str, Any]) -> dict[str, Any]:
        ways = found["ways"]
        return {**{key: value for key, value in found.items() if key != "ways"}, "strategies": ways}

    with pytest.raises(InputError, match="version"):
        scenario_from(old)
    monkeypatch.setitem(STEPS, 0, step)
    sample, found = sample_scenario("early-retiree"), scenario_from(old)
    assert found.model_copy(update={"market": sample.market}) == sample


def test_version_3_keeps_the_market_of_its_day() -> None:
    """Its defaults: forgetful inflation of 1.2%, single stocks in step at 33%, correlated 0.60 with US stocks."""
    document = json.loads(sample_scenario("californian-couple").model_dump_json(exclude_none=True))
    asked = [{"first": "inflation", "second": "single_stock", "value": 0.11}]
    del document["market"]
    document["securities"][-3]["own_volatility"] = 0.2
    found = scenario_from({**document, "schema_version": 3, "market": {"correlations": asked, "inflation": 0.03}})
    assert (found.market.inflation_volatility, found.market.inflation_persistence) == (0.012, 0.0)
    assert found.market.classes[AssetClass.SINGLE_STOCK].volatility == 0.33
    matrix = correlation_matrix(found.market)
    companies = list(AssetClass).index(AssetClass.SINGLE_STOCK)
    assert matrix[companies].tolist() == [0.6, 0.55, 0.5, 0.45, 0.05, 0.0, 0.05, 0.45, 0.0, 1.0, 0.11]
    own = [own_volatility(security) for security in found.securities]
    assert sorted(set(own)) == [0.0, 0.2]
    assert own.count(0.2) == 1


def test_there_is_a_step_from_every_version_but_the_newest() -> None:
    assert set(STEPS) == set(range(1, load.SCHEMA_VERSION))


@pytest.mark.parametrize("version", [True, 2.0, 1.0, "2", None])
def test_only_a_whole_number_is_a_version(version: object) -> None:
    document = sample_scenario("no-taxable-account").model_dump(mode="json")
    with pytest.raises(InputError) as caught:
        scenario_from({**document, "schema_version": version})
    assert [problem.place for problem in caught.value.problems] == ["schema_version"]


@pytest.mark.parametrize(("text", "word"), [("null", "empty"), ('"x"', "text"), ("[]", "a list"), ("7", "a number")])
def test_what_is_no_object_is_named_in_words(text: str, word: str) -> None:
    with pytest.raises(InputError, match=f"found: '{word}'"):
        load.parse_scenario(text)
