"""Saved plans beside each other: which ones, their runs, the differences of their inputs and of their results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import Scenario
from sim.api.results import (
    ABSENT,
    DETAILS,
    MEASURE,
    MEASURES,
    InputDifference,
    Measure,
    PairedDifference,
    input_differences,
    plan_difference,
    same_luck,
    versus,
)
from sim.api.scenario import SCHEMA_VERSION, upgraded
from sim.api.store import PlanHead
from ui.core import document, dollars, problems, running, saving, session, store
from ui.core.text import count, md, usd
from ui.core.times import when
from ui.fields import FIELDS, Field, Kind
from ui.results import key_figures
from ui.runs.jobs import Job
from ui.runs.outcome import Outcome

MOST_PLANS, MOST_DIFFERENCES, POLL_SECONDS = 4, 200, 0.5
COMPARED = (*MEASURES, DETAILS[0])


@dataclass
class Chosen:
    """What this session compares: plan ids, the runs under way, and the outcomes held while they are compared."""

    ids: list[str] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One plan of the comparison."""

    name: str
    scenario: Scenario
    sha256: str


def _chosen() -> Chosen:
    return session.slot("compared-plans", Chosen)


def choose() -> list[Column]:
    """Let the user choose up to four saved plans; return those that can be simulated, and name those that cannot."""
    heads, trouble = store.tried(lambda store: store.plans())
    if trouble:
        st.warning(f"Saved plans cannot be read now. {md(trouble)}", icon=":material/cloud_off:")
        return []
    by_id = {head.id: head for head in heads or [] if not head.trouble}
    mine, open_now = _chosen(), saving.link().plan_id
    mine.ids = [plan_id for plan_id in mine.ids if plan_id in by_id] or ([open_now] if open_now in by_id else [])
    key = "compared-ids"

    def kept() -> None:
        _chosen().ids = list(session.held(key) or [])

    st.multiselect(
        "Plans, up to four; the first is what the others are compared with",
        list(by_id),
        default=mine.ids,
        format_func=lambda plan_id: label(by_id[plan_id], list(by_id.values())),
        max_selections=MOST_PLANS,
        key=key,
        on_change=kept,
        placeholder="Choose saved plans",
    )
    found = [column(by_id[plan_id]) for plan_id in mine.ids]
    return [one for one in found if one is not None]


def label(head: PlanHead, heads: list[PlanHead]) -> str:
    """Return the plan's name, with the time of its last change where another has the same name."""
    name = head.name or "Plan without a name"
    is_alone = sum(other.name == head.name for other in heads) == 1
    return name if is_alone else f"{name} (changed {when(head.changed)})"


def column(head: PlanHead) -> Column | None:
    """Return a saved plan as the simulator sees it; say so where it has faults."""
    found, trouble = store.tried(lambda store: store.get(head.id))
    if found is None:
        if trouble:
            st.warning(f"**{md(head.name, 80)}** cannot be read now. {md(trouble)}", icon=":material/cloud_off:")
        return None
    drafted = upgraded(found.document, SCHEMA_VERSION)
    if document.misshapen(drafted):
        return None
    checked = problems.check(document.canonical(document.filled(drafted)))
    if checked.scenario is None:
        st.warning(
            f"**{md(head.name, 80)}** has {count(len(checked.problems), 'item')} to complete or fix and cannot be "
            "compared yet. Open it under **Home**."
        )
        return None
    return Column(head.name or "Plan without a name", checked.scenario, checked.sha256)


def outcomes_or_run(columns: list[Column]) -> list[Outcome] | None:
    """Return every plan's outcome; where some are missing, offer to simulate them and return None."""
    mine = _chosen()
    wanted = {one.sha256 for one in columns}
    mine.outcomes = {sha256: found for sha256, found in mine.outcomes.items() if sha256 in wanted}
    for sha256 in wanted:
        found = mine.outcomes.get(sha256) or running.results().get(sha256)
        if found is not None:
            mine.outcomes[sha256] = found
    missing = [one for one in columns if one.sha256 not in mine.outcomes]
    if not missing:
        future = dollars.are_future()
        found_all = [mine.outcomes[one.sha256] for one in columns]
        return [one.in_future_dollars() for one in found_all] if future else found_all
    _offer(missing)
    return None


def _offer(missing: list[Column]) -> None:
    jobs = _chosen().jobs

    def start() -> None:
        for one in missing:
            jobs[one.sha256] = Job(one.scenario, one.sha256, running.results().put).start()

    def stop() -> None:
        for job in jobs.values():
            job.cancel()

    under_way = [jobs[one.sha256] for one in missing if one.sha256 in jobs and jobs[one.sha256].is_running]
    for one in missing:
        job = jobs.get(one.sha256)
        if job is not None and job.state == "failed":
            st.error(f"**{md(one.name, 80)}**: {md(job.message, 900)}")
    if not under_way:
        st.info(f"{count(len(missing), 'plan')} of these {'has' if len(missing) == 1 else 'have'} no result yet.")
        st.button("Run what is missing", type="primary", icon=":material/play_arrow:", key="run-plans", on_click=start)
        return

    def body() -> None:
        if not any(job.is_running for job in under_way):
            st.rerun()
        share = sum(job.progress for job in under_way) / len(under_way)
        waits = next((job.waits for job in under_way if job.waits), "")
        busy = f"Simulating {count(len(under_way), 'plan')}: {share:.0%}"
        st.progress(share, text=f"{busy}. {waits}" if waits else busy)
        st.button("Cancel", icon=":material/stop_circle:", key="cancel-plans", on_click=stop)

    st.fragment(body, run_every=POLL_SECONDS)()


