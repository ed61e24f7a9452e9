"""The door to saved plans: one database a process, the plans of whoever signed in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from sqlalchemy import Engine

from sim.api import InputError
from sim.api.store import PlanStore, StoreUnavailable, database_url, open_database

T = TypeVar("T")
RETRY_SECONDS = 15


class Connections:
    """One engine a database. After a failure the next attempt waits a little: every click would wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._failed: dict[str, tuple[float, StoreUnavailable]] = {}

    def engine(self) -> Engine:
        url = database_url()
        name = url.render_as_string(hide_password=False)
        with self._lock:
            if name not in self._engines:
                failed_at, fault = self._failed.get(name, (-RETRY_SECONDS, None))
                if fault is not None and time.monotonic() - failed_at < RETRY_SECONDS:
                    raise fault
                try:
                    self._engines[name] = open_database(url)
                except StoreUnavailable as error:
                    self._failed[name] = (time.monotonic(), error)
                    raise
            return self._engines[name]


@st.cache_resource(show_spinner=False)
def connections() -> Connections:
    """Return the process's one set of connections."""
    return Connections()


def store() -> PlanStore:
    """Return the plans of whoever signed in (Streamlit's own sign-in, where it is set up), else of this computer.

    Raises
    ------
    StoreUnavailable
        The database cannot be used.
    """
    return PlanStore(connections().engine(), str(st.user.get("email") or ""))


def tried(work: Callable[[PlanStore], T]) -> tuple[T | None, str]:
    """Return what the work returns, or None and in words why the database could not be used."""
    try:
        return work(store()), ""
    except InputError as error:
        return None, " ".join(problem.message for problem in error.problems)
