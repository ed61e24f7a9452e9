"""Whether an SQLite file holds saved plans as this program keeps them: its tables and columns, before a row is read.

A strange file may hold views without an end, triggers, tables that are programs. Only plain tables and indexes that a
layout of ours has are read, and whatever a file makes SQLite do has an end.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sim.store.layout import INDEXES, LAYOUTS, NEWEST, VERSION_TABLE, is_newer, short

MOST_SECONDS = 120
"""What SQLite may take to read a file."""
STEPS_BETWEEN = 100_000
"""SQLite's own steps between two looks at the clock."""


class NotOurs(Exception):
    """The file is none of this program's; the message says what is wrong with it, as part of a sentence."""


class NewerLayout(Exception):
    """A newer version of this program wrote the file."""


@contextmanager
def opened(file: Path, writes: bool = False, busy_seconds: float = 10) -> Iterator[sqlite3.Connection]:
    """Open a file that exists; what it makes SQLite do ends after `MOST_SECONDS` with an `sqlite3.OperationalError`."""
    where = f"{file.resolve().as_uri()}?mode={'rw' if writes else 'ro'}"
    with closing(sqlite3.connect(where, uri=True, timeout=busy_seconds)) as connection:
        until = time.monotonic() + MOST_SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, STEPS_BETWEEN)
        for pragma in ("trusted_schema=OFF", "ignore_check_constraints=ON"):  # no text of the file is computed
            connection.execute(f"PRAGMA {pragma}").close()
        yield connection


def layout_in(connection: sqlite3.Connection) -> str:
    """Return the layout of the file, whose tables are exactly those of this layout, and whole.

    Raises
    ------
    NotOurs
        It is another program's, was changed by hand, or is damaged.
    NewerLayout
        A newer version of this program wrote it.
    """
    try:
        found = connection.execute("SELECT type, name, tbl_name, rootpage FROM sqlite_master").fetchall()
        layout = _layout(connection, [row for row in found if row[1] == VERSION_TABLE])
        _check_kinds(found)
        for table, columns in LAYOUTS[layout].items():
            _check_columns(connection, table, columns)
        for index, column in INDEXES.items():
            if [row[2] for row in connection.execute(f"PRAGMA index_info({index})")] not in ([], [column]):
                raise NotOurs(f"its index {index} is not this program's")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise NotOurs("it is damaged")
    except sqlite3.DatabaseError as error:
        raise NotOurs(f"it cannot be read ({error})") from None
    return layout


def _layout(connection: sqlite3.Connection, tables: list[tuple[str, str, str, int]]) -> str:
    if [(kind, bool(page)) for kind, _, _, page in tables] != [("table", True)]:
        raise NotOurs("it does not say which layout it has")
    _check_columns(connection, VERSION_TABLE, ("version_num",))
    rows = connection.execute(f"SELECT version_num FROM {VERSION_TABLE} LIMIT 2").fetchall()
    layout = rows[0][0] if len(rows) == 1 else None
    if is_newer(layout):
        raise NewerLayout
    if layout not in LAYOUTS:
        raise NotOurs(f"no version of this program has its layout ({short(layout)})")
    return str(layout)


def _check_kinds(found: list[tuple[str, str, str, int]]) -> None:
    """See that there are plain tables and indexes of ours alone; a view, a trigger or a virtual table has no page."""
    known = {("table", name, name) for name in (*LAYOUTS[NEWEST], VERSION_TABLE)}
    known |= {("index", name, "plans") for name in INDEXES}
    for kind, name, table, page in found:
        is_own = str(name).startswith("sqlite_")  # SQLite's own: of a primary key, of ANALYZE
        if not page or not ((kind, name, table) in known or is_own):
            raise NotOurs(f"it holds a {short(kind)} that this program does not make: {short(name)}")


def _check_columns(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    """See that a table has these columns and no others, none of them computed from others."""
    found = {row[1]: row[6] for row in connection.execute(f"PRAGMA table_xinfo({table})")}
    if found != dict.fromkeys(columns, 0):
        raise NotOurs(f"the columns of its table {table} are not this program's")
