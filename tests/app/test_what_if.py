"""What if: dials that leave the plan alone until it is asked for, and variants that stay with it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.testing.v1 import AppTest

from sim.api import sample_scenario, simulate
from tests.app.conftest import go, texts
from ui.core import beside, document
from ui.results.what_if_dials import MOVE, dials
from ui.runs import newer

PAGE = "pages/results/answer.py"
Put = Callable[[AppTest], AppTest]


@pytest.fixture
def answer(sample_app: AppTest, with_results: Put) -> AppTest:
    simulate(sample_scenario("no-taxable-account").with_paths(1))  # compiles, which no page waits for here
    with_results(sample_app)
    return go(sample_app, PAGE)


def box(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label.startswith(label))


def test_a_plan_that_is_not_touched_changes_nothing(answer: AppTest) -> None:
    assert "Move something" in texts(answer)
    assert "Then harvesting" not in texts(answer)


@pytest.mark.parametrize(
    ("label", "chosen"),
    [("Roth conversions", "to_bracket"), ("Market", "student_t"), ("Live from", "NV"), ("Lives", "horizon")],
)
def test_each_choice_is_answered(answer: AppTest, label: str, chosen: str) -> None:
    box(answer, label).set_value(chosen).run()
    assert not answer.exception
    assert "Then harvesting makes" in texts(answer)


def test_the_dials_of_another_plan_begin_with_its_own_figures(answer: AppTest, with_results: Put) -> None:
    """The result before stays on the page, marked old, until the new one is there: its date is no move of that plan."""
    answer.session_state["_draft"]["rollovers"][0]["date"] = "2026-09-15"
    answer.run()
    assert [str(one.value) for one in answer.date_input] == ["2026-06-15"]
    with_results(answer)
    answer.run()
    assert [str(one.value) for one in answer.date_input] == ["2026-09-15"]
    assert "Move something" in texts(answer)


def test_a_conversion_is_the_same_under_every_strategy() -> None:
    scenario = sample_scenario("californian-couple")
    dial = next(one for one in dials(scenario, 3) if "conversion" in one.paths[0])
    assert dial.paths == tuple(f"strategies[{k}].conversion" for k in range(len(scenario.strategies)))


def test_a_variant_is_kept_switched_on_and_forgotten(answer: AppTest) -> None:
    box(answer, "Live from").set_value("NV").run()
    answer.text_input(key="variant-name").set_value("Move to Nevada").run()
    answer.button(key="variant-keep").click().run()
    assert not answer.exception
    kept = answer.session_state["_slots"]["variants"]
    assert kept["Move to Nevada"][MOVE]["state"] == "NV"
    assert document.get(answer.session_state["_draft"], "household.move.state", "") == ""  # the plan is as it was
    switches = next(one for one in answer.button_group if one.label.startswith("Variants"))
    assert list(switches.options) == ["Move to Nevada"] or "Move to Nevada" in str(switches.options)
    switches.set_value(["Move to Nevada"]).run()
    assert "Then harvesting makes" in texts(answer)
    answer.button(key="variant-forget:Move to Nevada").click().run()
    assert not answer.session_state["_slots"]["variants"]


def test_variants_are_saved_beside_the_plan() -> None:
    kept = {"variants": {"Move to Nevada": {MOVE: {"date": "2027-01-01", "state": "NV"}}}}
    assert beside.read("variants", kept) == kept["variants"]
    assert beside.read("variants", {"variants": ["damaged"]}) is None


def test_a_variant_of_a_place_that_the_plan_no_longer_has_is_left_out(answer: AppTest) -> None:
    answer.session_state["_slots"]["variants"] = {"Second rollover": {"rollovers[7].date": "2027-01-04"}}
    answer.run()
    switches = next(one for one in answer.button_group if one.label.startswith("Variants"))
    switches.set_value(["Second rollover"]).run()
    assert not answer.exception
    assert "Move something" in texts(answer)


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_newer_move_ends_an_older_one_once_an_answer_stands(
    answer: AppTest, monkeypatch: pytest.MonkeyPatch, is_newer: bool
) -> None:
    monkeypatch.setattr("sim.studies.what_if.STAGES", (4,))
    asked: list[bool] = []
    monkeypatch.setattr("ui.runs.newer.waits", lambda: asked.append(True) or is_newer)
    box(answer, "Live from").set_value("NV").run()
    assert not answer.exception
    assert asked  # while more paths were under way
    assert "Then harvesting makes" in texts(answer)
    assert ("more are under way" in texts(answer)) == is_newer
    answer.button(key="what-if-take")  # whatever the answer rests on, it can be taken


def test_what_waits_is_seen_and_a_clock_is_no_move(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = ScriptRequests()
    monkeypatch.setattr(newer, "get_script_run_ctx", lambda **_: SimpleNamespace(script_requests=requests))
    assert not newer.waits()
    requests.request_rerun(RerunData(fragment_id="one", is_auto_rerun=True))
    assert not newer.waits()
    requests.request_rerun(RerunData(fragment_id="two"))
    assert newer.waits()
    requests.on_scriptrunner_ready()
    assert not newer.waits()
    requests.request_stop()
    assert newer.waits()
    monkeypatch.setattr(newer, "get_script_run_ctx", lambda **_: None)
    assert not newer.waits()  # no script, or a version that keeps it elsewhere
