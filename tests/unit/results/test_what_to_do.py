"""When an action is to be done, in words: nothing is said to begin now that begins later."""

from datetime import date

import pytest

from sim.planner.to_do import ToDo, ToDoKind
from sim.results.what_to_do import when_words


@pytest.mark.parametrize(
    ("kind", "first", "last", "words"),
    [
        (ToDoKind.STOP_PURCHASE, date(2026, 1, 1), date(2026, 12, 4), "By 12/04/2026"),
        (ToDoKind.DO_NOT_BUY, date(2026, 12, 1), date(2027, 1, 30), "12/01/2026 to 01/30/2027"),
        (ToDoKind.ROLL_OVER, date(2026, 6, 15), date(2026, 6, 15), "On 06/15/2026"),
        (ToDoKind.CONVERT, date(2026, 12, 1), date(2026, 12, 31), "12/01/2026 to 12/31/2026"),
    ],
)
def test_the_days_of_an_action(kind: ToDoKind, first: date, last: date, words: str) -> None:
    assert when_words(ToDo(kind, first, last, "", "", (), "")) == words
