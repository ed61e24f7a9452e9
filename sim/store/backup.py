"""Saved plans as one file: a copy while the app goes on, and the way back from it. For SQLite; PostgreSQL has pg_dump.

Copying the database's own file by hand can catch it in the middle of a save; SQLite's backup cannot.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import URL

from sim.errors import InputError, Problem
from sim.files import drop_leftovers, name_beside, reason, sync_folder
from sim.store.database import engine_of, open_database, told
from sim.store.faults import StoreUnavailable, shown
from sim.store.layout import LAYOUTS, plans
from sim.store.migrating import migrate
from sim.store.ours import NewerLayout, NotOurs, layout_in, opened
from sim.store.plans import PlanStore
from sim.store.rows import head_of

NOT_OURS = "Not saved plans of this program, or damaged"
NO_FILE = "There is no such file."


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
        fix = "This is not a plain file; choose one that `plans backup` wrote." if file.exists() else NO_FILE
        raise InputError([Problem(str(file), "", fix)])
    return _counted(file, file)


def restore(url: URL, file: Path) -> Path | None:
    """Put a backup's plans in the place of those saved now; return where a copy of these is, None if there were none.

    The backup's rows are first taken over into a database of this program's making beside the target, brought to the
    newest layout, and read; where any of that fails, nothing has changed. Then all at once: an app that is running
    finds the old plans or the new ones, never some of both.

    Raises
    ------
    InputError
        The backup cannot be used, or the database cannot be written.
    """
    plans_in(file)
    target = _file(url, "pg_restore --clean --dbname=DATABASE FILE")
    if target.exists() and target.samefile(file):
        raise InputError([Problem(str(file), "", "This is the database itself; choose a backup.")])
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        drop_leftovers(target.parent)
    fresh = name_beside(target)
    try:
        with _told(target):
            _taken_over(file, fresh)
            return _swapped(url, fresh, target)
    finally:
        _removed(fresh)


def _swapped(url: URL, fresh: Path, target: Path) -> Path | None:
    """Put a new database's content in the place of the target's; return where that is kept."""
    if not target.exists():
        open_database(url).dispose()
        _overwritten(fresh, target)
        return None
    kept = next(name for name in _names(target) if not name.exists())
    if _is_kept_as_copy(target, kept):
        _overwritten(fresh, target)
        return kept
    try:
        open_database(url).dispose()
        _overwritten(fresh, target)
    except BaseException:
        _removed(target)
        _moved(kept, target)
        raise
    return kept


def _overwritten(fresh: Path, target: Path) -> None:
    with opened(fresh) as source, opened(target, writes=True) as destination:
        source.backup(destination)


def _counted(file: Path, named: Path) -> int:
    """Return how many plans a database of ours holds; messages name it as `named`."""
    with _of_ours(file, named) as connection:
        layout_in(connection)
        (n_plans,) = connection.execute("SELECT count(*) FROM plans WHERE deleted_at IS NULL").fetchone()
    return int(n_plans)


def _taken_over(file: Path, fresh: Path) -> None:
    """Make a new database of a backup's rows, none of its tables: of the newest layout, and read once."""
    url = URL.create("sqlite", database=str(fresh))
    fresh.touch(mode=0o600)
    with _of_ours(file) as connection:
        layout = layout_in(connection)
    engine = engine_of(url)
    try:
        with told(url):
            migrate(engine, layout)
            engine.dispose()
        with _of_ours(fresh, named=file, writes=True) as connection:
            connection.execute("ATTACH ? AS given", [f"{file.resolve().as_uri()}?mode=ro"])
            for table, columns in LAYOUTS[layout].items():
                names = ", ".join(columns)
                connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM given.{table}")
            connection.commit()
        with told(url), engine.connect() as reader:
            migrate(engine)
            PlanStore(engine).plans()
            for row in reader.execute(select(plans)).mappings():
                head_of(row)  # a damaged row costs itself, as in any database
    finally:
        engine.dispose()


@contextmanager
def _of_ours(file: Path, named: Path | None = None, writes: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file whose content is somebody's; tell in words that it is none of ours. `named`: what messages name."""
    place = str(named or file)
    try:
        with opened(file, writes) as connection:
            yield connection
    except NewerLayout:
        fix = "A newer version of this program wrote it; update this one."
        raise InputError([Problem(place, "", fix)]) from None
    except NotOurs as error:
        raise InputError([Problem(place, "", f"{NOT_OURS}: {error}.")]) from None
    except sqlite3.Error as error:
        raise InputError([Problem(place, "", f"{NOT_OURS}: it cannot be read ({error}).")]) from None


def _removed(place: Path) -> None:
    for ending in ("-wal", "-shm", "-journal", ""):
        place.with_name(place.name + ending).unlink(missing_ok=True)


def _is_kept_as_copy(target: Path, kept: Path) -> bool:
    """Keep the database under another name: a copy, or where it is none of ours any more the file itself, as it is."""
    try:
        _copied(target, kept)
    except sqlite3.OperationalError:  # the disk is full, or the database is in use: nothing has changed
        raise
    except (sqlite3.Error, InputError):
        _moved(target, kept)
        return False
    return True


def _moved(place: Path, other: Path) -> None:
    for ending in ("-wal", "-shm", ""):
        part = place.with_name(place.name + ending)
        if part.exists():
            part.replace(other.with_name(other.name + ending))


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


def _copied(source: Path, target: Path) -> int:
    """Copy a database beside its target, look it over, and rename it into its place."""
    aside = name_beside(target)
    drop_leftovers(target.parent)
    aside.touch(mode=0o600)
    try:
        with opened(source) as old, opened(aside, writes=True) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
        n_plans = _counted(aside, source)
        aside.replace(target)
        sync_folder(target.parent)
    finally:
        _removed(aside)
    return n_plans


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The database has a problem: {error}.", str(place)) from None
    except OSError as error:
        raise InputError([Problem(str(place), "", f"Cannot be written: {reason(error)}.")]) from None
