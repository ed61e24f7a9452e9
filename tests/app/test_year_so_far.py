"""The year so far is asked once, and shown wherever the first year's return is."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from tests.app.conftest import go, texts, widget

YOU, THIS_YEAR, PLANNER = "pages/plan/household.py", "pages/results/this_year.py", "pages/plan/planner.py"


@pytest.fixture
def late(sample_app: AppTest) -> AppTest:
    """Return the sample couple's plan, beginning on May 1."""
    go(sample_app, YOU)
    widget(sample_app, "start").set_value("05/01/2026").run()  # type: ignore[attr-defined]
    return sample_app


def test_a_plan_that_begins_with_its_year_is_asked_nothing(sample_app: AppTest) -> None:
    assert "The year so far" not in texts(go(sample_app, YOU))


def test_you_says_what_counts_where_nothing_is_typed(late: AppTest) -> None:
    assert "when 4 months are over. The tax return of 2026 holds the whole year." in texts(late)
    people = late.session_state["_draft"]["household"]["people"]
    wages = sum(person["wages"]["annual"] or 0 for person in people) * 4 / 12
    assert wages > 0
    assert f"wages \\${wages:,.0f}" in texts(late)


def short(app: AppTest) -> NumberInput:
    return next(field for field in app.number_input if field.label == "Short-term gains so far this year")


def test_gains_so_far_are_one_field_on_three_pages(late: AppTest) -> None:
    short(late).set_value(5_000.0).run()
    for page in (THIS_YEAR, PLANNER):
        assert short(go(late, page)).value == 5_000.0
    short(late).set_value(-2_000.0).run()
    assert not late.exception
    assert late.session_state["_draft"]["household"]["so_far"]["gains_short"] == -2_000.0
    assert short(go(late, THIS_YEAR)).value == -2_000.0
    short(late).set_value(0.0).run()
    assert not late.exception
    assert short(go(late, YOU)).value == 0.0


def test_a_plan_that_begins_on_the_last_trading_day_shows_the_next_year(sample_app: AppTest) -> None:
    """New Year's Eve 2026 is a Thursday: the plan's first trade is in 2027, and so is its first return."""
    go(sample_app, YOU)
    for rollover in sample_app.session_state["_draft"]["rollovers"]:
        rollover["date"] = "2027-03-15"
    widget(sample_app, "start").set_value("12/31/2026").run()  # type: ignore[attr-defined]
    assert "The year so far" not in texts(sample_app)
    shown = texts(go(sample_app, THIS_YEAR))
    assert "its first return is that of 2027" in shown
    assert "Gains realized so far in" not in shown
    assert "Tax year 2027" in shown
    assert not sample_app.exception
