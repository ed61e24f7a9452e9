"""What moves the answer, on a page: a strategy and an objective chosen, the tornado on demand."""

from __future__ import annotations

import streamlit as st

from sim.api import Scenario, what_moves
from sim.api.results import MEASURE, reference_in, versus
from sim.api.studies import TRIED_PATHS, WhatMoves, strategy_to_try
from sim.views.what_moves import what_moves_view
from ui.core import charts, files, glossary, problems, result_tables, running
from ui.core.text import md
from ui.results import key_figures, on_demand
from ui.runs.jobs import Asked, Progress


def plan_or_ask() -> Scenario | None:
    """Return the plan; where there is nothing to move, say why and return None."""
    checked = problems.checked()
    if checked.scenario is None:
        st.info("The plan is not complete yet. Complete or fix these items first.")
        problems.listing()
        return None
    if not checked.scenario.has_taxable_account:
        st.info("This household has no taxable account: harvesting is worth exactly \\$0, whatever else changes.")
        return None
    if strategy_to_try(checked.scenario) is None or len(checked.scenario.strategies) < 2:
        st.info("There is no strategy that harvests to compare with another one. Add one first.")
        st.page_link("pages/plan/strategies.py", label="Go to Strategies", icon=":material/alt_route:")
        return None
    return checked.scenario


def chosen_pair(scenario: Scenario, objective: str) -> tuple[int, int]:
    """Let the user choose the strategy, the answer's at first; return it and the one it is compared with."""
    strategies = scenario.strategies
    reference = reference_in(scenario)
    others = [k for k in range(len(strategies)) if k != reference]
    preferred, shown = strategy_to_try(scenario), running.latest()
    if shown is not None and [one["name"] for one in shown.outcome.strategies] == [one.name for one in strategies]:
        of_answer = key_figures.pair(shown.outcome, objective)[0]
        preferred = of_answer if of_answer in others else preferred
    chosen = st.selectbox(
        "Strategy",
        others,
        others.index(preferred) if preferred in others else 0,
        format_func=lambda k: strategies[k].name,
        key="moving-strategy",
        help=f"Its difference from “{md(strategies[reference].name, 60)}” is what the inputs move.",
    )
    return chosen, reference


def found_or_ask(scenario: Scenario, strategy: int, reference: int, objective: str) -> WhatMoves | None:
    """Return the tornado of this very plan; before it is there, show the way to it."""
    wanted = on_demand.Wanted(
        "what-moves",
        "Try the inputs",
        ":material/tornado:",
        f"{TRIED_PATHS} paths for every value",
        (strategy, objective),
    )

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> WhatMoves:
        return what_moves(scenario, strategy, reference, objective, TRIED_PATHS, on_progress, should_cancel)

    return on_demand.made_or_ask(wanted, scenario, work)


def show(scenario: Scenario, found: WhatMoves) -> None:
    """Show the tornado, its table, and the whole as a file."""
    view = what_moves_view(found, charts.page_theme())
    glossary.said(md(view.words, 900))
    if told := _of_all_paths(scenario, found):
        st.caption(told)
    charts.draw(view, "what-moves")
    result_tables.show(charts.in_words(view.table))
    with st.expander("Why these values were tried", icon=":material/help:"):
        glossary.said("\n".join(f"- **{md(row.label)}**: {md(row.why, 600)}" for row in found.rows))
    files.figures_button(found.as_json(), "what-moves.json")


def _of_all_paths(scenario: Scenario, found: WhatMoves) -> str:
    """Return on how many paths the inputs were tried, and today's difference over all of the run's, '' for the same."""
    few, current = on_demand.on_fewer_paths(found.n_paths, scenario), running.of_this_plan()
    if not few or current is None:
        return few
    findings = current[0].outcome.findings
    reference, strategy = (findings.names.index(name) for name in (found.compared_with, found.strategy))
    row = versus(findings, MEASURE[found.objective], reference)[strategy]
    amount, _ = key_figures.delta_words(row, MEASURE[found.objective])
    return f"{few} Over all of them this difference is {md(amount)}."
