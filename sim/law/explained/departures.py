"""Where a path departs from the law, in words for the household: data, held against docs/engine.md by a test."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("departures.toml")


@dataclass(frozen=True)
class Departure:
    """One departure: what it is about, what is done, and the first words of it in docs/engine.md."""

    about: str
    text: str
    said: str


@lru_cache(maxsize=1)
def departures() -> tuple[Departure, ...]:
    """Return every departure in plain words, in the order of docs/engine.md."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(Departure(entry["about"], entry["text"], entry["said"]) for entry in data["departure"])
