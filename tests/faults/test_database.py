"""A database that does not answer: every wait ends, in words, and the next click does not wait again."""

import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from sim.store import database, postgres, sqlite
from sim.store.database import open_database
from sim.store.faults import StoreUnavailable
from sim.store.plans import PlanStore
from ui.core import store as store_of_app

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a second where the program waits ten: what is tested is that the wait ends."""
    monkeypatch.setattr(postgres, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(postgres, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(postgres, "STATEMENT_SECONDS", 1)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 1)


def server_process(url: str) -> int:
    folder = Path(str(make_url(url).query["host"]))
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def frozen(processes: list[int]) -> Iterator[None]:
    """Stop processes where they stand, as a laptop's lid or a full host does."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def backend(store: PlanStore) -> int:
    with store._engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")))


def test_a_frozen_server_is_told_and_found_again(store: PlanStore, url: str) -> None:
    saved = store.create({"name": "saved before"})
    with frozen([server_process(url), backend(store)]):
        for work in (store.plans, lambda: store.save(saved.id, 1, {"name": "typed"}), lambda: open_database()):
            with pytest.raises(StoreUnavailable) as told:
                work()
            assert told.value.was_silent
            assert any(word in str(told.value) for word in ("no answer within 1 seconds", "timeout"))
    assert store.get(saved.id) is not None
    assert store.save(saved.id, store.plans()[0].version, {"name": "typed again"}).name == "typed again"


def test_a_server_that_stops_in_the_middle_of_a_save_is_told(store: PlanStore) -> None:
    saved = store.create({"name": "saved before"})
    process = backend(store)
    with pytest.raises(StoreUnavailable, match="The database has a problem"), store._work() as connection:
        _half_a_save(connection, process)
    found = store.get(saved.id)
    assert found is not None
    assert found.name == "saved before"


def _half_a_save(connection: Connection, process: int) -> None:
    connection.execute(text("UPDATE plans SET name = 'half'"))
    os.kill(process, signal.SIGTERM)
    connection.execute(text("SELECT pg_sleep(60)"))


def test_a_statement_that_takes_too_long_is_ended(store: PlanStore) -> None:
    """The server's own limit and the connection's are of one length: either may be the first to end it."""
    told_by_either = "timeout|no answer within 1 seconds"
    with pytest.raises(StoreUnavailable, match=told_by_either) as told, store._work() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    assert told.value.was_silent


def test_a_row_that_somebody_holds_is_waited_for_with_an_end(store: PlanStore) -> None:
    saved = store.create({"name": "plan"})
    with store._engine.begin() as other:
        other.execute(text("UPDATE plans SET name = 'held'"))
        with pytest.raises(StoreUnavailable) as told:
            store.save(saved.id, 1, {"name": "typed"})
        assert told.value.was_silent


@pytest.mark.usefixtures("url")
def test_a_listener_that_never_speaks_is_told() -> None:
    """A port that takes the connection and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        silent = make_url(f"postgresql+psycopg://ann:hunter2@127.0.0.1:{listener.getsockname()[1]}/x")
        with pytest.raises(StoreUnavailable) as told:
            open_database(silent)
    assert told.value.was_silent
    assert "hunter2" not in str(told.value)


@pytest.mark.usefixtures("url")
def test_an_sqlite_file_that_somebody_holds_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plans.sqlite3"
    engine = open_database(make_url(f"sqlite:///{file}"))
    store = PlanStore(engine)
    saved = store.create({"name": "saved before"})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable, match="locked") as told:
            store.save(saved.id, 1, {"name": "typed"})
        assert told.value.was_silent
        assert [plan.name for plan in store.plans()] == ["saved before"]
        other.execute("ROLLBACK")
    assert store.save(saved.id, 1, {"name": "typed"}).version == 2
    engine.dispose()


def test_after_a_wait_the_next_click_is_told_at_once(
    store: PlanStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is frozen no second wait begins; once it answers and a moment has passed, all goes on."""
    connections = store_of_app.Connections()
    monkeypatch.setattr(store_of_app, "connections", lambda: connections)
    assert store_of_app.tried(lambda store: store.plans()) == ([], "")
    waits: list[int] = []
    with frozen([server_process(url), backend(PlanStore(connections.engine()))]):
        for _ in range(3):
            found, trouble = store_of_app.tried(lambda store: (waits.append(1), store.plans()))
            assert found is None
            assert "problem" in trouble
        assert len(waits) == 1
    monkeypatch.setattr(store_of_app, "RETRY_SECONDS", 0)
    assert store_of_app.tried(lambda store: store.plans()) == ([], "")
    connections.close()


@pytest.mark.usefixtures("url")
def test_servers_that_start_at_once_make_one_layout(tmp_path: Path) -> None:
    file = make_url(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    gate, engines, faults = threading.Barrier(4), [], []

    def start() -> None:
        gate.wait()
        try:
            engines.append(open_database(file))
        except StoreUnavailable as error:
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert {database.layout_of(engine) for engine in engines} == {database.NEWEST}
    for engine in engines:
        engine.dispose()
