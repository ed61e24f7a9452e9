import copy
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.document.json_text import MOST_SCENARIO_BYTES
from sim.errors import InputError
from sim.scenario.written.load import (
    SHOWN_PROBLEMS,
    parse_scenario,
    read_scenario,
    scenario_from,
    scenario_json,
    scenario_sha256,
)
from sim.scenario.written.samples import SAMPLES, sample_scenario

GOOD = json.loads(scenario_json(sample_scenario("californian-couple")))


def changed(*changes):
    """Return the good document with (path, value) changes; a path is a tuple of keys and positions."""
    document = copy.deepcopy(GOOD)
    for path, value in changes:
        here = document
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value
    return document


def problems(document):
    with pytest.raises(InputError) as caught:
        scenario_from(document)
    return {problem.place: problem for problem in caught.value.problems}


def parse_problem(text):
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


LOT = ("holdings", "lots", 3)
CASES = [
    ((*LOT, "acquired"), "2021-13-45", "holdings.lots[3].acquired", "YYYY-MM-DD"),
    ((*LOT, "acquired"), "03/14/2021", "holdings.lots[3].acquired", "YYYY-MM-DD"),
    ((*LOT, "acquired"), "2027-01-01", "holdings.lots[3].acquired", "after the plan's start"),
    ((*LOT, "quantity"), -5, "holdings.lots[3].quantity", "greater than 0"),
    ((*LOT, "quantity"), "many", "holdings.lots[3].quantity", "Not a number"),
    ((*LOT, "cost_basis"), -1, "holdings.lots[3].cost_basis", "greater than or equal to 0"),
    ((*LOT, "account"), "nowhere", "holdings.lots[3].account", "known accounts: annuity"),
    ((*LOT, "symbol"), "XYZ", "holdings.lots[3].symbol", "Unknown symbol"),
    ((*LOT, "color"), "red", "holdings.lots[3].color", "not known"),
    (("start",), "soon", "start", "YYYY-MM-DD"),
    (("household", "state"), "ZZ", "household.state", "two-letter"),
    (("household", "state"), "california", "household.state", "two-letter"),
    (("household", "filing_status"), "married", "household.filing_status", "Not one of the choices"),
    (("household", "filing_status"), "single", "household.filing_status", "jointly"),
    (("household", "people"), [], "household.people", "at least 1"),
    (("household", "people", 0, "wages", "until"), None, "household.people[0].wages.until", "last day of work"),
    (("household", "people", 0, "born"), "2020-01-01", "household.people[0].born", "18 to 110"),
    (("strategies",), [], "strategies", "at least 1"),
    (("strategies", 1, "name"), "No harvesting", "strategies[1].name", "its own"),
    (("strategies", 1, "harvest"), "hourly", "strategies[1].harvest", "monthly"),
    (("strategies", 1, "min_marginal_rate"), 15, "strategies[1].min_marginal_rate", "less than or equal to 1"),
    (("strategies", 1, "min_marginal_rate"), -0.1, "strategies[1].min_marginal_rate", "greater than or equal to 0"),
    (("strategies", 1, "min_marginal_rate"), "high", "strategies[1].min_marginal_rate", "number"),
    (("strategies", 1, "marginal_rate_on"), "all", "strategies[1].marginal_rate_on", "ordinary_income"),
    (("strategies", 1, "days_from_rollover"), 300, "strategies[1].days_from_rollover", "fewer days"),
    (("rollovers", 0, "from_account"), "joint", "rollovers[0].from_account", "401(k)"),
    (("rollovers", 0, "to_account"), "sam-ira", "rollovers[0].to_account", "same person"),
    (("rollovers", 0, "to_roth_account"), None, "rollovers[0].to_roth_account", "name the Roth IRA"),
    (("rollovers", 0, "date"), "2025-06-15", "rollovers[0].date", "before the plan's start"),
    (("rollovers", 0, "buys", 0, "weight"), 0.9, "rollovers[0].buys", "add up to 1"),
    (("rollovers", 0, "buys", 0, "symbol"), "QQQ", "rollovers[0].buys[0].symbol", "Unknown symbol"),
    (("rollovers", 0, "buys"), [], "rollovers[0].buys", "what the money buys"),
    (("securities", 0, "price"), 0, "securities[0].price", "greater than 0"),
    (("securities", 0, "replacement"), "BND", "securities[0].replacement", "same asset class"),
    (("securities", 0, "replacement"), "NOPE", "securities[0].replacement", "Unknown symbol"),
    (("holdings", "accounts", 0, "type"), "bank", "holdings.accounts[0].type", "taxable"),
    (("holdings", "accounts", 0, "roth_amount"), 5, "holdings.accounts[0].roth_amount", "Only a 401(k)"),
    (("holdings", "accounts", 1, "id"), "joint", "holdings.accounts[1].id", "its own"),
    (("simulation", "n_paths"), 0, "simulation.n_paths", "greater than or equal to 1"),
    (("simulation", "n_paths"), 2.5, "simulation.n_paths", "whole number"),
    (("simulation", "seed"), -1, "simulation.seed", "greater than or equal to 0"),
    (("market", "model"), "crystal ball", "market.model", "lognormal"),
    (("schema_version",), 99, "schema_version", "version 5"),
    (("holdings",), [], "holdings", "{braces}"),
    (("holdings", "lots"), {}, "holdings.lots", "[brackets]"),
    (("household", "spending"), float("nan"), "household.spending", "finite"),
    (("household", "spending"), float("inf"), "household.spending", ""),
    (("household", "spending"), None, "household.spending", "Not a number"),
    (("household", "spending"), 10**400, "household.spending", ""),
    (("name",), "bad \ud800 text", "name", ""),
    (("name",), "", "name", "empty"),
]


