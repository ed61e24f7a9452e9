"""The database as the doctor finds it: it changes nothing, waits with an end, and shows no password."""

import socket
import stat
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from sim.doctor import saved_plans
from sim.doctor.finding import NOTICE, OK, PROBLEM
from sim.doctor.saved_plans import store_finding
from sim.store.database import open_database
from sim.store.faults import StoreUnavailable
from sim.store.migrating import migrate
from sim.store.plans import PlanStore


def test_a_database_with_a_plan(store: PlanStore, url: str) -> None:
    store.create({"name": "plan"})
    found = store_finding()
    assert found.level == OK
    assert found.found.startswith("1 in ")


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "below" / "plans.sqlite3"
    found = store_finding(make_url(f"sqlite:///{file}"))
    assert (found.level, "none yet" in found.found) == (OK, True)
    assert not file.parent.exists()


def test_an_older_layout_is_told_and_left(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", url)
    engine = open_database()
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE plans"))
        connection.execute(text("DROP TABLE browsers"))
        connection.execute(text("DROP TABLE alembic_version"))
    migrate(engine, "0001")
    for _ in range(2):
        found = store_finding()
        assert found.level == NOTICE
        assert "layout 0001: it becomes" in found.found
        assert "backup" in found.fix
    engine.dispose()


def test_a_newer_layout_is_a_problem(store: PlanStore, url: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    found = store_finding()
    assert found.level == PROBLEM
    assert "update this program" in found.fix


@pytest.mark.parametrize("layout", ["0", "2", "٠٠٠٢", "9" * 32])
def test_a_layout_of_no_version_is_a_problem(store: PlanStore, url: str, layout: str) -> None:
    store.create({"name": "plan"})
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :layout"), {"layout": layout})
    found = store_finding()
    assert found.level == PROBLEM
    assert "restore a backup" in found.fix
    assert "newer" not in str(found)
    with pytest.raises(StoreUnavailable, match="restore a backup"):
        open_database()


def test_tables_of_another_making_are_a_problem(store: PlanStore) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE plans DROP COLUMN beside"))
    found = store_finding()
    assert found.level == PROBLEM
    assert "restore a backup" in found.fix


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_plans_in_memory_are_told_as_such(address: str) -> None:
    found = store_finding(make_url(address))
    assert found.level == NOTICE
    assert "in memory only" in found.found
    assert "kept in" not in found.found


@pytest.mark.parametrize("content", [b"not a database at all, but longer than its header would be" * 20, b"SQLite"])
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plans.sqlite3"
    file.write_bytes(content)
    found = store_finding(make_url(f"sqlite:///{file}"))
    assert found.level == PROBLEM
    assert file.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="a folder there has no such mark")
def test_a_folder_that_takes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setattr("os.access", lambda place, kind: False)  # root may write anywhere
    found = store_finding(make_url(f"sqlite:///{tmp_path / 'plans.sqlite3'}"))
    tmp_path.chmod(0o700)
    assert found.level == PROBLEM
    assert "ROLLOVER_SIM_DATABASE_URL" in found.fix


@pytest.mark.parametrize("address", ["no address", "oracle://scott:tiger77@nowhere/x", "postgresql://a:tiger77@[/x"])
def test_an_address_that_is_none_or_has_no_driver(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", address)
    found = store_finding()
    assert found.level == PROBLEM
    assert "tiger77" not in str(found)


def test_a_server_that_is_not_there_shows_no_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = store_finding(make_url(f"postgresql+psycopg://ann:hunter2@127.0.0.1:{taken.getsockname()[1]}/x"))
    assert found.level == PROBLEM
    assert "hunter2" not in str(found)
    assert "refused" in found.found


def test_a_wait_that_no_driver_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(saved_plans, "look", lambda url: gate.wait())
    found = store_finding(make_url("postgresql+psycopg://ann:hunter2@somewhere/x"), seconds=0.01)
    gate.set()
    assert found.level == PROBLEM
    assert "no answer within" in found.found
    assert "hunter2" not in str(found)
