"""Which lots could be harvested today, and why not the others: a reading of the draft, no simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from sim.api.ledger import is_long_term
from sim.api.scenario import unrealized_gain
from ui.core import session
from ui.core.text import usd
from ui.core.values import as_day
from ui.fields import words

HARVESTABLE_HELP = (
    "Lots in taxable accounts below cost whose security names a replacement. It is a loss on paper, not a saving: "
    "what a harvest saves in tax now is mostly deferred, for the new lot's basis is lower."
)
COLUMNS: dict[str, Any] = {
    name: st.column_config.NumberColumn(name, format="dollar") for name in ("Value", "Basis", "Gain or loss")
}


@dataclass(frozen=True)
class Review:
    rows: list[dict[str, Any]]
    total: str
    harvestable: str
    gains: str


def review() -> Review:
    """Return every lot of the draft that has a price, with its gain or loss and what stands in the way of a harvest."""
    accounts = {account.get("id"): account for account in session.rows("holdings.accounts")}
    securities = {security.get("symbol"): security for security in session.rows("securities")}
    start = as_day(session.get("start")) or date.today()
    rows: list[dict[str, Any]] = []
    harvestable = gains = 0.0
    for lot in session.rows("holdings.lots"):
        account, security = accounts.get(lot.get("account"), {}), securities.get(lot.get("symbol"), {})
        price, quantity, basis = (
            _amount(v) for v in (security.get("price"), lot.get("quantity"), lot.get("cost_basis"))
        )
        if price is None or quantity is None or basis is None:
            continue
        gain = unrealized_gain(quantity, price, basis)
        verdict = _verdict(account, security, gain)
        is_taxable = account.get("type") == "taxable"
        harvestable += -gain if verdict == HARVEST else 0.0
        gains += max(gain, 0.0) if is_taxable else 0.0
        rows.append(
            {
                "Account": account.get("name") or lot.get("account"),
                "Symbol": lot.get("symbol"),
                "Value": quantity * price,
                "Basis": basis if is_taxable else None,
                "Gain or loss": gain if is_taxable else None,
                "Term": _term(lot.get("acquired"), start) if is_taxable else "",
                "Harvest": verdict,
            }
        )
    cash = sum(_amount(account.get("cash")) or 0.0 for account in accounts.values())
    total = cash + sum(row["Value"] for row in rows)
    return Review(rows, usd(total), usd(harvestable), usd(gains))


HARVEST = "can be harvested"


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _verdict(account: dict[str, Any], security: dict[str, Any], gain: float) -> str:
    kind = account.get("type")
    if kind != "taxable":
        name = words.ACCOUNT_TYPE.get(str(kind), "this account")
        return f"no: there is no taxable gain or loss inside a {name}"
    if gain >= 0:
        return "no: not below cost"
    if not security.get("replacement"):
        return "no: no replacement is named"
    return HARVEST


def _term(acquired: Any, start: date) -> str:
    """Return the holding period at the plan's start."""
    day = as_day(acquired)
    if day is None:
        return "?"
    return "long" if is_long_term(day, start) else "short"
