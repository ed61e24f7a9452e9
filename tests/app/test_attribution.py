"""Where it comes from, one path, and what cannot be done: pages that show a run from another side."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.engine.run.run import Canceled
from sim.estimate.luck import EACH_ALONE
from sim.results.findings import Findings
from sim.results.verdict import OBJECTIVES
from sim.studies.attribution import Attribution
from sim.studies.changes.attribution_pieces import PIECES, FlatRates
from sim.trace.one_path import Rank
from tests.app.conftest import drawn_after, go, load, texts
from ui.learn import one_path
from ui.results import attribution

WHY, PATH, CANNOT = "pages/results/attribution.py", "pages/learn/one_path.py", "pages/learn/cannot_do.py"


def made_up(findings: Findings) -> Attribution:
    rungs = {
        is_future: [
            {field: findings.figure(field) * (1.0 - k / len(PIECES)) for field in OBJECTIVES}
            | {"estate": 0.0 * findings.after_tax_wealth}
            for k in range(len(PIECES) + 1)
        ]
        for is_future in (False, True)
    }
    return Attribution(findings.names, 0, FlatRates(0.12, 0.15), frozenset({"aca"}), rungs, EACH_ALONE)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return drawn_after(app, "attribution")


def test_take_it_apart_shows_the_parts_and_keeps_them(
    sample_app: AppTest, with_results: Callable[[AppTest], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attribution, "attribution", lambda findings, on_progress, should_cancel: made_up(findings))
    app = go(with_results(sample_app), WHY)
    press(app, "Break it down")
    assert not app.exception
    assert "less" in texts(app)
    assert "largest parts" in texts(app) or "could be chance" in texts(app)
    names = app.selectbox(key="attribution-strategy").options
    assert len(names) == 4
    go(go(app, "pages/results/compare.py"), WHY)
    assert app.selectbox(key="attribution-strategy")  # still there, not worked out again


def test_it_can_be_stopped_and_a_fault_is_told(
    sample_app: AppTest, with_results: Callable[[AppTest], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> Attribution:
        raise Canceled

    monkeypatch.setattr(attribution, "attribution", stopped)
    app = go(with_results(sample_app), WHY)
    press(app, "Break it down")
    assert "Stopped" in texts(app)

    def broken(*_: Any) -> Attribution:
        raise ZeroDivisionError

    monkeypatch.setattr(attribution, "attribution", broken)
    press(app, "Break it down")
    assert not app.exception
    assert "error in the program" in texts(app)


def test_without_a_taxable_account_the_page_says_why(app: AppTest, with_results: Callable[[AppTest], AppTest]) -> None:
    go(with_results(load(app, "no-taxable-account")), WHY)
    assert not app.exception
    assert "no taxable account" in texts(app)
    go(app, CANNOT)
    assert "worth exactly \\$0" in texts(app)


def test_the_claims_stand_there_with_their_law(sample_app: AppTest, with_results: Callable[[AppTest], AppTest]) -> None:
    app = go(with_results(sample_app), CANNOT)
    assert not app.exception
    assert len(app.subheader) == 6
    assert "Rev" in texts(app)
    assert "61 days in all" in texts(app)


def test_one_path_is_recorded_and_taken_away(sample_app: AppTest, with_results: Callable[[AppTest], AppTest]) -> None:
    """The one page here that lets the engine run: on a single path."""
    app = go(with_results(sample_app), PATH)
    assert not app.exception
    assert "spent and" in texts(app)
    assert "differs from the run" not in texts(app)
    app.selectbox(key="path-rank").set_value(Rank.NUMBER).run()
    app.number_input(key="path-number").set_value(3).run()
    assert not app.exception
    assert "Path 3 with" in texts(app).replace("\\", "")
    years = app.select_slider(key="path-year").options
    app.select_slider(key="path-year").set_value(years[1]).run()
    assert not app.exception
    made = app.session_state["_slots"]["one-path"][1]
    assert made.path == 2
    assert one_path._workbook(made, [("Path", "3")])[:2] == b"PK"
    assert one_path._archive(made, [("Path", "3")])[:2] == b"PK"
