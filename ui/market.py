"""The market's assumptions as a table: the built-in figure of each asset class, and what the plan changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sim.market.assumptions import default_assumptions
from sim.market.registry import model_of
from sim.scenario.market import MarketModel
from ui import inputs, problems, session, words
from ui.fields import FIELDS
from ui.values import fits, to_widget

COLUMNS = ("expected_return", "volatility")
COLUMNS_OF_FIELDS = 3
OF_A_MODEL: dict[str, tuple[str, ...]] = {
    "student_t": ("student_t.degrees_of_freedom",),
    "regimes": (
        "regimes.crisis_share",
        "regimes.crisis_months",
        "regimes.volatility_ratio",
        "regimes.crisis_drop",
        "regimes.togetherness",
    ),
    "bootstrap": ("history.block_years",),
    "replay": ("history.first_start", "history.last_start", "history.wraps"),
    "stress": ("stress.episode", "stress.placement"),
}
OWN_FALL = ("stress.fall", "stress.fall_months", "stress.recovery_months")
"""Figures of a script of one's own making."""


def model_fields() -> None:
    """Show what the chosen model is, and the figures it reads beside those of the classes."""
    name = str(session.get("market.model"))
    if name not in set(MarketModel):
        return
    st.caption(model_of(MarketModel(name)).SUMMARY)
    places = OF_A_MODEL.get(name, ())
    if name == "stress" and session.get("market.stress.episode") == "fall_and_recovery":
        places += OWN_FALL
    columns = st.columns(COLUMNS_OF_FIELDS)
    for position, place in enumerate(places):
        inputs.field(f"market.{place}", columns[position % COLUMNS_OF_FIELDS])
    if name == "own":
        st.info("A record of your own stands in the plan's file, under market.own; see docs/markets.md.")
        problems.below("market.own")


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
