"""The market's assumptions as tables to edit: the built-in figure of each class and pair, and what the plan changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from sim.api.market import (
    SERIES_OF,
    arithmetic_mean,
    compound_growth,
    default_assumptions,
    default_correlations,
    repair_changes,
    repaired_pairs,
    us_record,
    with_figures_of_record,
)
from sim.api.scenario import RETURN_NAMES, AssetClass, ClassAssumption, Market, ReturnsAre
from ui.core import document, problems, running, session
from ui.core.text import md
from ui.core.values import fits, to_widget
from ui.fields import FIELDS, words

COLUMNS = ("expected_return", "volatility")
OTHER_QUOTE = {
    ReturnsAre.ARITHMETIC: "The same, compound [%]",
    ReturnsAre.COMPOUND: "The same, mean of single years [%]",
}
LABELS: dict[str, str] = {**{str(code): name for code, name in words.ASSET_CLASS.items()}, "inflation": "Inflation"}
SHORT = ("US", "Small", "Abroad", "Emerging", "Bonds", "Long", "TIPS", "REITs", "Cash", "Company", "Inflation")
ROW_PIXELS = 35
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
    key, slot = session.key(f"market.classes:{_quoted()}"), f"classes:{session.revision()}:{_quoted()}"
    base = session.slot(slot, _shown)
    if session.held(key) is None:  # the page was left: the editor starts from what the draft says now
        base = _shown()
        session.fill_slot(slot, base)
    specs = {name: FIELDS[f"market.classes[].{name}"] for name in COLUMNS}
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {
        name: number(spec.label, help=spec.help, format="%.2f", required=False) for name, spec in specs.items()
    }
    running.table_stands()
    st.data_editor(
        pd.DataFrame(base).set_index("class"),
        key=key,
        column_config={
            "class": st.column_config.TextColumn("Asset class", disabled=True),
            **columns,
            **_record_columns(),
        },
        on_change=_changed,
        args=(key,),
        width="stretch",
        height=_height(len(base)),
    )
    st.button(
        "Take the record's figures",
        icon=":material/history:",
        on_click=_take_record,
        help="Mean, standard deviation and correlations of calendar years since 1928 for US stocks, US bonds, cash and "
        "inflation. Other classes have no record and keep your figures.",
    )


def _record_columns() -> dict[str, Any]:
    """Columns of text: an empty number would be shown as the word None."""
    names = (OTHER_QUOTE[_quoted()], "Record: mean [%]", "Record: standard deviation [%]")
    return {name: st.column_config.TextColumn(name, disabled=True, alignment="right") for name in names}


def _height(n_rows: int) -> int:
    """Return the height of a table that shows every row."""
    return ROW_PIXELS * (n_rows + 1) + 3


def _take_record() -> None:
    market = current()
    if market is not None:
        session.put("market", with_figures_of_record(market).model_dump(mode="json"))
        session.renew_widgets()


def _shown() -> list[dict[str, Any]]:
    built_in, returns = _built_in(), us_record().returns
    rows = []
    for code, name in words.ASSET_CLASS.items():
        figures = {column: _figure(code, column, built_in[code][column]) for column in COLUMNS}
        past = returns[SERIES_OF[AssetClass(code)]] if AssetClass(code) in SERIES_OF else None
        record = ("none", "none") if past is None else (f"{100 * past.mean():.2f}", f"{100 * past.std(ddof=1):.2f}")
        other = f"{100 * _other_quote(*(figures[column] / 100 for column in COLUMNS)):.2f}"
        rows.append({"class": name, **figures, **dict(zip(_record_columns(), (other, *record), strict=True))})
    return rows


def _quoted() -> ReturnsAre:
    found = session.get("market.returns_are")
    return ReturnsAre(found) if found in set(ReturnsAre) else ReturnsAre.ARITHMETIC


def _built_in() -> dict[str, dict[str, float]]:
    """Return the built-in figures of every class, the return quoted as the plan's are."""
    found = {
        code: {column: row[column] for column in COLUMNS} for code, row in default_assumptions()["classes"].items()
    }
    if _quoted() is ReturnsAre.COMPOUND:
        for row in found.values():
            row["expected_return"] = compound_growth(row["expected_return"], row["volatility"])
    return found


def _other_quote(expected_return: float, volatility: float) -> float:
    """Return the same expected return as it is quoted the other way."""
    if _quoted() is ReturnsAre.ARITHMETIC:
        return compound_growth(expected_return, volatility)
    return arithmetic_mean(ClassAssumption(expected_return=expected_return, volatility=volatility), _quoted())


def _figure(code: str, column: str, built_in: float) -> Any:
    field = FIELDS[f"market.classes[].{column}"]
    value = session.get(f"market.classes.{code}.{column}", built_in)
    return to_widget(field.kind, value if fits(field, value) and value is not None else built_in)


def _changed(key: str) -> None:
    """Write changed classes into the draft: both figures, for a class is given whole or not at all."""
    built_in = _built_in()
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
    st.markdown(
        "Of yearly log returns; with inflation, of what it surprises by. "
        "Change a cell on either side; empty it to take the built-in value again."
    )
    pairs = _pairs()
    matrix = default_correlations()
    for (i, j), value in pairs.items():
        matrix[i, j] = matrix[j, i] = value
    names = list(LABELS.values())
    matrix = matrix.round(3) + 0.0  # no -0.00
    key = session.key(f"market.correlations:{document.canonical({'pairs': session.get('market.correlations')})}")
    number = st.column_config.NumberColumn
    running.table_stands()
    st.data_editor(
        pd.DataFrame(matrix, columns=list(SHORT), index=pd.Index(names, name="Correlation of")),
        key=key,
        column_config={
            short: number(short, help=name, format="%.2f", required=False, width=60)
            for short, name in zip(SHORT, names, strict=True)
        },
        on_change=_cell_changed,
        args=(key,),
        width="stretch",
        height=_height(len(names)),
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
            i, j = RETURN_NAMES.index(first), RETURN_NAMES.index(second)
            found[max(i, j), min(i, j)] = float(value)
    return found


def _put_pairs(pairs: dict[tuple[int, int], float]) -> None:
    rows = [
        {"first": RETURN_NAMES[j], "second": RETURN_NAMES[i], "value": value} for (i, j), value in sorted(pairs.items())
    ]
    session.put("market.correlations", rows)


def _cell_changed(key: str) -> None:
    """Write changed cells into the draft's pairs; a cell of the diagonal stays 1."""
    pairs, built_in = _pairs(), default_correlations()
    for position, cells in ((session.held(key) or {}).get("edited_rows") or {}).items():
        for name, value in cells.items():
            i, j = sorted((int(position), SHORT.index(name)), reverse=True)
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
            said = problem.message.partition(" The nearest possible matrix")[0]
            found = f" (found: {md(problem.value, 60)})" if problem.value else ""
            st.markdown(f":red[:material/error: **{md(_pair_in_words(problem.place))}:** {md(said)}{found}]")
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
    st.markdown("The nearest matrix that is possible (Higham 2002) changes these pairs:")
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
