"""The purchases to come as a table to edit: days, shares, accounts; taken from the plan and fixed by the user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import Scenario
from sim.api.planner import PurchaseKind, PurchaseToCome, account_names, ledger_accounts
from sim.api.scenario import LATEST
from ui.core import running, session
from ui.core.choices import Choices, is_purchase
from ui.core.values import after_edits, as_day
from ui.planner import planner

COLUMNS = ("Day", "Account", "Symbol", "Shares", "Why")


@dataclass
class Editor:
    """The rows the living editor was made from, and what they were taken from."""

    base: tuple[PurchaseToCome, ...] = ()
    suggested: tuple[PurchaseToCome, ...] | None = None
    version: int = 0


def edited(scenario: Scenario, mine: Choices, text: str) -> tuple[PurchaseToCome, ...]:
    """Show the purchases and return them as edited; they start over where the plan implies others."""
    suggested = planner.suggested(text, mine.payroll)
    editor = session.slot("harvest-purchases", Editor)
    if editor.suggested != suggested:
        editor = Editor(suggested, suggested, editor.version + 1)
        session.fill_slot("harvest-purchases", editor)
        mine.purchases = None
    key = session.key(f"planner.purchases:{editor.version}")
    if session.held(key) is None and mine.purchases is not None:
        editor.base = mine.purchases  # the page was left: the editor begins with what it last said
    running.table_stands()
    shown = st.data_editor(
        _frame(scenario, editor.base),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height=360,
        column_config=_columns(scenario),
        on_change=_changed,
        args=(scenario, mine, editor, key),
    )
    mine.purchases = _read(scenario, shown)
    return mine.purchases


def _changed(scenario: Scenario, mine: Choices, editor: Editor, key: str) -> None:
    """Keep what was typed last, also where the page is being left."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _frame(scenario, editor.base).itertuples(index=False)]
    kept, added = after_edits(rows, session.held(key))
    mine.purchases = _read(scenario, pd.DataFrame(kept + added, columns=list(COLUMNS)))


def _frame(scenario: Scenario, purchases: tuple[PurchaseToCome, ...]) -> pd.DataFrame:
    names = account_names(scenario)
    rows = [(p.day, names[p.account], p.symbol, p.quantity, p.kind.value) for p in purchases]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"Shares": "float64"})


def _columns(scenario: Scenario) -> dict[str, Any]:
    config = st.column_config
    accounts = [account_names(scenario)[account_id] for account_id in ledger_accounts(scenario)]
    kinds = [kind.value for kind in PurchaseKind if kind is not PurchaseKind.REPLACEMENT]
    first = scenario.start
    return {
        "Day": config.DateColumn("Day", format="MM/DD/YYYY", min_value=first, max_value=LATEST, required=True),
        "Account": config.SelectboxColumn("Account", options=accounts, required=True),
        "Symbol": config.SelectboxColumn("Symbol", options=[s.symbol for s in scenario.securities], required=True),
        "Shares": config.NumberColumn("Shares", min_value=0.0, format="%.4f", required=True),
        "Why": config.SelectboxColumn("Why", options=kinds, default=PurchaseKind.OWN.value),
    }


def _read(scenario: Scenario, frame: pd.DataFrame) -> tuple[PurchaseToCome, ...]:
    """Return the rows that are whole; one that is still being typed waits."""
    ids = {name: account_id for account_id, name in account_names(scenario).items()}
    prices = {security.symbol: security.price for security in scenario.securities}
    found = []
    for day, account, symbol, quantity, why in frame.itertuples(index=False):
        when = _day(day)
        is_whole = when is not None and account in ids and symbol in prices and pd.notna(quantity)
        if is_whole and when is not None and is_purchase(when, float(quantity), scenario.start):
            kind = PurchaseKind(why) if pd.notna(why) and why else PurchaseKind.OWN
            found.append(
                PurchaseToCome(when, ids[account], symbol, float(quantity), float(quantity) * prices[symbol], kind)
            )
    return tuple(found)


def _day(value: Any) -> date | None:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, str):  # as the editor tells it
        return as_day(value)
    found = value.date() if isinstance(value, datetime) else value
    return found if isinstance(found, date) else None
