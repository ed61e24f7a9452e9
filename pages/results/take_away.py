"""Take away: the plan as a file to open again, and the results as tables."""

from datetime import date
from functools import partial

import streamlit as st

from sim.export.tables import csv_archive
from sim.export.workbook import workbook
from sim.results.summary import summary_json
from ui import files, frame, result_tables, running

frame.head("Take away", "Your plan and its results as files.")

st.subheader("The plan")
st.download_button(
    "Plan (.json)",
    files.plan_json(),
    files.plan_name("json"),
    "application/json",
    icon=":material/download:",
    on_click="ignore",
    help="Everything you entered, with its faults if it has some. Open it again on the Start page.",
)

st.subheader("The results")
outcome = running.outcome_or_ask(is_for_files=True)
if outcome is None:
    st.stop()
# Each file is made when its button is pressed, from this run's own figures.
with st.container(horizontal=True):
    st.download_button(
        "Workbook (.xlsx)",
        partial(workbook, outcome.findings, date.today()),
        files.plan_name("xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/table_view:",
        on_click="ignore",
    )
    st.download_button(
        "Tables (.csv, zipped)",
        partial(csv_archive, outcome.findings),
        files.plan_name("csv.zip"),
        "application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
    )
    st.download_button(
        "Summary (.json)",
        partial(summary_json, outcome.findings),
        files.plan_name("summary.json"),
        "application/json",
        icon=":material/data_object:",
        on_click="ignore",
    )
result_tables.provenance(outcome)
