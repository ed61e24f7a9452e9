"""A few damaged inputs by each door, drawn by hypothesis, which finds the smallest one where there is a fault.

The long run is by hand: `python -m tests.fuzz --minutes 30`.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.doors import DOORS, Door
from tests.fuzz.judge import Figures, fault_in, judged
from tests.fuzz.mutation import Mutation
from tests.fuzz.shell import Attempt

INPUTS = {"run": 4, "export": 6, "environment": 20, "pages": 2}
OTHERS = 40


@pytest.mark.parametrize("name", DOORS)
def test_a_damaged_input_ends_in_words(name: str) -> None:
    @settings(max_examples=INPUTS.get(name, OTHERS), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def try_one(seed: int) -> None:
        figures = Figures(name)
        judged(DOORS[name], DOORS[name].make(Random(seed)), figures, again=seed % 4 == 0)
        assert [(kind, words) for kind, words, _ in figures.faults] == []

    try_one()


def fails(_case: dict[str, bytes], _folder: object) -> Attempt:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        (fails, "tracebacks"),
        (lambda _case, _folder: Attempt(1, err="no"), "tracebacks"),
        (lambda _case, _folder: Attempt(0, err="Traceback (most recent call last)"), "tracebacks"),
        (lambda _case, _folder: Attempt(2), "tracebacks"),
        (lambda _case, _folder: Attempt(0, files={"summary.json": b'{"a": [1, NaN]}'}), "no numbers"),
        (lambda _case, _folder: Attempt(0, files={"form.csv": b"lot_id,gain\n1,-inf\n"}), "no numbers"),
        (lambda _case, folder: Attempt(0, str(id(folder)).encode() + str(folder).encode()), "differ"),
    ],
)
def test_a_fault_is_noticed(attempt: object, kind: str) -> None:
    figures = Figures("made up")
    judged(Door(lambda _random: {}, attempt), {"file": b""}, figures, again=True)  # type: ignore[arg-type]
    assert [found for found, _, _ in figures.faults] == [kind]


def test_words_that_are_no_numbers_may_stand_in_text() -> None:
    assert fault_in(Attempt(0, files={"form.csv": b"account,lot_id,gain\nnan,inf,1.5\n"})) == ("", "")


def test_damage_is_the_same_for_the_same_chance_and_changes_most_inputs() -> None:
    document, table = b'{"a": [1, 2, {"b": "2026-01-01", "c": "d"}], "c": "e"}', b"x,y\n1,2\n3,4\n"
    for work, content in (("of_json", document), ("of_table", table), ("of_bytes", document)):
        found = [getattr(Mutation(Random(seed), (content,)), work)(content) for seed in range(50)]
        assert found == [getattr(Mutation(Random(seed), (content,)), work)(content) for seed in range(50)]
        assert sum(one != content for one in found) > 25
