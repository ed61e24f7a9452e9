"""What can be spent, on the page of retirement income: on a press, at a rate of choice; refusals in words."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.tables import result_tables
from sim.studies.safe_spending import SafeAmount, SafeSpending, SpendingDifference
from tests.app.conftest import go, press_and_wait, texts
from ui.core import document, problems
from ui.results import safe_spending
from ui.runs.cache import ResultCache

PAGE = "pages/results/income.py"
Put = Callable[[AppTest], AppTest]


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the search: the second strategy lets $140 more be spent; at 99% nothing lasts."""

    def made(scenario: Any, percent: float, n_paths: int, *rest: Any) -> SafeSpending:
        if percent == 99.0:
            none = tuple(SafeAmount(one.name, None, why_not="Even $0 fails.") for one in scenario.strategies)
            return SafeSpending(0.99, n_paths, none[0].name, 0.0, none)
        first, second, *_ = (one.name for one in scenario.strategies)
        known = (50_000, 49_000, None, 0.9, (0.88, 0.92))
        more = SpendingDifference(140.0, 30.0, False, True)
        rows = SafeAmount(first, *known), SafeAmount(second, 50_140, *known[1:], more)
        return SafeSpending(percent / 100, n_paths, first, 102_000.0, rows)

    monkeypatch.setattr(safe_spending, "safe_spending", made)


def press(app: AppTest, name: str = "safe-spending") -> None:
    """Start the search and wait for it."""
    press_and_wait(app, name)
    assert app.session_state["_slots"][f"{name}-job"].state == "done"


def test_press_and_read(sample_app: AppTest, with_results: Put) -> None:
    with_results(sample_app)
    app = go(sample_app, PAGE)
    assert "What can I spend" in texts(app)
    press(app)
    assert not app.exception
    assert "140 ± " in texts(app)
    app.number_input(key="safe-rate").set_value(99.0).run()
    assert "has changed since" in texts(app)
    press(app)
    assert "fails" in texts(app)
    assert not app.exception


@pytest.mark.parametrize(("percent", "words"), [(0.0, "no limit"), (100.0, "never fails"), (20.0, "from 50 to 99")])
def test_a_rate_outside_its_range_is_said_in_words(
    sample_app: AppTest, with_results: Put, percent: float, words: str
) -> None:
    with_results(sample_app)
    app = go(sample_app, PAGE)
    app.number_input(key="safe-rate").set_value(percent).run()
    assert not app.exception
    assert words in texts(app)


def test_the_answer_stands_in_the_runs_own_files(
    sample_app: AppTest, with_results: Put, fresh_cache: ResultCache
) -> None:
    with_results(sample_app)
    app = go(sample_app, PAGE)
    press(app)
    outcome = fresh_cache.get(problems.check(document.canonical(app.session_state["_draft"])).sha256)
    assert outcome is not None
    assert outcome.summary["safe_spending"]["strategies"][1]["spending"] == 50_140
    assert result_tables(outcome.findings)["safe_spending"].iloc[1, 2] == 50_140


def test_the_certain_income_follows_the_aversion(sample_app: AppTest, with_results: Put) -> None:
    with_results(sample_app)
    app = go(sample_app, PAGE)
    before = app.dataframe[-1].value["Certain income a year"].tolist()
    app.number_input(key="risk-aversion").set_value(8.0).run()
    after = app.dataframe[-1].value["Certain income a year"].tolist()
    assert not app.exception
    assert before != after


def test_three_rates_stand_side_by_side_with_what_a_strategy_makes_of_a_month(
    sample_app: AppTest, with_results: Put
) -> None:
    """$140 a year more, give or take two errors of 30: $11.67 a month, ± 5."""
    with_results(sample_app)
    app = go(sample_app, PAGE)
    press(app, "safe-spending-full")
    assert not app.exception
    table = next(one.value for one in app.dataframe if "80 of 100 markets" in one.value.columns)
    assert list(table["95 of 100 markets"]) == ["$50,000", "$50,140"]
    assert list(table["A month, at 90"]) == ["compared with", "+$12 ± $5"]
