"""What each swap costs in certainty: how far a replacement may end from what it replaces."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from sim.api.market import correlation_in_class, in_all, own_volatility, tracking_error
from sim.api.scenario import AssetClass, FundList, Market, Security, known_funds
from ui.core import session
from ui.core.document import Document
from ui.core.text import count, md
from ui.plan import market_tables

SAME_INDEX = "Both track one index: the IRS may call them substantially identical, which would undo the loss."
NOTHING_BETWEEN = "0% says that the two are one and the same. If they are, they may be substantially identical."


def panel() -> None:
    """Show every swap with its tracking error, and what is wrong with it."""
    st.markdown(
        "A replacement is not what it replaces. The tracking error is the price of the swap: in two years of three the "
        "two end within it of each other, on average neither ahead. Change it on *Holdings*, in the table *Securities*."
    )
    rows, notes = swaps(session.rows("securities"), known_funds())
    if not rows:
        st.caption("No security names a replacement.")
        return
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
    for note in notes:
        st.warning(md(note, 300), icon=":material/warning:")


def swaps(securities: list[Document], funds: FundList) -> tuple[list[Document], list[str]]:
    """Return a row for every swap of a draft's securities, and what a reader should know of some."""
    known = {security.symbol: security for security in map(_read, securities) if security is not None}
    rows, notes = [], []
    for security in known.values():
        other = known.get(security.replacement or "")
        if other is None:
            continue
        error = tracking_error(security, other)
        rows.append(
            {
                "Sold": security.symbol,
                "Bought instead": other.symbol,
                "Tracking error a year": f"{100 * error:.1f}%",
                "Where from": "yours" if security.tracking_error is not None else "usual",
            }
        )
        if funds.are_identical(security.symbol, other.symbol):
            notes.append(f"{security.symbol} and {other.symbol}: {SAME_INDEX}")
        elif error == 0.0:
            notes.append(f"{security.symbol} and {other.symbol}: {NOTHING_BETWEEN}")
    return rows, notes


def companies_panel() -> None:
    """Show how far each company of the plan swings, and how alike they move."""
    market = market_tables.current()
    found = companies(session.rows("securities"), market) if market is not None else None
    if found is None:
        st.caption("The plan has no single stocks. Funds of one class move as one here, but for what a swap costs.")
        return
    rows, words = found
    st.markdown(words)
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def companies(securities: list[Document], market: Market) -> tuple[list[Document], str] | None:
    """Return a row for each single stock of a draft and a sentence on all; None where there is none."""
    read = (_read(row) for row in securities)
    stocks = [security for security in read if security and security.asset_class is AssetClass.SINGLE_STOCK]
    if not stocks:
        return None
    alike = [correlation_in_class(one, two, market) for k, one in enumerate(stocks) for two in stocks[:k]]
    rows = [
        {
            "Company": stock.symbol,
            "Own risk a year": f"{100 * own_volatility(stock):.0f}%",
            "In all": f"{100 * in_all(stock, market):.0f}%",
        }
        for stock in stocks
    ]
    words = "What all companies share moves each of them; what is left is its own, and makes the losses to harvest."
    if alike:
        of_all, mean = count(len(stocks), "company", "companies"), sum(alike) / len(alike)
        words += f" Two of these {of_all} are correlated {mean:.2f} on average."
    return rows, words


def _read(row: Document) -> Security | None:
    try:
        return Security.model_validate(row)
    except ValidationError:
        return None
