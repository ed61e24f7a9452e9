"""One path in full: a single future of the run, year by year, every dollar, trade, lot and line of the return."""

import streamlit as st

from ui.core import frame, result_tables, running
from ui.learn import one_path

frame.head(
    "One path in full",
    "One of the run's random futures, written out so that every figure can be checked by hand. Amounts are in the "
    "dollars of their own year, as they would appear on statements.",
)
outcome = running.outcome_or_ask(is_for_files=True)
if outcome is None:
    st.stop()

record = one_path.record_of(outcome, *one_path.choose(outcome))
one_path.show(record)

frame.how_it_is_made(one_path.HOW)
result_tables.provenance(outcome.in_future_dollars())
