"""Run, watch, cancel: the panel in the bar, and the last result, which stays visible, marked when it is old."""

from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from sim import api
from ui import places
from ui.core import changes, dollars, problems, session
from ui.core.text import count, md
from ui.runs import newer
from ui.runs.cache import results
from ui.runs.jobs import Job, log, with_preview
from ui.runs.outcome import Outcome

if TYPE_CHECKING:
    from sim.api.results import Look

POLL_SECONDS, LOOK_SECONDS, FIRST_SECONDS = 0.3, 0.02, 0.5
SLOW_START_SECONDS = 1.5
WARM_UP_AFTER_SECONDS = 1.0
TABLE_SECONDS = 0.2
"""A table tells its last cell up to 150 ms after it was typed."""
ASKED, PRESSED, TABLE = "answer asked for", "run pressed", "table on the page"


@dataclass(frozen=True)
class Shown:
    """The result on the pages.

    is_old : the plan has changed since
    is_preview : of the first paths only; the run was under way when it was made
    """

    outcome: Outcome
    sha256: str
    is_old: bool = False
    is_preview: bool = False


def of_this_plan() -> tuple[Shown, api.Scenario] | None:
    """Return the result on the pages and its plan, where it is whole and the plan has not changed since; else None."""
    shown, scenario = latest(), problems.checked().scenario
    if shown is None or shown.is_old or shown.is_preview or scenario is None:
        return None
    return shown, scenario


