"""Present: the results one idea a page for a shared screen, without names and without inputs."""

import streamlit as st

from ui.share import present

found = present.outcome_or_ask()
if found is None:
    st.title("Present")
    st.page_link("pages/results/answer.py", label="Go to the answer", icon=":material/fact_check:")
    st.stop()
present.show(found)
