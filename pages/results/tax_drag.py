"""Tax drag: what taxes cost a year, in basis points of return."""

import streamlit as st

from sim.views import tax_drag
from ui.core import charts, frame, result_tables, running
from ui.results import key_figures

frame.head("Tax drag", "What taxes take from the yearly return, in basis points (hundredths of a percent).")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

charts.show(tax_drag, outcome, "tax-drag")
result_tables.show(result_tables.drag_table(outcome))

frame.how_it_is_made(
    "- Tax drag of a path is its money-weighted return with every tax counted as if it had been paid out to the "
    "household, less the return without those payments; wealth at the end is before liquidation tax in the first and "
    "after it in the second.\n"
    "- For a household with broad funds and only the \\$3,000 yearly offset, harvesting is worth about 5 to 15 basis "
    "points a year after liquidation, by published figures; far more would point to a mistake.\n"
    "- The difference is paired: the same path with and without; ± is two standard errors."
)
result_tables.provenance(outcome)
