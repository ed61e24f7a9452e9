"""Export: the plan as a file to open again, and the results as tables."""

import streamlit as st

from ui.core import files, frame, glossary, result_tables, running
from ui.results import key_figures
from ui.share import export

frame.head("Export", "Your plan and its results as files.")

st.subheader("The plan")
st.download_button(
    "Plan (.json)",
    files.plan_json(),
    files.plan_name("json"),
    "application/json",
    icon=":material/download:",
    on_click="ignore",
    help="Everything you entered, faults included. Open it again under Home.",
)

st.subheader("The results")
outcome = running.outcome_or_ask(is_for_files=True)
if outcome is None:
    st.stop()
key_figures.show(outcome)
glossary.said(
    "All from this one run; each shows its scenario, seed, law version and date. The workbook and the calendar use the "
    "sales of the **Harvest planner**."
)
export.panel(outcome)
result_tables.provenance(outcome)
