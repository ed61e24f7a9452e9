"""Every figure of every state's data file is read by what writes the tables that the return works with."""

from collections.abc import Iterator
from typing import Any

import pytest

from sim.law.figures import FIRST_YEAR
from sim.law.state_schema import with_what_if
from sim.law.state_tables import state_document, state_law_from
from sim.scenario.enums import STATES, FilingStatus

WORDS = {"code", "name", "reference", "note", "notes", "sources", "verified", "projected", "left_out"}
"""What pages say of a law."""
LAST_YEAR = 2040
"""No state has enacted anything for a later year."""


class Watched(dict[str, Any]):
    """A table of a file that notes which of its entries are read."""

    def __init__(self, table: dict[str, Any], place: str, seen: set[str]) -> None:
        super().__init__({key: watched(value, f"{place}.{key}", seen) for key, value in table.items()})
        self._place, self._seen = place, seen

    def _note(self, key: str) -> None:
        self._seen.add(f"{self._place}.{key}")

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def items(self) -> Any:
        for key in self:
            self._note(key)
        return super().items()

    def values(self) -> Any:
        for key in self:
            self._note(key)
        return super().values()


def watched(value: Any, place: str, seen: set[str]) -> Any:
    if isinstance(value, dict):
        return Watched(value, place, seen)
    if isinstance(value, list):
        return [watched(one, f"{place}[{number}]", seen) for number, one in enumerate(value)]
    return value


def leaves(value: Any, place: str) -> Iterator[str]:
    """Yield the place of every figure."""
    if isinstance(value, dict):
        for key in value.keys() - WORDS:
            yield from leaves(value[key], f"{place}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, one in enumerate(value):
            yield from leaves(one, f"{place}[{number}]")
    else:
        yield place


@pytest.mark.parametrize("state", STATES)
def test_every_figure_is_read(state: str) -> None:
    plain, seen = state_document(state), set[str]()
    laws = [watched(plain, state, seen)]
    if "what_if" in plain:
        seen_if = set[str]()
        laws.append(watched(with_what_if(plain), state, seen_if))
    for document in laws:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for status in FilingStatus:
                state_law_from(document, year, status)
    if "what_if" in plain:
        seen |= {place.replace(state, f"{state}.what_if", 1) for place in seen_if}
    unread = set(leaves(plain, state)) - seen
    assert not unread, f"nothing reads {sorted(unread)}"


def test_a_figure_that_nothing_reads_is_found() -> None:
    assert set(leaves({"brackets": {"rates": [0.05]}, "made_up": 3, "name": "Atlantis"}, "ZZ")) == {
        "ZZ.brackets.rates",
        "ZZ.made_up",
    }
