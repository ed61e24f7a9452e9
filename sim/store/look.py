"""Look at the saved plans without changing anything: what is there, in which layout, and whether it can be written."""

import os
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.engine import URL

from sim.store.database import engine_of, told
from sim.store.faults import StoreUnavailable, unavailable
from sim.store.layout import LAYOUTS, NEWEST, WRITE_FIRST, layout_on, plans


class Look(NamedTuple):
    """What was seen.

    layout : the database's layout; None where it has none yet
    n_plans : the plans of everybody, deleted ones that can be taken back included
    is_whole : the tables have the columns of their layout; of a newer layout nobody here knows
    """

    layout: str | None = None
    n_plans: int = 0
    is_whole: bool = True

    @property
    def is_newest(self) -> bool:
        """Whether the program will leave the tables as they are."""
        return self.layout == NEWEST


def look(url: URL) -> Look:
    """Return what a database holds; an SQLite file that is missing is not made.

    Raises
    ------
    StoreUnavailable
        It cannot be reached, read or written.
    """
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if file is not None and str(url.database or "") not in ("", ":memory:") and not file.exists():
        _see_that_it_can_be_made(file, url)
        return Look()
    with told(url):
        engine = engine_of(url)
        try:
            with engine.connect().execution_options(**WRITE_FIRST) as connection:
                has_plans = inspect(connection).has_table("plans")
                n_plans = connection.scalar(select(func.count()).select_from(plans)) if has_plans else 0
                layout = layout_on(connection)
                return Look(layout, int(n_plans or 0), _is_whole(connection, layout))
        finally:
            engine.dispose()


def _is_whole(connection: Connection, layout: str | None) -> bool:
    seen = inspect(connection)
    return all(
        seen.has_table(table) and {column["name"] for column in seen.get_columns(table)} >= set(columns)
        for table, columns in LAYOUTS.get(layout or "", {}).items()
    )


def _see_that_it_can_be_made(file: Path, url: URL) -> None:
    try:
        folder = next(place for place in file.absolute().parents if place.exists())
        is_usable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    except OSError as error:
        raise unavailable(error, url) from None
    if not is_usable:
        raise StoreUnavailable(f"{folder} is not a folder that files can be written to.", str(file))
