"""Rollover: from which plan to which IRA, how, when, how much of it, and what the money buys."""

import streamlit as st

from ui.core import frame, session
from ui.entry import editing
from ui.plan import milestones, rollover, standing

frame.head(
    "Rollover",
    "A direct rollover from a 401(k) to a traditional IRA is not taxed. What the money buys, and when, can still "
    "destroy a loss taken in a taxable account within 30 days before or after.",
)
standing.box()

planned = session.rows("rollovers")
if not planned:
    st.info("No rollover is planned. Strategies that harvest before or after a rollover need one.")
for index in range(len(planned)):
    rollover.editor(index)
st.button("Add a rollover", icon=":material/add:", on_click=editing.add_rollover)

milestones.panel()

frame.how_it_is_made(
    "- A direct rollover is not income (IRC 402(c), 408(d)(3)); no tax is withheld from it. To a Roth IRA the pretax "
    "part is income of the year (IRC 408A(d)(3)), under no additional tax.\n"
    "- What a plan pays to you has 20% withheld (IRC 3405(c)); what reaches an IRA by day 60 is not taxed (IRC "
    "402(c)(3)), the rest is, with 10% more before 59 1/2 unless you left work in or after the year of age 55 (IRC "
    "72(t)). Between IRAs one such rollover is allowed in 12 months (IRC 408(d)(3)(B)).\n"
    "- The year's required distribution comes out first and cannot be rolled over (IRC 402(c)(4)(B)).\n"
    "- A purchase in an IRA of what was sold at a loss within 30 days before or after disallows the loss for good "
    "(IRC 1091, Rev. Rul. 2008-5). A transfer in kind is treated as no purchase: that is practice, not a ruling.\n"
    "- Employer stock that a lump sum pays out as shares: what it cost the plan is income now, under the 10% where it "
    "applies; its growth in the plan is a long-term gain whenever you sell, which losses offset, and is not stepped "
    "up at death (IRC 402(e)(4)(B), 1014(c), Notice 98-24, Rev. Rul. 75-125). The whole balance must leave within one "
    "tax year after work ends or from 59 1/2 on (IRC 402(e)(4)(D)).\n"
    "- After-tax and Roth money goes to a Roth IRA free of tax when sent at the same time (Notice 2014-54).\n"
    "- **What rolling over changes in your state's tax:** the state's return of every year of the plan, with a year's "
    "share of the money taken out of the plan and out of the IRA; Maryland and Rhode Island, and Connecticut in 2025, "
    "exclude what a plan pays and not, or not as much, what an IRA pays. In today's dollars.\n"
    "- The costs beside the fields are of the rollover's own year at the first day's prices: federal and state tax of "
    "that year's law, projected where it is not published yet, and Medicare two years later. Days out of the market "
    "are counted at the expected returns under **Market**, less cash. The simulation itself follows every path.\n"
    "- Simplification: until its year nothing that you hold changes.",
    "The rules behind this page",
)
frame.fixing("pages/plan/rollover.py")
