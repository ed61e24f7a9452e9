"""The steps of a plan, what each still misses in words, and the way from one to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import streamlit as st

from ui.core import problems, running, session
from ui.core.problems import HOLDINGS, HOUSEHOLD, MARKET, ROLLOVER, STRATEGIES, Page, page_of
from ui.core.text import count, md

ANSWER = Page("The answer", "pages/results/answer.py")
PLAN = (HOUSEHOLD, HOLDINGS, ROLLOVER, STRATEGIES, MARKET)
DONE, OPEN, FAULTY = ":material/check_circle:", ":material/radio_button_unchecked:", ":material/error:"


class Step(NamedTuple):
    """One step: its page, its mark, and how it stands in words."""

    page: Page
    mark: str
    words: str


def steps() -> list[Step]:
    """Return every step of the plan in order, the results last."""
    shown = running.latest()
    if shown is None:
        results = Step(ANSWER, OPEN, "not run yet")
    else:
        results = Step(ANSWER, OPEN if shown.is_old else DONE, "older than the plan" if shown.is_old else "up to date")
    return [*(_step(page) for page in PLAN), results]


def _step(page: Page) -> Step:
    here = [problem for problem in problems.checked().problems if page_of(problem.place) == page]
    if here:
        return Step(page, FAULTY, f"{count(len(here), 'item')} to complete or fix, listed below")
    if page == HOLDINGS and not session.rows("holdings.accounts"):
        return Step(page, OPEN, "no account yet")
    if page == ROLLOVER and not session.rows("rollovers"):
        return Step(page, OPEN, "no rollover planned")
    return Step(page, DONE, "complete")


def panel() -> None:
    """Show every step with its mark and how it stands; what is missing is named once, in the list below."""
    for step in steps():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(step.page.script, label=step.page.title, icon=step.mark)
            st.markdown(f":small[{md(step.words, 200)}]")


def onward(script: str) -> None:
    """Show the way to the next step at the foot of a plan page."""
    pages = [*PLAN, ANSWER]
    for page, following in pairwise(pages):
        if page.script == script:
            st.page_link(following.script, label=f"Next: {following.title}", icon=":material/arrow_forward:")
