"""For "I don't know": what is taken instead, shown with where it comes from, and what is better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from sim.api.law import unknowns
from ui.core import problems, session
from ui.core.text import md


class Instead(NamedTuple):
    """What stands in for an answer, and in words where it comes from."""

    value: Any
    words: str


def sourced(name: str) -> Instead:
    """Return the figure of the data file under a name."""
    found = unknowns()[name]
    return Instead(found.value, f"{found.label}: {found.source}")


def offer(name: str, instead: Instead, now: Any, take: Callable[[Any], None], path: str = "") -> None:
    """Show "I don't know" below a field; once taken, what it is and where it comes from.

    path : whose widget shows the answer; the interview's own under the name where nothing is said
    """
    if now is not None and now == instead.value:
        st.caption(f"Assumed. {md(instead.words, 400)}")
        return
    key = session.key(f"unknown:{name}")
    st.button(
        "I don't know",
        key=key,
        type="tertiary",
        on_click=_take,
        args=(instead.value, take, path or f"interview:{name}"),
    )


def _take(value: Any, take: Callable[[Any], None], path: str) -> None:
    take(value)
    session.renew(path)


def put(path: str) -> Callable[[Any], None]:
    """Return what writes an answer into the draft."""

    def write(value: Any) -> None:
        session.put(path, value)
        problems.left(path)

    return write
