"""One file holds every plan: the database's own after every save, and what `plans backup` writes."""

import io
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


@pytest.mark.parametrize(
    "content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 5_000, "another's", "newer", "damaged"]
)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | str
) -> None:
    PlanStore(open_database()).create({"name": "saved", "filler": "x" * 50_000})
    given = tmp_path / "given.sqlite3"
    if isinstance(content, bytes):
        given.write_bytes(content)
    else:
        assert main(["plans", "backup", str(given)]) == 0
        with closing(sqlite3.connect(given)) as connection:
            if content == "another's":
                connection.execute("DROP TABLE plans")
            if content == "newer":
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        if content == "damaged":
            given.write_bytes(given.read_bytes()[:-20_000])
    capsys.readouterr()
    assert main(["plans", "restore", str(given), "--yes"]) == 2
    told = capsys.readouterr().err
    assert ("newer version" if content == "newer" else "Not a backup") in told
    assert names(file) == ["saved"]
    assert not list(file.parent.glob("*before*"))


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
