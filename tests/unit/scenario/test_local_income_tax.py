"""A local income tax in a scenario: none by default, what contradicts itself is named, an unknown place too."""

import pytest

from sim.engine.lowering.lower import lower
from sim.errors import InputError
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario


def with_tax(state: str = "MD", **local: object) -> object:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    document["household"] |= {"state": state, "local_income_tax": local}
    return scenario_from(document)


def test_a_file_that_does_not_name_one_has_none() -> None:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    del document["household"]["local_income_tax"]
    assert not scenario_from(document).household.local_income_tax.is_levied


@pytest.mark.parametrize(
    ("local", "place", "words"),
    [
        (
            {"place": "Kent County", "brackets": [{"rate": 0.01}]},
            "household.local_income_tax.place",
            "take one of them out",
        ),
        (
            {"brackets": [{"rate": 0.01, "over": 5.0}, {"rate": 0.02}]},
            "household.local_income_tax.brackets[1].over",
            "sort them",
        ),
        (
            {"brackets": [{"rate": 0.01}, {"rate": 0.02, "over": 10.0, "over_joint": 0.0}]},
            "household.local_income_tax.brackets[1].over_joint",
            "sort them",
        ),
        ({"brackets": [{"rate": 0.5}]}, "household.local_income_tax.brackets[0].rate", "less than 0.2"),
        ({"base": "sales"}, "household.local_income_tax.base", "taxable_income"),
    ],
)
def test_what_contradicts_itself_is_named(local: dict[str, object], place: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        with_tax(**local)
    named = {problem.place: problem.message for problem in caught.value.problems}
    assert words in named[place]


def test_an_unknown_place_is_named_before_a_run() -> None:
    with pytest.raises(InputError) as caught:
        lower(with_tax(place="Alameda County"))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert (problem.place, problem.value) == ("household.local_income_tax.place", "Alameda County")
    assert "Montgomery County" in problem.message
