"""Bring a database to the newest layout, with Alembic."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from sim.store.faults import StoreUnavailable, shown
from sim.store.layout import WRITE_FIRST, is_newer, layout_on, short

MIGRATION_SECONDS = 60
MIGRATIONS = Path(__file__).with_name("migrations")


def newest_revision() -> str | None:
    """Return the name of the newest layout that the migrations make."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the layout `revision`, in one transaction.

    Raises
    ------
    StoreUnavailable
        The database has a layout that this program does not know.
    """
    config = _config()
    # Two servers may start at once: the second waits here until the first is done.
    with engine.connect().execution_options(**WRITE_FIRST) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            _wait_longer(connection)
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(8949)")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError:
            found = layout_on(connection)
            fix = "They were saved by a newer version of this program; update it."
            if not is_newer(found):
                fix = f"No version of this program has their layout ({short(found)}); restore a backup of them."
            raise StoreUnavailable(fix, shown(engine.url)) from None


def _wait_longer(connection: Connection) -> None:
    """Let this transaction take its time: another server may be bringing a large table to the newest layout."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {MIGRATION_SECONDS * 1000}")
    driver: Any = connection.connection.dbapi_connection
    driver.answer_seconds = MIGRATION_SECONDS
    connection.detach()  # it is closed at the end: later work waits no longer than usual


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
