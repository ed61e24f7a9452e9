"""Household: who plans, how they file, what comes in and what is spent."""

import streamlit as st

from sim.api.law import listed_place, local_what, state_info
from sim.api.scenario import STATES, LocalBracket, Pension
from ui.core import frame, inputs, session
from ui.entry import editing, tables
from ui.plan import deductions, lives, so_far, spending, standing

frame.head("You", "Who you are for tax, what comes in, and what you want to spend, in today's dollars.")
standing.box()

left, middle, right = st.columns(3)
inputs.field("name", left)
inputs.field("start", middle)
inputs.field("household.horizon_years", right)
left, middle, right = st.columns(3)  # a row of its own: on a phone the county stands below its state
inputs.field("household.filing_status", left)
inputs.field("household.state", middle)
state = session.get("household.state")
pending, note = state_info(state).what_if if state in STATES else ("", "")
if pending:
    inputs.field("household.counts_on_state_what_if", middle)
    middle.caption(f"{pending[0].upper()}{pending[1:]}. {note}")

levied = local_what(state) if state in STATES else ""
inputs.field("household.local_income_tax.place", right)
place = session.get("household.local_income_tax.place")
if place and state in STATES and not listed_place(state, place):
    right.button("Set to none", icon=":material/location_off:", on_click=editing.remove_locality)
right.caption(levied or "No county or city of this state levies an income tax.")
with st.expander(
    "A local income tax that is not in the list", expanded=bool(session.rows("household.local_income_tax.brackets"))
):
    inputs.field("household.local_income_tax.base")
    tables.table(
        "household.local_income_tax.brackets", ["rate", "over", "over_joint"], LocalBracket, add="Add a bracket"
    )


def _owns(person: int, account_type: str) -> bool:
    owner = ("self", "spouse")[person]
    accounts = session.rows("holdings.accounts")
    return any((a.get("type"), a.get("owner") or "self") == (account_type, owner) for a in accounts)


people = session.rows("household.people")
for index, box in enumerate(st.columns(max(len(people), 1)) if len(people) > 1 else st.columns(1)):
    if index >= len(people):
        break
    place = f"household.people[{index}]"
    with box.container(border=True):
        st.subheader("You" if index == 0 else "Spouse")
        first, second = st.columns(2)
        inputs.field(f"{place}.name", first)
        inputs.field(f"{place}.born", second)
        inputs.field(f"{place}.wages.annual", first)
        inputs.field(f"{place}.wages.until", second)
        inputs.field(f"{place}.wages.plan_contribution", first)
        inputs.field(f"{place}.wages.plan_account", second)
        inputs.field(f"{place}.wages.plan_buys", first)
        inputs.field(f"{place}.wages.pays_payroll_tax", second)
        inputs.field(f"{place}.wages.plan_match", first)
        inputs.field(f"{place}.wages.plan_roth_contribution", second)
        inputs.field(f"{place}.wages.plan_after_tax_contribution", first)
        first, second = st.columns(2)
        inputs.field(f"{place}.social_security.annual_at_claiming", first)
        inputs.field(f"{place}.social_security.claiming_age", second)
        if session.get("household.lives.kind") == "random":
            inputs.field(f"{place}.sex", first)
        elif session.get("household.lives.kind") == "dates":
            inputs.field(f"{place}.dies_in", first)
        if len(people) > 1:
            inputs.field(f"{place}.social_security.takes_spousal", second)
        if _owns(index, "traditional_ira") or _owns(index, "401k"):
            inputs.field(f"{place}.charity_gift", first)
            if len(people) > 1:
                inputs.field(f"{place}.spouse_inherits_alone", second)
        columns = ["annual", "starts", "has_cola", "survivor_share", "investment"]
        if session.rows(f"{place}.pensions"):
            st.markdown("Pensions")
        tables.table(f"{place}.pensions", columns, Pension, add="Add a pension")

if len(people) < 2:
    st.button("Add a spouse who files jointly", icon=":material/person_add:", on_click=editing.add_spouse)
else:
    st.button("Remove the spouse", icon=":material/person_remove:", on_click=editing.remove_spouse)

st.subheader("Lives")
lives.panel(len(people))

st.subheader("Spending")
spending.panel()

deductions.panel()

so_far.panel()

st.subheader("Gains from elsewhere and losses carried in")
left, middle, right = st.columns(3)
inputs.field("household.outside_gain_short", left)
inputs.field("household.outside_gain_long", middle)
left, middle, right = st.columns(3)
inputs.field("household.loss_carryover_short", left)
inputs.field("household.loss_carryover_long", middle)

st.subheader("Heirs and charity, or cashing out")
left, middle, right = st.columns(3)
inputs.field("terminal.cash_out_years", left)
left, middle, right = st.columns(3)
inputs.field("household.heirs_tax_rate", left)
inputs.field("household.heirs.growth_rate", middle)
inputs.field("household.heirs.discount_rate", right)
inputs.field("household.heirs.charity_share", left)
inputs.field("household.heirs.charity_amount", middle)
if len(people) > 1:
    inputs.field("household.heirs.elects_portability", right)
if any(rollover.get("method") == "nua_lump_sum" for rollover in session.rows("rollovers")):
    inputs.field("household.heirs.gains_tax_rate", left)

st.subheader("Health insurance and Medicare")
left, middle, right = st.columns(3)
inputs.field("household.marketplace.benchmark_premium", left)
inputs.field("household.marketplace.premium", left)
inputs.field("household.medicare.magi_two_years_before", middle)
inputs.field("household.medicare.magi_year_before", right)
inputs.field("household.medicare.pays_part_b", middle)
inputs.field("household.medicare.appeals", middle)
inputs.field("household.medicare.other_premiums", right)
if any(account.get("type") == "hsa" for account in session.rows("holdings.accounts")):
    inputs.field("household.medical_from_hsa", right)

frame.fixing("pages/plan/household.py")
