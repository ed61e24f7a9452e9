"""Tables of the draft edited in place: accounts, lots, securities, strategies, pensions, purchases.

The editor of Streamlit keeps only the changes to the rows it was first given. So those rows are kept as long as the
editor lives, and each change is applied to them and written into the draft at once. Where the draft and the editor
differ (another page was visited, a file was imported, a choice was added), the editor is made again from the draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pydantic import BaseModel

from ui.core import document, inputs, problems, running, session
from ui.core.document import Document
from ui.core.values import after_edits, day_text, fits, from_widget, to_widget
from ui.entry import editing
from ui.fields import FIELDS, Field, Kind

LISTED = (Kind.CHOICE, Kind.ACCOUNT)
"""Kinds whose cells are a list to choose from; it holds the words, so that a pasted word is one of them."""
TYPED = (Kind.TEXT, Kind.SYMBOL, Kind.DATE)
"""Kinds whose cells are text: a day is read here, for the browser's own cell makes 1970 of what it cannot read."""
NUMBER_FORMATS = {Kind.USD: "dollar", Kind.PERCENT: "%.2f", Kind.NUMBER: None, Kind.WHOLE: "%d"}


@dataclass
class Base:
    """The rows an editor was made from; `version` is part of its key."""

    rows: list[Document] = field(default_factory=list)
    version: int = -1
    choices: str = ""


@dataclass(frozen=True)
class Source:
    """A list of rows to edit: where its fields are described, how to read it, how to write it back."""

    path: str
    model: type[BaseModel]
    read: Callable[[], list[Document]]
    write: Callable[[list[Document]], None]
    id_prefix: str = ""

    @property
    def place(self) -> str:
        return document.pattern(self.path)


def table(
    path: str,
    columns: list[str],
    model: type[BaseModel],
    id_prefix: str = "",
    elsewhere: tuple[str, ...] = (),
    after: Callable[[], None] = lambda: None,
    add: str = "",
) -> None:
    """Show the draft's list at `path` as a table to edit; new rows get the model's defaults.

    Its problems stand below it, but those of fields that are shown elsewhere on the page. after : what else follows
    from a change. add : of a list that most plans leave empty, the button that begins it instead of an empty table
    """
    if add and not session.rows(path):
        st.button(add, icon=":material/add:", key=f"add:{path}", on_click=editing.append, args=(path, model, {}))
        return

    def write(rows: list[Document]) -> None:
        session.put(path, rows)
        after()

    source = Source(path, model, lambda: session.rows(path), write, id_prefix)
    editor(path, source, columns)
    problems.below_table(path, elsewhere)


def more_columns(path: str, columns: list[str], model: type[BaseModel]) -> None:
    """Show further columns of a list that `table` shows too; both write into the same rows."""
    source = Source(path, model, lambda: session.rows(path), lambda rows: session.put(path, rows))
    editor(f"{path}:more", source, columns, "fixed")


def editor(name: str, source: Source, columns: list[str], num_rows: Literal["dynamic", "fixed"] = "dynamic") -> None:
    """Show a table to edit; every change is written back at once."""
    specs = {column: FIELDS[f"{source.place}[].{column}"] for column in columns}
    base = _base(name, source, specs)
    key = _key(name, base)
    as_text = {column for column, spec in specs.items() if not all(fits(spec, row.get(column)) for row in base.rows)}
    running.table_stands()
    st.data_editor(
        _frame(base.rows, specs, as_text),
        key=key,
        num_rows=num_rows,
        hide_index=True,
        width="stretch",
        column_config={
            column: _column(specs[column], column in as_text, base.rows, column) | {"pinned": column == columns[0]}
            for column in columns
        },
        on_change=_changed,
        args=(name, key, source),
    )


def _key(name: str, base: Base) -> str:
    return f"{session.key(name)}:{base.version}:{base.choices}"


