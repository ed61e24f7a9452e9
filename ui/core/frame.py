"""What every page shares: the session's plan, the bar with the places, the plan and its run, and the head of a page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from sim.api.compile import mode
from ui import places
from ui.core import dollars, glossary, problems, running, saving, session, steps, undo
from ui.core.text import md
from ui.core.times import clock

DARK_TEXT_ON_PRIMARY = """<style>
[data-testid=stBaseButton-primary]:enabled :is(p, span), [data-testid=stMultiSelect] [data-baseweb=tag] :is(span, svg),
[data-testid=stMultiSelect] span[title] {color: #10161f}
</style>"""


NO_OTHER_CSV = "<style>button[aria-label='Download as CSV'] {display: none}</style>"
"""Streamlit's own button writes names raw, and a spreadsheet calculates with them; *Export* writes the tables."""


BAR = """<style>
[data-testid=stLayoutWrapper]:has(> .st-key-bar) {position: sticky; top: 0; z-index: 1000; background: PAGE}
.st-key-bar {padding: .3rem 0 .4rem; border-bottom: 1px solid rgba(128, 128, 128, .35); gap: .2rem}
.st-key-bar-places {overflow-x: auto; margin-right: 2.5rem; width: calc(100% - 2.5rem); flex-wrap: nowrap}
.st-key-standing {align-content: flex-start; row-gap: .3rem}
.st-key-bar-places > * {flex: none}
.st-key-bar-places button {min-height: 0; padding: 0 .4rem}
.st-key-bar-name [data-testid=stMarkdownContainer] p {white-space: nowrap; overflow: hidden; text-overflow: ellipsis}
.st-key-views {padding: .2rem 0; row-gap: .2rem}
.st-key-to-do label p {white-space: normal; overflow: visible}
[data-testid=stMainBlockContainer] h1 {font-size: 1.7rem; padding: .2rem 0}
[data-testid=stMainBlockContainer] {padding: 0 clamp(1rem, 4vw, 5rem) 4rem}
[data-testid=stHeader] {background: transparent; left: auto; width: auto; height: 2.6rem; min-height: 0}
@media (max-width: 640px) {
[data-testid=stLayoutWrapper]:has(> .st-key-bar-name, > .st-key-bar-undo) {display: none}
.st-key-bar-state {flex-wrap: nowrap; overflow-x: auto}
.st-key-bar-state > * {flex: none}
}
</style>"""
"""One rule keeps the bar in sight; `tests/browser/test_bar.py` holds it. PAGE: its own color."""


def open_session() -> None:
    """Find the session's plan again and save what changed."""
    is_dark = st.context.theme.type == "dark"
    st.html(NO_OTHER_CSV)
    own_color = st.get_option(f"theme.{'dark' if is_dark else 'light'}.backgroundColor")
    st.html(BAR.replace("PAGE", own_color or "Canvas"))  # started beside its settings, the browser's own
    if is_dark:  # Streamlit writes white on our light blue there, too faint to read
        st.html(DARK_TEXT_ON_PRIMARY)
    saving.restore_and_keep()


def close_run() -> None:
    """Have the simulator loaded, or compiled, now that the page has been sent."""
    running.warm_up()


def bar(url_path: str, find: Callable[[], None]) -> None:
    """Show the places, the plan with undo and redo, the dollars, the run; below the bar the place's pages.

    find : shows the button that finds a field
    """
    here = places.place_of(url_path)
    running.start_if_pressed()
    running.open_answer_if_asked(url_path)
    with st.container(key="bar"):
        with st.container(key="bar-places", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            places.row_of_places(here)
            find()
            glossary.button()
        with st.container(key="bar-state", horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(key="bar-name", width="stretch"):
                st.markdown(f"**{md(session.get('name') or 'Plan without a name', 60)}** :small[{_saved()}]")
            with st.container(key="bar-undo", width="content"):
                undo.buttons()
            dollars.switch(is_labeled=False)
            running.panel()
    places.row_of_views(here, url_path)
    _trouble()
    _compiler_notice()


def _compiler_notice() -> None:
    """Say once a session that runs take longer here, where the installed numba is not one the fast mode knows."""
    notice = mode().notice
    if notice and not session.slot("compiler notice", lambda: False):
        st.toast(md(notice, 600), icon=":material/speed:")
        session.fill_slot("compiler notice", True)


def _saved() -> str:
    """Return whether the plan is saved, as Markdown."""
    tie = saving.link()
    if tie.trouble:
        return ":red[:material/cloud_off: Not saved]"
    if tie.changed is not None:
        return f":material/check: Saved at {clock(tie.changed)}"
    return "Saved as soon as you change something"


def _trouble() -> None:
    """Say why the plan is not saved, where it is not."""
    tie = saving.link()
    if tie.trouble:
        st.warning(
            f"Not saved. {md(tie.trouble)} You can continue; save the plan as a file under **Share**.",
            icon=":material/cloud_off:",
        )


def head(title: str, intro: str = "") -> None:
    """Show the page's title, one sentence on it, and what an action before this run had to say."""
    problems.begin_page()
    running.page_begins()
    st.title(title)
    if intro:
        glossary.said(intro)
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
        glossary.said(markdown)


def fixing(script: str = "") -> None:
    """Show at the foot of a plan page what still stops the plan from running, and the way to the next step."""
    problems.listing()
    if script:
        steps.onward(script)
