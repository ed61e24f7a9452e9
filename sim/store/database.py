"""Where plans are saved: an SQLite file in the user's data folder, or the database an environment variable names."""

import logging
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sim.store.faults import StoreUnavailable, unavailable
from sim.store.layout import NEWEST, layout_on
from sim.store.sqlite import sqlite_engine

URL_VARIABLE = "ROLLOVER_SIM_DATABASE_URL"
_SAY_WHERE = f"set HOME, XDG_DATA_HOME or {URL_VARIABLE}"
FOLDER, FILE = "rollover-sim", "plans.sqlite3"
log = logging.getLogger(__name__)


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the user's folder for this program's data, by the convention of the platform.

    References: XDG Base Directory Specification; Apple, File System Programming Guide; Microsoft, KNOWNFOLDERID.
    """
    given = Path(environ.get("LOCALAPPDATA" if platform == "win32" else "XDG_DATA_HOME") or "")
    if platform != "darwin" and given.is_absolute():  # the specification ignores relative paths
        return given / FOLDER
    try:
        home = Path.home()
    except RuntimeError:  # HOME is not set, and the system does not know the user
        home = Path()
    if not home.is_absolute():
        return _temporary_folder()
    places = {"win32": home / "AppData" / "Local", "darwin": home / "Library" / "Application Support"}
    return places.get(platform, home / ".local" / "share") / FOLDER


@cache
def _temporary_folder() -> Path:
    """Return a temporary folder that only this user can enter, for one who has no home folder; says so once.

    The same one for every process of the user where that can be had: plans are found again until the system clears it.

    Raises
    ------
    StoreUnavailable
        No temporary folder can be written either.
    """
    user = os.getuid() if hasattr(os, "getuid") else "user"
    try:
        folder = Path(tempfile.gettempdir()) / f"rollover-sim-{user}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        is_ours = not hasattr(os, "getuid") or (found.st_uid == user and not found.st_mode & 0o077)
        if not (stat.S_ISDIR(found.st_mode) and is_ours):
            folder = Path(tempfile.mkdtemp(prefix="rollover-sim-"))
    except OSError as error:
        raise StoreUnavailable(f"There is no folder to save them in ({error.strerror}); {_SAY_WHERE}.") from None
    log.warning("No home folder is known: plans are kept in %s until the system clears it; %s.", folder, _SAY_WHERE)
    return folder


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
    with told(url):
        engine = engine_of(url)
        if layout_of(engine) != NEWEST:
            from sim.store.migrating import migrate  # Alembic takes a fifth of a second to load

            migrate(engine)
    return engine


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Tell every fault within as `StoreUnavailable`, in words and without the password.

    An address may hold any option; whatever a driver makes of it is told, never thrown.
    """
    try:
        yield
    except (NoSuchModuleError, ModuleNotFoundError):
        fix = f"No driver for {url.drivername} is installed; for PostgreSQL: pip install 'rollover-sim[postgres]'."
        raise StoreUnavailable(fix) from None
    except StoreUnavailable:
        raise
    except Exception as error:
        raise unavailable(error, url) from None


def engine_of(url: URL) -> Engine:
    """Return an engine on the database, to which no connection has been made yet."""
    if url.get_backend_name() == "sqlite":
        return sqlite_engine(url)
    if url.drivername == "postgresql+psycopg":
        from sim.store.postgres import postgres_engine

        return postgres_engine(url)
    return create_engine(url, pool_pre_ping=True, hide_parameters=True)


def layout_of(engine: Engine) -> str | None:
    """Return the name of the layout that the database has, None where it has none yet."""
    with engine.connect() as connection:
        return layout_on(connection)
