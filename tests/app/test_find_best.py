"""The page of the search: a race on a press, and a candidate's strategy and rollover date go into the plan."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.studies.candidates import candidates_of
from sim.studies.find_best import Race, Runner
from sim.studies.merit import Merit
from sim.studies.racing import GOAL, Gap
from tests.app.conftest import go, press_and_wait, texts
from ui.results import find_best

PAGE = "pages/results/find_best.py"


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation: the first that moves the rollover and harvests wins."""

    def made(scenario: Any, goal: str, on_progress: Any, should_cancel: Any) -> Race:
        gap = Gap(500.0, 10.0)
        found = candidates_of(scenario)
        best = next(one for one in found if one.timing == "60 days later" and one.harvest == "Every month")
        runners = (
            Runner(best, 512, None, gap, Gap(0.0, 0.0), gap, gap, gap, Merit(gap, gap, Gap(-500.0, 10.0)), True),
            Runner(found[0], 512, 1, Gap(0.0, 0.0), Gap(-500.0, 10.0), Gap(0.0, 0.0), Gap(0.0, 0.0), None, None, False),
        )
        return Race(GOAL[goal], runners, 512, 3.7)

    monkeypatch.setattr(find_best, "find_best", made)


def test_search_and_take_the_best_into_the_plan(sample_app: AppTest) -> None:
    app = go(sample_app, PAGE)
    app.selectbox(key="finding-goal").select("tax_drag_bp").run()
    press_and_wait(app, "find-best")
    assert not app.exception
    assert "Every other one is measurably worse" in texts(app)
    assert r"Harvesting alone\: \+500\.00 ± 20\.00 bp" in texts(app)
    next(button for button in app.button if button.label == "Take it into the plan").click().run()
    assert not app.exception
    draft = app.session_state["_draft"]
    assert draft["rollovers"][0]["date"] == "2026-08-14"
    assert draft["strategies"][-1]["harvest"] == "monthly"
    assert draft["strategies"][-1]["name"].startswith("Found: Every month")
    assert "Run again to compare it" in texts(app)
    assert "has changed since" in texts(app)


def test_a_full_plan_says_what_to_do(sample_app: AppTest) -> None:
    draft = sample_app.session_state["_draft"]
    draft["strategies"] = [{**draft["strategies"][0], "name": f"S{k}"} for k in range(8)]
    app = go(sample_app, PAGE)
    press_and_wait(app, "find-best")
    next(button for button in app.button if button.label == "Take it into the plan").click().run()
    assert "8 strategies already" in texts(app)
    assert len(app.session_state["_draft"]["strategies"]) == 8


def test_without_a_taxable_account_only_conversions_matter(app: AppTest) -> None:
    app = go(app.button(key="sample-no-taxable-account").click().run(), PAGE)
    assert not app.exception
    assert "no taxable account" in texts(app)
