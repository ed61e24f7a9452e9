"""While somebody waits for a first answer, runs that show nothing yet step aside, and all come to the same figures."""

import math
import threading
from functools import partial

import numpy as np
import pytest

from sim.api import Canceled, Scenario, sample_scenario, simulate
from sim.engine.run import right_of_way
from sim.engine.run import run as engine_run
from sim.engine.run.right_of_way import Courtesy, FirstAnswers

ASKED = 20
"""How often a run that steps aside is seen to ask whether to go on."""


def few(n_paths: int = 6) -> Scenario:
    return sample_scenario("no-taxable-account").with_paths(n_paths)


@pytest.fixture
def endless_courtesy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_run, "Courtesy", partial(Courtesy, most_seconds=math.inf))


@pytest.mark.usefixtures("endless_courtesy")
def test_a_run_waits_for_a_first_answer_of_another_and_then_ends():
    progress: list[float] = []
    asked, done = threading.Event(), threading.Event()

    def on_progress(share: float) -> None:
        progress.append(share)
        if len(progress) == ASKED:
            asked.set()

    def work() -> None:
        simulate(few(), on_progress=on_progress)
        done.set()

    alone = threading.Thread(target=work)
    with engine_run._FIRST_ANSWERS.under_way():
        alone.start()
        assert asked.wait(60.0)
        assert progress[:ASKED] == [0.0] * ASKED
        assert not done.is_set()
    alone.join(60.0)
    assert done.is_set()
    assert progress[-1] == 1.0


def test_a_first_answer_waits_for_no_other_and_the_figures_are_the_same():
    seen: list[int] = []
    with engine_run._FIRST_ANSWERS.under_way(), pytest.raises(Canceled):
        simulate(
            few(8),
            on_preview=lambda result: seen.append(result.n_paths),
            preview_paths=(2,),
            should_cancel=lambda: bool(seen),
        )
    assert seen == [2]
    assert not engine_run._FIRST_ANSWERS.are_waited_for()
    with_preview = simulate(few(8), on_preview=lambda result: None, preview_paths=(2,)).terminal["after_tax_wealth"]
    np.testing.assert_array_equal(with_preview, simulate(few(8)).terminal["after_tax_wealth"])


@pytest.mark.usefixtures("endless_courtesy")
def test_a_run_that_steps_aside_can_be_canceled():
    asked: list[None] = []

    def should_cancel() -> bool:
        asked.append(None)
        return len(asked) >= ASKED

    with engine_run._FIRST_ANSWERS.under_way(), pytest.raises(Canceled):
        simulate(few(), should_cancel=should_cancel)


def test_courtesy_ends(monkeypatch: pytest.MonkeyPatch):
    clock = [0.0]
    monkeypatch.setattr(right_of_way.time, "monotonic", lambda: clock[0])
    first_answers = FirstAnswers()
    courtesy = Courtesy(first_answers, most_seconds=2.0)
    assert not courtesy.steps_aside()
    with first_answers.under_way():
        for second in (10.0, 11.0, 11.5):
            clock[0] = second
            assert courtesy.steps_aside()
        with courtesy.waived():
            assert not courtesy.steps_aside()
        clock[0] = 12.1  # two seconds aside in all, less what was waived
        assert courtesy.steps_aside()
        clock[0] = 12.7
        assert not courtesy.steps_aside()
