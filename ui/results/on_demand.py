"""What a page works out only when asked: a button, progress and a way to stop, then what it made, kept for the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from sim.api import Scenario
from ui.core import problems, running, session
from ui.core.text import md
from ui.runs.jobs import Asked, Job, Progress

T = TypeVar("T")
Made = Callable[[Scenario, Progress, Asked], T]
POLL_SECONDS, AT_ONCE_SECONDS = 0.3, 0.2
BEGINS_BY_ITSELF = True
"""Whether `made_or_begun` begins; tests of other things on the same page turn it off."""


@dataclass(frozen=True)
class Wanted:
    """name : of the work, and of its place in the session. key : of what it is for; another key makes it old."""

    name: str
    label: str
    icon: str
    busy: str
    key: tuple[Any, ...] = ()

    @property
    def for_plan(self) -> tuple[Any, ...]:
        return (problems.checked().sha256, *self.key)


def on_fewer_paths(n_paths: int, scenario: Scenario) -> str:
    """Return how many of the plan's paths something rests on, '' where it is all of them."""
    all_paths, current = scenario.simulation.n_paths, running.of_this_plan()
    if scenario.simulation.certain_to is not None and current is not None:
        all_paths = current[0].outcome.result.n_paths  # it may have stopped before
    if n_paths >= all_paths:
        return ""
    return (
        f"On the first {n_paths:,} of the plan's {all_paths:,} paths. *The answer* and *Compare* count all of them, so "
        "an amount can differ there within its ±."
    )


def kept(wanted: Wanted) -> Any:
    """Return what was made for this very plan and key, None where nothing was."""
    found = session.slot(f"{wanted.name}-made", lambda: None)
    return found[1] if found is not None and found[0] == wanted.for_plan else None


def made_or_begun(wanted: Wanted, scenario: Scenario, work: Made[T]) -> T | None:
    """Return what the work made for this plan and key; before that, begin it without a press, once, and show it."""
    begun = f"{wanted.name}-begun"
    if BEGINS_BY_ITSELF and kept(wanted) is None and session.slot(begun, lambda: None) != wanted.for_plan:
        session.fill_slot(begun, wanted.for_plan)
        _start(wanted, scenario, work)
    return made_or_ask(wanted, scenario, work)


def made_or_ask(wanted: Wanted, scenario: Scenario, work: Made[T]) -> T | None:
    """Return what the work made for this plan and key; before that, show its button or its progress."""
    found: T | None = kept(wanted)
    if found is not None:
        return found
    was_running = _is_running(wanted)

    def body() -> None:
        # As in `ui.core.running`: the fragment polls alone, and the whole page is drawn again once the work has ended.
        # Work that ended while the press was answered was never seen running, and is there all the same.
        if _is_running(wanted) != was_running or kept(wanted) is not None:
            st.rerun()
        job = _job(wanted)
        if job is not None and job.is_running:
            st.progress(job.progress, text=job.waits or f"{wanted.busy}: {job.progress:.0%}")
            st.button("Cancel", icon=":material/stop_circle:", on_click=job.stop, key=f"{wanted.name}-cancel")
            return
        if session.slot(f"{wanted.name}-made", lambda: None) is not None:
            st.warning("The plan or a choice on this page has changed since.", icon=":material/history:")
        st.button(
            wanted.label, type="primary", icon=wanted.icon, key=f"{wanted.name}-start",
            on_click=_start, args=(wanted, scenario, work),
        )  # fmt: skip
        if job is not None and job.state in ("canceled", "failed"):
            (st.error if job.state == "failed" else st.info)(md(job.message, 900))

    st.fragment(body, run_every=POLL_SECONDS if was_running else None)()
    return None


def _job(wanted: Wanted) -> Job | None:
    found: Job | None = session.slot(f"{wanted.name}-job", lambda: None)
    return found


def _is_running(wanted: Wanted) -> bool:
    job = _job(wanted)
    return job is not None and job.is_running


def _start(wanted: Wanted, scenario: Scenario, work: Made[Any]) -> None:
    """Begin the work; work of this name under way is stopped first. A callback."""
    job, key, slots = _job(wanted), wanted.for_plan, session.slots()
    if job is not None:
        job.cancel()

    def keep(sha256: str, made: Any) -> None:
        slots[f"{wanted.name}-made"] = (key, made)

    kind = wanted.name.removesuffix("-full").replace("-", "_")
    job = Job(scenario, key[0], keep, work, kind).start()
    session.fill_slot(f"{wanted.name}-job", job)
    job.wait(AT_ONCE_SECONDS)
