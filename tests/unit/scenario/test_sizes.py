"""Lists of a plan have an end, which is said in words; a file made to be slow is refused before it is looked at."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from sim.document import sizes
from sim.document.json_text import MOST_SCENARIO_BYTES, json_object
from sim.errors import InputError
from sim.scenario.written.load import parse_scenario, scenario_from
from sim.scenario.written.samples import sample_scenario

SAMPLE = sample_scenario("californian-couple").model_dump(mode="json")


def with_list(place: str, entries: list[Any]) -> dict[str, Any]:
    """Return the sample with another list at a place."""
    document = json.loads(json.dumps(SAMPLE))
    *way, last = place.split(".")
    holder = document
    for name in way:
        holder = holder[int(name)] if name.isdecimal() else holder[name]
    holder[last] = entries
    return document


LISTS = {
    "holdings.accounts": sizes.MOST_ACCOUNTS,
    "holdings.lots": sizes.MOST_LOTS,
    "securities": sizes.MOST_SECURITIES,
    "rollovers": sizes.MOST_ROLLOVERS,
    "rollovers.0.buys": sizes.MOST_PURCHASES,
    "household.people.0.pensions": sizes.MOST_PENSIONS,
    "household.events": sizes.MOST_EVENTS,
    "market.correlations": sizes.MOST_CORRELATIONS,
}


@pytest.mark.parametrize("place", LISTS)
def test_a_list_that_is_too_long_is_said_at_its_place(place: str) -> None:
    document = with_list(place, [{}] * (LISTS[place] + 1))
    with pytest.raises(InputError) as refused:
        parse_scenario(json.dumps(document))
    (problem,) = refused.value.problems
    assert problem.place == place.replace(".0", "[0]")
    assert f"at most {LISTS[place]:,} are possible" in problem.message


@pytest.mark.parametrize(("place", "entry"), [("holdings.lots", SAMPLE["holdings"]["lots"][0])])
def test_the_model_says_it_too(place: str, entry: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        scenario_from(with_list(place, [entry] * (LISTS[place] + 1)))
    assert any(problem.place == place and "At most 5,000" in problem.message for problem in refused.value.problems)


def test_a_list_of_the_most_entries_is_looked_at() -> None:
    with pytest.raises(InputError) as refused:
        parse_scenario(json.dumps(with_list("rollovers", [{}] * sizes.MOST_ROLLOVERS)))
    assert all("are possible" not in problem.message for problem in refused.value.problems)


def test_an_object_of_many_fields_is_refused() -> None:
    with pytest.raises(InputError, match=r"1,001 fields; at most 1,000"):
        json_object(json.dumps({"household": {f"field {n}": 0 for n in range(1_001)}}))


def full(part: str) -> bytes:
    """Return a document as long as one may be, filled with a part."""
    n = (MOST_SCENARIO_BYTES - 20) // (len(part) + 1)
    return f'{{"holdings":[{",".join([part] * n)}]}}'.encode()


@pytest.mark.parametrize("part", ["{}", "[]", "1", '{"id":1}', '"x"', "null"])
def test_a_document_of_too_many_values_is_not_even_read(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr("sim.document.json_text.json.loads", never)
    with pytest.raises(InputError, match="more than 200,000 values"):
        json_object(full(part))


def spent(work: Callable[[], object]) -> int:
    """Return how many lines of ours run: a count that no busy machine changes."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> Any:
        nonlocal count
        count += event in ("line", "call")
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


def test_checks_between_parts_grow_with_the_parts_and_not_with_their_product() -> None:
    """Twice the lots and twice the securities: about twice the work, where a product would be four times."""

    def documents(n: int) -> dict[str, Any]:
        security, lot = SAMPLE["securities"][0], SAMPLE["holdings"]["lots"][0]
        document = with_list("holdings.lots", [{**lot, "symbol": f"S{k % n}"} for k in range(4 * n)])
        return document | {"securities": [{**security, "symbol": f"S{k}", "replacement": None} for k in range(n)]}

    def refuse(n: int) -> None:
        document = documents(n)
        with pytest.raises(InputError):
            scenario_from(document)

    assert spent(lambda: refuse(80)) < 2.6 * spent(lambda: refuse(40))
