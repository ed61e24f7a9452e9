"""What is wrong with the draft: every problem at once, each with its page, its place in words, and its fix."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from sim.api import InputError, Problem, Scenario, scenario_from, scenario_sha256
from sim.api.scenario import Market
from ui.core import document, session
from ui.core.text import count, md
from ui.fields import FIELDS, wording, words

SHOWN = 50
NEEDED = (md(wording.NEEDED), md("Please choose one."))


@dataclass(frozen=True)
class Checked:
    """The draft as the simulator sees it: a scenario with its hash, or problems."""

    scenario: Scenario | None
    sha256: str
    problems: tuple[Problem, ...]


class Page(NamedTuple):
    title: str
    script: str


HOUSEHOLD = Page("You", "pages/plan/household.py")
HOLDINGS = Page("Accounts", "pages/plan/holdings.py")
ROLLOVER = Page("Rollover", "pages/plan/rollover.py")
STRATEGIES = Page("Strategies", "pages/plan/strategies.py")
MARKET = Page("Market", "pages/plan/market.py")

PAGES = (
    ("holdings", HOLDINGS),
    ("securities", HOLDINGS),
    ("rollovers", ROLLOVER),
    ("strategies", STRATEGIES),
    ("market", MARKET),
    ("simulation", STRATEGIES),
)
NOUNS = {
    "household": "",
    "holdings": "",
    "people": "Person",
    "pensions": "Pension",
    "events": "Event",
    "accounts": "Account",
    "lots": "Lot",
    "securities": "Security",
    "rollovers": "Rollover",
    "buys": "Purchase",
    "strategies": "Strategy",
    "own": "Your own returns",
    "correlations": "Correlation",
}


def checked() -> Checked:
    """Return the draft's check; equal drafts are checked once."""
    return check(session.canonical())


@lru_cache(maxsize=32)
def check(canonical: str) -> Checked:
    try:
        scenario = scenario_from(json.loads(canonical))
    except InputError as error:
        return Checked(None, "", tuple(error.problems))
    from sim.api.law import bracket_problems  # the first page of a blank plan stands without the engine
    from sim.api.room import room_problems

    found = [*bracket_problems(scenario), *_market_problems(scenario), *room_problems(scenario)]
    return Checked(None, "", tuple(found)) if found else Checked(scenario, scenario_sha256(scenario), ())


def _market_problems(scenario: Scenario) -> list[Problem]:
    """Return why the plan's market cannot be built, so that it is said before the run."""
    moves = [move.date for move in scenario.rollovers if move.is_made]
    years = scenario.start.year, scenario.household.horizon_years
    return _cached_market_problems(scenario.market.model_dump_json(), *years, min(moves, default=None))


@lru_cache(maxsize=8)
def _cached_market_problems(market: str, first_year: int, n_years: int, rollover: date | None) -> list[Problem]:
    from sim.api.market import market_problems

    return market_problems(Market.model_validate_json(market), first_year, n_years, rollover)


def page_of(place: str) -> Page:
    """Return the page on which the place can be fixed."""
    return next((page for prefix, page in PAGES if place.startswith(prefix)), HOUSEHOLD)


def in_words(place: str, draft: document.Document | None = None) -> str:
    """Return the place as a person says it: ``holdings.lots[3].acquired`` is ``Lot 4 (VTI), Acquired``.

    draft : whose place it is, the session's own where nothing is said
    """
    of = session.draft() if draft is None else draft
    field = FIELDS.get(re.sub(r"^(market\.classes)\.\w+", r"\1[]", document.pattern(place)))
    steps = document.steps(place)
    parts = [words.ASSET_CLASS.get(str(steps[2]), str(steps[2]))] if place.startswith("market.classes.") else []
    path = ""
    for position, step in enumerate(steps):
        if isinstance(step, int):
            what, path = str(steps[position - 1]), f"{path}[{step}]"
            row = document.get(of, path)
            known = row if isinstance(row, dict) else {}
            parts.append(wording.name_of(known, what, step, NOUNS.get(what, "Entry")))
        else:
            path += f".{step}" if path else step
    label = field.label if field else _last_name(steps)
    return ", ".join([*parts, label] if label else parts) or place


