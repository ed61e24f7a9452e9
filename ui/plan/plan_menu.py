"""A 401(k) by hand: the funds of its statement, taken like a file, so that proxies are suggested by name."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.api.export import csv_text
from sim.api.importers import proxy_of
from ui.core import running, session
from ui.core.document import Document
from ui.core.text import md, usd_md
from ui.core.values import DAY, after_edits, as_day, from_text
from ui.fields import Kind
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
        name = left.text_input("Plan", max_chars=60, **_kept("name", "401(k)"))
        day = middle.text_input("Date of the statement", placeholder=DAY, **_kept("day", ""))
        balance = right.number_input("Balance, for percents", 0.0, step=1000.0, **_kept("balance", 0.0))
        rows = _fund_rows()
        left, middle, right = st.columns(3)
        roth = left.number_input("Of it Roth", 0.0, step=1000.0, **_kept("roth", 0.0))
        after_tax = middle.number_input("Of it after-tax", 0.0, step=1000.0, **_kept("after-tax", 0.0))
        loan = right.number_input("Loan from the plan", 0.0, step=1000.0, **_kept("loan", 0.0))
        funds = [row for row in rows if isinstance(row["Fund"], str) and row["Fund"].strip()]
        read = str(from_text(Kind.DATE, day) or "")
        problem = wrong_with(funds, balance, read)
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
            args=(name, read, funds, balance, said),
        )


def _typed() -> dict[str, Any]:
    """Return what was typed here and not taken yet: it stays when the page is left."""
    return session.slot("menu", dict)


def _kept(name: str, first: Any) -> dict[str, Any]:
    """Return what binds a field to what was typed into it."""
    key = session.key(f"menu-{name}")
    return {"value": _typed().get(name, first), "key": key, "on_change": _keep, "args": (name, key)}


def _keep(name: str, key: str) -> None:
    _typed()[name] = session.held(key)


def _fund_rows() -> list[Document]:
    """Show the funds as a table to edit, and return its rows."""
    key = session.key("menu-funds")
    if session.held(key) is None:  # the page was left: the editor begins with what it last said
        _typed()["base"] = _typed().get("rows", [])
    base: list[Document] = _typed().setdefault("base", [])
    frame = pd.DataFrame({name: pd.Series([row[name] for row in base], dtype=kind) for name, kind in COLUMNS.items()})
    running.table_stands()
    st.data_editor(
        frame, num_rows="dynamic", hide_index=True, width="stretch", key=key, on_change=_changed, args=(base, key)
    )
    rows: list[Document] = _typed().get("rows", [])
    return rows


def _changed(base: list[Document], key: str) -> None:
    kept, added = after_edits(base, session.held(key))
    _typed()["rows"] = [{name: row.get(name) for name in COLUMNS} for row in kept + added]


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


def wrong_with(funds: list[Document], balance: float, day: str = "") -> str:
    """Return what is missing or does not add up, in words; empty where nothing is."""
    if day and as_day(day) is None:
        return f"Date of the statement: {md(day, 40)} is not a date; write it like 03/15/2021."
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
