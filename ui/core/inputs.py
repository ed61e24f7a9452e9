"""Widgets bound to places of the draft. Each shows what stands there and writes back in its callback.

A value its widget cannot show (a date that is none, text for a number) is shown as the text it is, with the problem
below it, until the user fixes it: a faulty upload loses nothing.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.api.law import listed_place, local_places, states_of_place
from sim.api.scenario import STATES
from ui.core import problems, session
from ui.core.document import pattern
from ui.core.text import md
from ui.core.values import DAY, day_text, fits, from_text, from_widget, to_widget
from ui.fields import FIELDS, Field, Kind

NUMERIC = (Kind.USD, Kind.NUMBER, Kind.PERCENT, Kind.WHOLE)
FOUND = "field looked for"
"""The session's slot with the field that was looked for: its page shows it on top, and not a second time."""
PLACE = "household.local_income_tax.place"
STEPS = {Kind.USD: 1000.0, Kind.PERCENT: 0.5, Kind.NUMBER: 1.0, Kind.WHOLE: 1}


def field(path: str, where: Any = st, label: str = "", on: str = "") -> None:
    """Show the field at this place of the draft with its help and, below it, its problems.

    on : the page, where several show the field: a widget that begins empty must not take another page's for its own
    """
    found = session.slot(FOUND, lambda: None)
    if found is not None and found.path == path and not on:
        where.caption(f"{label or FIELDS[pattern(path)].label}: on top of this page, where you looked for it.")
        return
    show(path, where, label, on)


def show(path: str, where: Any = st, label: str = "", on: str = "") -> None:
    """Show a field as `field` does, also where it is the one that was looked for."""
    spec = FIELDS[pattern(path)]
    with where.container():
        value = session.get(path)
        shown_label = label or spec.label
        if spec.kind is Kind.DATE:
            _day(path, spec, value, shown_label)
        elif fits(spec, value):
            _widget(path, spec, value, shown_label, on)
        else:
            _raw(path, spec, value, shown_label)
        problems.beside(path)


def gains_so_far(on: str) -> None:
    """Show what was realized so far in the plan's first year: fields of the plan that several pages ask for."""
    left, right, _ = st.columns(3)
    field("household.so_far.gains_short", left, on=on)
    field("household.so_far.gains_long", right, on=on)


def _widget(path: str, spec: Field, value: Any, label: str, on: str) -> None:
    key = session.key(path) + on
    common: dict[str, Any] = {"help": spec.help, "key": key, "on_change": _changed, "args": (path, spec.kind, key)}
    shown = to_widget(spec.kind, value)
    if spec.kind is Kind.FLAG:
        st.checkbox(label, value=bool(shown), **common)
    elif spec.kind is Kind.TEXT:
        st.text_input(label, value=shown, **common)
    elif spec.kind in NUMERIC:
        _number(label, spec, shown, common)
    else:
        _choice(label, spec, value, common)


def _day(path: str, spec: Field, value: Any, label: str) -> None:
    """Show a day as text: a calendar that opens over the page takes the click that ends what was typed."""
    key = session.key(path)
    text = day_text(value)
    st.text_input(label, value=text, placeholder=DAY, help=spec.help, key=key, on_change=_typed, args=(path, spec, key))


def _number(label: str, spec: Field, shown: Any, common: dict[str, Any]) -> None:
    kind, value = spec.kind, shown
    if spec.may_be_empty:  # only a widget that begins empty can be emptied again
        session.begin(common["key"], shown)
        value = None
    icon = ":material/attach_money:" if kind is Kind.USD else None
    step = STEPS[kind] if spec.digits == Field.digits else 10.0**-spec.digits
    st.number_input(label, value=value, step=step, format=_digits(spec, shown), icon=icon, **common)


def _digits(spec: Field, shown: Any) -> str:
    """Return the number format: cents only where there are some."""
    if spec.kind is Kind.WHOLE:
        return "%d"
    is_whole = spec.kind is Kind.USD and (shown is None or float(shown).is_integer())
    return "%.0f" if is_whole else f"%.{spec.digits}f"


def _choice(label: str, spec: Field, value: Any, common: dict[str, Any]) -> None:
    names = options_of(spec)
    options: list[Any] = [*([None] if spec.may_be_empty else []), *names]
    if value not in options:
        options.append(value)

    def named(option: Any) -> str:
        if option in names:
            return names[option]
        if option is None or option == "":
            return "(none)" if spec.may_be_empty else "(choose)"
        return f"{option} (not a choice)"

    # The widget shows its placeholder for a None that it holds already, and the option's own words only at first.
    st.selectbox(label, options, index=options.index(value), format_func=named, placeholder=named(None), **common)


def options_of(spec: Field) -> dict[str, str]:
    """Return the choices of a field: a closed list, or the draft's own accounts or symbols."""
    if spec.kind is Kind.ACCOUNT:
        return _account_names()
    if spec.kind is Kind.LOCALITY:
        return _localities(session.get("household.state"), session.get(PLACE))
    if spec.kind is Kind.SYMBOL:
        symbols = [str(security.get("symbol") or "") for security in session.rows("securities")]
        return {symbol: symbol for symbol in symbols if symbol}
    return {str(code): name for code, name in spec.choices.items()}


def _account_names() -> dict[str, str]:
    """Return the accounts by their ids; the second of one name is told apart by a number."""
    found: dict[str, str] = {}
    for account in session.rows("holdings.accounts"):
        id_ = str(account.get("id", ""))
        name = str(account.get("name") or id_)
        n_before = sum(other == name or other.startswith(f"{name} (") for other in found.values())
        found[id_] = f"{name} ({n_before + 1})" if n_before else name
    return found


def _localities(state: Any, held: Any) -> dict[str, str]:
    """Return the counties and cities of a state; one that stands there under a shorter name, or of another state, too.

    The other state's is shown by its state, never taken away: nothing typed is lost.
    """
    places = {place: place for place in (local_places(state) if state in STATES else ())}
    if held and held not in places:
        listed, others = listed_place(state, held) if state in STATES else "", states_of_place(held)
        places = {place: name for place, name in places.items() if place != listed}
        if listed or others:
            places[held] = listed or f"{held} (in {' and '.join(others)})"
    return {"": "(none)", **places}


def _raw(path: str, spec: Field, value: Any, label: str) -> None:
    key = session.key(path) + ":raw"
    text = "" if value is None else str(value)
    st.text_input(label, value=text, help=spec.help, key=key, on_change=_typed, args=(path, spec, key))


def _changed(path: str, kind: Kind, key: str) -> None:
    problems.left(path)
    session.put(path, from_widget(kind, session.held(key)))
    place, state = session.get(PLACE), session.get("household.state")
    if path == "household.state" and place and state in STATES and listed_place(state, place):
        session.put(PLACE, "")  # the new state has one of the same name, which is not the one that was meant
        session.renew_widgets()


def _typed(path: str, spec: Field, key: str) -> None:
    problems.left(path)
    session.put(path, from_text(spec.kind, str(session.held(key) or "")))


def title_of(path: str, fallback: str) -> str:
    """Return the name the user gave, for a Markdown heading."""
    return md(session.get(path) or fallback, 60)
