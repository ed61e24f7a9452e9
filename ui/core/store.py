"""The door to saved plans: one database a process, the plans of whoever signed in."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from sqlalchemy import Engine

from sim.api import InputError
from sim.api.store import (
    ADOPT_VARIABLE,
    PlanStore,
    StoreUnavailable,
    adopt,
    database_url,
    open_database,
    owner_of,
)
from ui.core import session

T = TypeVar("T")
RETRY_SECONDS = 15


class Connections:
    """One engine a database. After a failure the next attempt waits a little: every click would wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._failed: dict[str, tuple[float, StoreUnavailable]] = {}
        atexit.register(self.close)

    def engine(self) -> Engine:
        url = database_url()
        name = url.render_as_string(hide_password=False)
        failed_at, fault = self._failed.get(name, (-RETRY_SECONDS, None))
        if fault is not None and time.monotonic() - failed_at < RETRY_SECONDS:
            raise fault
        with self._lock:
            if name not in self._engines:
                try:
                    self._engines[name] = open_database(url)
                except StoreUnavailable as error:
                    self._note(name, error)
                    raise
            return self._engines[name]

    def note(self, fault: StoreUnavailable) -> None:
        """Remember that the database did not answer: who asks in the next seconds is told so without a wait."""
        if fault.was_silent:
            self._note(database_url().render_as_string(hide_password=False), fault)

    def _note(self, name: str, fault: StoreUnavailable) -> None:
        self._failed[name] = (time.monotonic(), fault)

    def close(self) -> None:
        """Close every connection: SQLite then has everything in its one file."""
        for engine in self._engines.values():
            engine.dispose()


@st.cache_resource(show_spinner=False)
def connections() -> Connections:
    """Return the process's one set of connections."""
    return Connections()


def store() -> PlanStore:
    """Return the plans of whoever signed in (Streamlit's own sign-in, where it is set up), else of this computer.

    Raises
    ------
    StoreUnavailable
        The database cannot be used, or nobody is signed in where there is a sign-in.
    """
    claims = st.user.to_dict()
    is_set_up = "is_logged_in" in claims or bool(st.get_option("server.trustedUserHeaders"))
    owner = owner_of(claims, is_set_up)
    engine = connections().engine()
    issuer = os.environ.get(ADOPT_VARIABLE, "")
    if is_set_up and issuer and not session.slot("adopted", lambda: False):
        adopt(engine, claims, issuer)
        session.fill_slot("adopted", True)
    return PlanStore(engine, owner)


def tried(work: Callable[[PlanStore], T]) -> tuple[T | None, str]:
    """Return what the work returns, or None and in words why the database could not be used."""
    try:
        return work(store()), ""
    except InputError as error:
        if isinstance(error, StoreUnavailable):
            connections().note(error)
        return None, " ".join(problem.message for problem in error.problems)
