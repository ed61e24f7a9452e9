"""Check: what the plan holds, step by step, what is missing, and the way to the answer."""

import streamlit as st

from ui.core import frame, problems, running, steps
from ui.plan import standing

frame.head("Check", "What your plan holds, and what is still missing. Nothing else is needed for the answer.")
standing.box(lists_missing=False)
steps.panel()
problems.listing()
if problems.checked().scenario is not None:
    st.button("Run", type="primary", icon=":material/play_arrow:", key="check-run", on_click=running.start)
    st.caption("The answer opens by itself; the first figures are there within seconds.")
