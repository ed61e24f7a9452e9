"""Home: what the app answers, the honest core, and three ways in: an example, one's own plan, saved plans."""

import streamlit as st

from sim.api import SAMPLES
from ui.core import frame
from ui.start import home, plan_list

frame.head("Harvesting losses around a 401(k) rollover")
st.markdown(
    "What is it worth to sell losing investments before, during or after the rollover? This app simulates the whole "
    "household, path by path, and compares strategies by tax drag and retirement income, after tax."
)

left, right = st.columns(2)
with left.container(border=True, height="stretch"):
    st.subheader("Start my own", anchor=False)
    st.markdown("Six short screens, at most 25 questions. **I don't know** is an answer. A recent statement helps.")
    if st.button("Start my own", icon=":material/edit_note:", type="primary", key="start-own", on_click=home.open_own):
        st.switch_page(home.INTERVIEW)
with right.container(border=True, height="stretch"):
    st.subheader("Look at an example", anchor=False)
    for name, words in SAMPLES.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{home.sample_title(name)}.** {words}", width="stretch")
            st.button("Load", key=f"sample-{name}", on_click=home.open_sample, args=(name,), wrap=False)

st.subheader("Clients and plans")
left, right = st.columns(2)
with left:
    plan_list.panel()
with right:
    home.uploader()
    st.button("Empty plan, without the questions", icon=":material/add:", on_click=home.open_blank)

with st.container(border=True):
    st.markdown(
        "**First, plainly.** Inside a 401(k) or an IRA there are no taxable gains or losses, and a direct rollover to "
        "a traditional IRA is not taxed, so there is nothing there for a loss to lower. Harvesting can only help in a "
        "*taxable* account, mostly by deferring tax, and a purchase in the IRA within 30 days can destroy the loss for "
        "good."
    )
st.caption(
    "Everything stays on this computer: the app listens to this machine only and sends nothing. What you type is saved "
    "at once in your own data folder; **Share** gives the plan and its results as files."
)
st.caption(
    "This is a model, not tax or investment advice. It knows federal law as published for the years shown with each "
    "result and simplifies where the pages say so; have a tax professional check before you trade."
)
