"""The law: the figures in force with their sources, what is projected, what ends when, and where we simplify."""

import streamlit as st

from sim.api import law_version
from ui import frame, law_book

frame.head("The law", "The figures in force, each with its source, and what becomes of it later.")
search, year, status = law_book.controls()

federal, changes, states, departures = st.tabs(
    ["Federal figures", "What ends when", "States", "Simplifications"], key="law.tabs", on_change="rerun"
)
if federal.open:
    with federal:
        law_book.federal(search, year, status)
if changes.open:
    with changes:
        law_book.changes(search)
if states.open:
    with states:
        law_book.states(search, year, status)
if departures.open:
    with departures:
        law_book.departures(search)

st.caption(
    f"Law version {law_version()}: it changes whenever any figure changes, and every result carries it. Later years "
    "grow with each path's inflation, except what the statute freezes."
)