@st.cache_resource(show_spinner=False)
def warm_up() -> threading.Thread:
    """Start loading the simulator once a process, while the user reads and types; return the thread that does it."""
    thread = threading.Thread(target=_load, name="warm-up", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    time.sleep(WARM_UP_AFTER_SECONDS)  # the browser still asks for the parts of the first page
    try:
        api.simulate(api.sample_scenario("no-taxable-account").with_paths(1))
        for name in dir(api):  # the rest, so that the next page need not wait for it
            getattr(api, name)
    except Exception:  # a fault here will be told to whoever runs a plan; the app itself must start
        log.exception("Warming up failed")
    # Streamlit looks for garbage after every rerun: among what is made from now on, not in all that was loaded.
    gc.collect()
    gc.freeze()


def _job() -> Job | None:
    return session.slot("job", lambda: None)


def press() -> None:
    """A callback: run the draft, on a page with tables as soon as the cell that was typed last is in it."""
    session.fill_slot(PRESSED, True)


def page_begins() -> None:
    """Note that nothing stands on the page yet."""
    session.fill_slot(TABLE, False)


def table_stands() -> None:
    """Note that the page has a table to edit."""
    session.fill_slot(TABLE, True)


def _is_pressed() -> bool:
    return session.slot(PRESSED, lambda: False)


def start_if_pressed() -> None:
    """Begin the run that was asked for, with the cell that was typed last."""
    if not _is_pressed():
        return
    if session.slot(TABLE, lambda: False):  # on the page on which the button was pressed
        time.sleep(TABLE_SECONDS)
    # Asking for the session ends a thread that was told to stop: the one with the last cell starts the run.
    session.fill_slot(PRESSED, False)
    start()


def start() -> None:
    """Begin simulating the draft; a run under way is stopped first. What is up to date is only shown."""
    checked = problems.checked()
    if checked.scenario is None:
        return
    if results().get(checked.sha256) is not None:
        session.fill_slot(ASKED, True)
        return
    job = _job()
    if job is not None:
        job.cancel()
    sha256 = checked.sha256
    looks: list[Look] = []
    preview = with_preview(lambda outcome: results().put(_of_preview(sha256), outcome), looks.append)
    session.fill_slot("job", Job(checked.scenario, sha256, results().put, preview, looks=looks).start())
    session.fill_slot(ASKED, True)


def open_answer_if_asked(url_path: str) -> None:
    """Go to the answer once a run was begun from where the plan is entered."""
    if not session.slot(ASKED, lambda: False):
        return
    session.fill_slot(ASKED, False)
    here = places.place_of(url_path)
    if here is None or here.name in ("Home", "Your plan"):
        st.switch_page(places.ANSWER)


def _of_preview(sha256: str) -> str:
    """Return under which name the cache holds a run's preview."""
    return f"{sha256} preview"


def latest() -> Shown | None:
    """Return the draft's own result, else the last one, marked old; None before the first run."""
    last: Shown | None = session.slot("shown", lambda: None)
    sha256 = problems.checked().sha256
    if last is None or last.sha256 != sha256 or last.is_preview:
        last = _found(sha256) or last
        session.fill_slot("shown", last)
    return None if last is None else replace(last, is_old=last.sha256 != sha256)


def _found(sha256: str) -> Shown | None:
    """Return the draft's result, else that of the run that was started last; its preview where there is no more yet."""
    job = _job()
    for wanted in dict.fromkeys((sha256, job.sha256 if job else sha256)):
        for name, is_preview in ((wanted, False), (_of_preview(wanted), True)):
            outcome = results().get(name)
            if outcome is not None:
                return Shown(outcome, wanted, is_preview=is_preview)
    return None


def panel() -> None:
    """Show the run's state and its one button; polls by itself while a run is under way."""
    _wait_for_the_first()
    was_running, had_preview = _is_running(), _has_preview()

    def body() -> None:
        # The fragment also runs alone: by its own clock, and after its own buttons. Whenever a run has begun or ended
        # since the page was drawn, the whole page is drawn again: its results and this panel's clock have changed.
        if _is_pressed() or _is_running() != was_running or _has_preview() != had_preview:
            st.rerun()
        job = _job()
        if job is not None and job.is_running:
            _under_way(job)
        else:
            _at_rest(job)

    st.fragment(body, run_every=POLL_SECONDS if was_running else None)()


def _wait_for_the_first() -> None:
    """Let a run that has just begun come to its first answer: the page then shows it, instead of being drawn twice."""
    job = _job()
    while job is not None and job.is_running and job.age < FIRST_SECONDS and not _has_preview() and not newer.waits():
        job.wait(LOOK_SECONDS)


def _is_running() -> bool:
    job = _job()
    return job is not None and job.is_running


def _has_preview() -> bool:
    """Whether the run under way has shown its first paths."""
    job = _job()
    return job is not None and job.is_running and results().get(_of_preview(job.sha256)) is not None


def _under_way(job: Job) -> None:
    shown = f"Simulating {count(job.scenario.simulation.n_paths, 'path')}: {job.progress:.0%}"
    if job.looks:
        look = job.looks[-1]
        shown = f"{look.n_paths:,} paths: ± {look.error:.3%}, {look.asked:.3%} asked for"
    waits = job.waits
    if not waits and job.progress == 0 and job.age > SLOW_START_SECONDS:
        shown = "Compiling the simulator, once after an update"
    with st.container(key="bar-run", horizontal=True, vertical_alignment="center", width="content"):
        st.progress(job.progress, text=waits or shown, width=260)
        st.button("Cancel", icon=":material/stop_circle:", on_click=job.stop, key="cancel", wrap=False)


def _at_rest(job: Job | None) -> None:
    checked, shown = problems.checked(), latest()
    is_current = shown is not None and not shown.is_old and not shown.is_preview
    with st.container(key="bar-run", horizontal=True, vertical_alignment="center", width="content"):
        if checked.scenario is None:
            number = count(len(checked.problems), "item")
            st.page_link(places.CHECK, label=f"{number} to complete", icon=":material/error:")
        elif is_current:
            st.markdown(":small[:material/check: Up to date]")
        elif shown is not None and shown.is_old:
            st.markdown(f":small[:material/history: {changes.words(shown.outcome, shown.sha256)}]")
        st.button(
            "Run" if shown is None or is_current else "Run again",
            icon=":material/play_arrow:",
            type="secondary" if is_current else "primary",
            on_click=press,
            disabled=checked.scenario is None,  # not where it is up to date: a cell may be typed and not yet told
            shortcut="Ctrl+Enter",
            key="run",
            wrap=False,
        )
    if job is not None and job.state in ("canceled", "failed") and job.sha256 == checked.sha256:
        (st.error if job.state == "failed" else st.info)(md(job.message))


def outcome_or_ask(is_for_files: bool = False) -> Outcome | None:
    """Return the outcome to show, marked where it is old; where there is none, say how to get one and return None.

    Files hold today's dollars whatever the pages show.
    """
    shown = latest()
    if shown is None:
        if _is_running():
            st.info("The first answer stands here in a moment.", icon=":material/hourglass_top:")
            return None
        st.info("No result yet. Open an example or enter a plan, then press **Run** above.")
        st.page_link(places.HOME, label="Go to the examples", icon=":material/home:")
        problems.listing()
        return None
    if shown.is_old:
        text = "**Old result.** The plan has changed since; press **Run again** above to bring it up to date."
        st.warning(text, icon=":material/history:")
    elif shown.is_preview:
        n, simulation = shown.outcome.result.n_paths, shown.outcome.result.scenario.simulation
        all_paths = f"{'' if simulation.certain_to is None else 'at most '}{simulation.n_paths:,}"
        rest = "the rest is under way, and" if _is_running() else "the run was stopped; with all of them"
        text = f"**Preview: the first {n:,} of {all_paths} paths**; {rest} the standard errors shrink."
        st.info(text, icon=":material/hourglass_top:")
    return shown.outcome if is_for_files or not dollars.are_future() else shown.outcome.in_future_dollars()
