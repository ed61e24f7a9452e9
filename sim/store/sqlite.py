"""An SQLite file of the user's own, whose content survives a killed process and a power cut."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

BUSY_SECONDS = 10
_BUSY_PAUSE = 0.02
PRAGMAS = (
    "journal_mode=WAL",  # a reader never waits for a writer
    "synchronous=FULL",  # what is committed survives a power cut too
    "wal_autocheckpoint=1",  # what is committed goes on into the file itself: who copies that one file has every plan
)


def sqlite_engine(url: URL) -> Engine:
    """Return an engine on the file, which is made where it is missing."""
    file = url.database or ""
    if file not in ("", ":memory:"):
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not Path(file).exists():
            Path(file).touch(mode=0o600)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # Python's own transactions leave out what changes tables
        connection.text_factory = _text
        for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", *PRAGMAS):
            _set(connection, pragma, time.monotonic() + BUSY_SECONDS)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine


def _set(connection: Any, pragma: str, latest: float) -> None:
    """Set a pragma, asking again until `latest`: the change to WAL is refused at once while another makes the same.

    References: SQLite, `sqlite3_busy_handler`: where waiting could be a deadlock the handler is not called.
    """
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= latest:
                raise
        time.sleep(_BUSY_PAUSE)


def _text(raw: bytes) -> str:
    """Return text, whatever its bytes: one damaged cell must not stop a list."""
    return raw.decode("utf-8", "replace")
