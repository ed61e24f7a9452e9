"""What ends, or changes, when: read from the law's own data, so that a new figure shows up by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sim.law.explained.federal_rows import is_published_yearly
from sim.law.explained.state_rows import first_source
from sim.law.explained.words import in_words
from sim.law.federal_law import federal_topics, figures_of
from sim.law.figures import Figure
from sim.law.state_law import STAGES
from sim.law.state_schema import written_for
from sim.law.state_tables import state_document, state_info
from sim.scenario.enums import STATES, FilingStatus


@dataclass(frozen=True)
class Ending:
    """What is different from `year` on, and the source."""

    year: int
    what: str
    source: str


def endings() -> list[Ending]:
    """Return every dated change in the law's data after its first year, the earliest first."""
    return sorted([*_named(), *_federal_changes(), *_state_changes()], key=lambda ending: (ending.year, ending.what))


def _named() -> Iterator[Ending]:
    """Yield what ends in a year that is itself a figure of the law."""
    senior, top = figures_of("deductions")["senior_last_year"], figures_of("irmaa")["top_frozen_through"]
    last = int(senior.number(max(senior.values), FilingStatus.SINGLE))
    yield Ending(last + 1, f"The senior deduction has ended: {last} is its last tax year", senior.reference)
    through = int(top.number(max(top.values), FilingStatus.SINGLE))
    text = f"The threshold of Medicare's top tier begins to grow: it is frozen through premium year {through}"
    yield Ending(through + 1, text, top.reference)


def _federal_changes() -> Iterator[Ending]:
    """Yield each figure set by statute that has another value from some year on."""
    for title, figures in federal_topics().values():
        for figure in figures.values():
            if not figure.frozen_by or is_published_yearly(figure):
                continue
            years = sorted(figure.values)
            for before, year in pairwise(years):
                if figure.values[before] != figure.values[year]:
                    yield Ending(year, f"{title}: {_change(figure, before, year)}", figure.reference)


def _change(figure: Figure, before: int, year: int) -> str:
    old, new = (in_words(figure.values[y][FilingStatus.SINGLE], figure.unit) for y in (before, year))
    return f"{figure.label}: {new}, before {old}"


def _state_changes() -> Iterator[Ending]:
    """Yield each rule of a state that begins or ends in a written year, and each enacted later figure."""
    for code in STATES:
        document, name = state_document(code), state_info(code).name
        yield from _later_figures(document, name)
        for rule in (rule for stage in STAGES for rule in document.get(stage, [])):
            source = first_source(rule)[0]
            if "until_year" in rule:
                yield Ending(int(rule["until_year"]) + 1, f"{name}: {rule['name']}: has ended", source)
            if int(rule.get("from_year", 0)) > 2025:
                yield Ending(int(rule["from_year"]), f"{name}: {rule['name']}: begins", source)


def _later_figures(document: dict[str, Any], name: str) -> Iterator[Ending]:
    """Yield each figure of a state that is written for a year after the last one verified."""
    last = max(written_for(document["verified"]))
    entries = [(key, document[key]) for key in ("brackets", "gain_brackets", "recapture") if key in document]
    entries += [(rule["name"], rule) for stage in STAGES for rule in document.get(stage, [])]
    for title, entry in entries:
        source = first_source(entry)[0]
        for year in sorted({year for value in entry.values() for year in written_for(value) if year > last}):
            changed = " and ".join(key for key, value in entry.items() if year in written_for(value))
            yield Ending(year, f"{name}: {title.replace('_', ' ')}: {changed.replace('_', ' ')} as enacted", source)
