"""What a log must not hold, who renames at the same time, addresses that name no plan, and users without a home."""

import logging
import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from sim.store import database
from sim.store.database import StoreUnavailable, database_url, open_database
from sim.store.faults import unavailable
from sim.store.plans import PlanStore

PRIVATE = ("ann@example.com", "Ann and Bob", "1234567.89", "hunter2")
DOCUMENT = {"name": "Ann and Bob", "holdings": {"accounts": [{"cash": 1234567.89}]}}


def nothing_private(log: str) -> bool:
    return bool(log) and not any(word in log for word in PRIVATE)


def test_a_failed_statement_logs_nothing_of_the_household(store: PlanStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with store._engine.begin() as connection:
        connection.execute(text("DROP TABLE plans"))
    mine = PlanStore(store._engine, "ann@example.com")
    works = (mine.plans, lambda: mine.create(DOCUMENT), lambda: mine.save("0" * 32, 1, DOCUMENT), mine.deleted)
    for work in works:
        caplog.clear()
        with pytest.raises(StoreUnavailable) as told:
            work()
        assert nothing_private(caplog.text), caplog.text
        assert "1234567.89" not in str(told.value)


def test_a_drivers_own_words_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    words = "duplicate key\nDETAIL: Failing row contains (ann@example.com, Ann and Bob, 1234567.89)"
    error = IntegrityError("INSERT INTO plans", {"document": str(DOCUMENT)}, Exception(words))
    unavailable(error, make_url("postgresql://ann:hunter2@db/plans?password=hunter2&sslpassword=hunter2"))
    assert nothing_private(caplog.text), caplog.text
    assert "IntegrityError" in caplog.text


def test_a_password_among_the_options_is_not_shown() -> None:
    told = unavailable(OSError(), make_url("postgresql://db/plans?password=hunter2"))
    assert "hunter2" not in str(told)
    assert "OSError" in str(told)


def test_many_renames_at_once_all_happen(store: PlanStore) -> None:
    saved = store.create({"name": "plan", "x": 1})
    faults: list[Exception] = []
    gate = threading.Barrier(6)

    def rename(number: int) -> None:
        gate.wait()
        try:
            store.rename(saved.id, f"name {number}")
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=rename, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    found = store.get(saved.id)
    assert found is not None
    assert (found.version, found.document["x"]) == (7, 1)
    assert found.document["name"] == found.name


@pytest.mark.parametrize("plan_id", ["", "a\x00b", "\ud800", "x" * 100_000, "' OR 1=1 --", "0" * 32])
def test_an_address_that_names_no_plan_finds_none(store: PlanStore, plan_id: str) -> None:
    saved = store.create({"name": "plan"})
    assert store.get(plan_id) is None
    assert store.head(plan_id) is None
    assert store.duplicate(plan_id) is None
    store.rename(plan_id, "other")
    store.delete(plan_id)
    store.restore(plan_id)
    assert [head.name for head in store.plans()] == [saved.name]


@pytest.mark.parametrize("options", ["?timeout=soon", "?cached_statements=x", "?check_same_thread=maybe"])
def test_an_option_that_no_driver_takes_is_told(tmp_path: Path, options: str) -> None:
    with pytest.raises(StoreUnavailable, match="The database has a problem"):
        open_database(make_url(f"sqlite:///{tmp_path / 'plans.sqlite3'}{options}"))


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Take the user's home folder away; return the system's temporary folder."""

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(database.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(database.tempfile, "tempdir", str(tmp_path))
    database._temporary_folder.cache_clear()
    yield tmp_path
    database._temporary_folder.cache_clear()


def test_who_has_no_home_keeps_plans_in_a_private_temporary_folder(
    nowhere: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(database_url({}).database or "")
    assert file.parent.parent == nowhere
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert database_url({}).database == str(file)
    assert caplog.text.count("No home folder is known") == 1
    engine = open_database(database_url({}))
    PlanStore(engine).create({"name": "plan"})
    engine.dispose()


def test_a_folder_that_others_can_enter_is_not_taken(nowhere: Path) -> None:
    (nowhere / f"rollover-sim-{os.getuid()}").mkdir(mode=0o755)
    folder = database.data_folder({})
    assert folder.name != f"rollover-sim-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_place_at_all_is_told(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.tempfile, "gettempdir", lambda: str(nowhere / "missing"))
    with pytest.raises(StoreUnavailable, match="set HOME"):
        open_database()
