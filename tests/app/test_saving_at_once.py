"""Two script threads of one session save at the same time, as typing makes them: nothing is lost, no copy is made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.store.database import open_database
from sim.store.plans import PlanStore
from ui.core import saving, session, store, undo

SESSIONS, KEYS = 50, 10
PATIENCE = 60


class Stopped(BaseException):
    """What Streamlit raises in a script thread that was told to stop, where it next asks for the session."""


class OneSession:
    """A session's state shared by its script threads; a thread that was told to stop ends where it next looks here."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.current: threading.Thread | None = None

    def _look(self) -> None:
        thread = threading.current_thread()
        if getattr(thread, "is_a_script", False) and thread is not self.current:
            raise Stopped

    def __getitem__(self, name: str) -> Any:
        self._look()
        return self.values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._look()
        self.values[name] = value

    def __contains__(self, name: str) -> bool:
        self._look()
        return name in self.values

    def get(self, name: str, default: Any = None) -> Any:
        self._look()
        return self.values.get(name, default)

    def setdefault(self, name: str, value: Any) -> Any:
        self._look()
        return self.values.setdefault(name, value)


class SlowStore(PlanStore):
    """A database that takes as long as the test wants: a save waits until `go` is set."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.go, self.at_work, self.saves = threading.Event(), threading.Event(), 0
        self.go.set()

    def save(self, *arguments: Any, **named: Any) -> Any:
        self.at_work.set()
        assert self.go.wait(PATIENCE)
        self.saves += 1
        return super().save(*arguments, **named)


class Typist:
    """Types one key after the other; each begins a script thread, and tells the one before it to stop."""

    def __init__(self, state: OneSession) -> None:
        self.state, self.threads = state, []
        self.faults: list[BaseException] = []

    def key(self, number: int) -> threading.Thread:
        thread = threading.Thread(target=self._script, args=(number,))
        thread.is_a_script = True  # type: ignore[attr-defined]
        self.state.current = thread  # Streamlit tells the old thread to stop before the new one begins
        self.threads.append(thread)
        thread.start()
        return thread

    def _script(self, number: int) -> None:
        try:
            session.put("household.spending", float(number))
            with session.lock("undo"):
                undo.note()
            saving.keep()
        except Stopped:
            return
        except BaseException as fault:
            self.faults.append(fault)

    def wait(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        assert not self.faults


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowStore]:
    engine = open_database()
    found = SlowStore(engine, "me")
    monkeypatch.setattr(store, "store", lambda: found)
    monkeypatch.setattr(saving, "browser_id", lambda: "")
    yield found
    engine.dispose()


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> OneSession:
    found = OneSession()
    monkeypatch.setattr(session.st, "session_state", found)
    return found


def test_fifty_sessions_of_quick_keys_save_the_last_one_and_make_no_copy(
    plans: SlowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(SESSIONS):
        state = OneSession()
        monkeypatch.setattr(session.st, "session_state", state)
        typist = Typist(state)
        for key in range(KEYS):
            thread = typist.key(1000 * number + key)
            if key % 3 == 0:  # now and then the script ends before the next key
                thread.join(PATIENCE)
        typist.wait()
        tie = state.values["_slots"]["link"]
        kept = plans.get(tie.plan_id)
        assert kept is not None
        assert kept.document["household"]["spending"] == 1000 * number + KEYS - 1
        assert (tie.other, tie.is_told, tie.version) == (None, False, kept.version)
    assert len(plans.plans()) == SESSIONS


def test_keys_during_a_save_wait_for_it_and_only_the_newest_is_saved(plans: SlowStore, state: OneSession) -> None:
    typist = Typist(state)
    typist.key(0)
    typist.wait()  # the plan has its place
    plans.go.clear()
    typist.key(1)
    assert plans.at_work.wait(PATIENCE)  # the database takes its time
    for key in range(2, 14):
        typist.key(key)
    plans.go.set()
    typist.wait()
    tie = state.values["_slots"]["link"]
    kept = plans.get(tie.plan_id)
    assert kept is not None
    assert kept.document["household"]["spending"] == 13
    assert len(plans.plans()) == 1
    assert plans.saves == 2  # the one under way, and the newest
    assert tie.other is None


def test_another_plan_opened_during_a_save_is_not_saved_over_the_first(plans: SlowStore, state: OneSession) -> None:
    typist = Typist(state)
    typist.key(0)
    typist.wait()
    first = state.values["_slots"]["link"].plan_id
    plans.go.clear()
    typist.key(71)
    assert plans.at_work.wait(PATIENCE)
    state.current = threading.current_thread()
    session.open_blank()
    session.put("name", "Another plan")
    saving.detach()
    plans.go.set()
    typist.wait()
    saving.keep()
    kept = plans.get(first)
    assert kept is not None
    assert (kept.document["name"], kept.document["household"]["spending"]) == ("My plan", 71)
    assert sorted(head.name for head in plans.plans()) == ["Another plan", "My plan"]


def test_another_tab_is_still_found_out(plans: SlowStore, state: OneSession) -> None:
    typist = Typist(state)
    typist.key(0)
    typist.wait()
    tie = state.values["_slots"]["link"]
    plan = plans.get(tie.plan_id)
    assert plan is not None
    plans.save(plan.id, plan.version, {**plan.document, "name": "Theirs"})
    typist.key(5)
    typist.wait()
    assert state.values["_slots"]["link"].is_told
    assert len(plans.plans()) == 2
