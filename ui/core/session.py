"""The session: the one document the user works on, and the only place with raw session keys.

Widgets forget their value when their page is left. So no widget's state is the truth: each shows what stands in the
draft, and writes into it in its callback, before the page runs again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from ui.core import document

T = TypeVar("T")
_FIRST = threading.Lock()
DRAFT, REVISION, SLOTS = "_draft", "_revision", "_slots"
STATE, TEXT = "draft's state", "draft's text"


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
    touch()


def canonical() -> str:
    """Return the draft as one text for equal drafts, written once for as long as nothing changes."""
    held_here = slots()
    state = held_here.setdefault(STATE, object())  # before the draft is read: a change from then on counts as newer
    kept: tuple[object, str] | None = held_here.get(TEXT)
    if kept is None or kept[0] is not state:
        kept = held_here[TEXT] = (state, document.canonical(draft()))
    return kept[1]


def touch() -> None:
    """Forget the text of the draft, which may have changed."""
    slots()[STATE] = object()


def open_draft(new: document.Document) -> None:
    """Make another document the draft; every widget is made again from it."""
    st.session_state[DRAFT] = document.filled(new)
    touch()
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
    again = slots().get("renewed", {}).get(path, 0)
    return f"{revision()}:{path}" + (f"#{again}" if again else "")


def renew(*paths: str) -> None:
    """Forget what the widgets of these places hold; all others stay, with what is just being typed into them."""
    renewed = slots().setdefault("renewed", {})
    for path in paths:
        renewed[path] = renewed.get(path, 0) + 1


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
    if SLOTS not in st.session_state:
        with _FIRST:  # two script threads of one session may begin at once
            st.session_state.setdefault(SLOTS, {})
    found: dict[str, Any] = st.session_state[SLOTS]
    return found


def lock(name: str) -> threading.RLock:
    """Return this session's one lock of a name: a script thread that was told to stop may still be at work."""
    held: threading.RLock = slots().setdefault(f"lock {name}", threading.RLock())
    return held


def fill_slot(name: str, value: Any) -> None:
    slots()[name] = value
