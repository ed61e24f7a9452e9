"""Saved plans as one file: a copy while the app goes on, and the way back from it. For SQLite; PostgreSQL has pg_dump.

Copying the database's own file by hand can catch it in the middle of a save; SQLite's backup cannot.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy.engine import URL

from sim.errors import InputError, Problem
from sim.files import PREFIX, reason, sync_folder
from sim.store.database import open_database
from sim.store.faults import StoreUnavailable, shown
from sim.store.layout import NEWEST
from sim.store.sqlite import BUSY_SECONDS


def backup(url: URL, target: Path) -> int:
    """Copy every saved plan into one new file and return how many there are; an earlier file of this name goes.

    Raises
    ------
    InputError
        There is nothing to copy, or the file cannot be written.
    """
    source = _file(url, "pg_dump --format=custom --file=FILE DATABASE")
    if not source.exists():
        raise StoreUnavailable("There are no saved plans yet, so there is nothing to copy.", str(source))
    if target.exists() and not target.is_file():
        raise InputError([Problem(str(target), "", "This is not a plain file; choose another name.")])
    if target.exists() and source.samefile(target):
        raise InputError([Problem(str(target), "", "This is the database itself; choose another file.")])
    with _told(target):
        return _copied(source, target)


def plans_in(file: Path) -> int:
    """Return how many plans a backup holds.

    Raises
    ------
    InputError
        It is no backup of this program's, is damaged, or a newer version wrote it.
    """
    if not file.is_file():
        raise InputError([Problem(str(file), "", "There is no such file.")])
    try:
        with closing(_opened(file)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
            (layout,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (n_plans,) = connection.execute("SELECT count(*) FROM plans WHERE deleted_at IS NULL").fetchone()
    except (sqlite3.Error, TypeError):
        fix = "Not a backup of saved plans, or damaged; choose a file that `plans backup` wrote."
        raise InputError([Problem(str(file), "", fix)]) from None
    if not str(layout).isdecimal() or int(layout) > int(NEWEST):
        raise InputError([Problem(str(file), "", "A newer version of this program wrote it; update this one.")])
    return int(n_plans)


def restore(url: URL, file: Path) -> Path | None:
    """Put a backup's plans in the place of those saved now; return where a copy of these is, None if there were none.

    All at once: an app that is running finds the old plans or the new ones, never some of both.

    Raises
    ------
    InputError
        The backup cannot be used, or the database cannot be written.
    """
    plans_in(file)
    target = _file(url, "pg_restore --clean --dbname=DATABASE FILE")
    kept = None
    with _told(target):
        if target.exists():
            if target.samefile(file):
                raise InputError([Problem(str(file), "", "This is the database itself; choose a backup.")])
            kept = next(name for name in _names(target) if not name.exists())
            _kept(target, kept)
        open_database(url).dispose()
        with closing(_opened(file)) as source, closing(_opened(target, writes=True)) as destination:
            source.backup(destination)
    open_database(url).dispose()  # an older layout is brought to the newest one now
    return kept


def _kept(target: Path, kept: Path) -> None:
    """Keep the database under another name: a copy, or where it is damaged the file itself, as it is."""
    try:
        _copied(target, kept)
    except (sqlite3.Error, InputError):
        for ending in ("-wal", "-shm", ""):
            part = target.with_name(target.name + ending)
            if part.exists():
                part.replace(kept.with_name(kept.name + ending))


def _names(target: Path) -> Iterator[Path]:
    return (target.with_name(f"{target.stem}-before-restore-{number}{target.suffix}") for number in count(1))


def _file(url: URL, command: str) -> Path:
    """Return the database's file."""
    if url.get_backend_name() != "sqlite":
        fix = f"These plans are in a database server; use its own tools, e.g. {command}"
        raise StoreUnavailable(fix, shown(url))
    if url.database in (None, "", ":memory:"):
        raise StoreUnavailable("These plans are in memory only; there is no file to copy.")
    return Path(str(url.database))


def _opened(file: Path, writes: bool = False) -> sqlite3.Connection:
    where = f"{file.resolve().as_uri()}?mode={'rw' if writes else 'ro'}"
    return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS)


def _copied(source: Path, target: Path) -> int:
    """Copy a database beside its target, look it over, and rename it into its place."""
    aside = target.with_name(f"{PREFIX}{target.name}")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)
    try:
        with closing(_opened(source)) as old, closing(_opened(aside, writes=True)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
        n_plans = plans_in(aside)
        aside.replace(target)
        sync_folder(target.parent)
    finally:
        aside.unlink(missing_ok=True)
    return n_plans


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The database has a problem: {error}.", str(place)) from None
    except OSError as error:
        raise InputError([Problem(str(place), "", f"Cannot be written: {reason(error)}.")]) from None
