"""Over time: what is owned, what is paid in tax with and without harvesting, and every year as a row."""

from functools import partial

import streamlit as st

from sim.views.over_time import tax_over_time, wealth_over_time, years_table
from ui.core import charts, frame, glossary, result_tables, running
from ui.learn import one_path
from ui.results import key_figures, over_time

frame.head("Over time", "What you own, what you pay in tax, and what harvesting changes in which year.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()

key_figures.show(outcome)
strategy, reference = key_figures.pair(outcome, key_figures.wanted_objective())
if strategy != reference:
    st.subheader("When harvesting saves tax, and when it comes back")
    charts.show(
        partial(tax_over_time, strategy=strategy, reference=reference), outcome, "tax-over-time", with_table=True
    )
st.subheader("What you own")
charts.show(partial(wealth_over_time, strategy=strategy), outcome, "wealth-over-time", with_table=True)
over_time.show(outcome, strategy, one_path.record_of, one_path.show_return)
st.subheader("Every year")
glossary.said(
    f"With **{result_tables.md(outcome.strategies[strategy]['name'], 60)}**: means over the paths on which somebody "
    f"lives, in {outcome.findings.dollars}."
)
table = years_table(outcome.findings, strategy)
result_tables.show(charts.in_words(table.round(1), outcome.findings.is_in_future_dollars))

frame.how_it_is_made(
    "- **Tax** is all tax and Medicare surcharges *of* a year, federal, state and local, paid by the next April; the "
    "tax of cashing out at the end stands in the answer. A year after the last death counts as \\$0 with and without "
    "harvesting.\n"
    "- **What you own** is before any tax that is still in it. Bands hold 50% and 90% of the paths, year by year; no "
    "single path follows one of the lines.\n"
    "- **The change** is paired: the same path with and without; ± is two standard errors.\n"
    f"{over_time.HOW}\n"
    "- **Uncertain:** returns, inflation, law and lives are assumptions."
)
result_tables.provenance(outcome)
