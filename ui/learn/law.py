"""The law page: figures with sources, what ends when, states, simplifications; one search over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from sim.api.law import (
    all_states,
    defaults,
    departures,
    endings,
    federal_rows,
    local_notes,
    local_rows,
    simplifications,
    state_rows,
    states_with_local_tax,
    years_shown,
)
from sim.api.scenario import STATES, FilingStatus
from ui.core import session
from ui.core.text import count, md
from ui.fields import words

ALL = "All states"
BADGE_WORDS = {"two_sources": "two sources", "one_source": "one source", "projected": "projected"}
TALL, FEW = 640, 8
"""A long table scrolls inside this height [px]; its rows wrap, so that a figure and its source are read together."""


def matching(rows: Sequence[Any], search: str, columns: dict[str, str]) -> pd.DataFrame:
    """Return the rows that hold every searched word somewhere, as a table with these columns (field -> heading)."""
    wanted = search.lower().split()
    found = []
    for row in rows:
        texts = [str(getattr(row, field)) for field in columns]
        together = " ".join(texts).lower()
        if all(word in together for word in wanted):
            found.append(texts)
    return pd.DataFrame(found, columns=list(columns.values()))


def controls() -> tuple[str, int, FilingStatus]:
    """Show the search, the year and the filing status; return what was chosen."""
    left, middle, right = st.columns([2, 1, 1])
    search = left.text_input(
        "Search", placeholder="senior, 1411, Medicare, New York …", key="law.search", help="Every word must occur."
    )
    years = years_shown()
    year = middle.selectbox("Tax year", years, index=len(years) - 2, key="law.year")
    statuses = list(FilingStatus)
    own = session.get("household.filing_status")
    index = statuses.index(own) if own in statuses else 0
    status = right.selectbox(
        "Filing status", statuses, index=index, format_func=lambda one: words.FILING_STATUS[one], key="law.status"
    )
    return search, int(year), FilingStatus(status)


def federal(search: str, year: int, status: FilingStatus) -> None:
    """Show the federal figures, by topic."""
    rows = federal_rows(year, status)
    topics = ["All topics", *dict.fromkeys(row.topic for row in rows)]
    topic = st.selectbox("Topic", topics, key="law.topic")
    rows = [row for row in rows if topic in ("All topics", row.topic)]
    columns = {"topic": "Topic", "figure": "Figure", "value": "Value", "status": "Status", "later": "Later years",
               "source": "Source"}  # fmt: skip
    table = matching(rows, search, columns)
    _table(table if topic == "All topics" else table.drop(columns="Topic", errors="ignore"), len(rows), "figure")
    st.caption(
        "**Published**: as the IRS, CMS or HHS published it for the year. **Frozen by statute**: no index; it does not "
        "grow. **Projected**: not published yet; on a path it grows with the path's inflation from the last published "
        "year and is rounded as the statute says."
    )


def changes(search: str) -> None:
    """Show what ends or changes when."""
    rows = endings()
    _table(matching(rows, search, {"year": "From", "what": "What", "source": "Source"}), len(rows), "change")
    st.caption("Read from the dated figures and rules themselves. Figures that only grow with an index are not listed.")


def states(search: str, year: int, status: FilingStatus) -> None:
    """Show the badges of all states and the law of one, or of all."""
    infos = all_states()
    own = session.get("household.state")
    options = [ALL, *(info.code for info in infos)]
    names = {info.code: info.name for info in infos}
    index = options.index(own) if own in options else 0
    state = st.selectbox("State", options, index=index, format_func=lambda code: names.get(code, code), key="law.state")
    codes = STATES if state == ALL else (state,)
    for info in (info for info in infos if info.code == state):
        badges = ", ".join(f"{one}: {BADGE_WORDS[badge]}" for one, badge in info.badge.items())
        st.markdown(f"**{md(info.name)}** — verified by year: {badges}")
        st.markdown("\n".join(f"- {md(note, 600)}" for note in info.notes))
    rows = [row for code in codes for row in state_rows(code, year, status)]
    columns = {"state": "State", "kind": "Kind", "name": "Line", "figures": "Figures", "badge": "Status",
               "source": "Source", "link": "Link"}  # fmt: skip
    table = matching(rows, search, columns)
    _table(table if state == ALL else table.drop(columns="State", errors="ignore"), len(rows), "line")
    with st.expander("All states: how their figures are verified", icon=":material/verified:"):
        badges_of_all = [
            {"State": info.name, "Taxes": info.tax.replace("_", " ")}
            | {str(one): BADGE_WORDS[badge] for one, badge in info.badge.items()}
            for info in infos
        ]
        st.dataframe(pd.DataFrame(badges_of_all), hide_index=True, width="stretch")


def localities(search: str, year: int, status: FilingStatus) -> None:
    """Show the income taxes of counties and cities, of one state or of all."""
    levied, own = states_with_local_tax(), session.get("household.state")
    names = {info.code: info.name for info in all_states()}
    options = [ALL, *levied]
    index = options.index(own) if own in options else 0
    state = st.selectbox(
        "State", options, index=index, format_func=lambda code: names.get(code, code), key="law.localities"
    )
    codes = list(levied) if state == ALL else [state]
    st.markdown("\n".join(f"- **{md(names[code])}**: {md(levied[code], 600)}" for code in codes))
    if state != ALL:
        st.markdown("\n".join(f"- {md(note, 600)}" for note in local_notes(state)))
    rows = [row for code in codes for row in local_rows(code, year, status)]
    columns = {"state": "State", "place": "County or city", "figures": "Rate or brackets", "base": "On",
               "years": "Figures of", "badge": "Status", "source": "Source", "link": "Link"}  # fmt: skip
    table = matching(rows, search, columns)
    _table(table if state == ALL else table.drop(columns="State", errors="ignore"), len(rows), "place")
    st.caption(
        "Choose yours on **You**, or give brackets of your own there. In states that are not named here no "
        "county or city levies an income tax. Rates stay as they are after the last year named."
    )


def simplified(search: str) -> None:
    """Show where the simulator simplifies: in plain words, then from its own sources."""
    plain = departures()
    _table(matching(plain, search, {"about": "About", "text": "What is simplified"}), len(plain), "departure")
    st.caption("What this means on a path. Below, every simplification of the program, as its own source has it.")
    rows = simplifications()
    columns = {"text": "What is simplified", "subject": "Where", "place": "Source file"}
    _table(matching(rows, search, columns), len(rows), "simplification")
    st.caption(
        "Collected from the simulator's own source when this page is opened. The states' simplifications are with "
        "their notes."
    )


def assumed(search: str) -> None:
    """Show what is assumed where a plan says nothing, with the source of each."""
    rows = [replace(row, source=row.source.replace("*", "")) for row in defaults()]
    columns = {"label": "Input", "value": "Where nothing is said", "source": "Where it comes from"}
    _table(matching(rows, search, columns), len(rows), "default")
    st.caption(
        "Each can be changed on the pages of the plan. *Own*: this project chose it and knows no published figure to "
        "lean on. The success rate of safe spending and the risk aversion of the certain income are chosen on "
        "**Retirement income**."
    )


def _table(table: pd.DataFrame, n_all: int, noun: str) -> None:
    shown = count(n_all, noun) if len(table) == n_all else f"{len(table)} of {count(n_all, noun)} match"
    st.markdown(shown)
    if table.empty:
        return
    with st.container(height=TALL if len(table) > FEW else "content", border=False):
        st.table(_linked(table), border="horizontal", hide_index=True)


def _linked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as Markdown, each source a link where it has an address."""
    shown = table.map(lambda text: md(text, 2000).replace(" %", "\u00a0%"))
    if "Link" in table:
        addresses = table["Link"].str.startswith("https://")
        linked = "[" + shown["Source"] + "](" + table["Link"] + ")"
        shown["Source"] = linked.where(addresses, shown["Source"])
        shown = shown.drop(columns="Link")
    return shown
