"""The interview's first two screens: who plans, and what comes in from work and benefits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from sim.api.law import unknowns
from sim.api.scenario import Pension, Person
from ui.core import document, inputs, problems, session
from ui.core.values import DAY, as_day, day_text, from_text
from ui.fields import Kind
from ui.interview import unknown
from ui.interview.unknown import Instead

ALONE, COUPLE = "Just me", "Me and my spouse"
MONTHS = 12
MEDICARE_FROM = "last_age_of_work"


def amount(
    name: str, label: str, value: float | None, write: Callable[[float | None], None], where: Any = st, text: str = ""
) -> None:
    """Show a field for dollars that stands for more than one place of the draft."""
    key = session.key(f"interview:{name}")
    session.begin(key, value or None)
    icon = ":material/attach_money:"
    where.number_input(
        label, value=None, min_value=0.0, step=1000.0, format="%.0f", icon=icon, key=key, help=text or None,
        on_change=_written, args=(key, write), placeholder="0",
    )  # fmt: skip


def day(name: str, label: str, value: Any, write: Callable[[Any], None], where: Any = st, text: str = "") -> None:
    """Show a field for a day that is no field of the draft's own; what is no day stays as typed."""
    key = session.key(f"interview:{name}")
    session.begin(key, day_text(value))
    where.text_input(label, key=key, placeholder=DAY, help=text or None, on_change=_written_day, args=(key, write))


def _written_day(key: str, write: Callable[[Any], None]) -> None:
    write(from_text(Kind.DATE, str(session.held(key) or "")))


def _written(key: str, write: Callable[[float | None], None]) -> None:
    write(session.held(key))


def said(index: int) -> str:
    """Return how a person is spoken of."""
    return "you" if index == 0 else "your spouse"


def who() -> None:
    """Show the first screen: one person or two, born when, living where."""
    n_people = len(session.rows("household.people"))
    key = session.key("interview:couple")
    session.begin(key, COUPLE if n_people > 1 else ALONE)
    st.radio("Who is this plan for?", [ALONE, COUPLE], key=key, horizontal=True, on_change=_couple, args=(key,))
    left, right = st.columns(2)
    inputs.field("household.people[0].born", left, "Your date of birth")
    if n_people > 1:
        inputs.field("household.people[1].born", right, "Your spouse's date of birth")
    left, _ = st.columns(2)  # a row of its own: the Tab key goes from birthday to birthday
    inputs.field("household.state", left, "Which state do you live in?")
    st.caption("One person files as single, two as married filing jointly; *You* has the other statuses.")


def _couple(key: str) -> None:
    """A callback: one person or two; no widget is made again, for the next answer may be under way."""
    rows, wants_two = session.rows("household.people"), session.held(key) == COUPLE
    if wants_two and len(rows) < 2:
        session.put("household.people", [*rows, {**document.defaults(Person), "name": "Spouse"}])
    elif not wants_two:
        session.put("household.people", rows[:1])
    session.put("household.filing_status", "mfj" if wants_two else "single")


def income() -> None:
    """Show the second screen: pay and Social Security, and a pension where there is one."""
    people = session.rows("household.people")
    for index, box in enumerate(st.columns(max(len(people), 1))):
        with box:
            _income_of(index, len(people) > 1)
    with st.expander("A pension as well", expanded=any(person.get("pensions") for person in people)):
        for index in range(len(people)):
            amount(
                f"pension:{index}",
                f"Pension of {said(index)}, a year",
                _pension(index),
                lambda value, index=index: _set_pension(index, value),  # type: ignore[misc]
                text="Before tax. It is taken as paid from now on, without a rise; *You* has the details.",
            )


def _income_of(index: int, is_couple: bool) -> None:
    place, who_ = f"household.people[{index}]", said(index)
    if is_couple:
        st.markdown(f"**{who_.capitalize()}**")
    inputs.field(f"{place}.wages.annual", label="Pay a year, before tax (0: not working)")
    if session.get(f"{place}.wages.annual"):
        inputs.field(f"{place}.wages.until", label="Last day of work")
        instead = _last_day(index)
        if instead is not None:
            path = f"{place}.wages.until"
            unknown.offer(f"until:{index}", instead, session.get(path), unknown.put(path), path)
    benefit = f"{place}.social_security.annual_at_claiming"
    held = session.get(benefit)
    amount(
        f"benefit:{index}",
        "Social Security a month, before tax",
        round(float(held) / MONTHS, 2) if isinstance(held, int | float) and held else None,
        lambda value: session.put(benefit, round((value or 0.0) * MONTHS, 2)),
        text="What you get now; or the statement's amount for the age below, in today's dollars.",
    )
    found = unknown.sourced("social_security")
    unknown.offer(f"benefit:{index}", found, held, unknown.put(benefit))
    inputs.field(f"{place}.social_security.claiming_age", label="From which age")


def _last_day(index: int) -> Instead | None:
    """Return the birthday at which work is taken to end, the end of next year where that has passed."""
    found, born = unknowns()[MEDICARE_FROM], as_day(session.get(f"household.people[{index}].born"))
    start = as_day(session.get("start")) or date.today()
    if born is None:
        return None
    day = date(born.year + int(found.value), born.month, min(born.day, 28))
    if day > start:
        return Instead(day.isoformat(), f"{found.label}: {found.source}")
    return Instead(date(start.year + 1, 12, 31).isoformat(), "Until the end of next year; our choice")


def _pension(index: int) -> float | None:
    rows = session.rows(f"household.people[{index}].pensions")
    return sum(float(row.get("annual") or 0.0) for row in rows) or None


def _set_pension(index: int, value: float | None) -> None:
    path = f"household.people[{index}].pensions"
    first = (session.rows(path) or [{**document.defaults(Pension), "starts": session.get("start")}])[0]
    session.put(path, [{**first, "annual": value}, *session.rows(path)[1:]] if value else session.rows(path)[1:])


def stops_early() -> bool:
    """Return whether somebody is without work before Medicare begins: the Marketplace may insure them."""
    start, limit = as_day(session.get("start")) or date.today(), int(unknowns()[MEDICARE_FROM].value)
    for person in session.rows("household.people"):
        born, wages = as_day(person.get("born")), person.get("wages") or {}
        ends = as_day(wages.get("until")) if wages.get("annual") else start
        if born is not None and ends is not None and (ends.year - born.year, ends.month) < (limit, born.month):
            return True
    return False


def asked(index: int) -> list[str]:
    """Return the places of the draft that the first (0) and the second (1) screen ask for."""
    n_people = range(len(session.rows("household.people")))
    if index == 0:
        return ["household.state", *(f"household.people[{one}].born" for one in n_people)]
    return [f"household.people[{one}].wages.until" for one in n_people]


def leave(places: list[str]) -> None:
    """Have what is missing on a screen said from now on."""
    for place in places:
        problems.left(place)
