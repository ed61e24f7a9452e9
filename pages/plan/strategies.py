"""Strategies to compare, and how much to simulate."""

import streamlit as st

from sim.api.scenario import HARVEST_SCHEDULES, Strategy
from ui.core import frame, inputs, problems, session
from ui.entry import tables
from ui.plan import conversions, side_by_side, standing

COSTS = ["fund_trading_cost_bp", "stock_trading_cost_bp"]
FIRST = ["name", "harvest", "proceeds", "min_loss_share", "min_loss_usd", "days_from_rollover", *COSTS]
ELSEWHERE = ["conversion", "withdrawal_bracket_rate"]
MORE = [field for field in Strategy.model_fields if field not in (*FIRST, *ELSEWHERE)]

frame.head(
    "Strategies",
    "All strategies see the same random markets, so differences come from the strategies and not from chance. The "
    "first row is what the others are compared with.",
)
standing.box()

st.subheader("Strategies")
tables.table("strategies", FIRST, Strategy)
problems.beside("strategies")
st.caption(
    "A harvest sells a lot that is below cost and buys its replacement the same day, so the household stays in the "
    "market. Days from rollover count only for the timings around it."
)
with st.expander("When each choice harvests", icon=":material/event:"):
    st.markdown("\n".join(f"- **{one.label}.** {one.sentence}" for one in HARVEST_SCHEDULES.values()))
with st.expander("More about each strategy: buying back, limits, selling and rebalancing", icon=":material/tune:"):
    fills_bracket = any(row.get("withdrawal_order") == "pretax_to_bracket" for row in session.rows("strategies"))
    shown = [*MORE, "withdrawal_bracket_rate"] if fills_bracket else MORE
    tables.more_columns("strategies", ["name", *shown], Strategy)
    st.caption(
        "“Harvest only from a rate of” is the guard against the 0% bracket: where gains are not taxed, a loss saves "
        "nothing on them. Strategies that withdraw or rebalance differently are different portfolios: compare "
        "harvesting between strategies that are alike here."
    )

side_by_side.panel()

st.subheader("Roth conversions")
st.caption(
    "Conversions are part of a strategy, so that harvesting, converting, and both can be compared. The money moves in "
    "kind each December, after the year's RMD."
)
conversions.panel()

st.subheader("How much to simulate")
left, middle, right = st.columns(3)
inputs.field("simulation.n_paths", left)
inputs.field("simulation.seed", middle)
inputs.field("simulation.taxes", right)
inputs.field("simulation.estimator", left)
inputs.field("simulation.certain_to", right)
inputs.field("simulation.antithetic_pairs", middle)

frame.how_it_is_made(
    "- Which asset is sold is decided by the target allocation, which lot of it by the strategy's method: the highest "
    "cost first unless you choose another. That keeps a strategy's value apart from a changed allocation.\n"
    "- More paths make every difference surer: its standard error halves with four times the paths, and paths that are "
    "spread evenly need fewer. Those are drawn in 32 independent sets, and how far the sets lie apart says how sure "
    "their mean is.",
)
frame.fixing("pages/plan/strategies.py")
