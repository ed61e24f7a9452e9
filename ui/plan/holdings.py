"""Which lots could be harvested today, and why not the others: a reading of the draft, no simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from sim.api.ledger import is_long_term
from sim.api.scenario import Lot, Security, known_funds, unrealized_gain
from ui.core import document, session
from ui.core.text import usd
from ui.core.values import as_day
from ui.entry import tables
from ui.fields import words
from ui.plan import fund_list

HARVESTABLE_HELP = (
    "Lots in taxable accounts below cost whose security names a replacement. It is a loss on paper, not a saving: "
    "what a harvest saves in tax now is mostly deferred, for the new lot's basis is lower."
)
TAXED_APART = (
    "treasury_share",
    "treasury_assets",
    "exempt_share",
    "own_state_share",
    "declares_daily",
    "reit_share",
    "foreign_share",
    "foreign_tax_share",
    "short_gain_rate",
    "long_gain_rate",
    "announced_on",
    "announced_short_rate",
    "announced_long_rate",
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
        donor = _amount(lot.get("donor_basis"))
        gain = unrealized_gain(quantity, price, basis, donor)
        verdict = _verdict(account, security, gain)
        is_taxable = account.get("type") == "taxable"
        harvestable += -gain if verdict == HARVEST else 0.0
        gains += max(gain, 0.0) if is_taxable else 0.0
        rows.append(
            {
                "Account": account.get("name") or lot.get("account"),
                "Symbol": lot.get("symbol"),
                "Value": quantity * price,
                "Basis": quantity * price - gain if is_taxable else None,
                "Gain or loss": gain if is_taxable else None,
                "Term": _term(lot, gain < 0.0 and donor is not None, start) if is_taxable else "",
                "Harvest": verdict,
            }
        )
    cash = sum(_amount(account.get("cash")) or 0.0 for account in accounts.values())
    total = cash + sum(row["Value"] for row in rows)
    return Review(rows, usd(total), usd(harvestable), usd(gains))


TICKER = 5
"""Letters of a ticker at most; what is longer is a name, and stays as it was typed."""


def add_unknown_symbols() -> None:
    """Add a security for each symbol of a lot that is none yet; one that was added so and is used no more goes."""
    added: set[str] = session.slot("added symbols", set[str])
    rows = session.rows("securities")
    known = {str(row.get("symbol") or "").casefold(): row.get("symbol") for row in rows}
    for index, lot in enumerate(session.rows("holdings.lots")):
        symbol = str(lot.get("symbol") or "").strip()
        if symbol.casefold() in known:
            session.put(f"holdings.lots[{index}].symbol", known[symbol.casefold()])
            continue
        fund = known_funds().find(symbol)
        name = fund.symbol if fund else symbol.upper() if symbol.isalpha() and len(symbol) <= TICKER else symbol
        session.put(f"holdings.lots[{index}].symbol", name)
        if name:
            made = {**document.defaults(Security), "asset_class": None, "symbol": name, "price": None}
            rows.append(fund_list.filled_new(made, ""))
            known[name.casefold()] = name
            added.add(name)
    used = {lot.get("symbol") for lot in session.rows("holdings.lots")} | {row.get("replacement") for row in rows}
    session.put("securities", [row for row in rows if row.get("symbol") in used or row.get("symbol") not in added])


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


def _term(lot: dict[str, Any], is_loss_of_gift: bool, start: date) -> str:
    """Return the holding period at the plan's start: a gift's is the donor's but for a loss, inherited is long."""
    day, donor = as_day(lot.get("acquired")), as_day(lot.get("donor_acquired"))
    if day is None:
        return "?"
    if lot.get("came_by") == "inherited":
        return "long"
    return "long" if is_long_term(day if is_loss_of_gift or donor is None else donor, start) else "short"


def lots_not_bought() -> None:
    """Show, folded, how each lot came into the household."""
    with st.expander("Inherited or given to you: how you came by a lot", icon=":material/redeem:"):
        st.markdown(
            "An inherited lot has the value on the day of death as its basis and is always long-term. A gift has two: "
            "the donor's, and its value on the day of the gift, which counts for a loss where it was lower."
        )
        columns = ["account", "symbol", "acquired", "cost_basis", "came_by", "donor_basis", "donor_acquired"]
        tables.more_columns("holdings.lots", columns, Lot)


def taxes_of_distributions() -> None:
    """Show, folded, what each security's distributions are made of."""
    with st.expander(
        "How distributions are taxed: Treasuries, municipal bonds, real estate, abroad, gains",
        icon=":material/receipt_long:",
    ):
        st.markdown(
            "Leave a column at 0 where a fund has none of it. *Fill from the fund list* fills them for funds it knows."
        )
        tables.more_columns("securities", ["symbol", *TAXED_APART], Security)