def _base(name: str, source: Source, specs: dict[str, Field]) -> Base:
    """Return the rows of the living editor, or fresh ones where it no longer says what its source says."""
    base = session.slot(f"table:{name}", Base)
    current = source.read()
    choices = hashlib.sha256(repr([inputs.options_of(spec) for spec in specs.values()]).encode()).hexdigest()[:12]
    changes = session.held(_key(name, base)) or {}
    if choices != base.choices or apply(base.rows, changes, source) != current:
        base = Base([dict(row) for row in current], base.version + 1, choices)
        session.fill_slot(f"table:{name}", base)
    return base


def _changed(name: str, key: str, source: Source) -> None:
    base = session.slot(f"table:{name}", Base)
    source.write(apply(base.rows, session.held(key) or {}, source))


def apply(rows: list[Document], changes: dict[str, Any], source: Source) -> list[Document]:
    """Return the rows after the editor's changes: cells edited, rows added, rows deleted."""
    result, new = after_edits(rows, changes, lambda cells: _cells(cells, source.place))
    for cells in new:
        added = {**document.defaults(source.model), **cells}
        if source.id_prefix and not added.get("id"):
            added["id"] = _free_id(source.id_prefix, {str(row.get("id")) for row in result})
        result.append(added)
    return result


def _cells(cells: dict[str, Any], place: str) -> Document:
    known = {name: FIELDS[f"{place}[].{name}"] for name in cells if f"{place}[].{name}" in FIELDS}
    return {name: _kept(spec, _emptied(spec, cells[name])) for name, spec in known.items()}


def _kept(spec: Field, value: Any) -> Any:
    """Return what the document keeps of a cell: of a choice its code, whether its words or its code were given."""
    if spec.kind in LISTED and isinstance(value, str):
        wanted = _folded(value)
        names = inputs.options_of(spec)
        return next((code for code, name in names.items() if wanted in (_folded(code), _folded(name))), value)
    return from_widget(spec.kind, value.strip() if spec.kind is Kind.SYMBOL and value else value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _emptied(spec: Field, value: Any) -> Any:
    """Return what an emptied cell means: no text, and none where the field may be empty."""
    if value in (None, "") and spec.kind is Kind.TEXT:
        return ""
    return None if value == "" else value


def _free_id(prefix: str, taken: set[str]) -> str:
    number = 1
    while f"{prefix}-{number}" in taken:
        number += 1
    return f"{prefix}-{number}"


def _frame(rows: list[Document], specs: dict[str, Field], as_text: set[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: _series([row.get(name) for row in rows], spec, name in as_text) for name, spec in specs.items()}
    )


def _series(values: list[Any], spec: Field, is_text: bool) -> pd.Series:
    if is_text or spec.kind is Kind.DATE:
        return pd.Series(
            [day_text(value) if spec.kind is Kind.DATE else _text(value) for value in values], dtype="object"
        )
    if spec.kind in LISTED:
        names = inputs.options_of(spec)
        return pd.Series([names.get(value, value) for value in values], dtype="object")
    shown = [to_widget(spec.kind, value) for value in values]
    if spec.kind is Kind.FLAG:
        return pd.Series([bool(value) for value in shown], dtype="bool")
    is_number = spec.kind in NUMBER_FORMATS
    return pd.Series(shown, dtype="float64" if is_number else "object")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _column(spec: Field, is_text: bool, rows: list[Document], name: str) -> Any:
    config = st.column_config
    if is_text or spec.kind in TYPED:
        return config.TextColumn(spec.label, help=spec.help)
    if spec.kind is Kind.FLAG:
        return config.CheckboxColumn(spec.label, help=spec.help)
    if spec.kind in NUMBER_FORMATS:
        return config.NumberColumn(spec.label, help=spec.help, format=NUMBER_FORMATS[spec.kind])
    names = inputs.options_of(spec)
    found = {str(row[name]) for row in rows if row.get(name)}
    options = [*dict.fromkeys(names.values()), *sorted(found - set(names))]
    return config.SelectboxColumn(spec.label, help=spec.help, options=options)
