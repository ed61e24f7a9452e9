"""From a database's row to a plan. A damaged row costs itself: it is listed, with what is wrong, and opens nothing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from sim.store.faults import StoreUnavailable

Document = dict[str, Any]
DAMAGED = "This plan's record in the database is damaged. Delete it, or get it back from a backup."
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PlanHead:
    """What a list of plans shows. `trouble`: why it cannot be opened, '' where it can."""

    id: str
    name: str
    version: int
    changed: datetime
    trouble: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Plan(PlanHead):
    """A saved plan. `document` is the draft as typed; `beside` what the pages keep beside it."""

    document: Document
    beside: Document


def head_of(row: RowMapping | Document) -> PlanHead:
    """Return the head in a row, with what is wrong where it is damaged."""
    name, version, changed = row["name"], row["version"], moment_in(row["changed_at"])
    trouble = DAMAGED if changed is None else ""
    if not isinstance(name, str) or not isinstance(version, int):
        name, version, trouble = name if isinstance(name, str) else "", 0, DAMAGED
    return PlanHead(str(row["id"]), name, version, changed or NO_TIME, trouble=trouble)


def plan_of(row: RowMapping | Document) -> Plan:
    """Return the plan in a row; what is kept beside it is left out where it is damaged.

    Raises
    ------
    StoreUnavailable
        The plan itself is damaged.
    """
    head, document = head_of(row), object_in(row["document"])
    if head.trouble or document is None:
        raise StoreUnavailable(DAMAGED, head.name)
    return Plan(head.id, head.name, head.version, head.changed, document, object_in(row["beside"]) or {})


def sha256_of(document: Mapping[str, Any]) -> str:
    """Return the hash by which equal plans are known."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def moment_in(milliseconds: Any) -> datetime | None:
    """Return the moment so long after 1970, UTC; None where it is none."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def storable(text: str) -> str:
    """Return a text as every database takes it: without letters that one of them refuses."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def object_in(text: Any) -> Document | None:
    """Return the object that a text holds as JSON, None where it holds none."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
