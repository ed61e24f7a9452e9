"""The household's spending on its page: the target, the fields of the chosen rule, and events."""

import streamlit as st

from sim.api.results import success_means
from sim.api.scenario import SpendingEvent
from ui.core import inputs, problems, session
from ui.core.text import md
from ui.entry import tables

RULE = "household.spending_rule"
OF_KIND = {
    "guardrails": (
        "cut_above",
        "cut_share",
        "raise_below",
        "raise_share",
        "uncut_years",
        "floor_share",
        "freezes_after_loss",
    ),
    "portfolio_share": ("portfolio_share", "floor_share"),
}


def panel() -> None:
    """Show the spending target, what becomes of it, and what is paid beside it."""
    kind, later = session.get(f"{RULE}.kind", "fixed"), session.get(f"{RULE}.later_life", "level")
    shown = ["household.spending", "household.spends", f"{RULE}.kind", f"{RULE}.later_life"]
    if later == "decline":
        shown += [f"{RULE}.decline_rate", f"{RULE}.decline_from_age"]
    shown += [f"{RULE}.{name}" for name in OF_KIND.get(kind, ())]
    columns = st.columns(3)
    for number, path in enumerate(shown):
        inputs.field(path, columns[number % 3])
    scenario = problems.checked().scenario
    if scenario is not None and kind != "fixed":
        st.caption(f"**What counts as success:** {md(success_means(scenario), 900)}")
    with st.expander("Required distributions, and cash that is kept"):
        columns = st.columns(3)
        inputs.field("household.rmds", columns[0])
        inputs.field("household.cash_reserve_months", columns[1])
        st.caption(
            "Benefits, pensions, required distributions, dividends and cash pay spending first, in this order; then "
            "accounts are drawn on in the order of the strategy."
        )
    st.markdown("One-time expenses, such as a house, a gift or care, on top of the yearly spending")
    tables.table("household.events", ["label", "date", "amount"], SpendingEvent, add="Add an expense")
