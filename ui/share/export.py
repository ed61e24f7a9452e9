"""The files of a run: one row a format; quick ones are made when their button is pressed, long ones show progress."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from sim.api import FORMATS, Findings, InputError, Wish, exported, report_of
from sim.api.export import Format, Letterhead, logo_name
from ui.core import files, problems, session
from ui.core.choices import Choices
from ui.core.text import md
from ui.planner import planner
from ui.results import key_figures, timing_map, to_do
from ui.runs.outcome import Outcome

SLOT, LETTERHEAD = "made-files", "letterhead"
ON_PAPER = ("letter", "pdf")
FIRST_ON_PAPER = ON_PAPER[0]
MOST_NOTE = 1_500


def panel(outcome: Outcome) -> None:
    """Show every format with what it holds and its button."""
    timing_map.take_what_is_found(outcome, key_figures.wanted_objective())
    for name, form in FORMATS.items():
        with st.container(border=True):
            left, right = st.columns([3, 1], vertical_alignment="center")
            left.markdown(f"**{form.label}**  \n{form.words}")
            if name == FIRST_ON_PAPER:
                with left:
                    _letterhead()
            with right:
                (_long if form.is_long else _quick)(name, form, outcome)


def _make(name: str, findings: Findings, sales: Any, letterhead: Letterhead, day: date, done: dict[str, str]) -> bytes:
    return exported(name, Wish(report_of(findings), day, sales, letterhead, done))


def _of_paper(name: str) -> Letterhead:
    mine: Letterhead = session.slot(LETTERHEAD, Letterhead)
    return mine if name in ON_PAPER else Letterhead()


def _download(name: str, form: Format, data: Any, is_ready: bool = False) -> None:
    """Show the button that hands a file over: its content, or what makes it when it is pressed."""
    st.download_button(
        "Download",
        data,
        files.plan_name(form.ending),
        form.media_type,
        icon=":material/download:",
        on_click="ignore",
        key=f"download-{name}",
        help=form.label,
        type="primary" if is_ready else "secondary",
        width="stretch",
    )


def _quick(name: str, form: Format, outcome: Outcome) -> None:
    # The callable runs outside the session: everything it needs is bound now.
    done: dict[str, str] = dict(session.slot(to_do.SLOT, dict))
    make = partial(_make, name, outcome.findings, planned(outcome), _of_paper(name), date.today(), done)
    _download(name, form, make)


def _long(name: str, form: Format, outcome: Outcome) -> None:
    """Show the button that makes the file; then the file, as long as it is still what it would be made of."""
    letterhead = _of_paper(name)
    done: dict[str, str] = dict(session.slot(to_do.SLOT, dict))
    made: dict[str, tuple[object, bytes]] = session.slot(SLOT, dict)
    sales = planned(outcome)
    extras = [outcome.summary[part] is not None for part in ("attribution", "timing_map")]
    token = (outcome.summary["scenario_sha256"], date.today(), letterhead, sales, done, extras)
    key, content = made.get(name, (None, b""))
    if key != token:
        if not st.button("Make", icon=":material/build:", key=f"make-{name}", help=form.label, width="stretch"):
            return
        bar = st.progress(0.0, text="Reading the run")
        report = report_of(outcome.findings)
        content = exported(name, Wish(report, date.today(), sales, letterhead, done, partial(_show, bar)))
        bar.empty()
        made[name] = (token, content)
    _download(name, form, content, is_ready=True)


def _show(bar: Any, share: float, words: str) -> None:
    bar.progress(share, text=words)


def _letterhead() -> None:
    """Show firm, logo and note for what is printed, all optional; a logo that cannot be used is told."""
    mine: Letterhead = session.slot(LETTERHEAD, Letterhead)
    with st.expander("Your firm's name, logo and a note"):
        firm = st.text_input("Firm", value=mine.firm, max_chars=120, key="letterhead-firm")
        given = st.file_uploader("Logo (PNG or JPEG, at most 1 MB)", type=["png", "jpg", "jpeg"], key="letterhead-logo")
        logo = given.getvalue() if given is not None else mine.logo
        try:
            logo_name(logo)
        except InputError as error:
            st.error(md(error.problems[0].message))
            logo = b""
        note = st.text_area(
            "Note to the client, in the letter", value=mine.note, max_chars=MOST_NOTE, key="letter-note"
        )
        session.fill_slot(LETTERHEAD, Letterhead(firm, logo, note))


def planned(outcome: Outcome) -> Any:
    """Return the sales chosen on the harvest planner for the plan of this run, None where nothing was changed there."""
    mine: Choices | None = session.slot("harvest", lambda: None)
    checked = problems.checked()
    is_same = checked.scenario is not None and checked.sha256 == outcome.summary["scenario_sha256"]
    if mine is None or mine.is_untouched or checked.scenario is None or not is_same:
        return None
    text = session.canonical()
    purchases = planner.suggested(text, mine.payroll) if mine.purchases is None else mine.purchases
    settings = planner.settings_of(mine, purchases)
    harvestable = [found.view.index for found in planner.lots(text, mine.day, settings) if found.view.is_harvestable]
    return planner.planned_sales(checked.scenario, mine, harvestable), settings
