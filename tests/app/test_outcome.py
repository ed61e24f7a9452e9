"""A finished run: what nobody waits for comes after it, what pages make of it is made once, and forgotten in time."""

from types import SimpleNamespace

import pytest

from sim.api import Findings, summary
from tests.unit.results.synthetic import random_result
from ui.runs.outcome import MOST_KEPT, Outcome


@pytest.fixture
def outcome() -> Outcome:
    return Outcome.of(random_result(n_strategies=3))


def test_the_rest_of_the_summary_comes_later_and_is_the_whole_one(outcome: Outcome) -> None:
    assert "future_dollars" not in outcome.summary
    whole = summary(Findings(outcome.result))
    assert outcome.in_future_dollars().strategies == whole["future_dollars"]["strategies"]
    assert outcome.summary == whole


def test_what_is_made_of_it_is_made_once_until_more_is_known(outcome: Outcome) -> None:
    made: list[int] = []
    for _ in range(3):
        assert outcome.once("picture", lambda: made.append(1) or "drawn") == "drawn"
    assert made == [1]
    future = outcome.in_future_dollars()
    assert outcome.in_future_dollars() is future
    outcome.take(SimpleNamespace(as_json=lambda is_future=False: {"is_future": is_future}))
    assert outcome.in_future_dollars() is not future
    assert outcome.in_future_dollars().summary["attribution"] == {"is_future": True}


def test_no_more_is_kept_than_a_few_pages_show(outcome: Outcome) -> None:
    for number in range(3 * MOST_KEPT):
        outcome.once(number, lambda: "drawn")
    assert len(outcome.kept) == MOST_KEPT
