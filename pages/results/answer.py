"""The answer: is harvesting worth it here, how much, and how sure is that; then every measure beside the others."""

from functools import partial

import streamlit as st

from sim.api.results import MEASURE
from sim.views import difference_distribution
from ui.core import charts, frame, result_tables, running
from ui.results import answer, key_figures, safe_spending, worlds

frame.head("The answer", "Is harvesting worth it for this household, how much, and how sure is that?")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()

goal = answer.goal()
wanted = key_figures.wanted_objective()
key_figures.show(outcome)
safe_spending.take_what_is_found(outcome)
verdict = answer.show_verdict(outcome, goal)
safe_spending.first(outcome, goal)
worlds.show(outcome, wanted, verdict)

st.page_link("pages/results/attribution.py", label="Where does it come from?", icon=":material/account_tree:")

shown = answer.distribution_of(outcome, wanted, verdict)
if shown is not None:
    st.subheader("Not only the average: the difference on every path")
    strategy, reference = shown
    view = partial(difference_distribution, strategy=strategy, reference=reference, measure=MEASURE[wanted])
    charts.show(view, outcome, "distribution", with_table=True)

st.subheader("Every measure, side by side")
st.markdown(
    f"Means over all paths in {outcome.findings.dollars}; the first column is the strategy the others are compared "
    "with, path by path; ± is two standard errors, the last figure the share of paths on which the strategy is better."
)
result_tables.show(answer.comparison_table(outcome))
answer.definitions(outcome)
frame.how_it_is_made(f"{answer.MEASURES_MADE}\n{worlds.HOW}", "How the other measures are made")
result_tables.provenance(outcome)
