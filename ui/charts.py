"""A view on a page: its picture in the page's own light or dark, its words as the text alternative, its table below."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from sim.results.findings import Findings
from sim.views import Theme, View, theme_for
from ui.outcome import Outcome

MONEY = st.column_config.NumberColumn(format="$%,.0f")
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def page_theme() -> Theme:
    """Return the colours for the mode the reader's browser shows."""
    return theme_for(st.context.theme.type == "dark")


def show(view: Callable[[Findings, Theme], View], outcome: Outcome, key: str, with_table: bool = False) -> None:
    """Show a picture of the run; `with_table` adds its figures in an expander below."""
    made = view(outcome.findings, page_theme())
    # theme=None: the figure carries our colours; Streamlit's own theme would paint over them.
    st.plotly_chart(made.figure, theme=None, width="stretch", key=key, config=CONFIG, alt=made.words)
    if with_table:
        with st.expander("The same figures as a table", icon=":material/table:"):
            st.dataframe(
                made.table,
                hide_index=True,
                width="stretch",
                column_config={name: MONEY for name in made.table.columns if "USD" in str(name)},
            )
