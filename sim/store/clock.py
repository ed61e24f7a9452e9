"""How long ago a plan was deleted: counted while the program is used, because a computer's clock may be wrong.

A clock that jumps from 2026 to 2029 would make every deletion an old one. So each use adds to every deletion what has
passed since the use before, at most a day, and nothing where the clock went back: a jump costs a day at most.
"""

import time

from sqlalchemy import Connection, case, delete, select, update

from sim.store.layout import clients, plans

DAY = 86_400_000
KEEP_DELETED_DAYS = 30


def now() -> int:
    """Return what the computer's clock says [ms since 1970]."""
    return time.time_ns() // 1_000_000


def deleted_now() -> dict[str, int | None]:
    """Return what marks a plan as deleted just now."""
    at = now()
    return {"deleted_at": at, "deleted_seen": at, "deleted_for": 0}


def not_deleted() -> dict[str, int | None]:
    """Return what marks a plan as there."""
    return {"deleted_at": None, "deleted_seen": None, "deleted_for": None}


def purge(connection: Connection) -> None:
    """Count this use for every deletion, and remove what was deleted thirty days of use ago, with all beside it."""
    at = now()
    passed = at - plans.c.deleted_seen
    step = case((passed < 0, 0), (passed > DAY, DAY), else_=passed)
    count = update(plans).where(plans.c.deleted_seen.is_not(None), plans.c.deleted_seen != at)
    connection.execute(count.values(deleted_for=plans.c.deleted_for + step, deleted_seen=at))
    is_over = plans.c.deleted_for > KEEP_DELETED_DAYS * DAY
    connection.execute(delete(clients).where(clients.c.plan_id.in_(select(plans.c.id).where(is_over))))
    connection.execute(delete(plans).where(is_over))
