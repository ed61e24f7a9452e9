"""Whose merit a gain is, on *Compare*: only where a strategy converts and harvests otherwise, and by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.paired import PairedDifference
from sim.studies.whose_merit import StrategyMerit, WhoseMerit
from tests.app.conftest import drawn_after, go, texts
from ui.results import on_demand, whose_merit

PAGE = "pages/results/compare.py"
Put = Callable[[AppTest], AppTest]


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation, and let pages begin by themselves."""

    def made(scenario: Any, objective: str, n_paths: int, *rest: Any) -> WhoseMerit:
        more = PairedDifference(300.0, 10.0, 300.0, 0.9, 0.1, False, True)
        name = scenario.strategies[-1].name
        return WhoseMerit(
            objective, scenario.strategies[0].name, n_paths, (StrategyMerit(name, more, more, more, more),)
        )

    monkeypatch.setattr(whose_merit, "whose_merit", made)
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", True)


def test_it_is_shown_where_a_strategy_differs_in_both(sample_app: AppTest, with_results: Put) -> None:
    sample_app.session_state["_slots"]["objective"] = "after_tax_wealth_real"
    strategies = sample_app.session_state["_draft"]["strategies"]
    strategies[-1]["conversion"] = {"kind": "fixed", "amount": 9_000.0, "first_year": 2027, "last_year": 2030}
    app = drawn_after(go(with_results(sample_app), PAGE), "whose-merit")
    assert not app.exception
    assert "Whose merit" in texts(app)
    assert "harvesting alone" in texts(app)


def test_it_is_not_where_none_does(sample_app: AppTest, with_results: Put) -> None:
    sample_app.session_state["_slots"]["objective"] = "after_tax_wealth_real"
    app = go(with_results(sample_app), PAGE)
    assert not app.exception
    assert "Whose merit" not in texts(app).split("How it is made")[0].split("- **")[0]