def _last_name(steps: list[str | int]) -> str:
    last = steps[-1] if steps else ""
    return "" if isinstance(last, int) else NOUNS.get(last, last.replace("_", " ")) or last


def sentence(problem: Problem, draft: document.Document | None = None) -> str:
    """Return the problem as Markdown; what the user wrote in it is shown as it is."""
    return f"**{md(in_words(problem.place, draft), 160)}:** {_as_shown(problem, draft)}"


def _as_shown(problem: Problem, draft: document.Document | None = None) -> str:
    """Return what is wrong and what was found in the terms of the field."""
    accounts = document.rows(session.draft() if draft is None else draft, "holdings.accounts")
    names = {str(row.get("id")): str(row.get("name") or row.get("id")) for row in accounts}
    message, value = wording.said(problem, FIELDS.get(document.pattern(problem.place)), names)
    return f"{md(message)} (found: {md(value, 60)})" if value else md(message)


def begin_page() -> None:
    """Forget what the page before has shown."""
    session.fill_slot("said", set())


def _said() -> set[str]:
    """Return the places whose problem stands on this page already."""
    return session.slot("said", set[str])


def left(place: str) -> None:
    """Note that a field was left, or is asked for now: from here on it is said where something is missing in it."""
    _left().add(place)


def _left() -> set[str]:
    return session.slot("left", set[str])


def is_quiet(problem: Problem) -> bool:
    """Return whether nothing is said yet beside the field: nothing stands there, and nobody was there."""
    return str(problem.value) in wording.NOTHING and problem.place not in _left()


def beside(place: str) -> None:
    """Show the problems of exactly this place, below its field, once the field was left."""
    for problem in checked().problems:
        if problem.place == place and not is_quiet(problem):
            _said().add(place)
            st.markdown(f":red[:material/error: {_as_shown(problem)}]")


def below_table(path: str, but: tuple[str, ...] = ()) -> None:
    """Show the problems of a table's rows, below it: a cell cannot carry a message. `but`: fields shown elsewhere."""
    below(f"{path}[", but)


def below(prefix: str, but: tuple[str, ...] = ()) -> None:
    """Show every problem whose place begins so, but those of some fields; what a row still lacks, in one line."""
    found = [
        one for one in checked().problems if one.place.startswith(prefix) and one.place.rpartition(".")[2] not in but
    ]
    lacking: dict[str, list[str]] = {}
    for problem in found[:SHOWN]:
        _said().add(problem.place)
        row, _, field = in_words(problem.place).rpartition(", ")
        if row and str(problem.value) in wording.NOTHING and _as_shown(problem) in NEEDED:
            lacking.setdefault(row, []).append(field)
        else:
            st.markdown(f":red[:material/error: {sentence(problem)}]")
    for row, fields in lacking.items():
        st.markdown(f":material/edit: **{md(row, 160)}** still needs: {md(', '.join(fields))}")


def remaining() -> list[Problem]:
    """Return the problems that do not stand on this page already."""
    return [problem for problem in checked().problems if problem.place not in _said()]


def listing() -> None:
    """Show every problem of the draft that does not stand on the page yet, with a link to its page."""
    n, found = len(checked().problems), remaining()
    if not n:
        return
    with st.container(border=True):
        st.markdown(f":material/edit: **{count(n, 'item')} to complete or fix before the plan can run**")
        if len(found) < n:
            st.caption(f"{count(n - len(found), 'of them is', 'of them are')} said above, beside the field.")
        for page in (HOUSEHOLD, HOLDINGS, ROLLOVER, STRATEGIES, MARKET):
            here = [problem for problem in found if page_of(problem.place) == page]
            if here:
                st.page_link(page.script, label=page.title, icon=":material/edit:")
                st.markdown("\n".join(f"- {sentence(problem)}" for problem in here[:SHOWN]))
                if len(here) > SHOWN:
                    st.caption(f"and {len(here) - SHOWN} more like these")
