"""How sure beyond luck, on the page *The answer*: the verdict in worlds with other assumptions, on demand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.api import Scenario, worlds
from sim.api.results import MEASURE, PairedDifference, versus
from sim.api.studies import WORLD_PATHS, Worlds
from sim.views.worlds import worlds_view
from ui.core import charts, files, glossary, result_tables, running
from ui.core.text import md
from ui.results import key_figures, on_demand
from ui.runs.jobs import Asked, Progress
from ui.runs.outcome import Outcome

HOW = (
    "- **Worlds**: the verdict's strategy and the one it is compared with run again with one assumption changed, "
    f"{WORLD_PATHS} paths each, on the same random numbers. The answer *holds* where the difference has today's sign "
    "and is more than two standard errors, *turns* where it is measurable the other way. Worlds are not equally likely."
)


def show(outcome: Outcome, objective: str, verdict: dict[str, Any]) -> None:
    """Show in how many worlds the verdict holds, and the way to that; nothing where there is nothing to compare."""
    current = running.of_this_plan()
    if verdict["strategy"] is None or current is None:
        return
    shown, scenario = current
    strategy, reference = key_figures.pair(outcome, objective)
    today = versus(shown.outcome.findings, MEASURE[objective], reference)[strategy]
    found = _found_or_ask(scenario, strategy, reference, objective, today)
    if found is None:
        return
    content = found.as_json()
    if outcome.summary["worlds"] is None:  # the first time; from then on it stands in the answer on top
        glossary.said(f"**Beyond luck.** {md(content['sentence'], 1_200)}")
    shown.outcome.add("worlds", content)
    with st.expander("Every world tried: what could change the answer", icon=":material/public:"):
        theme = charts.page_theme()
        view = shown.outcome.once(
            ("worlds", strategy, reference, objective, theme.text), lambda: worlds_view(found, theme)
        )
        charts.draw(view, "worlds")
        result_tables.show(charts.in_words(view.table))
        files.figures_button(content, "worlds.json")


def _found_or_ask(
    scenario: Scenario, strategy: int, reference: int, objective: str, today: PairedDifference
) -> Worlds | None:
    wanted = on_demand.Wanted(
        "worlds",
        "Does it hold under other assumptions?",
        ":material/public:",
        f"{WORLD_PATHS} paths in every world",
        (strategy, reference, objective, today),
    )

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> Worlds:
        return worlds(scenario, strategy, reference, objective, WORLD_PATHS, on_progress, should_cancel, today)

    return on_demand.made_or_begun(wanted, scenario, work)
