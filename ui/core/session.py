"""The session: the one document the user works on, and the only place with raw session keys.

Widgets forget their value when their page is left. So no widget's state is the truth: each shows what stands in the
draft, and writes into it in its callback, before the page runs again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from ui.core import document

T = TypeVar("T")
DRAFT, REVISION, SLOTS = "_draft", "_revision", "_slots"


def is_new() -> bool:
    """Return whether the session has no draft yet: its first run."""
    return DRAFT not in st.session_state


def draft() -> document.Document:
    """Return the document the user works on; callers change it only through `put` and `open_draft`."""
    if DRAFT not in st.session_state:
        st.session_state[DRAFT] = document.blank(date.today())
    found: document.Document = st.session_state[DRAFT]
    return found


def get(path: str, default: Any = None) -> Any:
    return document.get(draft(), path, default)


def rows(path: str) -> list[document.Document]:
    return document.rows(draft(), path)


def put(path: str, value: Any) -> None:
    document.put(draft(), path, value)


def open_draft(new: document.Document) -> None:
    """Make another document the draft; every widget is made again from it."""
    st.session_state[DRAFT] = document.filled(new)
    renew_widgets()


def open_blank() -> None:
    """Make an empty plan the draft."""
    open_draft(document.blank(date.today()))


def renew_widgets() -> None:
    """Forget what the widgets hold: needed where the draft was changed by other means than the widget itself."""
    st.session_state[REVISION] = revision() + 1


def revision() -> int:
    return int(st.session_state.get(REVISION, 0))


def key(path: str) -> str:
    """Return the widget key of a place in the draft."""
    return f"{revision()}:{path}"


def begin(widget_key: str, value: Any) -> None:
    """Give a widget its value where it is not on the page yet."""
    st.session_state.setdefault(widget_key, value)


def held(widget_key: str) -> Any:
    """Return what the widget of this key holds, None where it is not on the page."""
    return st.session_state.get(widget_key)


def slot(name: str, make: Callable[[], T]) -> T:
    """Return this session's one object of a name, made on first use: the run, an import under way, a table's base."""
    held_here = slots()
    if held_here.get(name) is None:
        held_here[name] = make()
    found: T = held_here[name]
    return found


def slots() -> dict[str, Any]:
    """Return this session's objects by name; a thread of its own may fill one, for it cannot ask for the session."""
    found: dict[str, Any] = st.session_state.setdefault(SLOTS, {})
    return found


def fill_slot(name: str, value: Any) -> None:
    slots()[name] = value
