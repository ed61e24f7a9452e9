"""The market's assumptions as a table: the built-in figure of each asset class, and what the plan changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.market.assumptions import default_assumptions
from ui import session, words
from ui.fields import FIELDS
from ui.values import fits, to_widget

COLUMNS = ("expected_return", "volatility")


def classes_table() -> None:
    """Show one row an asset class; a changed figure is kept in the draft, an emptied one is the built-in again."""
    key = session.key("market.classes")
    base = session.slot(f"classes:{session.revision()}", _shown)
    if session.held(key) is None:  # the page was left: the editor starts from what the draft says now
        base = _shown()
        session.fill_slot(f"classes:{session.revision()}", base)
    specs = {name: FIELDS[f"market.classes[].{name}"] for name in COLUMNS}
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {
        name: number(spec.label, help=spec.help, format="%.2f", required=False) for name, spec in specs.items()
    }
    st.data_editor(
        pd.DataFrame(base).set_index("class"),
        key=key,
        column_config={"class": st.column_config.TextColumn("Asset class", disabled=True), **columns},
        on_change=_changed,
        args=(key,),
        width="stretch",
    )


def _shown() -> list[dict[str, Any]]:
    built_in = default_assumptions()["classes"]
    return [
        {"class": name, **{column: _figure(code, column, built_in[code][column]) for column in COLUMNS}}
        for code, name in words.ASSET_CLASS.items()
    ]


def _figure(code: str, column: str, built_in: float) -> Any:
    field = FIELDS[f"market.classes[].{column}"]
    value = session.get(f"market.classes.{code}.{column}", built_in)
    return to_widget(field.kind, value if fits(field, value) and value is not None else built_in)


def _changed(key: str) -> None:
    """Write changed classes into the draft: both figures, for a class is given whole or not at all."""
    built_in = default_assumptions()["classes"]
    codes = list(words.ASSET_CLASS)
    edits = (session.held(key) or {}).get("edited_rows") or {}
    classes = dict(session.get("market.classes") or {})
    for position, cells in edits.items():
        code = str(codes[int(position)])
        here = {column: classes.get(code, {}).get(column, built_in[code][column]) for column in COLUMNS}
        for column, value in cells.items():
            here[column] = built_in[code][column] if value is None else round(value / 100, 12)
        classes[code] = here
        if all(here[column] == built_in[code][column] for column in COLUMNS):
            del classes[code]
    session.put("market.classes", classes)
