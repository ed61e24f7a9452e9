"""Compare plans: up to four saved plans side by side, with the differences of their inputs and of their results."""

import streamlit as st

from ui.core import frame, glossary, result_tables
from ui.results import answer
from ui.share import compare_plans

frame.head(
    "Compare plans",
    "Saved plans side by side: what was entered differently, and what that changes. Duplicate a plan under **Home**, "
    "change one thing in the copy, and compare.",
)
columns = compare_plans.choose()
if len(columns) < 2:
    st.info("Choose at least two plans. **Home** lists them; *Duplicate* is there under *More*.")
    st.page_link("pages/start/home.py", label="Go to the saved plans", icon=":material/home:")
    st.stop()

st.subheader("Inputs that differ")
inputs, n_inputs = compare_plans.inputs_table(columns)
if inputs.empty:
    glossary.said("Nothing but the name: these plans have the same results.")
else:
    result_tables.show(inputs)
    if n_inputs > len(inputs):
        st.caption(f"The first {len(inputs)} of {n_inputs} differences.")

st.subheader("Results")
answer.objective()
outcomes = compare_plans.outcomes_or_run(columns)
if outcomes is None:
    st.stop()
glossary.said(compare_plans.notes(columns))
result_tables.show(compare_plans.results_table(columns, outcomes))

frame.how_it_is_made(
    "- **Strategy shown**: the one the plan's own answer is about, by what counts most to you; the strategy that never "
    "harvests where none helps or hurts.\n"
    "- **What harvesting adds**: that strategy less the one that never harvests, within the plan, path by path.\n"
    "- **In brackets**: the plan less the first plan, path by path over the paths both have; ± is two standard errors. "
    "A smaller difference could be chance.\n"
    "- **Uncertain:** a difference between plans is one of decisions *and* of everything else entered differently. "
    "Change one thing at a time."
)
