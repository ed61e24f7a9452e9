"""The verdict beyond luck, on *The answer*: on a press, kept for the strategy and the objective."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.paired import PairedDifference
from sim.results.tables import result_tables
from sim.studies.worlds import Sign, World, Worlds
from tests.app.conftest import go, load, press_and_wait, texts
from ui.core import document, problems
from ui.results import worlds
from ui.runs.cache import ResultCache

PAGE = "pages/results/answer.py"
Put = Callable[[AppTest], AppTest]


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation: one world holds, one turns."""

    def made(scenario: Any, strategy: int, reference: int, objective: str, n_paths: int, *rest: Any) -> Worlds:
        plus, minus = (PairedDifference(m, 10.0, m, 0.9, 0.1, False, True) for m in (300.0, -200.0))
        rows = (
            World("a", "Label a", "it is calm", "Why.", plus, Sign.HOLDS),
            World("b", "Label b", "it is rough", "Why.", minus, Sign.TURNS),
        )
        names = scenario.strategies[strategy].name, scenario.strategies[reference].name
        return Worlds(objective, *names, n_paths, plus, rows)

    monkeypatch.setattr(worlds, "worlds", made)


def test_press_and_read(sample_app: AppTest, with_results: Put, fresh_cache: ResultCache) -> None:
    app = go(with_results(sample_app), PAGE)
    press_and_wait(app, "worlds")
    assert app.session_state["_slots"]["worlds-job"].state == "done"
    assert not app.exception
    assert "holds in 1 of 2 worlds" in texts(app)
    assert "it is rough" in texts(app)
    outcome = fresh_cache.get(problems.check(document.canonical(app.session_state["_draft"])).sha256)
    assert outcome is not None
    assert outcome.summary["worlds"]["n_holding"] == 1
    assert len(result_tables(outcome.findings)["worlds"]) == 2


def test_where_nothing_is_compared_nothing_is_offered(app: AppTest, with_results: Put) -> None:
    app = go(with_results(load(app, "no-taxable-account")), PAGE)
    assert not app.exception
    assert "worlds-start" not in [button.key for button in app.button]