@pytest.mark.parametrize(("path", "value", "place", "fix"), CASES)
def test_a_mistake_is_named_with_its_place_and_its_fix(path, value, place, fix):
    found = problems(changed((path, value)))
    assert place in found, found
    assert fix in found[place].message
    assert found[place].message.rstrip().endswith(".")


def test_all_mistakes_come_at_once():
    found = problems(
        changed(
            ((*LOT, "acquired"), "not a day"),
            (("holdings", "lots", 4, "quantity"), -2),
            (("holdings", "lots", 5, "account"), "nowhere"),
            (("holdings", "lots", 6, "symbol"), "XYZ"),
            (("household", "state"), "ZZ"),
            (("rollovers", 0, "buys", 0, "weight"), 0.9),
            (("simulation", "n_paths"), 0),
        )
    )
    assert set(found) == {
        "holdings.lots[3].acquired",
        "holdings.lots[4].quantity",
        "holdings.lots[5].account",
        "holdings.lots[6].symbol",
        "household.state",
        "rollovers[0].buys",
        "simulation.n_paths",
    }


def test_a_faulty_account_does_not_make_its_lots_faulty():
    found = problems(changed((("holdings", "accounts", 0, "type"), "bank")))
    assert set(found) == {"holdings.accounts[0].type"}


def test_the_value_is_shown_as_it_was_written():
    assert problems(changed(((*LOT, "quantity"), -5)))["holdings.lots[3].quantity"].value == "-5"


def test_a_missing_field_is_named():
    document = copy.deepcopy(GOOD)
    del document["holdings"]["lots"][0]["acquired"]
    assert "required" in problems(document)["holdings.lots[0].acquired"].message


def test_very_many_mistakes_are_cut_to_a_readable_number():
    document = copy.deepcopy(GOOD)
    document["holdings"]["lots"] = [{}] * 5_000
    with pytest.raises(InputError) as caught:
        scenario_from(document)
    assert len(caught.value.problems) == SHOWN_PROBLEMS


