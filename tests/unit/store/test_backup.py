"""One file holds every plan: the database's own after every save, and what `plans backup` writes."""

import io
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from sim.cli import main
from sim.store.database import open_database
from sim.store.plans import PlanStore


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the database of these tests, which is named as a user would name it."""
    place = tmp_path / "data" / "plans.sqlite3"
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", f"sqlite:///{place}")
    return place


def names(file: Path) -> list[str]:
    engine = open_database(make_url(f"sqlite:///{file}"))
    found = [plan.name for plan in PlanStore(engine).plans()]
    engine.dispose()
    return sorted(found)


def test_who_copies_the_one_file_has_every_plan(file: Path, tmp_path: Path) -> None:
    """While the app has it open, and without the files beside it."""
    engine = open_database()
    store = PlanStore(engine)
    for number in range(20):
        store.create({"name": f"plan {number:02}", "filler": "x" * 5_000})
        shutil.copy(file, tmp_path / "copy.sqlite3")
        with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
            assert copy.execute("SELECT count(*) FROM plans").fetchone() == (number + 1,)
    engine.dispose()
    assert [place.name for place in file.parent.iterdir()] == [file.name]


def test_backup_and_restore_while_the_app_goes_on(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine, copy = open_database(), tmp_path / "copy.sqlite3"
    store = PlanStore(engine)
    first = store.create({"name": "first"})
    assert main(["plans", "backup", str(copy)]) == 0
    assert "1 plan(s)" in capsys.readouterr().err
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    store.create({"name": "second"})
    store.delete(first.id)
    assert names(copy) == ["first"]
    assert main(["plans", "restore", str(copy), "--yes"]) == 0
    assert [plan.name for plan in store.plans()] == ["first"]
    kept = file.with_name("plans-before-restore-1.sqlite3")
    assert str(kept) in capsys.readouterr().err
    assert names(kept) == ["second"]
    store.save(first.id, first.version, {"name": "typed on"})
    assert main(["plans", "restore", str(kept), "--yes"]) == 0
    assert [plan.name for plan in store.plans()] == ["second"]
    assert file.with_name("plans-before-restore-2.sqlite3").exists()
    engine.dispose()


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_nothing_is_replaced_without_asking(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    copy = tmp_path / "copy.sqlite3"
    PlanStore(open_database()).create({"name": "saved"})
    assert main(["plans", "backup", str(copy)]) == 0
    PlanStore(open_database()).create({"name": "later"})
    keyboard = io.StringIO(answer)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keyboard)
    assert main(["plans", "restore", str(copy)]) == code
    assert names(file) == (["saved"] if code == 0 else ["later", "saved"])


def test_where_nobody_can_be_asked_the_answer_is_no(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.sqlite3"
    PlanStore(open_database()).create({"name": "saved"})
    assert main(["plans", "backup", str(copy)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    for action in ("backup", "restore"):
        assert main(["plans", action, str(copy)]) == 2
        assert "--yes" in capsys.readouterr().err


HARM = {
    "another's": "DROP TABLE plans",
    "without columns": "DROP TABLE plans; CREATE TABLE plans (deleted_at TEXT)",
    "with a computed column": "ALTER TABLE plans ADD COLUMN more AS (version + 1)",
    "without a layout": "DELETE FROM alembic_version",
    "of two layouts": "INSERT INTO alembic_version VALUES ('0001')",
    "of no layout": "UPDATE alembic_version SET version_num = '0'",
    "of a layout of other digits": "UPDATE alembic_version SET version_num = '٠٠٠٢'",
    "of a layout without an end": f"UPDATE alembic_version SET version_num = '{'9' * 5_000}'",
    "newer": "UPDATE alembic_version SET version_num = '9999'; CREATE TABLE more (x)",
    "with a view": "DROP TABLE plans; CREATE VIEW plans AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
    "FROM c) SELECT x, NULL AS deleted_at FROM c",
    "with a view as its layout": "DROP TABLE alembic_version; CREATE VIEW alembic_version AS WITH RECURSIVE c(x) AS "
    "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS version_num FROM c",
    "with a trigger": "CREATE TRIGGER gone AFTER UPDATE ON plans BEGIN DELETE FROM plans; END",
    "with a table that is a program": "DROP TABLE plans; CREATE VIRTUAL TABLE plans USING rtree(id, a, b)",
    "with another index": "CREATE INDEX more ON plans (name)",
    "with an index that computes": "DROP INDEX ix_plans_owner; CREATE INDEX ix_plans_owner ON plans (owner || name)",
    "with two plans of one name": "CREATE TABLE others AS SELECT * FROM plans UNION ALL SELECT * FROM plans; "
    "DROP TABLE plans; ALTER TABLE others RENAME TO plans",
    "with nothing as a name": "CREATE TABLE others AS SELECT * FROM plans; UPDATE others SET name = NULL; "
    "DROP TABLE plans; ALTER TABLE others RENAME TO plans",
}
"""What was done to a backup; SQL, or bytes that are none."""


@pytest.mark.parametrize(
    "content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 5_000, *HARM, "damaged", "/dev/zero", "."]
)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | str
) -> None:
    PlanStore(open_database()).create({"name": "saved", "filler": "x" * 50_000})
    given = tmp_path / "given.sqlite3"
    if isinstance(content, bytes):
        given.write_bytes(content)
    elif content in ("/dev/zero", "."):
        given = Path(content)
    else:
        assert main(["plans", "backup", str(given)]) == 0
        with closing(sqlite3.connect(given)) as connection:
            connection.executescript(HARM.get(content, ""))
        if content == "damaged":
            given.write_bytes(given.read_bytes()[:-20_000])
    capsys.readouterr()
    assert main(["plans", "restore", str(given), "--yes"]) == 2
    told = capsys.readouterr().err
    words = {"newer": "newer version", "/dev/zero": "not a plain file", ".": "not a plain file"}
    assert words.get(str(content), "Not saved plans") in told
    assert len(told) < 500
    assert names(file) == ["saved"]
    assert not [place.name for place in file.parent.iterdir() if not place.name.startswith(file.name)]


def test_a_backup_that_takes_too_long_is_given_up(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    PlanStore(open_database()).create({"name": "saved", "filler": "x" * 50_000})
    given = tmp_path / "given.sqlite3"
    assert main(["plans", "backup", str(given)]) == 0
    monkeypatch.setattr("sim.store.ours.MOST_SECONDS", -1)
    monkeypatch.setattr("sim.store.ours.STEPS_BETWEEN", 1)
    assert main(["plans", "restore", str(given), "--yes"]) == 2
    assert "interrupted" in capsys.readouterr().err
    assert names(file) == ["saved"]


def test_a_store_that_cannot_be_opened_is_replaced_by_a_backup(file: Path, tmp_path: Path) -> None:
    """One that a strange backup had broken, or that a newer version wrote: kept as it is, under another name."""
    for number, harm in enumerate(("of no layout", "newer", "without columns", "with a trigger"), 1):
        engine = open_database()
        PlanStore(engine).create({"name": "saved"})
        engine.dispose()
        assert main(["plans", "backup", str(tmp_path / "copy"), "--yes"]) == 0
        saved = names(file)
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(HARM[harm])
        assert main(["plans", "restore", str(tmp_path / "copy"), "--yes"]) == 0
        assert names(file) == saved
        assert file.with_name(f"plans-before-restore-{number}.sqlite3").exists()


@pytest.mark.parametrize("is_damaged", [False, True])
def test_where_the_swap_fails_the_plans_are_where_they_were(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_damaged: bool
) -> None:
    engine = open_database()
    PlanStore(engine).create({"name": "saved"})
    engine.dispose()
    assert main(["plans", "backup", str(tmp_path / "copy")]) == 0
    if is_damaged:
        file.write_bytes(b"not a database any more" * 1_000)
    before = file.read_bytes()

    def full(_fresh: Path, _target: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("sim.store.backup._overwritten", full)
    assert main(["plans", "restore", str(tmp_path / "copy"), "--yes"]) == 2
    assert file.read_bytes() == before


def test_a_backup_takes_only_rows_along(file: Path, tmp_path: Path) -> None:
    """A check, a default, a collation in a table's text is never part of the store."""
    PlanStore(open_database()).create({"name": "saved"})
    given = tmp_path / "given.sqlite3"
    assert main(["plans", "backup", str(given)]) == 0
    with closing(sqlite3.connect(given)) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'plans'").fetchone()
        harm = sql.replace("deleted_at BIGINT", "deleted_at BIGINT DEFAULT 1 CHECK (length(name) < 6)")
        connection.executescript(f"ALTER TABLE plans RENAME TO old; {harm}; INSERT INTO plans SELECT * FROM old;")
        connection.executescript("DROP TABLE old; CREATE INDEX ix_plans_owner ON plans (owner);")
    assert main(["plans", "restore", str(given), "--yes"]) == 0
    PlanStore(open_database()).create({"name": "a longer name"})
    assert names(file) == ["a longer name", "saved"]


