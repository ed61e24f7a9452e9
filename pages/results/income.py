"""Retirement income: where each year's money comes from, how often it falls short, and what can be spent."""

from functools import partial

import streamlit as st

from sim.views import income_by_source, retirement_income, short_by_age
from ui.core import charts, frame, glossary, result_tables, running
from ui.results import key_figures, safe_spending

frame.head("Retirement income", "Where each year's money comes from, how sure it is, and what you can spend.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

strategy, _ = key_figures.pair(outcome, key_figures.wanted_objective())
st.subheader("Where the money comes from")
glossary.said(f"With **{result_tables.md(outcome.strategies[strategy]['name'], 60)}**: means over the paths.")
charts.show(partial(income_by_source, strategy=strategy), outcome, "income-sources", with_table=True)

st.subheader("How sure it is")
result_tables.show(result_tables.income_table(outcome))
st.caption(f"**Without a shortfall:** {result_tables.md(outcome.summary['success'], 900)}")
by_age, by_year = st.tabs(["Short by which age", "Income of each year"])
with by_age:
    charts.show(short_by_age, outcome, "short-by-age", with_table=True)
with by_year:
    charts.show(retirement_income, outcome, "income", with_table=True)
if beside := result_tables.beside_income(outcome):
    result_tables.show(beside[0])
    st.caption(beside[1], help="Taxed although it is not in the spending; **One path in full** has it year by year.")

safe_spending.show(outcome)
safe_spending.show_levels()
safe_spending.show_certain_income(outcome)

frame.how_it_is_made(
    "- Income is what the household can spend in a year after all taxes and Medicare surcharges, divided by the path's "
    "prices (in future dollars: as it is paid).\n"
    "- Money comes from Social Security, pensions and wages first, then required distributions (IRC 401(a)(9)), the "
    "taxable account, pretax accounts and Roth, in this order.\n"
    "- *Taxable accounts, Roth, HSA and cash* bring the rest of what is spent and paid in taxes and premiums. Below "
    "\\$0 the other sources bring more than that, and it is put aside.\n"
    "- Percentiles are over paths, year by year: no single path follows one of the lines.\n"
    "- *Leanest year*: the lowest income of a year on each path while anyone is alive.\n"
    f"{safe_spending.HOW}\n"
    "- **Uncertain:** a 95% success rate is one under these market assumptions, not a real-world probability."
)
result_tables.provenance(outcome)
