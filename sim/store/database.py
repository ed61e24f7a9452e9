"""Where plans are saved: an SQLite file in the user's data folder, or the database an environment variable names."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from sim.store.faults import StoreUnavailable, unavailable
from sim.store.layout import NEWEST

URL_VARIABLE = "ROLLOVER_SIM_DATABASE_URL"
FOLDER, FILE = "rollover-sim", "plans.sqlite3"
BUSY_SECONDS = 10


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the user's folder for this program's data, by the convention of the platform.

    References: XDG Base Directory Specification; Apple, File System Programming Guide; Microsoft, KNOWNFOLDERID.
    """
    home = Path.home()
    if platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        given = Path(environ.get("XDG_DATA_HOME") or "")
        base = given if given.is_absolute() else home / ".local" / "share"  # the specification ignores relative paths
    return base / FOLDER


def database_url(environ: Mapping[str, str] = os.environ) -> URL:
    """Return the database to use: the variable's, else the SQLite file in the data folder.

    Raises
    ------
    StoreUnavailable
        The variable holds no database URL.
    """
    given = environ.get(URL_VARIABLE, "").strip()
    if not given:
        return URL.create("sqlite", database=str(data_folder(environ) / FILE))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        fix = f"{URL_VARIABLE} is not a database URL; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."
        raise StoreUnavailable(fix) from None
    is_plain = url.drivername in ("postgresql", "postgres")
    return url.set(drivername="postgresql+psycopg") if is_plain else url


def open_database(url: URL | None = None) -> Engine:
    """Return an engine on the database, made where it is missing and brought to the newest layout.

    Raises
    ------
    StoreUnavailable
        It cannot be reached or made, is damaged, or a newer version of the program wrote it.
    """
    url = url or database_url()
    try:
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else create_engine(url, pool_pre_ping=True)
        if layout_of(engine) != NEWEST:
            from sim.store.migrating import migrate  # Alembic takes a fifth of a second to load

            migrate(engine)
    except (NoSuchModuleError, ModuleNotFoundError):
        fix = f"No driver for {url.drivername} is installed; for PostgreSQL: pip install 'rollover-sim[postgres]'."
        raise StoreUnavailable(fix) from None
    except (SQLAlchemyError, OSError) as error:
        raise unavailable(error, url) from None
    return engine


def layout_of(engine: Engine) -> str | None:
    """Return the name of the layout that the database has, None where it has none yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _sqlite(url: URL) -> Engine:
    """Return an engine on a file of the user's own, whose content survives a killed process."""
    file = url.database or ""
    if file not in ("", ":memory:"):
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not Path(file).exists():
            Path(file).touch(mode=0o600)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # Python's own transactions leave out what changes tables
        # Write-ahead logging: a reader never waits for a writer. FULL: what is committed survives a power cut too.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_SECONDS * 1000}"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine
