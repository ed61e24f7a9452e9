"""What the household may deduct, gives to a fund, a move, and changes of the law: folded, for most plans lack them."""

import streamlit as st

from sim.api.scenario import LocalBracket
from ui.core import inputs, session
from ui.entry import tables

LISTED = ("property_tax", "mortgage_interest", "mortgage_until", "medical", "charity_cash")
GIFT = ("amount", "first_year", "last_year", "gives_lots")
CHANGES = ("benefit_cut", "benefit_cut_from", "rate_rise", "rate_rise_from", "ends_step_up", "indexes_loss_limit")


def panel() -> None:
    """Show the four folded parts."""
    with st.expander("What you may deduct, and gifts to charity", expanded=_is_any("household.deductions", LISTED[:2])):
        st.caption("The list counts in each year in which it is more than the standard deduction.")
        _fields("household.deductions", LISTED)
        _fields("household.fund_gift", GIFT)
    with st.expander("A move to another state", expanded=bool(session.get("household.move.date"))):
        _fields("household.move", ("date", "state", "local_income_tax.place", "local_income_tax.base"))
        place, columns = "household.move.local_income_tax.brackets", ["rate", "over", "over_joint"]
        tables.table(place, columns, LocalBracket, add="Add a bracket of the new place's tax")
    with st.expander("If the law changes", expanded=_is_any("law_changes", ("benefit_cut", "rate_rise"))):
        _fields("law_changes", CHANGES)


def _is_any(place: str, names: tuple[str, ...]) -> bool:
    return any(session.get(f"{place}.{name}") for name in names)


def _fields(place: str, names: tuple[str, ...]) -> None:
    columns = st.columns(3)
    for index, name in enumerate(names):
        inputs.field(f"{place}.{name}", columns[index % 3])
