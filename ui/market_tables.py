"""The market's assumptions as tables to edit: the built-in figure of each class and pair, and what the plan changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from sim.market.assumptions import NAMES, default_assumptions, default_correlations, repair_changes, repaired_pairs
from sim.scenario.market import Market
from ui import document, problems, session, words
from ui.fields import FIELDS
from ui.text import md
from ui.values import fits, to_widget

COLUMNS = ("expected_return", "volatility")
LABELS: dict[str, str] = {**{str(code): name for code, name in words.ASSET_CLASS.items()}, "inflation": "Inflation"}
SAME = 5e-4
"""Two decimals more than the table shows: a correlation this near to the built-in one is the built-in one."""


def current() -> Market | None:
    """Return the draft's market, None where it has a fault."""
    try:
        return Market.model_validate(session.get("market") or {})
    except ValidationError:
        return None


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


def correlations_table() -> None:
    """Show the matrix; a changed cell is kept for both of its places, an emptied one is the built-in again."""
    st.markdown("Of yearly log returns. Change a cell on either side; empty it to take the built-in value again.")
    pairs = _pairs()
    matrix = default_correlations()
    for (i, j), value in pairs.items():
        matrix[i, j] = matrix[j, i] = value
    names = list(LABELS.values())
    key = session.key(f"market.correlations:{document.canonical({'pairs': session.get('market.correlations')})}")
    number = st.column_config.NumberColumn
    st.data_editor(
        pd.DataFrame(matrix, columns=names, index=pd.Index(names, name="Correlation of")),
        key=key,
        column_config={name: number(name, format="%.2f", required=False, width="small") for name in names},
        on_change=_cell_changed,
        args=(key,),
        width="stretch",
    )
    if session.get("market.correlations"):
        n = len(session.get("market.correlations"))
        st.button(f"Take the built-in correlations again ({n} changed)", on_click=_put_pairs, args=({},))


def _pairs() -> dict[tuple[int, int], float]:
    """Return the draft's pairs that a table can show, by positions, the larger one first."""
    found = {}
    for row in session.rows("market.correlations"):
        first, second, value = row.get("first"), row.get("second"), row.get("value")
        if first in LABELS and second in LABELS and first != second and isinstance(value, int | float):
            i, j = NAMES.index(first), NAMES.index(second)
            found[max(i, j), min(i, j)] = float(value)
    return found


def _put_pairs(pairs: dict[tuple[int, int], float]) -> None:
    rows = [{"first": NAMES[j], "second": NAMES[i], "value": value} for (i, j), value in sorted(pairs.items())]
    session.put("market.correlations", rows)


def _cell_changed(key: str) -> None:
    """Write changed cells into the draft's pairs; a cell of the diagonal stays 1."""
    pairs, built_in, names = _pairs(), default_correlations(), list(LABELS.values())
    for position, cells in ((session.held(key) or {}).get("edited_rows") or {}).items():
        for name, value in cells.items():
            i, j = sorted((int(position), names.index(name)), reverse=True)
            if i == j:
                continue
            if value is None or abs(value - built_in[i, j]) < SAME:
                pairs.pop((i, j), None)
            else:
                pairs[i, j] = round(float(value), 10)
    _put_pairs(pairs)


def correlation_problems() -> None:
    """Show what is wrong with the correlations and, where no returns can have them, the nearest possible ones."""
    for problem in problems.checked().problems:
        if problem.place.startswith("market.correlations"):
            st.markdown(f":red[:material/error: **{md(_pair_in_words(problem.place))}:** {md(problem.message, 900)}]")
    market = current()
    if market is None or not market.correlations:
        return
    changes = repair_changes(market, least=0.0005)
    if not changes or not any(p.place == "market.correlations" for p in problems.checked().problems):
        return
    table = [
        {
            "Pair": f"{LABELS[first]} and {LABELS[second]}",
            "As you have it": f"{old:.3f}",
            "Nearest possible": f"{new:.3f}",
        }
        for first, second, old, new in changes
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, width="stretch")
    st.button("Use the nearest possible correlations", icon=":material/auto_fix_high:", on_click=_repair)


def _pair_in_words(place: str) -> str:
    row = session.get(".".join(place.split(".")[:2])) if "[" in place else None
    if not isinstance(row, dict):
        return "Correlations"
    return " and ".join(LABELS.get(str(row.get(side)), str(row.get(side))) for side in ("first", "second"))


def _repair() -> None:
    market = current()
    if market is not None:
        session.put("market.correlations", [pair.model_dump(mode="json") for pair in repaired_pairs(market)])
