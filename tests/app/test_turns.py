"""Two runs at once; the others wait in sight, in the order they came, and can be canceled while they wait."""

import threading
from collections.abc import Callable

import pytest

from sim.api import InputError, Scenario, sample_scenario
from sim.environment import RUNS_AT_ONCE
from ui.runs import jobs
from ui.runs.jobs import Job
from ui.runs.turns import Turns, runs_at_once

SCENARIO = sample_scenario("no-taxable-account")


@pytest.fixture(autouse=True)
def own_line(monkeypatch: pytest.MonkeyPatch) -> Turns:
    line = Turns()
    monkeypatch.setattr(jobs, "TURNS", line)
    return line


class Held:
    """Work that says when it begins and ends when it is let go."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    def work(self, scenario: Scenario, on_progress: object, should_cancel: Callable[[], bool]) -> str:
        self.has_begun.set()
        assert self.may_end.wait(60)
        return "made"


def test_the_third_run_waits_for_one_of_the_two_before() -> None:
    held = [Held() for _ in range(4)]
    kept: list[str] = []
    made = [Job(SCENARIO, str(n), lambda sha256, _: kept.append(sha256), one.work) for n, one in enumerate(held)]
    for job, one in zip(made[:2], held, strict=False):
        job.start()
        assert one.has_begun.wait(60)
    for place, job in enumerate(made[2:], 1):
        job.start()
        while not job.waits:
            job.wait(0.01)
        assert job.waits == f"Waiting for another run to finish; place {place} in the queue"
    assert [job.waits for job in made[:2]] == ["", ""]
    assert not held[2].has_begun.is_set()
    held[1].may_end.set()
    made[1].wait(60)
    assert held[2].has_begun.wait(60)
    assert made[3].waits.endswith("place 1 in the queue")
    assert not held[3].has_begun.is_set()
    for one in held:
        one.may_end.set()
    for job in made:
        job.wait(60)
    assert sorted(kept) == ["0", "1", "2", "3"]


def test_a_run_that_waits_can_be_canceled(own_line: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RUNS_AT_ONCE.name, "1")
    first, second = Held(), Held()
    working, waiting = (Job(SCENARIO, "x", lambda *_: None, one.work) for one in (first, second))
    working.start()
    assert first.has_begun.wait(60)
    waiting.start()
    waiting.cancel()
    waiting.wait(60)
    assert waiting.state == "canceled"
    assert not second.has_begun.is_set()
    first.may_end.set()
    working.wait(60)
    assert (working.state, own_line._line) == ("done", [])


def test_a_run_that_fails_gives_its_turn_away(own_line: Turns) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    for _ in range(3):
        job = Job(SCENARIO, "x", lambda *_: None, fail).start()
        job.wait(60)
        assert job.state == "failed"
    assert own_line._line == []


def test_too_much_memory_is_told_before_the_queue(own_line: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_RUN_MEMORY_MB", "16")
    held = Held()
    job = Job(sample_scenario("californian-couple").with_paths(90_000), "x", lambda *_: None, held.work).start()
    job.wait(60)
    assert job.state == "failed"
    assert "a run may take 16 MB" in job.message
    assert not held.has_begun.is_set()


def test_the_setting_is_a_small_number() -> None:
    assert runs_at_once({}) == 2
    assert runs_at_once({RUNS_AT_ONCE.name: "5"}) == 5
    for wrong in ("0", "-1", "two", "65", "9" * 30, "1.0"):
        with pytest.raises(InputError, match=RUNS_AT_ONCE.name):
            runs_at_once({RUNS_AT_ONCE.name: wrong})
