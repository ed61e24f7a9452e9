"""Whose merit a gain is, on the page *Compare*: for the strategies that both convert and harvest otherwise."""

from __future__ import annotations

import streamlit as st

from sim.api import Scenario
from sim.api.studies import MERIT_PATHS, WhoseMerit, differing_in_both, whose_merit
from sim.views.whose_merit import merit_view
from ui.core import charts, files, glossary, result_tables, running
from ui.core.text import md
from ui.results import key_figures, on_demand
from ui.runs.jobs import Asked, Progress

HOW = (
    "- **Whose merit**: a strategy that converts and harvests otherwise than the first one is run at its four corners "
    f"on the same {MERIT_PATHS:,} paths: the first strategy, its conversions alone, its harvest alone, both. *Only "
    "both together* is what is left of the gain; below zero where one takes from the other."
)


def show() -> None:
    """Show the parts of each gain; nothing where no strategy differs from the first in both."""
    current = running.of_this_plan()
    if current is None or not differing_in_both(current[1]):
        return
    shown, scenario = current
    st.subheader("Whose merit: the conversion's or the harvest's?")
    wanted = key_figures.wanted_objective()
    ask = on_demand.Wanted("whose-merit", "Split it", ":material/call_split:", f"{MERIT_PATHS:,} paths", (wanted,))

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> WhoseMerit:
        return whose_merit(scenario, wanted, MERIT_PATHS, on_progress, should_cancel)

    found = on_demand.made_or_begun(ask, scenario, work)
    if found is None:
        return
    content = found.as_json()
    shown.outcome.add("whose_merit", content)
    glossary.said("\n".join(f"- {md(words, 900)}" for words in content["sentences"]))
    view = merit_view(found, charts.page_theme())
    charts.draw(view, "whose-merit")
    result_tables.show(view.table)
    if told := on_demand.on_fewer_paths(MERIT_PATHS, scenario):
        st.caption(told)
    files.figures_button(content, "whose-merit.json")
