"""The timing map's page: drawn on a press, and a cell's dates go into the plan. The engine's part is made up."""

import threading
import time
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.api import Canceled
from sim.results.paired import PairedDifference
from sim.scenario.models import Scenario
from sim.studies.timing_map import Cell, Row, TimingMap, map_days
from tests.app.conftest import go, press_and_wait, texts
from ui.results import timing_map

PAGE = "pages/results/timing_map.py"


def value(mean: float) -> PairedDifference:
    return PairedDifference(mean, 10.0, mean, 0.9, 0.1, False, True)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation: the third date from the end is the best."""

    def drawn(
        scenario: Scenario, objective: str, n_paths: int, on_progress: Any, should_cancel: Any, is_full: bool
    ) -> TimingMap:
        on_progress(1.0)
        days = map_days(scenario, scenario.rollovers[0])
        rows = tuple(
            Row(day, Cell(value(-300.0), 6_000.0, 6_000.0), *[Cell(value(500.0 + 10 * (n == 22)), 6_000.0, 0.0)] * 2)
            for n, day in enumerate(days)
        )
        full = tuple((row.washed,) * len(days) for row in rows) if is_full else ()
        return TimingMap(0, objective, days, rows, scenario.rollovers[0].date, n_paths, full)

    monkeypatch.setattr(timing_map, "timing_map", drawn)
    monkeypatch.setattr(
        timing_map, "map_cells", lambda s, k, b, days, o, n: {day: Cell(value(510.0), 6_000.0, 0.0) for day in days}
    )


def test_draw_choose_and_take_the_dates_into_the_plan(sample_app: AppTest) -> None:
    app = press_and_wait(go(sample_app, PAGE), "timing-map")
    assert not app.exception
    assert "The best safe cell" in texts(app)
    assert "On the first 500 of the plan's 2,000 paths." in texts(app)
    assert "Its square shows" not in texts(app)
    harvest, bought = (app.selectbox(key=key).value for key in ("timing-harvest", "timing-bought"))
    assert abs((harvest - bought).days) > 30
    next(button for button in app.button if button.label.startswith("Take these dates")).click().run()
    assert not app.exception
    draft = app.session_state["_draft"]
    assert date.fromisoformat(draft["rollovers"][0]["date"]) == bought
    taken = draft["strategies"][-1]
    assert taken["name"] == f"Harvest on {harvest}"
    assert taken["days_from_rollover"] == abs((harvest - bought).days)
    assert "has changed since" in texts(app)


def test_a_cell_that_is_worth_another_amount_than_its_square_says_so(sample_app: AppTest) -> None:
    app = press_and_wait(go(sample_app, PAGE), "timing-map")
    app.selectbox(key="timing-harvest").select_index(2).run()
    assert "Its square shows $500" in texts(app).replace("\\", "")


def test_without_a_taxable_account_the_page_says_why(app: AppTest) -> None:
    app = go(app.button(key="sample-no-taxable-account").click().run(), PAGE)
    assert not app.exception
    assert "no taxable account" in texts(app)


def test_a_map_under_way_can_be_stopped(sample_app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def endless(*arguments: Any) -> TimingMap:
        should_cancel = arguments[4]
        begun.set()
        while not should_cancel():
            time.sleep(0.01)
        raise Canceled

    monkeypatch.setattr(timing_map, "timing_map", endless)
    app = go(sample_app, PAGE)
    app.button(key="timing-map-start").click().run()
    assert begun.wait(5)
    app.button(key="timing-map-cancel").click().run()
    job = app.session_state["_slots"]["timing-map-job"]
    job.wait(5)
    app.run()
    assert not app.exception
    assert "Stopped" in texts(app)
    assert app.button(key="timing-map-start").label == "Draw the map"


def test_every_cell_by_itself_replaces_the_shared_map(sample_app: AppTest) -> None:
    app = go(sample_app, PAGE)
    press_and_wait(app, "timing-map")
    press_and_wait(app, "timing-map-full")
    app.run()
    assert not app.exception
    assert "-$300" in texts(app).replace("\\", "")
