"""Whether a process can take people is said in a word, or why not; nothing of a household or a password is in it."""

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ui import readiness
from ui.core import running, store
from ui.server.ready import Ready


async def behind(scope: Any, receive: Any, send: Any) -> None:
    """Stand in for the app."""
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"the app"})


def answer(path: str, lacks: str = "", kind: str = "http") -> tuple[int, bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(Ready(behind, lambda: lacks)({"type": kind, "path": path}, receive, send))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize("path", ["/_ready", "/plans/_ready"])
def test_it_says_that_it_is_ready_or_what_lacks(path: str) -> None:
    assert answer(path) == (200, b"ready")
    assert answer(path, "The simulator is being loaded.") == (503, b"The simulator is being loaded.")


@pytest.mark.parametrize(("path", "kind"), [("/", "http"), ("/_ready/x", "http"), ("/_ready", "websocket")])
def test_everything_else_is_the_apps(path: str, kind: str) -> None:
    assert answer(path, "lacks all", kind) == (418, b"the app")


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Have the simulator load until the event is set; give the test connections of its own."""
    loaded = threading.Event()
    thread = SimpleNamespace(is_alive=lambda: not loaded.is_set())
    monkeypatch.setattr(running, "warm_up", lambda: thread)
    own = store.Connections()
    monkeypatch.setattr(store, "connections", lambda: own)
    yield loaded
    own.close()


def test_a_process_is_ready_once_the_simulator_is_loaded_and_the_database_answers(warm: threading.Event) -> None:
    assert "simulator" in readiness.what_lacks()
    warm.set()
    assert readiness.what_lacks() == ""


def test_a_database_that_is_away_is_told_without_its_password(
    warm: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm.set()
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "postgresql://ann:hunter2@localhost:1/plans")
    told = readiness.what_lacks()
    assert "database" in told
    assert "hunter2" not in told
    assert "ann" not in told