def test_json_that_is_cut_off_names_the_line():
    problem = parse_problem(scenario_json(sample_scenario("early-retiree"))[:3000])
    assert problem.place.startswith("line ")
    assert "cut off" in problem.message


@pytest.mark.parametrize("text", ["", "   ", "[1, 2]", "null", '"text"', "3"])
def test_json_that_is_no_scenario(text):
    assert parse_problem(text).message


def test_a_pdf_a_picture_and_a_spreadsheet_are_not_scenarios():
    assert "PDF" in parse_problem(b"%PDF-1.7\n%\xe2\xe3").message
    assert "text file" in parse_problem(b"\x89PNG\r\n\x1a\n\x00\xff").message
    assert parse_problem(b"PK\x03\x04\x14\x00\x06\x00").message


def test_20_megabytes_are_refused_at_once():
    assert "5 MB" in parse_problem(b"[" + b"0," * 10_000_000 + b"0]").message


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, '{"holdings": ' + "[" * 50_000 + "]" * 50_000 + "}"]
)
def test_deep_nesting_is_refused_without_a_crash(text):
    with pytest.raises(InputError):
        parse_scenario(text)


def test_a_deep_but_readable_document_is_refused_without_a_crash():
    deep = 1
    for _ in range(900):
        deep = [deep]
    assert problems(changed((("household", "people"), deep)))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(word):
    text = json.dumps(GOOD).replace('"spending": 102000.0', f'"spending": {word}')
    with pytest.raises(InputError):
        parse_scenario(text)


def test_a_number_with_thousands_of_digits_is_refused_without_a_crash():
    with pytest.raises(InputError):
        parse_scenario(json.dumps(GOOD).replace('"spending": 102000.0', '"spending": ' + "9" * 5000))


def test_half_a_character_is_refused_without_a_crash():
    assert "text file" in parse_problem('{"name": "\ud800"}').message


@pytest.mark.parametrize("place", ["{", '{"household": {'])
def test_half_a_character_in_a_name_of_a_field_is_told(place):
    text = scenario_json(sample_scenario("no-taxable-account"))
    with pytest.raises(InputError, match=r"Half of a letter|not known"):
        parse_scenario(place + '"\\ud800": 1, ' + text.partition("{" if place == "{" else '"household": {')[2])


def test_a_byte_order_mark_and_windows_line_ends_are_read():
    text = scenario_json(sample_scenario("early-retiree"))
    assert parse_scenario(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == sample_scenario("early-retiree")


def test_files_that_cannot_be_read_are_named(tmp_path):
    for name in ("missing.json", "", "bad\0name"):
        with pytest.raises(InputError) as caught:
            read_scenario(tmp_path / name)
        assert "Cannot be read" in str(caught.value)
    big = tmp_path / "big.json"
    big.write_bytes(b" " * (MOST_SCENARIO_BYTES + 1))
    with pytest.raises(InputError) as caught:
        read_scenario(big)
    assert str(big) in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_what_a_windows_shell_writes_is_read(encoding):
    scenario = sample_scenario("early-retiree")
    assert parse_scenario(scenario_json(scenario).encode(encoding)) == scenario


def test_utf_16_without_its_mark_is_named():
    assert (
        "UTF-16 without its byte-order mark"
        in parse_problem(scenario_json(sample_scenario("early-retiree")).encode("utf-16-le")).message
    )


def test_names_that_stand_twice_are_asked_for_and_not_guessed():
    text = json.dumps(GOOD).replace('"spending": 102000.0', '"spending": 5.0, "spending": 102000.0')
    text = text.replace('"start":', '"start": "2020-01-01", "start":')
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    assert {problem.place: problem.value for problem in caught.value.problems} == {
        "spending": "5.0 and 102000.0",
        "start": f"2020-01-01 and {GOOD['start']}",
    }


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("", "scenario", "empty"),
        ('// mine\n{"a": 1}', "line 1, column 1", "Correct it there"),
        ('{"a": b}', "line 1, column 7", "Correct it there"),
        ('{"a": ', "line 1, column 7", "cut off"),
        ('{"a": [1, 2', "line 1, column 12", "cut off"),
        ('{"a": "b', "line 1, column 7", "cut off"),
    ],
)
def test_text_that_is_no_json_names_the_place(text, place, fix):
    problem = parse_problem(text)
    assert problem.place == place
    assert fix in problem.message


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_survives_the_round_trip(name):
    scenario = sample_scenario(name)
    text = scenario_json(scenario)
    assert parse_scenario(text) == scenario
    assert scenario_json(parse_scenario(text)) == text


