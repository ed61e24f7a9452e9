"""The law: the figures in force with their sources, what ends when, where we simplify, and what is assumed."""

import streamlit as st

from sim.api import law_version
from ui.core import frame
from ui.learn import law

frame.head("The law", "The figures in force, each with its source, and how it changes later.")
search, year, status = law.controls()

federal, changes, states, localities, departures, assumed = st.tabs(
    ["Federal figures", "What ends when", "States", "Counties and cities", "Simplifications", "What is assumed"],
    key="law.tabs",
    on_change="rerun",
)
if federal.open:
    with federal:
        law.federal(search, year, status)
if changes.open:
    with changes:
        law.changes(search)
if states.open:
    with states:
        law.states(search, year, status)
if localities.open:
    with localities:
        law.localities(search, year, status)
if departures.open:
    with departures:
        law.simplified(search)
if assumed.open:
    with assumed:
        law.assumed(search)

st.caption(
    f"Law version {law_version()}: it changes whenever any figure changes, and every result carries it. Later years "
    "grow with each path's inflation, except what the statute freezes."
)
