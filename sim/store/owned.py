"""What belongs to one owner in one database: the only rows that its reader sees."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, and_, false
from sqlalchemy.exc import SQLAlchemyError

from sim.store.faults import StoreUnavailable, unavailable
from sim.store.layout import plans
from sim.store.owners import MOST_OWNER_BYTES

MOST_LISTED = 500
PLAN_ID = re.compile("[0-9a-f]{32}")


class Owned:
    """The rows of one owner. Whatever works on them raises `StoreUnavailable` where the database fails."""

    def __init__(self, engine: Engine, owner: str = "") -> None:
        if len(owner.encode()) > MOST_OWNER_BYTES:
            raise StoreUnavailable("The owner's name is too long to be kept.")
        self._engine = engine
        self._owner = owner

    def _mine(self, plan_id: str) -> Any:
        """Return the condition of a plan's row that is there and is this owner's."""
        if not PLAN_ID.fullmatch(plan_id):  # a page's address may say anything, letters that no database takes too
            return false()
        return and_(plans.c.id == plan_id, plans.c.owner == self._owner, plans.c.deleted_at.is_(None))

    @contextmanager
    def _work(self, options: Mapping[str, str] | None = None) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(**options or {}).begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(error, self._engine.url) from None