def test_the_hash_sees_the_content_and_not_the_order_of_keys():
    scenario = sample_scenario("early-retiree")
    document = json.loads(scenario_json(scenario))
    backwards = dict(reversed(document.items()))
    assert scenario_sha256(scenario_from(backwards)) == scenario_sha256(scenario)
    document["simulation"]["seed"] += 1
    assert scenario_sha256(scenario_from(document)) != scenario_sha256(scenario)


LOTS = st.lists(
    st.fixed_dictionaries(
        {
            "account": st.sampled_from(["joint", "ira", "roth"]),
            "symbol": st.sampled_from(["VTI", "BND", "VNQ"]),
            "quantity": st.floats(1e-6, 1e9),
            "acquired": st.dates(date(1950, 1, 1), date(2026, 1, 1)).map(str),
            "cost_basis": st.floats(0, 1e10),
        }
    ),
    max_size=8,
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(lots=LOTS, name=TEXT, spending=st.floats(0, 1e10), seed=st.integers(0, 2**63 - 1))
def test_every_valid_scenario_survives_the_round_trip(lots, name, spending, seed):
    scenario = scenario_from(
        changed(
            (("holdings", "lots"), [*lots, *(lot for lot in GOOD["holdings"]["lots"] if lot["account"] == "plan")]),
            (("name",), name),
            (("household", "spending"), spending),
            (("simulation", "seed"), seed),
        )
    )
    again = parse_scenario(scenario_json(scenario))
    assert again == scenario
    assert scenario_sha256(again) == scenario_sha256(scenario)


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLACES = st.sampled_from([path for path, *_ in CASES])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PLACES, JUNK), min_size=1, max_size=3))
def test_junk_anywhere_is_a_scenario_or_an_input_error_and_never_a_crash(changes):
    try:
        document = changed(*changes)
    except (TypeError, KeyError, IndexError):  # an earlier change took the place away
        return
    assert all(problem.place and problem.message for problem in found_problems(document))


def found_problems(document):
    try:
        scenario_from(document)
    except InputError as error:
        return error.problems
    return []


def places(value, path=()):
    """Yield the path and value of everything in the document that is no list or object."""
    if isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, step))
    else:
        yield path, value


NUMBERS = {
    tuple(step for step in path if isinstance(step, str)): path
    for path, value in places(GOOD)
    if isinstance(value, int | float) and not isinstance(value, bool) and path != ("schema_version",)
}
"""One place in the document of every kind of number in it."""


@pytest.mark.parametrize("path", NUMBERS.values(), ids=lambda path: path[-1])
@pytest.mark.parametrize("flag", [True, False])
def test_true_and_false_are_no_numbers(path, flag):
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    assert "not true or false" in problems(changed((path, flag)))[place].message


@pytest.mark.parametrize("path", [path for path in NUMBERS.values() if isinstance(dict(places(GOOD))[path], int)])
def test_a_whole_number_has_no_fraction(path):
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    assert "whole number" in problems(changed((path, dict(places(GOOD))[path] + 0.5)))[place].message


def test_a_record_of_returns_holds_no_true():
    returns = {"us_stock": [0.05] * 29 + [True]}
    own = {"period": "annual", "first_year": 1990, "returns": returns}
    found = problems(changed((("market", "own"), own), (("market", "model"), "own")))
    assert any("Not a number" in problem.message for place, problem in found.items() if "returns" in place), found
