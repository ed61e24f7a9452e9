"""What if: dials that leave the plan alone until it is asked for, and variants that stay with it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from sim.api import sample_scenario, simulate
from tests.app.conftest import go, texts
from ui.core import beside, document
from ui.results.what_if_dials import MOVE, dials

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
