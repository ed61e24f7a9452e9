"""Every figure and every word of every local income tax changes the law of its place.

By evidence: each is changed as the file is read, and the law of the places that it is written for comes out otherwise.
"""

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError
from sim.law.figures import FIRST_YEAR
from sim.law.local import home_law, local_law
from sim.law.local.local_law import local_document, local_what
from sim.localities import local_places
from sim.scenario.enums import STATES, FilingStatus
from sim.scenario.local_income_tax import LocalIncomeTax

LAST_YEAR = 2031
"""No locality has enacted anything for a later year."""
SAID = {"state", "name", "what", "reference", "note", "notes", "verified"}
"""What pages say of a law."""
OTHER_WORD = {
    "of": "tax_exempt_interest",
    "of_aged": "pension",
    "less": "tax_exempt_interest",
    "measure": "tax_exempt_interest",
    "only_if": "tax_exempt_interest",
    "count": "filers",
    "reduction": "none",
}
"""A valid word that no list has there; one that is there already is left out of the list."""
Place = tuple[str | int, ...]
Figure = tuple[str, Place, tuple[str, ...]]


def places_of(value: Any, place: Place) -> Iterator[Place]:
    """Yield where every figure and word is; a list of numbers is one, as is a step table."""
    if isinstance(value, dict):
        for key in value.keys() - SAID:
            yield from places_of(value[key], (*place, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, one in enumerate(value):
            yield from places_of(one, (*place, number))
    else:
        yield place


def figures() -> Iterator[Figure]:
    """Yield state, place in its data, and the localities that it is written for."""
    for state in STATES:
        document = local_document(state)
        for place in places_of(document, ()):
            names = local_places(state)
            if place[0] == "rates":
                names = (str(place[1]),)
            elif place[0] == "locality":
                names = (document["locality"][place[1]]["name"],)
            yield state, place, names


def changed(value: Any, key: str) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return OTHER_WORD[key] if value != OTHER_WORD[key] else "household"
    if isinstance(value, list):
        return [changed(one, key) for one in value]
    return value + (1 if key.endswith("age") else 0.001)


def change(document: dict[str, Any], place: Place) -> None:
    """Change what stands at a place. Modifies `document`."""
    inner: Any = document
    for step in place[:-1]:
        inner = inner[step]
    key = next(str(step) for step in reversed(place) if isinstance(step, str) and not step.isdecimal())
    inner[place[-1]] = changed(inner[place[-1]], key)


def laws(state: str, names: tuple[str, ...]) -> list[bytes]:
    """Return the law of these places for every status, until no later year is written."""
    local_law._entries.cache_clear()
    home_law.law_with_local_tax.cache_clear()
    return [
        np.asarray(home_law.law_with_local_tax(state, year, status, LocalIncomeTax(place=name))).tobytes()
        for name in names
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for status in FilingStatus
    ]


@pytest.fixture(autouse=True)
def as_written_again() -> Iterator[None]:
    yield
    local_law._entries.cache_clear()
    home_law.law_with_local_tax.cache_clear()


def unused(found: list[Figure], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the figures a change of which changes no law."""
    wrong = []
    for state, place, names in found:
        written, document = laws(state, names), copy.deepcopy(local_document(state))
        change(document, place)
        with monkeypatch.context() as patch:
            patch.setattr(local_law, "local_document", lambda _, document=document: document)
            try:
                is_used = laws(state, names) != written
            except (InputError, ValueError, KeyError):
                is_used = True
        if not is_used:
            wrong.append(f"{state}.{'.'.join(map(str, place))}")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("state", [state for state in STATES if local_what(state)])
def test_a_change_of_the_data_changes_a_law(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = unused([one for one in figures() if one[0] == state], monkeypatch)
    assert not wrong, f"no law reads these: drop them, or let a rule read them: {wrong}"


def test_a_figure_that_nothing_reads_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    document = copy.deepcopy(local_document("OR"))
    document["locality"][0]["brackets"]["rates"]["2040"] = [0, 0.1, 0.2]
    monkeypatch.setattr("tests.house.test_local_figures_are_used.local_document", lambda _: document)
    later: Figure = ("OR", ("locality", 0, "brackets", "rates", "2040"), ("Multnomah County",))
    assert unused([later], monkeypatch) == ["OR.locality.0.brackets.rates.2040"]
