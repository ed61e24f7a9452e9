"""Retirement income: after-tax spending delivered, by year and percentile, and how often the target is met."""

import streamlit as st

from sim.views import retirement_income
from ui.core import charts, frame, result_tables, running
from ui.results import key_figures, safe_spending

frame.head("Retirement income", "After-tax spending the plan delivers, and how reliably.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

charts.show(retirement_income, outcome, "income", with_table=True)
result_tables.show(result_tables.income_table(outcome))
if beside := result_tables.beside_income(outcome):
    result_tables.show(beside[0])
    st.caption(beside[1], help="Taxed although it is not in the spending; **One path in full** has it year by year.")
st.caption(f"**Without a shortfall:** {result_tables.md(outcome.summary['success'], 900)}")

safe_spending.show(outcome)
safe_spending.show_certain_income(outcome)

frame.how_it_is_made(
    "- Income is what the household can spend in a year after all taxes and Medicare surcharges, divided by the path's "
    "prices (in future dollars: as it is paid).\n"
    "- Money comes from Social Security, pensions and wages first, then required distributions (IRC 401(a)(9)), the "
    "taxable account, pretax accounts and Roth, in this order.\n"
    "- Percentiles are over paths, year by year: no single path follows one of the lines.\n"
    "- *Leanest year*: the lowest income of a year on each path while anyone is alive.\n"
    f"{safe_spending.HOW}\n"
    "- **Uncertain:** a 95% success rate is one under these market assumptions, not a real-world probability."
)
result_tables.provenance(outcome)
