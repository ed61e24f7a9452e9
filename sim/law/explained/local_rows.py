"""Every local income tax as rows, from the data: its rate or brackets and rules, what they are on, badge and source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sim.law.explained.state_rows import BADGES, first_source, rule_in_words
from sim.law.explained.words import schedule, share
from sim.law.local.local_law import local_document, local_entry, local_what
from sim.law.state_law import LOCAL_STAGES
from sim.law.state_schema import written_for
from sim.law.state_tables import figure, state_info
from sim.localities import local_places
from sim.scenario.enums import STATES, FilingStatus

BASES = {
    "state_taxable_income": "the state's taxable income",
    "state_tax": "the state's tax",
    "gain": "net gain",
    "other_income": "other income",
}
"""Amounts in words where their own name is not enough."""


@dataclass(frozen=True)
class LocalRow:
    """One county's or city's tax: `figures` of the year, on `base`; `years` that have figures, `badge` of the year."""

    state: str
    place: str
    figures: str
    base: str
    years: str
    badge: str
    source: str
    link: str


def states_with_local_tax() -> dict[str, str]:
    """Return what localities levy by state, where any does."""
    return {state: local_what(state) for state in STATES if local_what(state)}


def local_notes(state: str) -> tuple[str, ...]:
    """Return what a state's list, and its places, say beside their figures."""
    document = local_document(state)
    own = [note for entry in document.get("locality", []) for note in entry.get("notes", [])]
    return tuple(dict.fromkeys([*document.get("notes", []), *own]))


@lru_cache(maxsize=256)
def local_rows(state: str, year: int, filing_status: FilingStatus) -> tuple[LocalRow, ...]:
    """Return the counties and cities of a state that are in the list, with their law of a year for a filing status."""
    return tuple(_row(state, place, year, filing_status.value) for place in local_places(state))


def _row(state: str, place: str, year: int, status: str) -> LocalRow:
    entry = local_entry(state, place)
    verified = {int(one): badge for one, badge in entry["verified"].items()}
    source, link = first_source(entry)
    years = sorted({*verified, *_later(entry)})
    base = ", ".join(BASES.get(word, word.replace("_", " ")) for word in entry["of"])
    return LocalRow(
        state_info(state).name,
        entry["name"],
        "; ".join(_figures(entry, year, status)),
        base,
        ", ".join(map(str, years)),
        BADGES[verified.get(year, "projected")],
        source,
        link,
    )


def _later(entry: Mapping[str, Any]) -> set[int]:
    """Return the years that the rates are written for."""
    return set(written_for(entry.get("brackets", {}).get("rates")))


def _figures(entry: Mapping[str, Any], year: int, status: str) -> Iterator[str]:
    """Yield the brackets, and each rule, of which a whole schedule is told."""
    if "brackets" in entry:
        rates, thresholds = (figure(entry["brackets"][key], year, status) for key in ("rates", "thresholds"))
        yield share(rates[0]) if len(rates) == 1 else schedule(rates, thresholds)
    for stage in LOCAL_STAGES:
        for rule in entry.get(stage, []):
            words = rule_in_words(rule, year, status)
            if rule.get("reduction") == "base_table":
                over, rates = zip(*figure(rule["table"], year, status), strict=True)
                words = schedule(rates, [max(one, 0.0) for one in over])
            yield f"{rule['name']}: {words}"
