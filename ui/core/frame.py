"""What every page shares: the session's plan, the sidebar with its name and the run, and the head of a page."""

from __future__ import annotations

import streamlit as st

from sim.api.compile import mode
from ui.core import dollars, problems, running, saving, session, steps, undo
from ui.core.text import md
from ui.core.times import clock

DARK_TEXT_ON_PRIMARY = """<style>
[data-testid=stBaseButton-primary]:enabled :is(p, span), [data-testid=stMultiSelect] [data-baseweb=tag] :is(span, svg),
[data-testid=stMultiSelect] span[title] {color: #10161f}
</style>"""


NO_OTHER_CSV = "<style>button[aria-label='Download as CSV'] {display: none}</style>"
"""Streamlit's own button writes names raw, and a spreadsheet calculates with them; *Export* writes the tables."""


def open_session() -> dict[str, str]:
    """Find the session's plan again, save what changed; return the steps' marks by page script."""
    st.html(NO_OTHER_CSV)
    if st.context.theme.type == "dark":  # Streamlit writes white on our light blue there, too faint to read
        st.html(DARK_TEXT_ON_PRIMARY)
    saving.restore_and_keep()
    return steps.marks()


def close_run() -> None:
    """Have the simulator loaded, or compiled, now that the page has been sent."""
    running.warm_up()


def sidebar() -> None:
    """Show the plan's name, whether it is saved, undo and redo, and the run panel."""
    with st.sidebar:
        st.markdown(f"**{md(session.get('name') or 'Plan without a name', 80)}**")
        _saved()
        undo.buttons()
        running.panel()
        dollars.switch()
    _compiler_notice()


def _compiler_notice() -> None:
    """Say once a session that runs take longer here, where the installed numba is not one the fast mode knows."""
    notice = mode().notice
    if notice and not session.slot("compiler notice", lambda: False):
        st.toast(md(notice, 600), icon=":material/speed:")
        session.fill_slot("compiler notice", True)


def _saved() -> None:
    tie = saving.link()
    if tie.trouble:
        st.warning(
            f"Not saved. {md(tie.trouble)} You can continue; save the plan as a file under **Export**.",
            icon=":material/cloud_off:",
        )
    elif tie.changed is not None:
        st.caption(f":material/check: Saved at {clock(tie.changed)}")
    else:
        st.caption("Saved as soon as you change something")


def head(title: str, intro: str = "") -> None:
    """Show the page's title, one sentence on it, and what an action before this run had to say."""
    st.title(title)
    if intro:
        st.markdown(intro)
    _other_tab()
    notice = session.slot("notice", lambda: "")
    if notice:
        st.success(notice, icon=":material/check:")
        session.fill_slot("notice", "")


def _other_tab() -> None:
    """Say that the plan was changed in another tab, and offer both ways on."""
    tie = saving.link()
    if tie.other is None and not tie.is_told:
        return
    with st.container(border=True):
        if tie.other is None:
            st.markdown(
                ":material/tab: **This plan was deleted in another tab.** What you see here is saved as a copy, "
                f"**{md(session.get('name') or '', 80)}**."
            )
            st.button("Go on with the copy", key="keep-mine", on_click=saving.keep_mine)
            return
        here = "is saved as a copy" if tie.is_told else "is the earlier version"
        st.markdown(
            f":material/tab: **This plan was changed in another tab** at {clock(tie.other.changed)}. Nothing was "
            f"overwritten: what you see here {here}."
        )
        with st.container(horizontal=True):
            st.button("Open the other tab's version", key="open-theirs", on_click=saving.open_theirs)
            st.button("Keep this one as a copy", key="keep-mine", on_click=saving.keep_mine)


def notify(markdown: str) -> None:
    """Have the next page run say this once, under its title."""
    session.fill_slot("notice", markdown)


def how_it_is_made(markdown: str, label: str = "How these figures are made") -> None:
    """Show the rule, the year, the source and the uncertainty behind the page's figures."""
    with st.expander(label, icon=":material/menu_book:"):
        st.markdown(markdown)


def fixing(script: str = "") -> None:
    """Show at the foot of a plan page what still stops the plan from running, and the way to the next step."""
    problems.listing()
    if script:
        steps.onward(script)
