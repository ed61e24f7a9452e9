"""What to do, on the page *The answer*: dated actions to tick off, and what they are worth this year."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from sim.api import Scenario, harvest_plan
from sim.api.planner import HarvestPlan, ToDo, ToDoKind, first_sales, to_do_list
from ui.core import result_tables, session
from ui.core.text import md, usd_md
from ui.runs.outcome import Outcome

SLOT = "done"
NOTHING_NOW = "No lot is below cost by the strategy's threshold today: there is nothing to sell now."


class Advised(NamedTuple):
    """What is advised: the actions, what the planned sales do this year, None where there are none."""

    actions: tuple[ToDo, ...]
    plan: HarvestPlan | None


def advised(outcome: Outcome, decided: dict[str, Any]) -> Advised:
    """Return what to do by the answer; worked out once for a run and what it advises."""
    name = decided["strategy"] if decided["advice"] == "harvest" else None
    key = (outcome.summary["scenario_sha256"], name)
    kept: tuple[Any, Advised] | None = session.slot("to-do", lambda: None)
    if kept is None or kept[0] != key:
        kept = (key, _worked_out(outcome.result.scenario, name))
        session.fill_slot("to-do", kept)
    return kept[1]


def _worked_out(scenario: Scenario, name: str | None) -> Advised:
    strategy = next((one for one in scenario.strategies if one.name == name), None)
    if strategy is None:
        _, settings = first_sales(scenario, scenario.strategies[0])
        return Advised(to_do_list(scenario, None, (), settings), None)
    sales, settings = first_sales(scenario, strategy)
    plan = harvest_plan(scenario, sales, settings) if sales else None
    return Advised(to_do_list(scenario, strategy, sales, settings), plan)


def show(found: Advised, decided: dict[str, Any]) -> None:
    """Show the actions with a box to tick, the reasons below, and what this year gains by them."""
    st.subheader("Do this" if found.plan is not None else "What follows from it", anchor="do-this")
    if decided["advice"] == "harvest" and found.plan is None:
        st.markdown(NOTHING_NOW)
    elif decided["advice"] != "harvest":
        st.markdown("Nothing to sell for its loss.")
    done: dict[str, str] = session.slot(SLOT, dict)
    with st.container(key="to-do", gap="xsmall"):
        for action in found.actions:
            _line(action, done)
    if found.plan is not None:
        st.caption(_this_year(found.plan))
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

    st.checkbox(f"**{when(action)}.** {md(action.what, 400)}", value=action.key in done, key=key, on_change=keep)


def when(action: ToDo) -> str:
    """Return the days of an action in words: from now until, by, or on."""
    if action.first == action.last:
        return f"On {action.first:%m/%d/%Y}"
    if action.kind in (ToDoKind.DO_NOT_BUY, ToDoKind.STOP_PURCHASE):
        return f"From now to {action.last:%m/%d/%Y}"
    return f"{action.first:%m/%d/%Y} to {action.last:%m/%d/%Y}"


def _this_year(plan: HarvestPlan) -> str:
    effect = plan.effect
    words = f"This year: the bill falls by {usd_md(effect.saved)}, and {usd_md(effect.cost_later)} of it comes back"
    words += " if the replacements are sold next year for what the lots once cost."
    if effect.carried > 0:
        words += f" {usd_md(effect.carried)} of losses is carried to later years."
    return f"{words} Over the whole plan it is worth what stands above."


def table(actions: tuple[ToDo, ...]) -> pd.DataFrame:
    """Return a row for each action, with its lots and its reason."""
    return pd.DataFrame(
        [
            {
                "What": one.what,
                "From": f"{one.first:%m/%d/%Y}",
                "Until": f"{one.last:%m/%d/%Y}",
                "Who": one.who or "everybody",
                "Lots and shares": "; ".join(one.details),
                "Why": one.why,
            }
            for one in actions
        ]
    )
