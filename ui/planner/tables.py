"""The harvest planner's tables and words: lots, planned sales, dangers, and what all of it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import PlanSettings, Scenario
from sim.api.ledger import Danger, SaleOutcome
from sim.api.planner import Eligibility, HarvestPlan, LotPlan, RolloverContrast, danger_kind, lot_name
from ui.core import glossary
from ui.core.text import md, usd, usd_md

DAY = "MM/DD/YYYY"


def _dollars(label: str, help_text: str = "") -> Any:
    return st.column_config.NumberColumn(label, format="dollar", help=help_text or None)


LOT_COLUMNS: dict[str, Any] = {
    "Lot": st.column_config.TextColumn("Lot", pinned=True, help="Its row in the lots table of the page *Accounts*."),
    "Acquired": st.column_config.DateColumn("Acquired", format=DAY),
    "Shares": st.column_config.NumberColumn("Shares", format="%.6g"),
    "Loss": _dollars("Loss", "Basis less value at the plan's prices."),
    "Days to long": st.column_config.NumberColumn(
        "Days to long", help="Days after the sale's date until a sale is long-term; 0 where it is already."
    ),
    "Kept": _dollars("Kept", "The part of the loss that may be deducted when this lot is sold alone, whole."),
    "Saves": _dollars("Saves", "Less tax for this year, this lot sold alone: federal, state, Medicare surcharge."),
    "Costs later": _dollars(
        "Costs later",
        "More tax next year if the replacement is then sold for what the lot once cost: the basis given up comes back "
        "as a long-term gain, the loss carried set against it.",
    ),
    "Earliest safe date": st.column_config.TextColumn(
        "Earliest safe date", help="First day within a year on which this sale loses nothing, the purchases known."
    ),
    "Wash-sale dangers": st.column_config.TextColumn("Wash-sale dangers", width="large"),
}


def safe_day(outcome: SaleOutcome) -> str:
    """Return the earliest safe date as text, or that there is none."""
    return f"{outcome.safe_date:%m/%d/%Y}" if outcome.safe_date else "none within a year"


def harvestable_table(scenario: Scenario, plans: Iterable[LotPlan], settings: PlanSettings) -> pd.DataFrame:
    """Return a row for each lot that can be sold at a loss."""
    rows = []
    for plan in plans:
        view, outcome, effect = plan.view, plan.outcome, plan.effect
        if outcome is None or effect is None:
            continue
        rows.append(
            {
                "Lot": lot_name(view.index),
                "Symbol": view.symbol,
                "Loss": -(view.gain or 0.0),
                "Kept": float(outcome.loss_kept),
                "Saves": round(effect.saved, 2),
                "Costs later": round(effect.cost_later, 2),
                "Earliest safe date": safe_day(outcome),
                "Term": view.term,
                "Days to long": view.days_to_long,
                "Wash-sale dangers": dangers_in_words(scenario, outcome.dangers, settings) or "none known",
                "Shares": view.quantity,
                "Acquired": view.acquired,
                "Account": view.account,
                "Eligibility": view.reason,
            }
        )
    return pd.DataFrame(rows)


def other_table(plans: Iterable[LotPlan]) -> pd.DataFrame:
    """Return a row for each lot that cannot be harvested, with the reason."""
    rows = [
        {
            "Lot": lot_name(plan.view.index) if plan.view.index >= 0 else "",
            "Symbol": plan.view.symbol,
            "Account": plan.view.account,
            "Why it cannot be harvested": plan.view.reason,
            "Value": plan.view.value,
            "Gain": plan.view.gain,
            "Term": plan.view.term,
            "Days to long": plan.view.days_to_long,
            "Shares": plan.view.quantity,
        }
        for plan in sorted(plans, key=lambda plan: plan.view.eligibility is Eligibility.GAIN)
        if not plan.view.is_harvestable
    ]
    return pd.DataFrame(rows)


OTHER_COLUMNS: dict[str, Any] = {
    "Lot": st.column_config.TextColumn("Lot", pinned=True),
    "Shares": st.column_config.NumberColumn("Shares", format="%.6g"),
    "Value": _dollars("Value"),
    "Gain": _dollars("Gain", "Empty inside plans, IRAs and annuities: for tax there is none."),
    "Why it cannot be harvested": st.column_config.TextColumn("Why it cannot be harvested", width="large"),
}


def dangers_in_words(scenario: Scenario, dangers: Iterable[Danger], settings: PlanSettings) -> str:
    """Return each purchase that takes a loss: its account, date, shares, kind and whether the loss is gone."""
    return "; ".join(
        f"{danger.day:%m/%d/%Y} {danger.account.name}: {float(danger.quantity):,.4g} shares of {danger.symbol}, "
        f"{danger_kind(scenario, danger, settings)}, {usd(float(danger.loss))} "
        f"{'lost for good' if danger.is_permanent else 'deferred'}"
        for danger in dangers
    )


OUTCOME_COLUMNS: dict[str, Any] = {
    "Sell on": st.column_config.DateColumn("Sell on", format=DAY),
    **{name: _dollars(name) for name in ("Gain or loss", "Loss kept", "Deferred", "Lost for good")},
    "Earliest safe date": LOT_COLUMNS["Earliest safe date"],
    "Safe to buy again from": st.column_config.DateColumn("Safe to buy again from", format=DAY),
}


def outcome_table(outcomes: Iterable[SaleOutcome]) -> pd.DataFrame:
    """Return a row for each planned order."""
    return pd.DataFrame(
        [
            {
                "Sell on": outcome.day,
                "Account": outcome.account.name,
                "Symbol": outcome.symbol,
                "Gain or loss": float(outcome.gain),
                "Loss kept": float(outcome.loss_kept),
                "Deferred": float(outcome.loss_deferred),
                "Lost for good": float(outcome.loss_permanent),
                "Earliest safe date": safe_day(outcome),
                "Safe to buy again from": outcome.safe_to_buy_from,
            }
            for outcome in outcomes
        ]
    )


DANGER_COLUMNS: dict[str, Any] = {
    "Bought on": st.column_config.DateColumn("Bought on", format=DAY),
    "Shares": st.column_config.NumberColumn("Shares", format="%.6g"),
    "Loss taken": _dollars("Loss taken"),
    "Reason": st.column_config.TextColumn("Reason", width="large"),
}


def danger_table(scenario: Scenario, outcomes: Iterable[SaleOutcome], settings: PlanSettings) -> pd.DataFrame:
    """Return a row for each purchase that takes a part of a planned loss."""
    return pd.DataFrame(
        [
            {
                "Bought on": danger.day,
                "Account": danger.account.name,
                "Owner": scenario.household.name_of(danger.account.owner),
                "Symbol": danger.symbol,
                "Shares": float(danger.quantity),
                "What it is": danger_kind(scenario, danger, settings),
                "Loss taken": float(danger.loss),
                "What becomes of it": "lost for good" if danger.is_permanent else "deferred to the new lot",
                "Reason": danger.reason,
            }
            for outcome in outcomes
            for danger in outcome.dangers
        ]
    )


STAY_AWAY_NAMES = {
    "account": "Account",
    "owner": "Owner",
    "symbols": "Do not buy",
    "first": "From",
    "until": "Until",
    "buy_again_from": "Again from",
    "loss": "Loss at stake",
    "a_purchase_would": "A purchase would",
    "known_purchases": "Known purchases to stop or move",
}
STAY_AWAY_COLUMNS: dict[str, Any] = {
    "Account": st.column_config.TextColumn("Account", pinned=True),
    **{name: st.column_config.DateColumn(name, format=DAY) for name in ("From", "Until", "Again from")},
    "Loss at stake": _dollars("Loss at stake"),
}


def stay_away_table(columns: Iterable[str], rows: Iterable[Any]) -> pd.DataFrame:
    """Return a row for each account in which a purchase would take a planned loss."""
    return pd.DataFrame(list(rows), columns=[STAY_AWAY_NAMES[name] for name in columns])


def show_outcomes(scenario: Scenario, plan: HarvestPlan, settings: PlanSettings) -> None:
    """Show every planned order, and every purchase that takes a part of a loss."""
    outcomes = outcome_table(plan.outcomes)
    st.dataframe(outcomes, hide_index=True, width="stretch", column_config=OUTCOME_COLUMNS)
    dangers = danger_table(scenario, plan.outcomes, settings)
    if len(dangers):
        st.markdown("**What takes the losses**")
        st.dataframe(dangers, hide_index=True, width="stretch", column_config=DANGER_COLUMNS)


def metrics(plan: HarvestPlan) -> None:
    """Show what becomes of the losses, and what that saves and costs."""
    first, second = st.columns(3), st.columns(3)
    first[0].metric("Loss kept", usd(plan.loss_kept))
    first[1].metric("Deferred", usd(plan.loss_deferred), help="It waits in the basis of the replacement.")
    first[2].metric("Lost for good", usd(plan.loss_permanent), help="Washed by a purchase in an IRA or a plan.")
    second[0].metric("Saves this year", usd(plan.effect.saved))
    second[1].metric("Carried to later years", usd(plan.effect.carried))
    second[2].metric("Costs later", usd(plan.effect.cost_later), help=LOT_COLUMNS["Costs later"]["help"])


def verdict(plan: HarvestPlan) -> str:
    """Return what the plan is worth in a sentence of Markdown; it can say that it is better not to sell."""
    effect = plan.effect
    if abs(effect.saved) < 0.5 and abs(effect.cost_later) < 0.5:
        return "These sales change no tax, now or later: on this household's return they are worth **nothing**."
    words = f"This year's bill falls by **{usd_md(effect.saved)}**, and {usd_md(effect.cost_later)} of it comes back"
    words += " if the replacements are sold next year for what the lots once cost."
    if effect.net <= 0.5:
        return words + " **Better not to sell:** it saves nothing once the basis given up is counted."
    return words + f" What is left then: **{usd_md(effect.net)}**. The rest is a deferral, not a saving."


def contrast(found: RolloverContrast) -> None:
    """Show one rollover in kind and in cash, side by side."""
    same = found.plan_symbol or found.symbol
    other = "" if same == found.symbol else f" ({md(same)} counts as the same as {md(found.symbol)})"
    in_plan = "holds it as well" if found.plan_symbol else "does not hold it; here the cash buys it"
    glossary.said(
        f"{md(found.symbol)} is sold on {found.harvest_day:%m/%d/%Y} at a loss of **{usd_md(found.loss)}**; ten days "
        f"later {md(found.plan)} is rolled over to {md(found.ira)}. The plan {in_plan}{other}. Nothing else is bought."
    )
    in_kind, in_cash = st.columns(2)
    with in_kind.container(border=True, height="stretch"):
        st.metric("In kind: loss lost for good", usd(found.lost_in_kind))
        glossary.said(
            "The shares move as they are. Nothing is bought, so the loss is allowed. Kept: "
            f"{usd_md(found.loss - found.lost_in_kind - found.moved_in_kind)}."
        )
    with in_cash.container(border=True, height="stretch"):
        st.metric("In cash, same fund: loss lost for good", usd(found.lost_in_cash))
        glossary.said(
            "The IRA buys the fund within the 30 days. The loss is disallowed, and the IRA gets no basis for it "
            f"(Rev. Rul. 2008-5). Kept: {usd_md(found.loss - found.lost_in_cash - found.moved_in_cash)}."
        )
