"""The answer: is harvesting worth it, how much, how sure, and what to do by when; everything behind it in tabs."""

from functools import partial

import streamlit as st

from sim.api.results import MEASURE
from sim.views import difference_distribution
from ui.core import charts, frame, glossary, result_tables, running
from ui.results import answer, key_figures, safe_spending, to_do, what_if, worlds

frame.head("The answer")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()

goal, wanted = key_figures.wanted_goal(), key_figures.wanted_objective()
safe_spending.take_what_is_found(outcome)
decided = answer.show_plainly(outcome, goal)
verdict = outcome.summary["verdict"][wanted]
advised = to_do.advised(outcome, decided)
left, right = st.columns([3, 2], gap="large")
with left:
    to_do.show(advised, decided, outcome.result.scenario)
with right:
    answer.show_now_you_heirs(outcome, wanted, advised)
    safe_spending.first(outcome, goal)
    worlds.show(outcome, wanted, verdict)

what_if.show(answer.in_today(outcome), *key_figures.pair(outcome, wanted), wanted)

figures, luck, every, meaning = st.tabs(["The figures", "Market by market", "Every measure", "What the numbers mean"])
with figures:
    answer.goal()
    key_figures.show(outcome)
    answer.show_verdict(outcome, goal, decided)
    st.page_link("pages/results/attribution.py", label="Where does it come from?", icon=":material/account_tree:")
with luck:
    shown = answer.distribution_of(outcome, wanted, verdict)
    if shown is None:
        st.markdown("Nothing is compared, so there is no difference to show.")
    else:
        st.markdown("Not only the average: the difference in each simulated market.")
        strategy, reference = shown
        view = partial(difference_distribution, strategy=strategy, reference=reference, measure=MEASURE[wanted])
        charts.show(view, outcome, "distribution", with_table=True)
with every:
    glossary.said(
        f"Means over all paths in {outcome.findings.dollars}; the first column is the strategy the others are "
        "compared with, path by path; ± is two standard errors, the last figure the share of paths on which the "
        "strategy is better."
    )
    result_tables.show(answer.comparison_table(outcome))
    frame.how_it_is_made(f"{answer.MEASURES_MADE}\n{worlds.HOW}", "How the other measures are made")
with meaning:
    answer.definitions(outcome)
result_tables.provenance(outcome)
