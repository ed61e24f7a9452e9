"""The market: which model, its figures, and what it looks like."""

import streamlit as st

from sim.api.scenario import Security
from ui.core import frame, inputs, problems, session
from ui.entry import tables
from ui.plan import market, market_tables, market_views, own_returns, replacements

frame.head(
    "Market",
    "How returns and inflation are generated. Harvesting depends on declines and recoveries, so try more than one "
    "model; all strategies see the same paths.",
)

inputs.field("market.model", st.columns(3)[0])
left, middle, right = st.columns(3)
inputs.field("market.inflation", left)
inputs.field("market.inflation_volatility", middle)
inputs.field("market.inflation_persistence", right)
market.model_fields()
if session.get("market.model") == "own":
    own_returns.panel()

with st.expander("Expected return and volatility of each asset class", icon=":material/show_chart:"):
    st.markdown("Nominal, a year. Change a figure to use your own; empty it to take the built-in one again.")
    inputs.field("market.returns_are", st.columns(2)[0])
    market_tables.classes_table()
problems.below("market.classes")
with st.expander("Correlations", icon=":material/grid_on:"):
    market_tables.correlations_table()
market_tables.correlation_problems()
with st.expander("Bonds", icon=":material/account_balance:"):
    market.bond_fields()
with st.expander("Replacements", icon=":material/swap_horiz:"):
    replacements.panel()
with st.expander("Single stocks", icon=":material/corporate_fare:"):
    replacements.companies_panel()
with st.expander("Yields of your securities", icon=":material/payments:"):
    st.markdown(
        "What a security pays out a year. It is part of the return above, taxed when it is paid. Bond funds pay the "
        "yield of the day instead, while *Bond prices follow yields* is on."
    )
    tables.more_columns("securities", ["symbol", "asset_class", "dividend_yield", "qualified_share"], Security)

st.subheader("What it looks like")
market_views.panel()

frame.how_it_is_made(market.SOURCES, "Where these figures come from")
frame.fixing("pages/plan/market.py")
