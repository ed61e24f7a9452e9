"""Rates, brackets and Medicare on *Over time*, on one path and over all; a chosen year shows its money and return."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from sim.api.trace import Rank
from tests.app.conftest import go, press_and_wait, texts

PAGE = "pages/results/over_time.py"
Put = Callable[[AppTest], AppTest]


def year_choice(app: AppTest) -> object:
    return next(box for box in app.selectbox if box.label == "Year")


def test_one_path_then_a_year_of_it_then_all(sample_app: AppTest, with_results: Put) -> None:
    app = go(with_results(sample_app), PAGE)
    app.selectbox("over-time-paths").set_value(Rank.WORST_TENTH).run()
    assert not app.exception
    year = year_choice(app).options[0]
    year_choice(app).set_value(int(year)).run()
    assert not app.exception
    assert "on path " in texts(app)
    assert f"The return of {year}" in texts(app)
    app.selectbox("over-time-paths").set_value("All paths").run()
    press_and_wait(app, "over-time")
    assert not app.exception
    assert "Effective rate, and the federal bracket on top" in texts(app)
    assert "on the median path" in texts(app)
    assert f"The return of {year}" in texts(app), "the chosen year stays"
