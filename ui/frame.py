"""What every page shares: the sidebar with the plan's name and the run, and the head of a page."""

from __future__ import annotations

import streamlit as st

from ui import keep, problems, running, session
from ui.text import md


def sidebar() -> None:
    """Find the plan again after a refresh, show its name and the run panel, start compiling the simulator."""
    keep.restore_and_keep()
    running.warm_up()
    with st.sidebar:
        st.markdown(f"**{md(session.get('name') or 'Plan without a name', 80)}**")
        running.panel()


def head(title: str, intro: str = "") -> None:
    """Show the page's title, one sentence on it, and what an action before this run had to say."""
    st.title(title)
    if intro:
        st.markdown(intro)
    notice = session.slot("notice", lambda: "")
    if notice:
        st.success(notice, icon=":material/check:")
        session.fill_slot("notice", "")


def notify(markdown: str) -> None:
    """Have the next page run say this once, under its title."""
    session.fill_slot("notice", markdown)


def how_it_is_made(markdown: str, label: str = "How these figures are made") -> None:
    """Show the rule, the year, the source and the uncertainty behind the page's figures."""
    with st.expander(label, icon=":material/menu_book:"):
        st.markdown(markdown)


def mending() -> None:
    """Show at the foot of a plan page everything that still stops the plan from running."""
    problems.listing()
