"""What an adviser keeps beside plans, the same on SQLite and on PostgreSQL."""

from datetime import date

import pytest
from alembic import command
from sqlalchemy import text

from sim.store import clock
from sim.store.client_list import ClientNotes
from sim.store.layout import WRITE_FIRST
from sim.store.migrating import _config, migrate
from sim.store.plans import PlanStore

ANSWER = {"advice": "harvest", "gain": 1_234.5, "act_by": "2026-12-31"}


def test_a_plan_without_anything_beside_it_is_a_client_of_its_own_name(store: PlanStore) -> None:
    store.create({"name": "Smith"})
    (line,) = store.clients.lines()
    assert (line.client, line.beside, line.answer) == ("Smith", ClientNotes(), None)


def test_notes_and_answers_are_kept_apart_and_come_back(store: PlanStore) -> None:
    head = store.create({"name": "Rollover in May"})
    wanted = ClientNotes("Smith, A. & B. 👵🏽", "Call about the 401(k).\n<b>", date(2026, 12, 7))
    store.clients.write(head.id, wanted)
    store.clients.keep_answer(head.id, {"name": "Rollover in May"}, ANSWER)
    store.clients.write(head.id, wanted)
    (line,) = store.clients.lines()
    assert (line.client, line.beside, line.answer) == (wanted.client, wanted, ANSWER)
    assert line.is_as_answered


def test_an_answer_is_of_another_plan_once_the_plan_changes_and_of_this_one_when_that_is_taken_back(
    store: PlanStore,
) -> None:
    head = store.create({"name": "plan", "x": 0})
    store.clients.keep_answer(head.id, {"x": 0, "name": "plan"}, ANSWER)
    store.save(head.id, 1, {"name": "plan", "x": 1})
    assert [line.is_as_answered for line in store.clients.lines()] == [False]
    store.save(head.id, 2, {"name": "plan", "x": 0})
    assert [line.is_as_answered for line in store.clients.lines()] == [True]


def test_several_plans_of_a_client_stand_together(store: PlanStore) -> None:
    for name, client in (("b", "Young"), ("a", "Ames"), ("c", "ames"), ("Miller", "")):
        store.clients.write(store.create({"name": name}).id, ClientNotes(client))
    assert [line.plan.name for line in store.clients.lines()] == ["a", "c", "Miller", "b"]


def test_owners_do_not_see_or_write_each_others_clients(store: PlanStore) -> None:
    head = store.create({"name": "mine"})
    store.clients.write(head.id, ClientNotes(note="mine"))
    other = PlanStore(store._engine, "someone").clients
    assert other.lines() == []
    other.write(head.id, ClientNotes(note="theirs"))
    other.keep_answer(head.id, {"name": "mine"}, ANSWER)
    (line,) = store.clients.lines()
    assert (line.beside.note, line.answer) == ("mine", None)


@pytest.mark.parametrize("plan_id", ["", "no such plan", "\x00", "0" * 32])
def test_beside_no_plan_nothing_is_kept(store: PlanStore, plan_id: str) -> None:
    store.clients.write(plan_id, ClientNotes(note="lost"))
    assert store.clients.lines() == []


def test_a_deleted_plan_takes_along_what_is_beside_it_once_it_is_gone_for_good(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = store.create({"name": "old"})
    store.clients.write(head.id, ClientNotes(note="private"))
    store.delete(head.id)
    assert store.clients.lines() == []
    store.restore(head.id)
    assert [line.beside.note for line in store.clients.lines()] == ["private"]
    store.delete(head.id)
    at = clock.now()
    for day in range(1, clock.KEEP_DELETED_DAYS + 2):
        monkeypatch.setattr(clock, "now", lambda day=day: at + day * clock.DAY)
        store.create({"name": "another"})
    with store._engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM clients")) == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [("follow_up", "31.12.2026"), ("answer", "[1"), ("answer", "[1]"), ("answered_at", 10**17)],
)
def test_a_damaged_line_costs_what_is_damaged(store: PlanStore, column: str, value: object) -> None:
    head = store.create({"name": "plan"})
    store.clients.write(head.id, ClientNotes("Smith", "note"))
    with store._engine.begin() as connection:
        connection.execute(text(f"UPDATE clients SET {column} = :value"), {"value": value})
    (line,) = store.clients.lines()
    assert (line.client, line.beside.note, line.answer) == ("Smith", "note", None)


def test_a_store_of_the_version_before_keeps_its_plans(store: PlanStore) -> None:
    head = store.create({"name": "from before", "x": 1})
    with store._engine.connect().execution_options(**WRITE_FIRST) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    migrate(store._engine)
    (line,) = store.clients.lines()
    assert (line.plan.id, line.client, line.answer) == (head.id, "from before", None)