def notes(columns: list[Column]) -> str:
    """Return what a reader must know before comparing these plans, as Markdown."""
    first, others = columns[0].scenario, [one.scenario for one in columns[1:]]
    said = []
    if all(same_luck(first, other) for other in others):
        said.append("All plans see the same random markets, so chance cancels out in the differences.")
    else:
        said.append(
            "The plans differ in seed or market, so their differences include chance; ± says how much. Give them the "
            "same seed and market to cancel it out."
        )
    if any(other.start != first.start for other in others):
        said.append("Amounts are in dollars of each plan's own start.")
    if any(other.household.horizon_years != first.household.horizon_years for other in others):
        said.append("**The plans end in different years**: wealth at the end is not the same thing in them.")
    return " ".join(said)


def results_table(columns: list[Column], outcomes: list[Outcome]) -> pd.DataFrame:
    """Return every measure of each plan's best strategy, and behind the first plan the difference from it."""
    objective = key_figures.wanted_objective()
    pairs = [key_figures.pair(outcome, objective) for outcome in outcomes]
    rows: list[dict[str, str]] = [{"": "The answer"}, {"": "Strategy shown"}, {"": "What harvesting adds"}]
    for name, outcome, (strategy, _) in zip(names_of(columns), outcomes, pairs, strict=True):
        verdict = outcome.summary["verdict"][objective]
        rows[0][name] = verdict["headline"]
        rows[1][name] = outcome.strategies[strategy]["name"]
        rows[2][name] = _adds(outcome, pairs[len(rows[2]) - 1], MEASURE[objective])
    for measure in COMPARED:
        is_said = measure.label.startswith("Mean") or measure.unit.startswith("%")
        row = {"": measure.label if is_said else f"{measure.label}, mean"}
        for index, name in enumerate(names_of(columns)):
            row[name] = _cell(outcomes, pairs, index, measure)
        rows.append(row)
    return pd.DataFrame(rows)


def _adds(outcome: Outcome, pair: tuple[int, int], measure: Measure) -> str:
    strategy, reference = pair
    return (
        "nothing" if strategy == reference else _delta(versus(outcome.findings, measure, reference)[strategy], measure)
    )


def _cell(outcomes: list[Outcome], pairs: list[tuple[int, int]], index: int, measure: Measure) -> str:
    value = key_figures.value_words(outcomes[index], pairs[index][0], measure)
    if index == 0:
        return value
    row = plan_difference(outcomes[0].findings, outcomes[index].findings, (pairs[0][0], pairs[index][0]), measure)
    return f"{value} ({_delta(row, measure)})"


def _delta(row: PairedDifference, measure: Measure) -> str:
    return key_figures.delta_words(row, measure)[0]


def names_of(columns: list[Column]) -> list[str]:
    """Return a heading for each plan; equal names are numbered."""
    found: list[str] = []
    for one in columns:
        number = sum(other.rpartition(" #")[0] == one.name or other == one.name for other in found) + 1
        found.append(one.name if number == 1 else f"{one.name} #{number}")
    return found


def inputs_table(columns: list[Column]) -> tuple[pd.DataFrame, int]:
    """Return the inputs that differ, one row each, and how many there are in all; the first ones are in the table."""
    rows = input_differences([one.scenario for one in columns])
    accounts = {account.id: account.name for one in reversed(columns) for account in one.scenario.holdings.accounts}
    shown = [
        {"Input": input_words(row, accounts)}
        | {
            name: value_words(row.pattern, value, accounts)
            for name, value in zip(names_of(columns), row.values, strict=True)
        }
        for row in rows[:MOST_DIFFERENCES]
    ]
    return pd.DataFrame(shown, columns=["Input", *names_of(columns)]), len(rows)


def input_words(row: InputDifference, accounts: dict[str, str]) -> str:
    """Return the input as a person says it: ``Lot VTI of 2020-01-02, Shares``."""
    parts = row.pattern.split(".")
    noun = next((problems.NOUNS.get(part[:-2], "") for part in parts if part.endswith("[]")), "")
    item = row.item
    for account, name in accounts.items():
        item = item.replace(f" in {account}", f" in {name}")
    item = accounts.get(item, item)
    spec = _spec(row.pattern)
    last = "" if row.pattern.endswith("[]") else parts[-1].replace("_", " ")
    what = spec.label if spec else last
    return ", ".join(part for part in (f"{noun} {item}".strip(), what) if part)


def _spec(pattern: str) -> Field | None:
    parts = pattern.split(".")
    if parts[:2] == ["market", "classes"]:
        parts[2:3] = []
        return FIELDS.get(f"market.classes[].{parts[-1]}")
    return FIELDS.get(pattern)


def value_words(pattern: str, value: Any, accounts: dict[str, str]) -> str:
    """Return a value as its field shows it."""
    if value is ABSENT:
        return ABSENT
    if pattern.endswith("[]"):
        return "there"
    spec = _spec(pattern)
    if value is None:
        return "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if spec is None:
        return str(value)
    if spec.kind is Kind.USD and isinstance(value, int | float):
        return usd(float(value), cents=not float(value).is_integer())
    if spec.kind is Kind.PERCENT and isinstance(value, int | float):
        return f"{value * 100:g}%"
    if spec.kind is Kind.ACCOUNT:
        return accounts.get(str(value), str(value))
    return spec.choices.get(str(value), str(value))
