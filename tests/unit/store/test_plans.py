"""Saved plans, the same on SQLite and on PostgreSQL."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import text

from sim.store import plans as plans_module
from sim.store.database import open_database
from sim.store.layout import WRITE_FIRST
from sim.store.migrating import _config, migrate
from sim.store.plans import Conflict, PlanStore

FAULTY = {"name": "Half typed", "household": {"people": [{"born": "1959-02-31"}], "spending": "a lot"}, "empty": None}
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "#panic",
    "x" * 300,
    "👵🏽🎉",
    "אבא ‮abc",
    "a\x00b",
    "\ud800",
]


def test_a_draft_with_faults_comes_back_as_it_was_typed(store: PlanStore) -> None:
    saved = store.create(FAULTY, {"harvest": {"chosen": [1, 2]}})
    found = store.get(saved.id)
    assert found is not None
    assert found.document == FAULTY
    assert found.beside == {"harvest": {"chosen": [1, 2]}}
    assert (found.name, found.version) == ("Half typed", 1)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_comes_back(store: PlanStore, name: str) -> None:
    saved = store.create({"name": name})
    found = store.get(saved.id)
    assert found is not None
    assert found.document["name"] == name
    assert len(store.plans()) == 1


def test_plans_are_listed_the_last_changed_first(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000, 9_000, 1_000))
    monkeypatch.setattr(plans_module, "_now", lambda: next(clock))
    first = store.create({"name": "first"})
    monkeypatch.setattr(plans_module, "_purge", lambda _: None)
    store.create({"name": "second"})
    store.save(first.id, 1, {"name": "first, changed"})
    assert [plan.name for plan in store.plans()] == ["first, changed", "second"]


def test_the_later_of_two_tabs_is_told_and_overwrites_nothing(store: PlanStore) -> None:
    opened = store.create({"name": "plan", "x": 0})
    store.save(opened.id, opened.version, {"name": "plan", "x": 1})
    with pytest.raises(Conflict) as told:
        store.save(opened.id, opened.version, {"name": "plan", "x": 2})
    assert told.value.theirs is not None
    assert told.value.theirs.version == 2
    found = store.get(opened.id)
    assert found is not None
    assert found.document["x"] == 1


def test_of_many_saves_at_once_one_wins(store: PlanStore) -> None:
    opened = store.create({"name": "plan"})
    outcomes: list[str] = []
    gate = threading.Barrier(6)

    def save(number: int) -> None:
        gate.wait()
        try:
            store.save(opened.id, 1, {"name": "plan", "number": number})
            outcomes.append("saved")
        except Conflict:
            outcomes.append("told")

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["told"] * 5


def test_a_plan_deleted_elsewhere_is_a_conflict_too(store: PlanStore) -> None:
    opened = store.create({"name": "plan"})
    store.delete(opened.id)
    with pytest.raises(Conflict) as told:
        store.save(opened.id, 1, {"name": "plan", "x": 2})
    assert told.value.theirs is None


def test_a_deletion_can_be_taken_back(store: PlanStore) -> None:
    saved = store.create({"name": "plan"})
    store.delete(saved.id)
    assert store.plans() == []
    assert store.get(saved.id) is None
    assert [plan.id for plan in store.deleted()] == [saved.id]
    store.restore(saved.id)
    assert [plan.id for plan in store.plans()] == [saved.id]


class Clock:
    """A computer's clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = datetime(2026, 3, 4, 12, tzinfo=UTC)
        monkeypatch.setattr(time, "time_ns", lambda: int(self.at.timestamp() * 1_000) * 1_000_000)

    def use(self, store: PlanStore, **passed: int) -> None:
        """Let time pass, then use the program."""
        self.at += timedelta(**passed)
        store.remember("browser", "plan")


def test_what_was_deleted_long_ago_is_gone(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    old, new = store.create({"name": "old"}), store.create({"name": "new"})
    store.delete(old.id)
    for _ in range(30):
        clock.use(store, hours=23)
    store.delete(new.id)
    assert {plan.name for plan in store.deleted()} == {"new", "old"}
    for _ in range(3):
        clock.use(store, days=1)
    assert [plan.name for plan in store.deleted()] == ["new"]


def test_a_clock_that_jumps_removes_nothing(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """To 2027, to 2029, back to 1970 and to the day it is: each jump counts as a day at most."""
    clock = Clock(monkeypatch)
    deleted = store.create({"name": "deleted"})
    store.delete(deleted.id)
    for year in (2027, 2029, 1970, 2038, 2026, 9000, 2026):
        clock.at = clock.at.replace(year=year)
        store.create({"name": f"saved in {year}"})
        clock.use(store, hours=1)
        assert [plan.id for plan in store.deleted()] == [deleted.id]
    assert len(store.plans()) == 7
    store.restore(deleted.id)
    assert store.get(deleted.id) is not None


def test_what_an_earlier_version_deleted_begins_to_count_now(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted = store.create({"name": "deleted"})
    store.delete(deleted.id)
    migrate(store._engine, "head")
    with store._engine.connect().execution_options(**WRITE_FIRST) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        connection.execute(text("UPDATE plans SET deleted_at = 1 WHERE deleted_at IS NOT NULL"))
    migrate(store._engine)
    store.create({"name": "another"})
    assert [plan.id for plan in store.deleted()] == [deleted.id]


def test_duplicate_and_rename(store: PlanStore) -> None:
    saved = store.create({"name": "plan", "x": 1})
    copy = store.duplicate(saved.id)
    assert copy is not None
    store.rename(copy.id, "Roth variant")
    found = store.get(copy.id)
    assert found is not None
    assert found.document == {"name": "Roth variant", "x": 1}
    assert sorted(plan.name for plan in store.plans()) == ["Roth variant", "plan"]
    assert store.duplicate("no such plan") is None


def test_owners_do_not_see_each_other(store: PlanStore) -> None:
    mine = store.create({"name": "mine"})
    other = PlanStore(store._engine, "someone@example.com")
    assert other.plans() == []
    assert other.get(mine.id) is None
    other.delete(mine.id)
    other.restore(mine.id)
    with pytest.raises(Conflict):
        other.save(mine.id, 1, {"name": "theirs"})
    assert [plan.name for plan in store.plans()] == ["mine"]


def test_a_browser_finds_its_last_plan_and_its_equal_ones(store: PlanStore) -> None:
    document = {"name": "sample"}
    saved = store.create(document, browser="a")
    store.remember("a", "something else")
    store.remember("a", saved.id)
    assert store.last_of("a") == saved.id
    assert store.last_of("b") is None
    assert store.same_as(document, "a") is not None
    assert store.same_as(document, "b") is None
    assert store.same_as({"name": "other"}, "a") is None


def test_a_second_process_opens_the_same_plans(store: PlanStore) -> None:
    saved = store.create({"name": "plan"})
    again = open_database()
    assert [plan.id for plan in PlanStore(again).plans()] == [saved.id]
    again.dispose()
