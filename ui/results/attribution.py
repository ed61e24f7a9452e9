"""Where a difference comes from, on a page: worked out on demand, with progress and a way to stop it; then shown."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.api import Scenario, attribution
from sim.api.studies import Attribution
from sim.views.attribution import attribution_view
from ui.core import charts, files, glossary, result_tables, running, session
from ui.core.text import md, usd
from ui.runs.jobs import Asked, Job, Progress
from ui.runs.outcome import Outcome

SLOT, POLL_SECONDS, SHOWN = "attribution-job", 0.3, 3
HOW = (
    "- **A part** is the difference before its piece is switched off less the difference after it, path by path, so "
    "the parts add up to the whole on every path. ± is two standard errors of the part itself.\n"
    "- **Order:** trading cost, wash sales that lose for good, the rest of the wash-sale rule, state tax, Medicare "
    "surcharges, premium credit, NIIT, senior deduction, taxable Social Security, the 0% and the 20% bracket of gains, "
    "the standard deduction, ordinary brackets (two flat rates are left), the spread between these two, and at last "
    "all tax. In another order the parts would be somewhat different, the whole would not.\n"
    "- **The two flat rates** are the law's middle rate on gains, and for income the bracket rate that the household "
    "reaches without harvesting, mean over years and paths. They draw the line between *rate spread* and *brackets*.\n"
    "- **Step-up** is what heirs keep less after-tax wealth, strategy against strategy, so it stands only there. The "
    "half or whole step-up of a couple's first death is inside *deferral*.\n"
    "- **Not tax** is what differs without any tax: exactly nothing, unless a strategy waits in cash.\n"
    "- **Uncertain:** the assumptions on markets and law; the standard error covers chance only."
)


def _job() -> Job | None:
    found: Job | None = session.slot(SLOT, lambda: None)
    return found


def _start() -> None:
    """Begin to take the shown run apart. A callback."""
    shown = running.latest()
    if shown is None:
        return
    outcome, job = shown.outcome, _job()
    if job is not None:
        job.cancel()

    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> Attribution:
        return attribution(outcome.findings, on_progress, should_cancel)

    def keep(sha256: str, found: Attribution) -> None:
        outcome.take(found)

    session.fill_slot(SLOT, Job(outcome.result.scenario, shown.sha256, keep, work, "attribution").start())


def found_or_ask(outcome: Outcome) -> dict[str, Any] | None:
    """Return the attribution as ``summary.json`` holds it; None before it is there, with the way to it on the page."""
    found: dict[str, Any] | None = outcome.summary["attribution"]
    if found is None:
        _panel()
    return found


def _panel() -> None:
    was_running = _is_running()

    def body() -> None:
        if _is_running() != was_running:
            st.rerun()
        job = _job()
        if job is not None and job.is_running:
            busy = f"Switching the law off piece by piece: {job.progress:.0%}"
            st.progress(job.progress, text=job.waits or busy)
            st.button("Cancel", icon=":material/stop_circle:", on_click=job.stop, key="cancel-attribution")
            return
        glossary.said("This simulates the same paths a dozen times more, each time without one more piece of the law.")
        st.button("Break it down", type="primary", icon=":material/account_tree:", on_click=_start)
        if job is not None and job.state in ("canceled", "failed"):
            (st.error if job.state == "failed" else st.info)(md(job.message))

    st.fragment(body, run_every=POLL_SECONDS if was_running else None)()


def _is_running() -> bool:
    job = _job()
    return job is not None and job.is_running


def show(outcome: Outcome, found: dict[str, Any], objective: str) -> None:
    """Show one strategy's waterfall, its table, and the whole as a file."""
    names = [row["name"] for row in found["strategies"]]
    wanted = outcome.summary["verdict"][objective]["strategy"]
    index = st.selectbox(
        "Strategy",
        range(len(names)),
        names.index(wanted) if wanted in names else 0,
        format_func=lambda k: names[k],
        key="attribution-strategy",
        help="What this strategy's difference is made of.",
    )
    view = attribution_view(found, names[index], objective, outcome.findings.dollars, charts.page_theme())
    glossary.said(md(view.words, 900))
    glossary.said(_largest(found, names[index], objective))
    charts.draw(view, "attribution")
    result_tables.show(charts.in_words(view.table, outcome.findings.is_in_future_dollars))
    with st.expander("What each part is", icon=":material/help:"):
        shown = {part["piece"] for part in _of(found, names[index])[objective]["parts"]}
        pieces = (piece for name, piece in found["pieces"].items() if name in shown)
        glossary.said("\n".join(f"- **{md(piece['label'])}**: {md(piece['text'], 600)}" for piece in pieces))
    files.figures_button(found, "why.json")


def _of(found: dict[str, Any], strategy: str) -> dict[str, Any]:
    row: dict[str, Any] = next(row for row in found["strategies"] if row["name"] == strategy)
    return row


def _largest(found: dict[str, Any], strategy: str, objective: str) -> str:
    """Return what the largest parts are, a line each; only those that are more than chance."""
    parts = [part for part in _of(found, strategy)[objective]["parts"] if part["is_measurable"]]
    lines = []
    for part in sorted(parts, key=lambda one: -abs(one["mean"]))[:SHOWN]:
        piece = found["pieces"][part["piece"]]
        amount = f"{'+' if part['mean'] > 0 else ''}{usd(part['mean'])} ± {usd(2 * part['standard_error'])}"
        lines.append(f"- **{md(piece['label'])} {md(amount)}.** {md(piece['text'], 600)}")
    return "\n".join(lines)
