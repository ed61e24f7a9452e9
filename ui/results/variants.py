"""Variants of a plan: named changes that stay with it and are switched on and off, without a copy of the plan."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.core import document, session
from ui.core.text import md

SLOT, MOST_NAME, MOST_VARIANTS = "variants", 40, 12
REDRAW = "what-if redraw"
"""The slot that asks for the whole page: the plan or what stays with it has changed, and is to be saved."""
Change = tuple[str, Any]
MISSING = object()


def switched_on(written: dict[str, Any]) -> list[Change]:
    """Show the plan's variants as switches; return what those that are on change of the plan as written."""
    kept = _kept()
    if not kept:
        return []
    names = st.pills("Variants kept with this plan", list(kept), selection_mode="multi", key=f"variants:{len(kept)}")
    return [
        (path, value)
        for name in names
        for path, value in kept[name].items()
        if value != document.get(written, path) and document.get(written, path, MISSING) is not MISSING
    ]


def keep(changes: list[Change]) -> None:
    """Show the way to keep what was moved as a variant, and to forget one."""
    kept = _kept()
    with st.popover("Keep as a variant", icon=":material/bookmark_add:"):
        name = st.text_input("Name", max_chars=MOST_NAME, key="variant-name", placeholder="Rollover in January")
        is_full = len(kept) >= MOST_VARIANTS
        if is_full:
            st.caption(f"A plan keeps {MOST_VARIANTS} variants; forget one first.")
        st.button(
            "Keep", key="variant-keep", disabled=is_full or not name.strip(), on_click=_put, args=(name, dict(changes))
        )
        for one in list(kept):
            st.button(f"Forget “{md(one, MOST_NAME)}”", key=f"variant-forget:{one}", on_click=_forget, args=(one,))


def _put(name: str, changes: dict[str, Any]) -> None:
    """A callback: keep the changes under a name; those of an earlier variant of this name are replaced."""
    _kept()[name.strip()] = changes
    session.fill_slot(REDRAW, True)


def _forget(name: str) -> None:
    """A callback: forget a variant."""
    _kept().pop(name, None)
    session.fill_slot(REDRAW, True)


def _kept() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = session.slot(SLOT, dict)
    return found
