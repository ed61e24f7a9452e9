"""The list under *Simplifications* names every one that docs/engine.md names, and no other."""

import re

from sim.law.explained.departures import departures
from tests.house.sources import ROOT

MARK = re.compile(r"simplification:\s+", re.IGNORECASE)


def of_engine() -> list[str]:
    """Return what follows each mark on the page of the engine, in one line."""
    text = " ".join((ROOT / "docs" / "engine.md").read_text(encoding="utf-8").split())
    return MARK.split(text)[1:]


def test_every_simplification_of_the_engine_is_in_the_list() -> None:
    said = tuple(one.said for one in departures())
    absent = [text[:80] for text in of_engine() if not text.startswith(said)]
    assert not absent, "name each in words a client understands, in sim/law/explained/departures.toml"


def test_the_list_names_no_other() -> None:
    gone = [one.said for one in departures() if not any(text.startswith(one.said) for text in of_engine())]
    assert not gone, "docs/engine.md no longer says it: take it out of sim/law/explained/departures.toml"


def test_each_is_a_sentence_without_words_of_the_program() -> None:
    for one in departures():
        assert one.about[0].isupper(), one
        assert one.text.endswith("."), one
        assert not re.search(r"`|_|IRC|\bkernel\b", one.text), one
