"""What if, on the page *The answer*: a few things to move, and what the answer becomes on the same paths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from sim.api import Findings, InputError, Scenario, scenario_from, studies
from sim.api.results import MEASURE, PairedDifference, difference_words
from sim.api.scenario import HARVEST_SCHEDULES, HarvestTiming, LivesKind, RolloverMethod
from ui.core import document, problems, session
from ui.core.text import count, md
from ui.runs.outcome import Outcome

ROLLOVER, LIVES = "rollovers[0]", "household.lives.kind"
METHODS = {RolloverMethod.DIRECT_IN_KIND.value: "In kind", RolloverMethod.DIRECT_CASH.value: "In cash"}
LIVES_WORDS = {LivesKind.RANDOM.value: "As the life table says", LivesKind.HORIZON.value: "Until the plan ends"}
COLUMNS, STAGE_FACTOR = 4, 4
TAKEN = "what-if taken"
Change = tuple[str, Any]


class Dial(NamedTuple):
    """One thing to move: its name, what draws it and returns what it says, and where that stands in the plan."""

    path: str
    draw: Callable[[str], Any]


def show(outcome: Outcome, strategy: int, reference: int, objective: str) -> None:
    """Show the strip, where something is compared."""
    if strategy == reference:
        return
    st.subheader("What if?", anchor="what-if")
    scenario = outcome.result.scenario
    written = scenario.model_dump(mode="json")

    def strip() -> None:
        if session.slot(TAKEN, lambda: False):  # the bar and all else on the page tell of the plan too
            session.fill_slot(TAKEN, False)
            st.rerun()
        token = session.slot("what-if", lambda: 0)
        changes: list[Change] = []
        dials = _dials(scenario, strategy)
        for first in range(0, len(dials), COLUMNS):  # row by row, which is the order on a phone
            for column, dial in zip(st.columns(COLUMNS), dials[first : first + COLUMNS], strict=False):
                with column:
                    value = dial.draw(f"what-if:{token}:{dial.path}")
                if value is not None and value != document.get(written, dial.path):
                    changes.append((dial.path, value))
        if not changes:
            st.caption("Move something: the answer follows at once, on the same simulated markets.")
            return
        _answer(outcome.findings, scenario, changes, (strategy, reference, objective))

    st.fragment(strip)()


def _dials(scenario: Scenario, strategy: int) -> list[Dial]:
    """Return what can be moved in this plan, each at the plan's own value."""
    home, found = scenario.household, []
    if scenario.rollovers:
        first = scenario.rollovers[0]
        found.append(Dial(f"{ROLLOVER}.date", lambda key: _day("Rollover on", first.date, scenario.start, key)))
        if first.method.value in METHODS:
            found.append(Dial(f"{ROLLOVER}.method", lambda key: _choice("Rollover", METHODS, first.method.value, key)))
    timings = {code.value: one.label for code, one in HARVEST_SCHEDULES.items() if code is not HarvestTiming.NONE}
    planned = scenario.strategies[strategy].harvest.value
    found += [
        Dial(f"strategies[{strategy}].harvest", lambda key: _choice("Harvest", timings, planned, key)),
        Dial("household.spending", lambda key: _amount("Spending a year", home.spending, key)),
        Dial("household.heirs_tax_rate", lambda key: _percent("Heirs' tax rate [%]", home.heirs_tax_rate, key)),
        Dial(LIVES, lambda key: _choice("Lives", LIVES_WORDS, home.lives.kind.value, key)),
        Dial("household.horizon_years", lambda key: _years("Years of the plan", home.horizon_years, key)),
    ]
    return found


def _day(label: str, planned: date, start: date, key: str) -> str | None:
    given = st.date_input(label, planned, min_value=start, format="MM/DD/YYYY", key=key)
    return given.isoformat() if isinstance(given, date) else None


def _choice(label: str, words: dict[str, str], planned: str, key: str) -> str:
    options = list(words) if planned in words else [planned, *words]
    found: str = st.selectbox(
        label, options, options.index(planned), format_func=lambda one: words.get(one, "As planned"), key=key
    )
    return found


def _amount(label: str, planned: float, key: str) -> float:
    """Return an amount from half of the planned one to half as much again; the planned one is on the scale."""
    step = max(float(round(planned / 40.0, -2)), 100.0)
    steps = min(int(planned // step), 20)
    return float(st.slider(label, planned - steps * step, planned + 20.0 * step, planned, step, "dollar", key=key))


def _percent(label: str, planned: float, key: str) -> float:
    shown = round(100.0 * planned, 1)
    moved = st.slider(label, 0.0, max(50.0, shown), shown, 0.5, key=key)
    return planned if moved == shown else moved / 100.0


def _years(label: str, planned: int, key: str) -> int:
    return int(st.slider(label, 1, max(60, planned), planned, key=key))


def _answer(findings: Findings, scenario: Scenario, changes: list[Change], pair: tuple[int, int, str]) -> None:
    """Show what the changed plan says: of few paths at once, then of more, up to all of the run's."""
    written = scenario.model_dump(mode="json")
    for path, value in changes:
        document.put(written, path, value)
    try:
        changed = scenario_from(written)
        place = st.empty()
        for n_paths in stages(findings.result.n_paths):
            found = studies.what_if(findings, changed, *pair, n_paths=n_paths)
            place.markdown(_words(found, n_paths == findings.result.n_paths))
    except InputError as error:
        st.warning("\n".join(f"- {problems.sentence(problem)}" for problem in error.problems))
        return
    with st.container(horizontal=True):
        st.button(
            "Take into the plan", icon=":material/check:", key="what-if-take", on_click=_take, args=(tuple(changes),)
        )
        st.button("Back to the plan", icon=":material/undo:", key="what-if-back", on_click=_renew)


def stages(n_paths: int) -> list[int]:
    """Return of how many paths the answer is made, one after the other: few at first, four times as many each time.

    A newer move stops an older one between two of them.
    """
    found = [min(studies.FEW_PATHS, n_paths)]
    while found[-1] < n_paths:
        found.append(min(STAGE_FACTOR * found[-1], n_paths))
    return found


def _words(found: studies.WhatIf, is_last: bool) -> str:
    def said(row: PairedDifference) -> str:
        return difference_words(vars(row))

    more = f"Of {count(found.n_paths, 'path')}" + ("" if is_last else "; more are under way")
    change = "no measurable change" if not found.change.is_measurable else f"a change of {md(said(found.change))}"
    label = MEASURE[found.objective].label.lower()
    return (
        f"**Then harvesting makes {md(said(found.changed))} in {md(label)}**; in your plan {md(said(found.plan))}: "
        f"{change}. :small[{more}.]"
    )


def _take(changes: tuple[Change, ...]) -> None:
    """A callback: write what was moved into the plan; Undo on top takes it back."""
    for path, value in changes:
        session.put(path, value)
    session.renew_widgets()
    session.fill_slot(TAKEN, True)
    _renew()


def _renew() -> None:
    session.fill_slot("what-if", session.slot("what-if", lambda: 0) + 1)
