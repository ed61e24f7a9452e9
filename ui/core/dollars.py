"""One switch for every page: amounts in today's dollars, or in the dollars of the year they fall in."""

from __future__ import annotations

import streamlit as st

from ui.core import session

TODAY, FUTURE = "Today's dollars", "Future dollars"
HELP = (
    "Today's dollars take inflation out: they buy what a dollar buys at the plan's start. Future dollars are the "
    "amounts that will appear on statements."
)


def are_future() -> bool:
    """Return whether amounts are shown in future dollars."""
    return bool(session.slot("future_dollars", lambda: False))


def switch(is_labeled: bool = True) -> None:
    """Show the switch; what it says holds on every page of results."""
    key = "dollars"

    def keep() -> None:
        session.fill_slot("future_dollars", session.held(key) == FUTURE)

    default = FUTURE if are_future() else TODAY
    st.segmented_control(
        "Amounts of results in",
        [TODAY, FUTURE],
        default=default,
        key=key,
        on_change=keep,
        help=HELP if is_labeled else None,
        label_visibility="visible" if is_labeled else "collapsed",
    )
