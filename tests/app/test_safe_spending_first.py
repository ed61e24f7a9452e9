"""With lives, what is safe to spend comes first: *The answer* does not wait for it, and follows it once it is there."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.studies.safe_spending import SafeAmount, SafeSpending, SpendingDifference
from tests.app.conftest import drawn_after, go, load, texts
from ui.results import on_demand, safe_spending

ANSWER, COMPARE = "pages/results/answer.py", "pages/results/compare.py"
Put = Callable[[AppTest], AppTest]
ASKED: list[float] = []


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the search: every other strategy lets $140 more be spent; and let pages begin by themselves."""
    ASKED.clear()

    def made(scenario: Any, percent: float, n_paths: int, *rest: Any) -> SafeSpending:
        ASKED.append(percent)
        first, *others = (one.name for one in scenario.strategies)
        known = (49_000, None, 0.9, (0.88, 0.92))
        more = SpendingDifference(140.0, 30.0, False, True)
        rows = (SafeAmount(first, 50_000, *known), *(SafeAmount(name, 50_140, *known, more) for name in others))
        return SafeSpending(percent / 100, n_paths, first, 102_000.0, rows)

    monkeypatch.setattr(safe_spending, "safe_spending", made)
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", True)


def boxes(app: AppTest) -> str:
    """Return the words of the colored boxes."""
    return "\n".join(str(box.value) for kind in (app.success, app.warning, app.info) for box in kind)


def test_the_answer_follows_it_once_it_is_there(sample_app: AppTest, with_results: Put) -> None:
    app = drawn_after(go(with_results(sample_app), ANSWER), "safe-spending")
    assert not app.exception
    assert "Harvesting is worth it here" in boxes(app)
    assert "140 ± " in boxes(app)
    assert ASKED == [90.0]
    app = go(app, COMPARE)
    assert not app.exception
    assert "(+$140 ± $60)" in app.dataframe[0].value["Safe to spend a year"].tolist()[1]
    assert ASKED == [90.0]


def test_until_then_what_heirs_keep_decides(
    sample_app: AppTest, with_results: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", False)
    app = go(with_results(sample_app), ANSWER)
    assert "has not been worked out yet" in boxes(app)
    assert "safe-spending-start" in [button.key for button in app.button]


def test_who_says_otherwise_is_not_made_to_wait(sample_app: AppTest, with_results: Put) -> None:
    sample_app.session_state["_slots"]["objective"] = "after_tax_wealth_real"
    app = go(with_results(sample_app), ANSWER)
    assert not app.exception
    assert "safe to spend" not in boxes(app)
    assert ASKED == []


def test_without_a_taxable_account_nothing_is_searched(app: AppTest, with_results: Put) -> None:
    app = go(with_results(load(app, "no-taxable-account")), ANSWER)
    assert not app.exception
    assert "nothing to harvest" in texts(app).lower()
    assert ASKED == []
