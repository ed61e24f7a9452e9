"""What if, on the page *The answer*: a few things to move, and what the answer becomes on the same paths."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.api import Canceled, Findings, InputError, Scenario, scenario_from, studies
from sim.api.results import MEASURE, PairedDifference, difference_words
from sim.views.what_if import what_if as what_if_view
from ui.core import charts, document, glossary, problems, session
from ui.core.text import count, md
from ui.results import variants
from ui.results.what_if_dials import Change, dials
from ui.runs import newer
from ui.runs.outcome import Outcome

COLUMNS = 4


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
        # by the plan, too: one that is opened after another begins with its own figures, not with those shown before
        token = f"{session.slot('what-if', lambda: 0)}:{outcome.summary['scenario_sha256'][:12]}"
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
    """Show what the changed plan says: of few paths at once, then of more, up to all of the run's.

    A newer move ends it: at once where an answer stands, else as soon as one does.
    """
    written = scenario.model_dump(mode="json")
    for path, value in changes:
        document.put(written, path, value)
    said, drawn, pressed = st.container(key="what-if-answer"), st.container(key="what-if-picture"), st.container()
    places: list[DeltaGenerator] = []

    def show(found: studies.WhatIf) -> None:
        if not places:  # only now: what stood there before stays until there is something newer
            places.extend([said.empty(), drawn.empty()])
            _buttons(pressed, changes)
        words = _words(found, found.n_paths == findings.result.n_paths)
        places[0].markdown(words, help=glossary.help_of(words))
        with places[1]:
            charts.draw(what_if_view(found, findings.dollars, charts.page_theme()), f"what-if:{found.n_paths}")

    try:
        changed = scenario_from(written)
        show(
            studies.what_if(
                findings, changed, *pair, on_stage=show, should_cancel=lambda: bool(places) and newer.waits()
            )
        )
    except InputError as error:
        st.warning("\n".join(f"- {problems.sentence(problem)}" for problem in error.problems))
    except Canceled:
        pass  # the script runs again for the newer move


def _buttons(place: DeltaGenerator, changes: list[Change]) -> None:
    with place, st.container(horizontal=True):
        st.button(
            "Take into the plan", icon=":material/check:", key="what-if-take", on_click=_take, args=(tuple(changes),)
        )
        variants.keep(changes)
        st.button("Back to the plan", icon=":material/undo:", key="what-if-back", on_click=_renew)


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
