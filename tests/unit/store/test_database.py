"""Where the database is, how it gets its layout, and what is said when it cannot be used."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from sim.store.database import (
    StoreUnavailable,
    data_folder,
    database_url,
    open_database,
)
from sim.store.layout import NEWEST, metadata
from sim.store.migrating import migrate, newest_revision
from sim.store.plans import PlanStore


def test_the_folder_follows_the_platform() -> None:
    home = Path.home()
    assert data_folder({}, "linux") == home / ".local" / "share" / "rollover-sim"
    assert data_folder({"XDG_DATA_HOME": "/elsewhere"}, "linux") == Path("/elsewhere/rollover-sim")
    assert data_folder({"XDG_DATA_HOME": "relative"}, "linux") == home / ".local" / "share" / "rollover-sim"
    assert data_folder({}, "darwin") == home / "Library" / "Application Support" / "rollover-sim"
    assert data_folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/rollover-sim")


def test_the_variable_names_another_database() -> None:
    assert database_url({}).database == str(data_folder({}) / "plans.sqlite3")
    url = database_url({"ROLLOVER_SIM_DATABASE_URL": "postgresql://ann:secret@db.example/plans"})
    assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "db.example", "plans")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("not a url", "write sqlite:///FILE"),
        ("oracle9://x", "No driver"),
        ("postgresql://nobody:hunter2@127.0.0.1:1/x", "The database has a problem"),
    ],
)
def test_a_useless_address_is_told_in_words_without_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", value)
    with pytest.raises(StoreUnavailable, match=words) as told:
        open_database()
    assert "hunter2" not in str(told.value)


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "plans.sqlite3"
    file.write_bytes(b"this is no database, but perhaps somebody's notes " * 100)
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_database(make_url(f"sqlite:///{file}"))
    assert file.read_bytes() == before


def test_a_database_of_a_newer_program_is_told(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnavailable, match="newer version"):
        open_database(url)


def test_the_file_is_the_users_own(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "plans.sqlite3"
    open_database(make_url(f"sqlite:///{file}")).dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_migrations_make_the_layout_of_the_program(store: PlanStore) -> None:
    """The layout that the code reads and the one that the migrations make are written down twice; they must agree."""
    found = inspect(store._engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column for column in found.get_columns(table.name)}
        assert set(made) == set(table.columns.keys())
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable
            assert type(made[column.name]["type"]).__name__.lower() in repr(column.type).lower() + "varchar"
        indexed = {name for index in found.get_indexes(table.name) for name in index["column_names"]}
        assert indexed == {column.name for column in table.columns if column.index}


def test_migrating_again_changes_nothing(store: PlanStore) -> None:
    saved = store.create({"name": "plan"})
    migrate(store._engine)
    assert store.get(saved.id) is not None
    assert newest_revision() == NEWEST


WRITER = """
import sys
from sim.store.database import open_database
from sim.store.plans import PlanStore

store = PlanStore(open_database())
head = store.create({"name": "typed", "letters": 0})
for letters in range(1, 1_000_000):
    head = store.save(head.id, head.version, {"name": "typed", "letters": letters})
    print(letters, flush=True)
"""


def test_what_was_saved_survives_a_killed_process(store: PlanStore) -> None:
    """A process that saves without a pause is killed in the midst; its last reported save is there, or a later one."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True, env=dict(os.environ), cwd=Path.cwd()
    )
    assert writer.stdout is not None
    reported = 0
    while reported < 40:
        reported = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait(10)
    reported = int(rest[-1]) if rest else reported
    (head,) = store.plans()
    plan = store.get(head.id)
    assert plan is not None
    assert plan.document["letters"] in (reported, reported + 1)
    assert store.save(head.id, head.version, {"name": "typed on"}).version == head.version + 1
