"""Tax drag: what harvesting changes in which tax and year, what the portfolio costs, and what harvesting adds."""

from functools import partial

import streamlit as st

from sim.views import tax_by_kind, tax_drag
from ui.core import charts, frame, glossary, result_tables, running
from ui.results import key_figures, tax_cost

frame.head("Tax drag", "What the portfolio costs you in tax a year, and what harvesting adds to the taxable account.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

strategy, reference = key_figures.pair(outcome, key_figures.wanted_objective())
if strategy != reference:
    st.subheader("Which tax harvesting changes, and when")
    with_it, without = (result_tables.md(outcome.strategies[one]["name"], 60) for one in (strategy, reference))
    glossary.said(f"With **{with_it}**, and what that changes against **{without}**: means over the paths.")
    kinds = partial(tax_by_kind, strategy=strategy, reference=reference)
    charts.show(kinds, outcome, "tax-by-kind", with_table=True)

st.subheader("What the portfolio costs in tax")
glossary.said("Each strategy's tax drag, and how it differs from the first one's on the same paths.")
charts.show(tax_drag, outcome, "tax-drag")
result_tables.show(result_tables.drag_table(outcome))

st.subheader("What harvesting adds")
glossary.said(
    "Each strategy's gain over the first one on the same paths, a year, in basis points (hundredths of a percent) of "
    "the **taxable account**; ± is two standard errors."
)
result_tables.show(result_tables.alpha_table(outcome))

tax_cost.show()

frame.how_it_is_made(
    "- **Tax drag** is in basis points of the **whole portfolio** a year: the income tax of the plan's years, federal "
    "and state, less what the household would owe on wages, pensions, benefits and gains from elsewhere alone, over "
    "the sum of the portfolio's values at the years' ends, in dollars of the start. Tax on wages is no part of it, nor "
    "are the tax of cashing out, Medicare surcharges and premium credits.\n"
    "- **What harvesting adds** is the difference in after-tax wealth, or in what heirs keep, over the sum of the "
    "**taxable account's** values at the years' ends under the first strategy. It counts the tax of cashing out, so it "
    "can be less than the tax saved on the way.\n"
    f"{tax_cost.HOW}\n"
    "- **Tax of a year** by kind is the tax *of* that year, paid by the next April; a year after the last death counts "
    "as \\$0. The tax of cashing out at the end is apart.\n"
    "- The difference is paired: the same path with and without; ± is two standard errors."
)
result_tables.provenance(outcome)
