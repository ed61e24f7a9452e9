"""What stands in for an answer that a user does not know: published figures with their source, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Unknown:
    """A figure for "I don't know". label : what it is, in words. source : where it was published."""

    label: str
    value: float
    source: str


@cache
def unknowns() -> dict[str, Unknown]:
    """Return every such figure by its name."""
    rows = tomllib.loads(files("sim.law.explained").joinpath("unknowns.toml").read_text("utf-8"))
    return {name: Unknown(row["label"], row["value"], row["source"]) for name, row in rows.items()}
