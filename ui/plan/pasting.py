"""A table pasted from a broker's page or a spreadsheet, read like a file."""

from __future__ import annotations

import streamlit as st

from sim.api.export import csv_text
from ui.core import session
from ui.plan import importing
from ui.plan.importing import Pending

NAME = "Pasted table"
EXAMPLE = "Symbol\tShares\tValue\tCost basis\nBND\t420\t31122\t37506"


def panel() -> None:
    """Show a box for a table, and read what is pasted into it."""
    key = session.key("interview:pasted")
    st.text_area(
        "The table with its headings, as copied", key=key, height=140, placeholder=EXAMPLE, on_change=_pasted,
        args=(key,),
        help="From your broker's page or a spreadsheet: symbol, shares or value, cost, and the date where it is there.",
    )  # fmt: skip


def as_csv(text: str) -> bytes:
    """Return a pasted table as a CSV file: cells that a tab parts, or a comma where there is no tab."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not any("\t" in line for line in lines):
        return ("\n".join(lines) + "\n").encode()
    rows: list[list[object]] = [list(line.split("\t")) for line in lines]
    return csv_text([str(cell) for cell in rows[0]], rows[1:]).encode() if rows else b""


def _pasted(key: str) -> None:
    text = str(session.held(key) or "")
    session.fill_slot("import", Pending(NAME, as_csv(text)).read() if text.strip() else None)
    importing.pending()
