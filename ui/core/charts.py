"""A view on a page: its picture in the page's own light or dark, its words as the text alternative, its table below."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pandas as pd
import streamlit as st

from sim.api import Findings
from sim.views import Theme, View, theme_for
from ui.core import result_tables
from ui.core.text import usd
from ui.runs.outcome import Outcome

PAGE_FONT = "'Source Sans', sans-serif"
"""What Streamlit sends with every page."""

TO_CLICK = "event+select"
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def page_theme() -> Theme:
    """Return the colors for the mode the reader's browser shows."""
    return theme_for(st.context.theme.type == "dark")


def show(view: Callable[[Findings, Theme], View], outcome: Outcome, key: str, with_table: bool = False) -> None:
    """Show a picture of the run, made once; `with_table` adds its figures in an expander below."""
    theme, name = page_theme(), _name_of(view)

    def make() -> View:
        return _lettered(view(outcome.findings, theme))

    made = make() if name is None else outcome.once((name, theme.text), make)
    _put(made, key)
    if with_table:
        with st.expander("The same figures as a table", icon=":material/table:"):
            result_tables.show(in_words(made.table, outcome.findings.is_in_future_dollars))


def _name_of(view: Callable[[Findings, Theme], View]) -> Hashable:
    """Return what tells a view from others, None where that cannot be told: its function and what it is given."""
    if isinstance(view, partial):
        given = (view.args, tuple(sorted(view.keywords.items())))
        try:
            hash(given)
        except TypeError:
            return None
        return (view.func, *given)
    return view


def draw(made: View, key: str) -> None:
    """Show a view's picture."""
    _put(_lettered(made), key)


def _lettered(made: View) -> View:
    if made.figure.layout.font.family != PAGE_FONT:  # not yet: what is kept comes here again and again
        made.figure.update_layout(font_family=PAGE_FONT, modebar_orientation="v")  # beside the legend, not over it
    return made


def _put(made: View, key: str) -> None:
    """theme=None: the picture carries our colors; Streamlit's own theme would paint over them."""
    st.plotly_chart(made.figure, theme=None, width="stretch", key=key, config=CONFIG, alt=made.words)


def draw_to_click(made: View, key: str) -> str | int | None:
    """Show a view's picture as `draw` does, and return where on its x axis it was clicked, None where it was not."""
    if made.figure.layout.clickmode != TO_CLICK:
        _lettered(made).figure.update_layout(clickmode=TO_CLICK, dragmode=False)
    event = st.plotly_chart(
        made.figure, theme=None, width="stretch", key=key, config=CONFIG, alt=made.words, on_select="rerun",
        selection_mode="points",
    )  # fmt: skip
    points = event["selection"]["points"]
    return points[0]["x"] if points else None


def in_cents(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of one year's amounts as text, to the cent."""
    money = [name for name in table.columns if "USD" in str(name)]
    return table.assign(**{name: [usd(amount, cents=True) for amount in table[name]] for name in money})


def in_words(table: pd.DataFrame, is_in_future_dollars: bool = False) -> pd.DataFrame:
    """Return a view's table as text, its amounts in whole dollars."""
    money = [name for name in table.columns if "USD" in str(name)]
    text = table.assign(
        **{name: ["n/a" if amount != amount else usd(amount) for amount in table[name]] for name in money}
    ).astype(str)
    return text.rename(columns=lambda name: name.replace("real USD", "USD")) if is_in_future_dollars else text
