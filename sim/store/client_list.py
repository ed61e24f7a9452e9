"""The list of clients: beside each plan whose it is, a note, a day to follow up, and what was last worked out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from sim.store.clock import now
from sim.store.layout import WRITE_FIRST, clients, plans
from sim.store.owned import MOST_LISTED, Owned
from sim.store.rows import NO_TIME, PlanHead, head_of, moment_in, object_in, sha256_of, storable

NOTHING = {"client": "", "note": "", "follow_up": "", "answer": "", "answer_of": "", "answered_at": 0}
MOST_CLIENT, MOST_NOTE = 120, 4_096
"""Letters of a client's name and of a note."""


@dataclass(frozen=True)
class ClientNotes:
    """What an adviser keeps beside a plan: the household's name, a note, a day to follow up."""

    client: str = ""
    note: str = ""
    follow_up: date | None = None


@dataclass(frozen=True)
class ClientLine:
    """One plan in the list of clients.

    answer : what was last worked out for it, None for nothing. answered : when
    is_as_answered : is the plan still the one that was worked out?
    """

    plan: PlanHead
    beside: ClientNotes
    answer: Mapping[str, Any] | None
    answered: datetime
    is_as_answered: bool

    @property
    def client(self) -> str:
        """The household's name; where none was given, the plan's."""
        return self.beside.client or self.plan.name or "Plan without a name"


class ClientList(Owned):
    """The clients of one owner in one database."""

    def lines(self, most: int = MOST_LISTED) -> list[ClientLine]:
        """Return a line for each plan, in the order of the clients' names, at most so many."""
        columns = (plans.c.id, plans.c.name, plans.c.version, plans.c.changed_at, plans.c.sha256)
        beside = [column for column in clients.columns if column.name in NOTHING]
        query = select(*columns, *beside).outerjoin_from(plans, clients, clients.c.plan_id == plans.c.id)
        query = query.where(plans.c.owner == self._owner, plans.c.deleted_at.is_(None))
        with self._work() as connection:
            rows = connection.execute(query.order_by(plans.c.changed_at.desc(), plans.c.id).limit(most)).mappings()
            found = [_line(row) for row in rows]
        return sorted(found, key=lambda line: (line.client.casefold(), line.plan.name.casefold(), line.plan.id))

    def write(self, plan_id: str, beside: ClientNotes) -> None:
        """Keep what an adviser wrote beside a plan; nothing where the plan is not there."""
        day = "" if beside.follow_up is None else beside.follow_up.isoformat()
        self._keep(
            plan_id, client=storable(beside.client)[:MOST_CLIENT], note=storable(beside.note)[:MOST_NOTE], follow_up=day
        )

    def keep_answer(self, plan_id: str, document: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """Keep what was worked out for a plan. document : the plan as it was then"""
        text = json.dumps(dict(answer), sort_keys=True)
        self._keep(plan_id, answer=text, answer_of=sha256_of(document), answered_at=now())

    def _keep(self, plan_id: str, **values: Any) -> None:
        with self._work(WRITE_FIRST) as connection:  # from here on nobody else writes this row
            if connection.execute(select(plans.c.id).where(self._mine(plan_id)).with_for_update()).first() is None:
                return
            done = connection.execute(update(clients).where(clients.c.plan_id == plan_id).values(values))
            if done.rowcount == 0:
                connection.execute(insert(clients).values({**NOTHING, "plan_id": plan_id, **values}))


def _line(row: RowMapping) -> ClientLine:
    """Return the line in a row; what is damaged beside a plan is left out."""
    answer = object_in(row["answer"])
    try:
        follow_up = date.fromisoformat(row["follow_up"] or "")
    except (TypeError, ValueError):
        follow_up = None
    answered = moment_in(row["answered_at"] or 0) or NO_TIME
    beside = ClientNotes(str(row["client"] or ""), str(row["note"] or ""), follow_up)
    return ClientLine(head_of(row), beside, answer, answered, row["answer_of"] == row["sha256"])
