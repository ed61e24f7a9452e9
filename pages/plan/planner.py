"""Harvest planner: which lots can be sold at a loss, what that saves and costs, and what destroys the loss."""

import streamlit as st

from sim.api import InputError
from sim.views.without_run.wash_calendar import wash_timeline
from ui.core import charts, frame, glossary, inputs, problems, result_tables
from ui.core.text import md
from ui.plan import fund_list
from ui.planner import controls, planner, tables

frame.head(
    "Harvest planner",
    "What selling at a loss does this year: what is kept, what a purchase in any account of the household defers or "
    "destroys, what it saves on your own return, and what it costs later.",
)
scenario = problems.checked().scenario
if scenario is None:
    st.info("The planner needs a complete plan without faults. What to complete or fix is listed here.")
    frame.fixing()
    st.stop()

text, mine = planner.scenario_text(), planner.choices(scenario)
settings = controls.settings(scenario, mine, text)
try:
    with st.spinner("Working out this year's return and the ledger…"):
        plans = planner.lots(text, mine.day, settings)
        views = {found.view.index: found.view for found in plans}
        harvestable = [index for index, view in views.items() if view.is_harvestable]
        sales = planner.planned_sales(scenario, mine, harvestable)
        plan = planner.plan(text, sales, settings)
except InputError as error:
    st.error("\n".join(f"- {problems.sentence(problem)}" for problem in error.problems))
    st.stop()

st.subheader("Lots that can be sold at a loss")
planner.show_guards(scenario, settings)
if harvestable:
    table = tables.harvestable_table(scenario, plans, settings)
    st.dataframe(table, hide_index=True, width="stretch", column_config=tables.LOT_COLUMNS)
else:
    st.info("No lot of a taxable account is below cost, so there is nothing to harvest: it is worth exactly \\$0.")
with st.expander("Not harvestable, and why", icon=":material/block:"):
    others = tables.other_table(plans)
    st.dataframe(others, hide_index=True, width="stretch", column_config=tables.OTHER_COLUMNS)

if harvestable:
    st.subheader("Plan the sales")
    controls.choose_sales(scenario, mine, views, sales)
if sales:
    tables.metrics(plan)
    glossary.said(tables.verdict(plan))
    tables.show_outcomes(scenario, plan, settings)

with st.expander("What counts as the same, and what replaces it", icon=":material/compare_arrows:"):
    fund_list.panel()

contrasts = planner.contrasts(text, settings.readings)
if contrasts:
    st.subheader("The rollover: in kind or in cash")
for found in contrasts:
    tables.contrast(found)

st.subheader("Calendar")
for index in range(len(scenario.rollovers)):
    inputs.field(f"rollovers[{index}].date", st.columns(3)[0], f"Date of rollover {index + 1}")
calendar = planner.calendar(text, sales, settings)
view = wash_timeline(calendar, charts.page_theme())
glossary.said(md(view.words))
charts.draw(view, "wash-calendar")
with st.expander("The calendar as a table", icon=":material/table:"):
    result_tables.show(view.table)
controls.calendar_download(calendar)
if sales:
    st.subheader("Do not buy")
    st.markdown("By account, from the first to the last day on which a purchase would take a planned loss.")
    away = tables.stay_away_table(*planner.away(text, sales, settings))
    st.dataframe(away, hide_index=True, width="stretch", column_config=tables.STAY_AWAY_COLUMNS)

if sales:
    st.subheader("Records")
    glossary.said(
        "The trade list for whoever trades, and what the planned sales would leave for the tax return, with the reason "
        "of every wash match in words."
    )
    controls.record_downloads(text, sales, settings)

frame.how_it_is_made(
    "- **Kept, deferred, lost for good:** the exact ledger matches every loss with purchases from 30 days before to 30 "
    "days after, share by share, in every account (IRC 1091; Reg. 1.1091-1; Rev. Rul. 56-602, 2008-5). Purchases after "
    "the plan's start are the ones listed above; those you make beside them are not known here.\n"
    "- **Saves:** this household's bill for the year without any sale, less the bill with it: federal and state income "
    "tax, and the Medicare surcharge two years later. Nothing else is withdrawn or sold in that year. Each lot stands "
    "alone; together they share the \\$3,000 limit, so the sum of the column is more than the plan saves.\n"
    "- **Costs later:** next year's bill if the replacement is sold for what the lot once cost, less the bill without. "
    "The basis given up, losses kept and losses lost for good, is then a long-term gain; the loss carried is set "
    "against it; the rest of that year is like this one. Sold later, the cost comes later; held until death, never.\n"
    "- **Earliest safe date:** the first day within a year on which the same sale loses nothing, the purchases known.\n"
    "- **Prices** are those of the plan's start. Lots of one security sold in one account on one day are one order. "
    "Dividends are reinvested on the 5th of a month, quarterly ones on the 22nd; edit the days you know.\n"
    "- **Uncertain:** what is substantially identical is a judgment, a 401(k) purchase a reading, and a transfer in "
    "kind no purchase by practice, not by a ruling.",
)
frame.fixing()
