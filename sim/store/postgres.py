"""A PostgreSQL server, for which nobody waits without end: not to connect, not for a statement, not where it stands."""

import time
from collections.abc import Generator
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

CONNECT_SECONDS, STATEMENT_SECONDS, ANSWER_SECONDS, POOL_SECONDS = 5, 8, 10, 10
"""How long a connection may take; a statement, by the server's clock; an answer, by ours; a free connection."""


def postgres_engine(url: URL) -> Engine:
    """Return an engine whose every wait ends; raises `ModuleNotFoundError` where no driver is installed."""
    import psycopg

    class Bounded(psycopg.Connection[Any]):
        """A connection that gives up a server which does not answer: stopped, swapped out, behind a dead line."""

        answer_seconds = ANSWER_SECONDS

        def wait(self, gen: Any, *arguments: Any, **options: Any) -> Any:
            try:
                return super().wait(_within(gen, self.answer_seconds), *arguments, **options)
            except NoAnswer:
                self.pgconn.finish()
                raise psycopg.OperationalError(f"no answer within {self.answer_seconds} seconds") from None

    given = {"connect_timeout": CONNECT_SECONDS}
    options = {name: value for name, value in given.items() if name not in url.query}
    engine = create_engine(
        url, pool_pre_ping=True, pool_timeout=POOL_SECONDS, connect_args=options, hide_parameters=True
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, keywords: Any) -> Any:
        return Bounded.connect(*arguments, **keywords)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET statement_timeout = {STATEMENT_SECONDS * 1000}")
        connection.commit()

    return engine


class NoAnswer(Exception):
    """The server has not answered in time."""


def _within(steps: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
    """Yield what a driver's steps wait for, and hand back what came; raises `NoAnswer` after so many seconds.

    The driver looks around ten times a second: what it hands back then says that nothing has come.
    """
    until = time.monotonic() + seconds
    try:
        wanted = next(steps)
        while True:
            came = yield wanted
            if not came and time.monotonic() > until:
                raise NoAnswer
            wanted = steps.send(came)
    except StopIteration as end:
        return end.value
