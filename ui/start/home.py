"""Opening a plan: a sample, a file, a blank one. What is under way is replaced only when the new one can be shown."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from sim.api import Problem, sample_scenario
from sim.api.importers import Apart, Request
from ui.core import document, reading, saving, session
from ui.core.frame import notify
from ui.core.problems import SHOWN, sentence
from ui.core.text import count, md

UNDER_WAY = "upload-reading"
INTERVIEW = "pages/plan/interview.py"
SAMPLE_TITLES = {
    "californian-couple": "Couple in California, 67",
    "early-retiree": "Early retiree, 57",
    "no-taxable-account": "No taxable account",
}


def sample_title(name: str) -> str:
    return SAMPLE_TITLES.get(name, name.replace("-", " ").capitalize())


@dataclass
class Upload:
    """A file that could not be opened as it is; `faulty` can still be opened and fixed on the pages."""

    name: str
    problems: list[Problem]
    faulty: document.Document | None = None


def open_sample(name: str) -> None:
    """A callback: make the sample the plan."""
    session.open_draft(sample_scenario(name).model_dump(mode="json"))
    saving.detach()
    session.fill_slot("upload", None)
    notify(f"Sample **{md(sample_title(name))}** loaded. Look through the plan, or press **Run**.")


def open_own() -> None:
    """A callback: begin the interview with an empty plan; one in which nothing was typed yet is not made again."""
    if saving.link().plan_id:
        session.open_blank()
        saving.detach(is_untouched=True)
    session.fill_slot("upload", None)


def open_blank() -> None:
    """A callback: start from nothing."""
    session.open_blank()
    saving.detach(is_untouched=True)
    session.fill_slot("upload", None)
    notify("A new plan. Begin with the page **You**.")


def uploader() -> None:
    """Show the place for a scenario file, and what is wrong with the one that was given."""
    key = session.key("scenario-file")
    st.file_uploader(
        "Open a plan from a file (.json)",
        key=key,
        on_change=_opened,
        args=(key,),
        help="A plan or a file of results (.json) that this app wrote, at most 5 MB. It is read on this computer and "
        "sent nowhere.",
    )
    apart: Apart | None = session.slot(UNDER_WAY, lambda: None)
    if apart is not None and not reading.under_way(apart):
        _take_over(apart)
        st.rerun()
    upload: Upload | None = session.slot("upload", lambda: None)
    if upload is None:
        return
    lines = "\n".join(f"- {sentence(problem, upload.faulty or {})}" for problem in upload.problems[:SHOWN])
    more = f"\n- and {len(upload.problems) - SHOWN} more" if len(upload.problems) > SHOWN else ""
    st.error(f"**{md(upload.name, 80)}** cannot be used as it is. Your current plan is unchanged.\n\n{lines}{more}")
    if upload.faulty is not None:
        words = f"Open it and fix {count(len(upload.problems), 'item')} here"
        st.button(words, icon=":material/build:", on_click=_open_faulty, args=(upload.faulty,))


def _opened(key: str) -> None:
    """A callback: begin to read the file; one that is still being read is stopped."""
    given, before = session.held(key), session.slot(UNDER_WAY, lambda: None)
    session.fill_slot("upload", None)
    session.fill_slot(UNDER_WAY, None)
    if before is not None:
        before.cancel()
    if given is None:
        return
    apart = reading.begun(Request("scenario", given.name), given.getvalue())
    if apart.is_done:
        _take_over(apart)
    else:
        session.fill_slot(UNDER_WAY, apart)


def _take_over(apart: Apart) -> None:
    """Make what was read the plan; a file with faults changes nothing, and can be opened where pages can show it."""
    session.fill_slot(UNDER_WAY, None)
    name, answer = apart.request.name, apart.answer
    if answer.problems:
        is_fixable = answer.faulty is not None and not document.misshapen(answer.faulty)
        session.fill_slot("upload", Upload(name, list(answer.problems), answer.faulty if is_fixable else None))
        return
    session.open_draft(answer.result)
    saving.detach()
    notify(f"**{md(name, 80)}** opened.")


def _open_faulty(faulty: document.Document) -> None:
    session.open_draft(faulty)
    saving.detach()
    session.fill_slot("upload", None)
    notify("Opened with its faults; each is listed on its page, with the fix.")