def test_what_a_killed_copy_left_is_removed(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the number of its process, which nobody has any more; a name that begins with a number is nobody's number."""
    engine = open_database()
    PlanStore(engine).create({"name": "saved"})
    engine.dispose()
    (tmp_path / ".rollover-sim-2147483646-0").write_bytes(b"half")
    (tmp_path / ".rollover-sim-2147483646-0-wal").write_bytes(b"half")
    seen: list[str] = []
    monkeypatch.setattr("sim.store.backup.layout_in", lambda _: seen.extend(p.name for p in tmp_path.iterdir()))
    assert main(["plans", "backup", str(tmp_path / "2147483646-copy")]) == 0
    (aside,) = [name for name in seen if name.startswith(".")]
    assert aside.startswith(f".rollover-sim-{os.getpid()}-")


def test_a_damaged_database_is_put_aside_and_restored(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    engine = open_database()
    PlanStore(engine).create({"name": "saved"})
    engine.dispose()
    assert main(["plans", "backup", str(copy)]) == 0
    file.write_bytes(b"not a database any more" * 1_000)
    assert main(["plans", "restore", str(copy), "--yes"]) == 0
    assert names(file) == ["saved"]
    assert file.with_name("plans-before-restore-1.sqlite3").read_bytes().startswith(b"not a database any more")


@pytest.mark.parametrize("target", ["no/such/folder/copy", ".", "data/plans.sqlite3", "/dev/null"])
def test_a_target_that_cannot_be_is_told(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    PlanStore(open_database()).create({"name": "saved"})
    assert main(["plans", "backup", target, "--yes"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert names(file) == ["saved"]
    assert Path("/dev/null").is_char_device()


def test_what_there_is_not_and_what_a_server_holds_is_told(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plans", "backup", str(tmp_path / "copy")]) == 2
    assert "no saved plans yet" in capsys.readouterr().err
    assert not file.exists()
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "postgresql://ann:hunter2@db.example/plans")
    assert main(["plans", "backup", str(tmp_path / "copy")]) == 2
    told = capsys.readouterr().err
    assert "pg_dump" in told
    assert "hunter2" not in told


def test_a_backup_of_the_first_layout_is_restored(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(
            """CREATE TABLE plans (id VARCHAR(32) PRIMARY KEY, owner VARCHAR(320) NOT NULL,
            browser VARCHAR(64) NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL,
            beside TEXT NOT NULL, sha256 VARCHAR(64) NOT NULL,
            version INTEGER NOT NULL, changed_at BIGINT NOT NULL, deleted_at BIGINT);
            CREATE INDEX ix_plans_owner ON plans (owner); CREATE INDEX ix_plans_sha256 ON plans (sha256);
            CREATE TABLE browsers (browser VARCHAR(64) PRIMARY KEY, plan_id VARCHAR(32) NOT NULL,
            seen_at BIGINT NOT NULL);
            CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY);
            INSERT INTO alembic_version VALUES ('0001');
            INSERT INTO plans VALUES ('0123456789abcdef0123456789abcdef', '', '', 'old', '{"name": "old"}', '{}', '', 3,
            1700000000000, NULL);"""
        )
    assert main(["plans", "restore", str(old), "--yes"]) == 0
    engine = open_database()
    found = PlanStore(engine).get("0123456789abcdef0123456789abcdef")
    assert found is not None
    assert (found.document, found.version) == ({"name": "old"}, 3)
    engine.dispose()
