"""Saved plans: list, open, save as typed, duplicate, delete and take that back. No version is silently overwritten."""

import json
import uuid
from typing import Any

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from sim.store.client_list import ClientList
from sim.store.clock import deleted_now, not_deleted
from sim.store.clock import now as _now
from sim.store.clock import purge as _purge
from sim.store.faults import unavailable
from sim.store.layout import WRITE_FIRST, browsers, plans
from sim.store.owned import MOST_LISTED, PLAN_ID, Owned
from sim.store.rows import Document, Plan, PlanHead, head_of, plan_of, sha256_of, storable

HEAD = (plans.c.id, plans.c.name, plans.c.version, plans.c.changed_at)


class Conflict(Exception):
    """Somebody else saved the plan since it was read. `theirs` is what stands there now, None where it was deleted."""

    def __init__(self, theirs: PlanHead | None) -> None:
        super().__init__("the plan was changed elsewhere")
        self.theirs = theirs


class PlanStore(Owned):
    """The plans of one owner in one database."""

    @property
    def clients(self) -> ClientList:
        """What the same owner keeps beside the plans."""
        return ClientList(self._engine, self._owner)

    def plans(self, most: int = MOST_LISTED) -> list[PlanHead]:
        """Return the plans, the one changed last first, at most so many."""
        return self._heads(plans.c.deleted_at.is_(None), most)

    def deleted(self) -> list[PlanHead]:
        """Return the plans whose deletion can still be taken back."""
        return self._heads(plans.c.deleted_at.is_not(None))

    def _heads(self, condition: Any, most: int = MOST_LISTED) -> list[PlanHead]:
        query = select(*HEAD).where(plans.c.owner == self._owner, condition)
        query = query.order_by(plans.c.changed_at.desc(), plans.c.id).limit(most)
        with self._work() as connection:
            return [head_of(row) for row in connection.execute(query).mappings()]

    def get(self, plan_id: str) -> Plan | None:
        """Return the plan of this id, None where there is none or it was deleted."""
        with self._work() as connection:
            row = connection.execute(select(plans).where(self._mine(plan_id))).mappings().first()
        return None if row is None else plan_of(row)

    def head(self, plan_id: str) -> PlanHead | None:
        """Return the name and the version of a plan, None where there is none: cheap enough for every click."""
        with self._work() as connection:
            row = connection.execute(select(*HEAD).where(self._mine(plan_id))).mappings().first()
        return None if row is None else head_of(row)

    def create(self, document: Document, beside: Document | None = None, browser: str = "") -> PlanHead:
        """Save a new plan and return its head."""
        values = {**_content(document, beside or {}), "id": uuid.uuid4().hex, "owner": self._owner, "version": 1}
        values |= {"browser": browser, "changed_at": _now()}
        with self._work() as connection:
            connection.execute(insert(plans).values(values))
        self._tidy_up()
        return head_of(values)

    def save(self, plan_id: str, version: int, document: Document, beside: Document | None = None) -> PlanHead:
        """Save over the version that was read, and return the new head.

        Raises
        ------
        Conflict
            Another version, or none, stands there now. Nothing was written.
        """
        values = {**_content(document, beside or {}), "version": version + 1, "changed_at": _now()}
        with self._work() as connection:
            # The first statement writes, so SQLite takes its lock at once; no other save can come in between.
            done = connection.execute(
                update(plans).where(self._mine(plan_id), plans.c.version == version).values(values)
            )
            if done.rowcount == 1:
                return head_of({**values, "id": plan_id})
            row = connection.execute(select(*HEAD).where(self._mine(plan_id))).mappings().first()
        raise Conflict(None if row is None else head_of(row))

    def rename(self, plan_id: str, name: str) -> None:
        """Give a plan another name, in its document too; the newest version is renamed, whichever it is."""
        with self._work(WRITE_FIRST) as connection:  # from here on nobody else saves this plan
            row = connection.execute(select(plans).where(self._mine(plan_id)).with_for_update()).mappings().first()
            if row is not None:
                plan = plan_of(row)
                values = {**_content({**plan.document, "name": name}, plan.beside), "version": plan.version + 1}
                connection.execute(update(plans).where(self._mine(plan_id)).values({**values, "changed_at": _now()}))

    def duplicate(self, plan_id: str, browser: str = "") -> PlanHead | None:
        """Save a copy and return its head; None where there is nothing to copy."""
        plan = self.get(plan_id)
        if plan is None:
            return None
        return self.create({**plan.document, "name": copy_name(plan.name)}, plan.beside, browser)

    def delete(self, plan_id: str) -> None:
        """Take a plan off the list; `restore` takes that back for `KEEP_DELETED_DAYS` of use."""
        with self._work() as connection:
            connection.execute(update(plans).where(self._mine(plan_id)).values(deleted_now()))

    def restore(self, plan_id: str) -> None:
        """Take the deletion of a plan back."""
        if not PLAN_ID.fullmatch(plan_id):
            return
        mine = and_(plans.c.id == plan_id, plans.c.owner == self._owner)
        with self._work() as connection:
            connection.execute(update(plans).where(mine).values(not_deleted()))

    def same_as(self, document: Document, browser: str) -> PlanHead | None:
        """Return a plan of this browser with exactly this document: a sample opened twice needs no second copy."""
        query = select(*HEAD).where(
            plans.c.owner == self._owner,
            plans.c.browser == browser,
            plans.c.sha256 == sha256_of(document),
            plans.c.deleted_at.is_(None),
        )
        with self._work() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return None if row is None else head_of(row)

    def remember(self, browser: str, plan_id: str) -> None:
        """Note which plan a browser has open."""
        with self._work() as connection:
            connection.execute(delete(browsers).where(browsers.c.browser == browser))
            connection.execute(insert(browsers).values(browser=browser, plan_id=plan_id, seen_at=_now()))
        self._tidy_up()

    def last_of(self, browser: str) -> str | None:
        """Return the plan a browser had open last."""
        with self._work() as connection:
            found: str | None = connection.scalar(select(browsers.c.plan_id).where(browsers.c.browser == browser))
        return found

    def _tidy_up(self) -> None:
        """Remove what was deleted long ago; where that fails, the next use does it."""
        try:
            with self._engine.begin() as connection:
                _purge(connection)
        except SQLAlchemyError as error:
            unavailable(error, self._engine.url)


def copy_name(name: str) -> str:
    """Return the name of a copy; a copy's copy is numbered by the reader, not by us."""
    return f"{name[:110]} (copy)"


def _content(document: Document, beside: Document) -> Document:
    text = json.dumps(document, sort_keys=True)
    hashed = {"name": storable(str(document.get("name") or "")), "sha256": sha256_of(document)}
    return {"document": text, "beside": json.dumps(beside, sort_keys=True), **hashed}
