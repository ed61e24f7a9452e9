"""What if, on the page *The answer*: a few things to move, and what the answer becomes on the same paths."""

from __future__ import annotations

import streamlit as st

from sim.api import Findings, InputError, Scenario, scenario_from, studies
from sim.api.results import MEASURE, PairedDifference, difference_words
from ui.core import document, problems, session
from ui.core.text import count, md
from ui.results import variants
from ui.results.what_if_dials import Change, dials
from ui.runs.outcome import Outcome

COLUMNS, STAGE_FACTOR = 4, 4


def show(outcome: Outcome, strategy: int, reference: int, objective: str) -> None:
    """Show the strip, where something is compared."""
    if strategy == reference:
        return
    st.subheader("What if?", anchor="what-if")
    scenario = outcome.result.scenario
    written = scenario.model_dump(mode="json")

    def strip() -> None:
        if session.slot(variants.REDRAW, lambda: False):  # the bar and all else on the page tell of the plan too
            session.fill_slot(variants.REDRAW, False)
            st.rerun()
        token = session.slot("what-if", lambda: 0)
        changes = dict(variants.switched_on(written))
        found = dials(scenario, strategy)
        for first in range(0, len(found), COLUMNS):  # row by row, which is the order on a phone
            for column, dial in zip(st.columns(COLUMNS), found[first : first + COLUMNS], strict=False):
                with column:
                    changes |= dial.changes(written, f"what-if:{token}:{dial.paths[0]}")
        if not changes:
            st.caption("Move something: the answer follows at once, on the same simulated markets.")
            return
        _answer(outcome.findings, scenario, list(changes.items()), (strategy, reference, objective))

    st.fragment(strip)()


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
        variants.keep(changes)
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
    session.fill_slot(variants.REDRAW, True)
    _renew()


def _renew() -> None:
    session.fill_slot("what-if", session.slot("what-if", lambda: 0) + 1)
