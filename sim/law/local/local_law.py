"""Income taxes of counties and cities, from one data file a state, as sections that the state's law takes in.

A file says what localities of the state levy (``what``), on which amounts (``of``), and how well that is verified by
year. ``[rates]`` lists places by name with one rate, or one a year; a ``[[locality]]`` has ``brackets`` and rules of
its own, and what it says counts before what the file says. Rules are those of a state's form, in the stages of a local
tax.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sim.errors import InputError, Problem
from sim.law.local.local_schema import flat_brackets, local_problems
from sim.law.state_law import LOCAL_STAGES
from sim.law.state_schema import STATUSES
from sim.localities import FOLDER, fix_of_place, listed_place
from sim.scenario.enums import FilingStatus, LocalBase
from sim.scenario.local_income_tax import LocalIncomeTax

_OF = {
    LocalBase.TAXABLE_INCOME: ["state_taxable_income"],
    LocalBase.STATE_AGI: ["state_agi"],
    LocalBase.FEDERAL_AGI: ["federal_agi"],
    LocalBase.WAGES: ["wages"],
    LocalBase.WITHOUT_RETIREMENT: ["wages", "interest", "dividends", "gain", "other_income"],
    LocalBase.STATE_TAX: ["state_tax"],
}
PLACE = "household.local_income_tax.place"


class Locality(NamedTuple):
    """What the pages say of one local tax: its place, how well it is checked by year, and where its figures stand."""

    name: str
    badge: dict[int, str]
    sources: tuple[str, ...]
    notes: tuple[str, ...]


def local_path(state: str) -> Path:
    """Return the data file of a state's localities."""
    return FOLDER / f"{state}.toml"


@lru_cache(maxsize=64)
def local_document(state: str) -> dict[str, Any]:
    """Return the checked data file of a state's localities, empty where none levies an income tax.

    Raises
    ------
    InputError
        The file does not keep the schema; every problem is listed.
    """
    if not local_path(state).exists():
        return {}
    document = tomllib.loads(local_path(state).read_text(encoding="utf-8"))
    problems = local_problems(document)
    if problems:
        raise InputError(problems)
    return document


def local_what(state: str) -> str:
    """Return what localities of a state levy, in a sentence; empty where none levies an income tax."""
    return str(local_document(state).get("what", ""))


@lru_cache(maxsize=64)
def _entries(state: str) -> dict[str, dict[str, Any]]:
    """Return each place of the list, with everything that its file says for all of them."""
    document = local_document(state)
    shared = {key: document[key] for key in ("of", "verified", "reference", "notes", *LOCAL_STAGES) if key in document}
    flat = {
        name: shared | {"name": name, "brackets": flat_brackets(rate)}
        for name, rate in document.get("rates", {}).items()
    }
    own = {entry["name"]: shared | entry for entry in document.get("locality", [])}
    return dict(sorted((flat | own).items()))


def local_entry(state: str, name: str, place: str = PLACE) -> dict[str, Any]:
    """Return the entry of a county or city, named as `listed_place` understands it.

    Raises
    ------
    InputError
        No such place in the list, named as `place`.
    """
    listed = listed_place(state, name)
    if not listed:
        raise InputError([Problem(place, name, fix_of_place(state, name))])
    return _entries(state)[listed]


def locality(state: str, name: str) -> Locality:
    """Return the badge, the sources and the notes of a county or city of the list."""
    entry = local_entry(state, name)
    badge = {int(year): badge for year, badge in entry["verified"].items()}
    return Locality(entry["name"], badge, tuple(entry["reference"]), tuple(entry.get("notes", [])))


def localities(state: str) -> tuple[Locality, ...]:
    """Return what the pages say of every county and city of a state that is in the list, in order."""
    return tuple(locality(state, name) for name in _entries(state))


def local_sections(state: str, local: LocalIncomeTax) -> dict[str, Any]:
    """Return the sections of a local income tax that a state's document takes in; none where there is none.

    Raises
    ------
    InputError
        No such place in the list.
    """
    if not local.is_levied:
        return {}
    if local.place:
        entry = local_entry(state, local.place)
        rules = {stage: entry[stage] for stage in LOCAL_STAGES if stage in entry}
        return {"local": {"of": entry["of"], "brackets": entry.get("brackets")}, **rules}
    schedules = {status: local.schedule(FilingStatus(status)) for status in STATUSES}
    brackets = {
        "thresholds": {status: found[0] for status, found in schedules.items()},
        "rates": {status: found[1] for status, found in schedules.items()},
    }
    return {"local": {"of": _OF[local.base], "brackets": brackets}}
