"""The table of clients: its columns, and what is looked for in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import law_version
from sim.api.book import Ranked
from sim.api.store import ClientLine
from ui.core import session
from ui.core.times import local

NOT_WORKED_OUT, DAMAGED = "Not worked out yet", "Cannot be opened"
COLUMNS = {
    "Verdict": st.column_config.TextColumn(width="medium"),
    "Losses on hand": st.column_config.NumberColumn(
        format="dollar", step=1, help="Taxable lots below cost when the plan starts."
    ),
    "At stake by the rollover": st.column_config.NumberColumn(
        format="dollar",
        step=1,
        help="Of these, what would be lost for good if it were sold within 30 days of what the rollover buys.",
    ),
    **{day: st.column_config.DateColumn(format="MM/DD/YYYY") for day in ("Rollover", "Act by", "Follow up")},
    "Gain": st.column_config.TextColumn(
        width="medium", help="By what decides in the plan, with two standard errors, in today's dollars."
    ),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for. text : in the client's and the plan's name and in the note; "" and empty for all"""

    text: str = ""
    verdicts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    act_by: date | None = None
    rollover_by: date | None = None
    at_stake: float = 0.0


def is_up_to_date(line: ClientLine) -> bool:
    """Return whether the answer is of the plan as it stands, by the law's figures of today."""
    return line.answer is not None and line.is_as_answered and line.answer.get("law_version") == law_version()


def answer_of(line: ClientLine) -> Ranked | None:
    """Return what was last worked out, None where nothing was, or by a version that kept other figures."""
    if line.answer is None or not set(Ranked._fields) <= set(line.answer):
        return None
    return Ranked(**{name: line.answer[name] for name in Ranked._fields})


def verdict_of(line: ClientLine) -> str:
    found = answer_of(line)
    return DAMAGED if line.plan.trouble else NOT_WORKED_OUT if found is None else found.headline.removesuffix(".")


def shown(lines: Sequence[ClientLine]) -> pd.DataFrame:
    """Return the lines as the table shows them, in their order."""
    return pd.DataFrame([_row(line) for line in lines])


def _row(line: ClientLine) -> dict[str, Any]:
    found = answer_of(line)
    return {
        "Client": line.client,
        "Plan": "" if line.plan.name == line.client else line.plan.name,
        "Verdict": verdict_of(line),
        "Gain": "" if found is None else found.gain_in_words,
        "Act by": _day(found and found.act_by),
        "Follow up": line.beside.follow_up,
        "State": "" if found is None else found.state,
        "Rollover": _day(found and found.rollover_date),
        "Losses on hand": None if found is None else found.losses_on_hand,
        "At stake by the rollover": None if found is None else found.losses_at_stake,
        "Worked out": _worked_out(line),
    }


def _worked_out(line: ClientLine) -> str:
    if line.answer is None:
        return ""
    day = f"{local(line.answered):%m/%d/%Y}"
    if is_up_to_date(line):
        return day
    return f"{day}: old, {'the law’s figures' if line.is_as_answered else 'the plan'} changed"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def wants(lines: Sequence[ClientLine]) -> Wanted:
    """Ask what is looked for."""
    verdicts = sorted({verdict_of(line) for line in lines})
    states = sorted({found.state for line in lines if (found := answer_of(line)) is not None})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Search", key=session.key("clients-search"), placeholder="A name, or a word of a note")
        chosen = st.multiselect("Verdict", verdicts, key=session.key("clients-verdict"))
    with st.expander("More to filter by"):
        left, middle, right, last = st.columns(4)
        where = left.multiselect("State", states, key=session.key("clients-state"))
        act_by = middle.date_input("Act by, at the latest", None, key=session.key("clients-act"), format="MM/DD/YYYY")
        rollover = right.date_input("Rollover until", None, key=session.key("clients-rollover"), format="MM/DD/YYYY")
        stake = last.number_input("At stake, at least [$]", 0.0, step=1_000.0, key=session.key("clients-stake"))
    return Wanted(
        text.strip(),
        tuple(chosen),
        tuple(where),
        act_by if isinstance(act_by, date) else None,
        rollover if isinstance(rollover, date) else None,
        float(stake or 0.0),
    )


def filtered(lines: Sequence[ClientLine], wanted: Wanted) -> list[ClientLine]:
    """Return the lines that are looked for."""
    return [line for line in lines if _is_wanted(line, wanted)]


def _is_wanted(line: ClientLine, wanted: Wanted) -> bool:
    found = answer_of(line)
    words = f"{line.client}\n{line.plan.name}\n{line.beside.note}".casefold()
    needs_answer = bool(wanted.states or wanted.act_by or wanted.rollover_by or wanted.at_stake)
    if wanted.text.casefold() not in words or (wanted.verdicts and verdict_of(line) not in wanted.verdicts):
        return False
    if not needs_answer or found is None:
        return not needs_answer
    return (
        (not wanted.states or found.state in wanted.states)
        and _is_until(found.act_by, wanted.act_by)
        and _is_until(found.rollover_date, wanted.rollover_by)
        and found.losses_at_stake >= wanted.at_stake
    )


def _is_until(day: str | None, last: date | None) -> bool:
    return last is None or (day is not None and date.fromisoformat(day) <= last)
