"""Find the best, on a page: a goal chosen, the race on demand, and a candidate taken into the plan."""

from __future__ import annotations

import streamlit as st

from sim.api import Scenario, find_best
from sim.api.studies import GOAL, GOALS, Candidate, Race, candidates_of
from sim.views.find_best import race_view, sentences_of
from ui.core import charts, document, files, frame, glossary, problems, result_tables, session
from ui.core.text import count, md
from ui.results import key_figures, on_demand
from ui.results.timing_map import MOST_STRATEGIES
from ui.runs.jobs import Asked, Progress

LONGEST_NAME = 120


def plan_or_ask() -> Scenario | None:
    """Return the plan; where it is not complete, say what is missing and return None."""
    checked = problems.checked()
    if checked.scenario is None:
        st.info("The plan is not complete yet. Complete or fix these items first.")
        problems.listing()
    elif not checked.scenario.has_taxable_account:
        st.info("This household has no taxable account: harvesting is worth exactly \\$0. Conversions are tried alone.")
    return checked.scenario


def goal() -> str:
    """Let the user choose what is searched for; return its name."""
    names = [one.name for one in GOALS]
    counts = key_figures.wanted_objective()
    chosen: str = st.selectbox(
        "What should be highest?",
        names,
        names.index(counts) if counts in names else 0,
        format_func=lambda name: GOAL[name].label + (" (least)" if GOAL[name].is_lower_better else ""),
        key="finding-goal",
        help="Strategies that are measurably worse by this drop out.",
    )
    return chosen


def found_or_ask(scenario: Scenario, wanted: str) -> Race | None:
    """Return the race of this very plan; before it is there, show the way to it."""
    n = len(candidates_of(scenario))
    ask = on_demand.Wanted(
        "find-best", "Search", ":material/search:", f"Racing {count(n, 'strategy', 'strategies')}", (wanted,)
    )

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> Race:
        return find_best(scenario, wanted, on_progress, should_cancel)

    return on_demand.made_or_ask(ask, scenario, work)


def show(race: Race) -> None:
    """Show the race's outcome, its picture and table, and what a candidate brings into the plan."""
    view = race_view(race, charts.page_theme())
    glossary.said("\n".join(f"- {md(sentence, 900)}" for sentence in sentences_of(race)))
    charts.draw(view, "find-best")
    _choice(race)
    with st.expander("Every strategy of the race", icon=":material/table:"):
        result_tables.show(view.table)
    files.figures_button(race.as_json(), "race.json", "The race (.json)")


def _choice(race: Race) -> None:
    names = [one.candidate.name for one in race.runners]
    chosen = st.selectbox(
        "Strategy for the plan", range(len(names)), format_func=lambda k: names[k], key="finding-take"
    )
    one = race.runners[chosen].candidate
    st.button(
        "Take it into the plan",
        icon=":material/event_available:",
        on_click=take,
        args=(one,),
        help="Adds the strategy; a rollover on another day is moved there.",
    )


def strategy_of(one: Candidate) -> document.Document:
    """Return the candidate's strategy as the draft holds it, under a name of its own."""
    name = f"Found: {one.harvest}, {one.conversion}"[:LONGEST_NAME]
    made: document.Document = {**one.strategy.model_dump(mode="json"), "name": name}
    return made


def take(one: Candidate) -> None:
    """Put a candidate into the draft: its strategy, and its rollover's date. A callback."""
    strategy, moved = strategy_of(one), ""
    if one.rollover is not None:
        rollover = one.rollovers[one.rollover]
        day = rollover.date.isoformat()
        if session.get(f"rollovers[{one.rollover}].date") != day:
            later = rollover.reinvest_date
            session.put(f"rollovers[{one.rollover}].date", day)
            session.put(f"rollovers[{one.rollover}].reinvest_date", None if later is None else later.isoformat())
            moved = f" The rollover is now on {day}."
    others = [row for row in session.rows("strategies") if row.get("name") != strategy["name"]]
    if len(others) >= MOST_STRATEGIES:
        frame.notify(f"There are {MOST_STRATEGIES} strategies already: remove one to add this.{moved}")
    else:
        session.put("strategies", [*others, strategy])
        frame.notify(f"“{md(strategy['name'], 120)}” is now in the plan.{moved} Run again to compare it.")
    session.renew_widgets()
