"""One rollover of the draft: the fields of its kind, and what they cost in dollars beside them."""

import streamlit as st

from sim.api import InputError
from sim.api.scenario import Purchase, Rollover
from sim.api.year import RolloverCost, SideCosts, last_day_in_time, rollover_cost, rollover_state_tax, side_costs
from ui.core import inputs, problems, session
from ui.core.text import md, usd
from ui.entry import editing, tables

BUYS = ("direct_cash", "indirect_60_day", "direct_to_roth", "nua_lump_sum", "loan_offset")
PUT_BACK = ("indirect_60_day", "loan_offset")
PUBLISHED = "published figures"
IN_KIND_IF_EMPTY = ("direct_to_roth", "nua_lump_sum")


def editor(index: int) -> None:
    """Show one rollover: on the left what the user says, on the right what it costs."""
    place = f"rollovers[{index}]"
    with st.container(border=True):
        st.subheader(f"Rollover {index + 1}")
        said, costs = st.columns([2, 1], gap="large")
        with said:
            _fields(place, str(session.get(f"{place}.method")))
        with costs:
            _costs(index)
        st.button(
            "Remove this rollover",
            icon=":material/delete:",
            key=f"remove-{place}",
            on_click=editing.remove_rollover,
            args=(index,),
        )


def _fields(place: str, method: str) -> None:
    inputs.field(f"{place}.method")
    if method == "stay_in_plan":
        inputs.field(f"{place}.from_account")
        return
    left, right = st.columns(2)
    inputs.field(f"{place}.from_account", left)
    if method != "direct_to_roth":
        inputs.field(f"{place}.to_account", right)
    inputs.field(f"{place}.to_roth_account", right)
    inputs.field(f"{place}.date", left)
    if method == "nua_lump_sum":
        inputs.field(f"{place}.to_taxable_account", left)
    if method == "loan_offset":
        inputs.field(f"{place}.loan_balance", left)
    elif method != "nua_lump_sum" or session.get(f"{place}.share") != 1.0:
        inputs.field(f"{place}.share", left)
    if method in PUT_BACK:
        inputs.field(f"{place}.redeposit_date", right)
        inputs.field(f"{place}.redeposited_share", right)
        inputs.field(f"{place}.replaced_from", left)
    elif method in BUYS:
        inputs.field(f"{place}.reinvest_date", right)
    if method in BUYS:
        note = " Leave it empty to move the funds in kind." if method in IN_KIND_IF_EMPTY else ""
        st.markdown(f"What the cash buys in the IRA.{note}")
        tables.table(f"{place}.buys", ["symbol", "weight"], Purchase)
        problems.beside(f"{place}.buys")


def _costs(index: int) -> None:
    scenario = problems.checked().scenario
    if scenario is None:
        st.caption("What it costs appears here once the plan has no mistakes.")
        return
    rollover = scenario.rollovers[index]
    if rollover.method == "stay_in_plan":
        st.markdown("**Cost: $0.** Nothing moves; the plan's RMDs and the rule of 55 stay as they are.")
        return
    try:
        cost = rollover_cost(scenario, rollover)
    except InputError as error:
        st.caption(md(str(error)))
        return
    st.markdown(f"**What it costs in {cost.year}**")
    if cost.figures != PUBLISHED:
        st.caption(f"Tax by {md(cost.figures)}.")
    lines = [*_lines(rollover, cost), *_beside_tax(side_costs(scenario, rollover, cost.pretax + cost.untaxed))]
    st.markdown("\n".join(f"- {line}" for line in lines))
    change = rollover_state_tax(scenario, rollover, cost.pretax)
    if change is not None:
        st.markdown("**What rolling over changes in your state's tax**")
        st.markdown(md(change.words, 600))


def _lines(rollover: Rollover, cost: RolloverCost) -> list[str]:
    lines = [f"Pretax money that moves: **{_usd(cost.pretax)}**"]
    if cost.required > 0:
        lines.append(f"Required distribution before it, not rolled over: **{_usd(cost.required)}**")
    if cost.untaxed > 0:
        lines.append(f"After-tax and Roth money to the Roth IRA, free of tax: **{_usd(cost.untaxed)}**")
    if rollover.method == "nua_lump_sum":
        lines += _nua_lines(cost)
    if rollover.method == "indirect_60_day":
        lines.append(f"Withheld at once, a payment of the year's tax: **{_usd(cost.withheld)}**")
        if cost.is_too_late:
            day = last_day_in_time(rollover)
            lines.append(f"Day {cost.days_out} is too late; {day} was the last one. All of it is income.")
        elif cost.to_replace > 0:
            lines.append(f"You must add from other money: **{_usd(cost.to_replace)}**")
    lines.append(f"Becomes income of the year: **{_usd(cost.income)}**")
    lines.append(f"Tax that income adds to the year's bill: **{_usd(cost.tax)}**")
    lines += [f"of it {name}: **{_usd(part)}**" for name, part in cost.parts.items() if abs(part) >= 0.5]
    if cost.additional > 0:
        lines.append(f"in the federal tax the 10% additional tax on early distributions: **{_usd(cost.additional)}**")
    return lines


def _nua_lines(cost: RolloverCost) -> list[str]:
    return [
        f"Employer stock that becomes taxable shares: **{_usd(cost.stock)}**",
        f"of it net unrealized appreciation, a long-term gain when you sell, however soon: **{_usd(cost.nua)}**",
        "No tax is withheld from shares; the tax on their cost is due from other money",
    ]


def _beside_tax(costs: SideCosts) -> list[str]:
    lines = []
    if costs.days_out > 0:
        what = "missed" if costs.return_missed >= 0 else "gained"
        lines.append(
            f"{costs.days_out} days out of the market: **{_usd(abs(costs.return_missed))}** of expected return {what}; "
            "it may go either way"
        )
    if costs.losses_at_risk > 0:
        lines.append(
            f"Losses of **{_usd(costs.losses_at_risk)}** in your taxable account would be lost for good if sold from "
            f"{costs.first:%m/%d/%Y} to {costs.last:%m/%d/%Y}: this rollover buys the same"
        )
    if costs.additional_rate > 0:
        lines.append(
            f"What you take from the IRA before {costs.free_from:%m/%d/%Y} costs {costs.additional_rate:.0%} more "
            f"(**{_usd(10_000 * costs.additional_rate)}** of {_usd(10_000)}); out of the plan it would not "
            "(rule of 55, or a 457(b))"
        )
    return lines


def _usd(amount: float) -> str:
    return usd(amount).replace("$", "\\$")
