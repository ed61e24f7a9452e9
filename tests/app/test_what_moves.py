"""The page of what moves the answer: on a press, with the strategy and the objective of choice."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.paired import PairedDifference
from sim.studies.what_moves import Moved, Side, WhatMoves
from tests.app.conftest import go, press_and_wait, texts
from ui.results import what_moves

PAGE = "pages/results/what_moves.py"


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation: one input adds $300, its other value cannot be tried."""

    def made(scenario: Any, strategy: int, reference: int, objective: str, n_paths: int, *rest: Any) -> WhatMoves:
        sure = PairedDifference(300.0, 10.0, 300.0, 0.9, 0.1, False, True)
        row = Moved("horizon", "Horizon", "why", Side("18 years", sure, sure), Side("38 years", None, None, "No room."))
        names = scenario.strategies[strategy].name, scenario.strategies[reference].name
        return WhatMoves(objective, *names, n_paths, sure, (row,))

    monkeypatch.setattr(what_moves, "what_moves", made)


def test_press_and_read(sample_app: AppTest) -> None:
    app = go(sample_app, PAGE)
    press_and_wait(app, "what-moves")
    assert not app.exception
    assert "What moves it most" in texts(app)
    app.selectbox(key="moving-strategy").select(4).run()
    assert "has changed since" in texts(app)
    press_and_wait(app, "what-moves")
    assert not app.exception
    assert "Every month" in texts(app)


def test_where_few_paths_were_tried_the_page_says_what_all_of_them_give(
    sample_app: AppTest, with_results: Callable[[AppTest], AppTest]
) -> None:
    app = press_and_wait(go(with_results(sample_app), PAGE), "what-moves")
    assert not app.exception
    assert "On the first 500 of the plan's 2,000 paths." in texts(app)
    assert "Over all of them this difference is" in texts(app)


def test_without_a_strategy_that_harvests_the_page_says_so(sample_app: AppTest) -> None:
    draft = sample_app.session_state["_draft"]
    draft["strategies"] = draft["strategies"][:1]
    app = go(sample_app, PAGE)
    assert not app.exception
    assert "no strategy that harvests" in texts(app)


def test_without_a_taxable_account_the_page_says_why(app: AppTest) -> None:
    app = go(app.button(key="sample-no-taxable-account").click().run(), PAGE)
    assert "no taxable account" in texts(app)
