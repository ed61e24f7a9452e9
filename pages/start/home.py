"""Start: what the app answers, the honest core, samples, and plans from a file."""

import streamlit as st

from sim.api import SAMPLES
from ui.core import frame, steps
from ui.start import home, plan_list

frame.head("Harvesting losses around a 401(k) rollover")
st.markdown(
    "What is it worth to sell losing investments before, during or after the rollover? This app simulates the whole "
    "household, path by path, and compares strategies by tax drag and retirement income, after tax."
)
with st.container(border=True):
    st.markdown(
        "**First, plainly.** Inside a 401(k) or an IRA there are no taxable gains or losses, and a direct rollover to "
        "a traditional IRA is not taxed, so there is nothing there for a loss to lower. Harvesting can only help in a "
        "*taxable* account, mostly by deferring tax, and a purchase in the IRA within 30 days can destroy the loss for "
        "good."
    )

st.subheader("Try a sample household")
for column, (name, words) in zip(st.columns(len(SAMPLES)), SAMPLES.items(), strict=True):
    with column.container(border=True, height="stretch"):
        st.markdown(f"**{home.sample_title(name)}**")
        st.markdown(words)
        st.button("Load", key=f"sample-{name}", on_click=home.open_sample, args=(name,), width="stretch")

st.subheader("Or your own")
left, right = st.columns(2)
with left:
    with st.container(border=True):
        st.markdown("**This plan, step by step**")
        steps.panel()
    st.button("New plan", icon=":material/add:", on_click=home.open_blank)
    st.caption("It takes a recent statement of each account.")
with right:
    st.markdown("**Saved plans**")
    plan_list.panel()
    home.uploader()
st.caption(
    "Everything stays on this computer: the app listens to this machine only and sends nothing. What you type is saved "
    "at once in your own data folder; **Share** gives the plan and its results as files."
)

st.divider()
st.caption(
    "This is a model, not tax or investment advice. It knows federal law as published for the years shown with each "
    "result and simplifies where the pages say so; have a tax professional check before you trade."
)
