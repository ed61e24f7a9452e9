"""Undo and redo of everything typed into the plan: fields, tables, parts added or removed, files read in."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from ui.core import document, session

MOST_STEPS, MOST_LETTERS = 100, 20_000_000


@dataclass
class History:
    """The draft's earlier states and, after an undo, its later ones, as canonical text."""

    now: str = ""
    past: list[str] = field(default_factory=list)
    future: list[str] = field(default_factory=list)


def _history() -> History:
    return session.slot("history", lambda: History(session.canonical()))


def forget() -> None:
    """Start over: another plan was opened."""
    session.fill_slot("history", None)


def note() -> None:
    """Remember the state before this run's change; once a run, after the callbacks."""
    history, text = _history(), session.canonical()
    if text == history.now:
        return
    history.past.append(history.now)
    history.now = text
    history.future.clear()
    while len(history.past) > MOST_STEPS or sum(map(len, history.past)) > MOST_LETTERS:
        history.past.pop(0)


def _go(back: bool) -> None:
    history = _history()
    source, target = (history.past, history.future) if back else (history.future, history.past)
    if source:
        target.append(history.now)
        history.now = source.pop()
        session.open_draft(document.from_canonical(history.now))
        history.now = session.canonical()


def buttons() -> None:
    """Show undo and redo; each is disabled where there is nothing to take back."""
    history = _history()
    with st.container(horizontal=True, width="content", gap="xsmall"):
        for name, is_back, steps in (("undo", True, history.past), ("redo", False, history.future)):
            st.button(
                name.title(),
                icon=f":material/{name}:",
                type="tertiary",
                key=name,
                on_click=_go,
                args=(is_back,),
                disabled=not steps,
                wrap=False,
            )
