"""Rollover: from which plan to which IRA, when, how, and what the money buys."""

import streamlit as st

from sim.scenario.plan import Purchase
from ui import editing, frame, inputs, problems, session, tables

frame.head(
    "Rollover",
    "A direct rollover from a 401(k) to a traditional IRA is not taxed. What the money buys, and when, can still "
    "destroy a loss taken in a taxable account within 30 days before or after.",
)

rollovers = session.rows("rollovers")
if not rollovers:
    st.info("No rollover is planned. Strategies that harvest before or after a rollover need one.")

for index in range(len(rollovers)):
    place = f"rollovers[{index}]"
    with st.container(border=True):
        st.subheader(f"Rollover {index + 1}")
        left, middle, right = st.columns(3)
        inputs.field(f"{place}.from_account", left)
        inputs.field(f"{place}.to_account", middle)
        inputs.field(f"{place}.to_roth_account", right)
        inputs.field(f"{place}.date", left)
        inputs.field(f"{place}.method", middle)
        if session.get(f"{place}.method") == "direct_cash":
            st.markdown("What the cash buys in the IRA on that day")
            tables.table(f"{place}.buys", ["symbol", "weight"], Purchase)
            problems.beside(f"{place}.buys")
        st.button(
            "Remove this rollover",
            icon=":material/delete:",
            key=f"remove-{place}",
            on_click=editing.remove_rollover,
            args=(index,),
        )

st.button("Add a rollover", icon=":material/add:", on_click=editing.add_rollover)

frame.how_it_is_made(
    "- A direct rollover is not income (IRC 402(c), 408(d)(3)); no tax is withheld from it.\n"
    "- A purchase in an IRA of what was sold at a loss within 30 days before or after makes the loss void for good "
    "(IRC 1091, Rev. Rul. 2008-5). A transfer in kind is treated as no purchase: that is practice, not a ruling.\n"
    "- After-tax and Roth money goes to a Roth IRA free of tax when sent at the same time (Notice 2014-54).\n"
    "- Simplification: the 60-day indirect rollover and net unrealized appreciation are not simulated on this page.",
    "The rules behind this page",
)
frame.mending("pages/plan/rollover.py")
