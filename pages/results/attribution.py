"""Why: where a strategy's difference comes from, piece of the law by piece of the law."""

import streamlit as st

from ui.core import frame, result_tables, running
from ui.results import answer, attribution, key_figures

frame.head(
    "Where it comes from",
    "The same paths run again and again, each time with one more piece of the law switched off. What the difference "
    "changes by is that piece's part of it.",
)
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

if outcome.summary["why_zero"]:
    st.info(f"**Why every part is zero.** {result_tables.md(outcome.summary['why_zero'], 600)}")
elif len(outcome.strategies) < 2:
    st.info("There is only one strategy, so there is nothing to compare. Add one that harvests.")
else:
    objective = answer.objective()
    found = attribution.found_or_ask(outcome)
    if found is not None:
        attribution.show(outcome, found, objective)

frame.how_it_is_made(attribution.HOW)
result_tables.provenance(outcome)
