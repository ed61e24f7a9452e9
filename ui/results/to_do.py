"""What to do, on the page *The answer*: dated actions to tick off, and what they are worth this year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import Scenario, planner
from sim.api.planner import Advised, ToDo, advised_strategy
from sim.api.results import NOTHING_NOW, action_table, this_year_words, when_words
from ui.core import glossary, result_tables, session
from ui.core.text import md
from ui.runs.outcome import Outcome

SLOT = "done"


def advised(outcome: Outcome, decided: dict[str, Any]) -> Advised:
    """Return what to do by the answer; worked out once for a run and what it advises."""
    name = advised_strategy(decided)
    key = (outcome.summary["scenario_sha256"], name)
    kept: tuple[Any, Advised] | None = session.slot("to-do", lambda: None)
    if kept is None or kept[0] != key:
        kept = (key, planner.advised(outcome.result.scenario, name))
        session.fill_slot("to-do", kept)
    return kept[1]


def show(found: Advised, decided: dict[str, Any], scenario: Scenario) -> None:
    """Show the actions with a box to tick, the reasons below, and what this year gains by them."""
    st.subheader("Do this" if found.plan is not None else "What follows from it", anchor="do-this")
    if decided["advice"] == "harvest" and found.plan is None:
        st.markdown(NOTHING_NOW)
    elif decided["advice"] != "harvest":
        st.markdown("Nothing to sell for its loss.")
        if not scenario.has_taxable_account:
            st.markdown(
                "That changes only once you own something outside of 401(k)s, IRAs and the like that is worth less "
                "than it cost."
            )
    done: dict[str, str] = session.slot(SLOT, dict)
    with st.container(key="to-do", gap="xsmall"):
        for action in found.actions:
            _line(action, done)
    if found.plan is not None:
        glossary.noted(md(this_year_words(found.plan), 600))
    if found.actions:
        with st.expander("Lots, shares and reasons", icon=":material/list_alt:"):
            result_tables.show(table(found.actions))


def _line(action: ToDo, done: dict[str, str]) -> None:
    key = f"do:{action.key}"

    def keep() -> None:
        if session.held(key):
            done[action.key] = date.today().isoformat()
        else:
            done.pop(action.key, None)

    st.checkbox(f"**{when_words(action)}.** {md(action.what, 400)}", value=action.key in done, key=key, on_change=keep)


def table(actions: tuple[ToDo, ...]) -> pd.DataFrame:
    """Return a row for each action, with its lots and its reason, days as people write them."""
    found = action_table(actions).drop(columns="Done on")
    return found.assign(**{name: [f"{day:%m/%d/%Y}" for day in found[name]] for name in ("From", "Until")})
