"""A 401(k) by hand: the funds of its statement, taken like a file, so that proxies are suggested by name."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.api.export import csv_text
from sim.api.importers import proxy_of
from ui.core import session
from ui.core.document import Document
from ui.core.text import usd_md
from ui.plan import importing
from ui.plan.importing import Pending

COLUMNS = {"Fund": str, "Value": float, "Percent": float, "Ticker": str}
_WHOLE, _ROUNDING = 100.0, 0.5


def show() -> None:
    """Show the table of a plan's funds, what stands for each, and the button that takes them."""
    with st.expander("A 401(k) by hand, from its statement", icon=":material/edit_note:"):
        st.markdown(
            "A line a fund: its value, or its percent of the balance. A ticker only where the statement has one."
        )
        left, middle, right = st.columns(3)
        name = left.text_input("Plan", "401(k)", key=session.key("menu-name"), max_chars=60)
        day = middle.date_input("Date of the statement", None, key=session.key("menu-day"), format="MM/DD/YYYY")
        balance = right.number_input("Balance, for percents", 0.0, step=1000.0, key=session.key("menu-balance"))
        empty = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in COLUMNS.items()})
        edited = st.data_editor(
            empty, num_rows="dynamic", hide_index=True, width="stretch", key=session.key("menu-funds")
        )
        left, middle, right = st.columns(3)
        roth = left.number_input("Of it Roth", 0.0, step=1000.0, key=session.key("menu-roth"))
        after_tax = middle.number_input("Of it after-tax", 0.0, step=1000.0, key=session.key("menu-after-tax"))
        loan = right.number_input("Loan from the plan", 0.0, step=1000.0, key=session.key("menu-loan"))
        rows: list[Document] = [
            dict(zip(COLUMNS, row, strict=True)) for row in edited[list(COLUMNS)].to_numpy().tolist()
        ]
        funds = [row for row in rows if isinstance(row["Fund"], str) and row["Fund"].strip()]
        problem = wrong_with(funds, balance)
        if funds:
            st.dataframe(pd.DataFrame(preview(funds, balance)), hide_index=True, width="stretch")
        if problem:
            st.warning(problem)
        if loan:
            st.info(f"The loan of {usd_md(loan, cents=True)} is not simulated; the funds are what is invested.")
        said = {"roth_amount": float(roth), "after_tax_amount": float(after_tax)}
        st.button(
            "Take these funds",
            icon=":material/playlist_add:",
            disabled=not funds or bool(problem),
            on_click=_take,
            args=(name, str(day or ""), funds, balance, said),
        )


def value_of(fund: Document, balance: float) -> float | None:
    """Return a fund's dollars: as typed, else its percent of the balance; None where neither is there."""
    value, percent = _number(fund.get("Value")), _number(fund.get("Percent"))
    if value is not None:
        return value
    return None if percent is None or not balance else round(balance * percent / _WHOLE, 2)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value else None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def wrong_with(funds: list[Document], balance: float) -> str:
    """Return what is missing or does not add up, in words; empty where nothing is."""
    without = [str(fund["Fund"]) for fund in funds if value_of(fund, balance) is None]
    if without:
        return f"{', '.join(without[:3])}: give the value, or the percent and the balance above."
    percents = [_number(fund.get("Percent")) for fund in funds if _number(fund.get("Value")) is None]
    if percents and len(percents) == len(funds):
        total = sum(percent or 0.0 for percent in percents)
        if abs(total - _WHOLE) > _ROUNDING:
            return f"The percents add up to {total:g}; they should be 100."
    return ""


def preview(funds: list[Document], balance: float) -> list[Document]:
    """Return each fund with its dollars and the listed fund that stands for it."""
    return [
        {"Fund": str(fund["Fund"]), "Value": value_of(fund, balance), "Stands for it": _stands_for(fund)}
        for fund in funds
    ]


def _stands_for(fund: Document) -> str:
    ticker = _text(fund.get("Ticker")).upper()
    suggested = proxy_of(str(fund["Fund"]))
    return ticker or (suggested.symbol if suggested else "asked for below")


def as_file(name: str, day: str, funds: list[Document], balance: float) -> bytes:
    """Return the funds as the table of a plan's statement, which is read like any other."""
    title = name if "401" in name else f"{name} 401(k)"
    rows: list[list[object]] = [[f"Balances as of {day}"]] if day else []
    rows.append(["Ticker", "Fund name", "Balance"])
    rows += [[_text(fund.get("Ticker")), str(fund["Fund"]).strip(), value_of(fund, balance)] for fund in funds]
    return csv_text([f"{title} plan"], rows).encode()


def _take(name: str, day: str, funds: list[Document], balance: float, said: Document) -> None:
    content = as_file(name, day, funds, balance)
    session.fill_slot("import", Pending(name, content, "any_table", of_account=said).read())
    importing.pending()
