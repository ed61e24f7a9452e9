"""A local income tax in a scenario: none by default, what contradicts itself is named, an unknown place too."""

import pytest

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


@pytest.mark.parametrize(
    ("state", "place", "words"),
    [
        ("MD", "Alameda County", "Montgomery County"),
        ("IN", "Kent County", "This is in MD, not in IN; name a county or city of IN, or leave it empty."),
        ("NY", "Washington", "This is in IN and MD, not in NY; name a county or city of NY, or leave it empty."),
        ("VA", "Kent", "This is in MD, and no county or city of VA is in the list; leave it empty."),
        ("VA", "Alexandria", "No county or city of VA is in the list; leave it empty."),
    ],
)
def test_an_unknown_place_is_named_with_its_fix(state: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        with_tax(state, place=place)
    (problem,) = caught.value.problems
    assert (problem.place, problem.value) == ("household.local_income_tax.place", place)
    assert words in problem.message


def test_an_unknown_place_is_named_beside_other_mistakes() -> None:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    document["household"] |= {"local_income_tax": {"place": "Kent County"}, "horizon_years": "long"}
    document["market"]["inflation"] = "high"
    with pytest.raises(InputError) as caught:
        scenario_from(document)
    places = [one.place for one in caught.value.problems]
    assert {"household.local_income_tax.place", "household.horizon_years", "market.inflation"} <= set(places)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("state", ["ZZ", "Ohio", 7])
def test_a_faulty_state_is_named_once_and_no_place_for_it(state: object) -> None:
    document = sample_scenario("californian-couple").model_dump(mode="json")
    document["household"] |= {"state": state, "local_income_tax": {"place": "Kent County"}, "horizon_years": "long"}
    with pytest.raises(InputError) as caught:
        scenario_from(document)
    assert sorted(one.place for one in caught.value.problems) == ["household.horizon_years", "household.state"]


def test_a_shorter_name_of_a_place_is_understood() -> None:
    assert with_tax(place="st marys").household.local_income_tax.is_levied  # type: ignore[attr-defined]
