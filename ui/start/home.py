"""Opening a plan: a sample, a file, a blank one. What is under way is replaced only when the new one can be shown."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from sim.api import InputError, Problem, parse_scenario, sample_scenario
from sim.api.scenario import SCHEMA_VERSION, json_object, upgraded
from ui.core import document, saving, session
from ui.core.frame import notify
from ui.core.problems import SHOWN, sentence
from ui.core.text import count, md

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


def open_blank() -> None:
    """A callback: start from nothing."""
    session.open_blank()
    saving.detach(is_untouched=True)
    session.fill_slot("upload", None)
    notify("A new plan. Begin with the **Household** page.")


def uploader() -> None:
    """Show the place for a scenario file, and what is wrong with the one that was given."""
    key = session.key("scenario-file")
    st.file_uploader(
        "Open a plan from a file (.json)",
        key=key,
        on_change=_opened,
        args=(key,),
        help="A scenario file that this app wrote, at most 5 MB. It is read on this computer and sent nowhere.",
    )
    upload: Upload | None = session.slot("upload", lambda: None)
    if upload is None:
        return
    lines = "\n".join(f"- {sentence(problem)}" for problem in upload.problems[:SHOWN])
    more = f"\n- and {len(upload.problems) - SHOWN} more" if len(upload.problems) > SHOWN else ""
    st.error(f"**{md(upload.name, 80)}** cannot be used as it is. Your current plan is unchanged.\n\n{lines}{more}")
    if upload.faulty is not None:
        words = f"Open it and fix {count(len(upload.problems), 'item')} here"
        st.button(words, icon=":material/build:", on_click=_open_faulty, args=(upload.faulty,))


def _opened(key: str) -> None:
    given = session.held(key)
    if given is None:
        session.fill_slot("upload", None)
        return
    try:
        scenario = parse_scenario(given.getvalue())
    except InputError as error:
        session.fill_slot("upload", Upload(given.name, error.problems, _fixable(given.getvalue())))
    else:
        session.fill_slot("upload", None)
        session.open_draft(scenario.model_dump(mode="json"))
        saving.detach()
        notify(f"**{md(given.name, 80)}** opened.")


def _fixable(content: bytes) -> document.Document | None:
    """Return the faulty document where its parts are where they belong, so that pages can show them; else None."""
    try:
        found = upgraded(json_object(content), SCHEMA_VERSION)
    except InputError:
        return None
    is_known = found.get("schema_version", SCHEMA_VERSION) == SCHEMA_VERSION and not document.misshapen(found)
    return found if is_known else None


def _open_faulty(faulty: document.Document) -> None:
    session.open_draft(faulty)
    saving.detach()
    session.fill_slot("upload", None)
    notify("Opened with its faults; each is listed on its page, with the fix.")
