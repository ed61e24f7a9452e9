"""Plans beside each other, the key figures on top, and the presentation: one idea a page, without names."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import PRESENT, RESULT_PAGES, go, load, texts, widget
from ui.core import running
from ui.share import present

PLANS, HOUSEHOLD = "pages/results/compare_plans.py", "pages/plan/household.py"
Put = Callable[[AppTest], AppTest]


def two_plans(app: AppTest, with_results: Put) -> AppTest:
    """Save a sample and a copy of it that spends less, both with results."""
    with_results(load(app, "californian-couple"))
    plan = app.query_params["plan"]
    plan = plan if isinstance(plan, str) else plan[0]
    app.button(key=f"duplicate-{plan}").click().run()  # opens the copy
    copy = app.query_params["plan"]
    copy = copy if isinstance(copy, str) else copy[0]
    assert copy != plan
    widget(go(app, HOUSEHOLD), "household.spending").set_value(71_000.0).run()
    with_results(app)
    go(app, PLANS)
    app.multiselect(key="compared-ids").set_value([plan, copy]).run()
    return app


def test_two_plans_side_by_side(app: AppTest, with_results: Put) -> None:
    two_plans(app, with_results)
    assert not app.exception
    inputs, results = (frame.value for frame in app.dataframe)
    assert list(inputs.iloc[:, 0]) == ["Spending target a year, after tax"]
    assert list(inputs.iloc[0, 1:]) == ["$102,000", "$71,000"]
    first, second = results.columns[1:]
    row = results[results.iloc[:, 0] == "After-tax wealth, mean"].iloc[0]
    assert row[first].startswith("$")
    assert "the same on every path" in row[second]  # both hold the same made-up figures
    share = results[results.iloc[:, 0] == "Paths without a shortfall"].iloc[0]
    assert share[first].endswith(" %")  # a share of paths is no amount of money
    assert "chance cancels out" in texts(app)
    app.switch_page("pages/start/home.py").run()
    assert len(go(app, PLANS).multiselect(key="compared-ids").value) == 2  # the choice is kept


def test_one_plan_alone_is_told_what_to_do(sample_app: AppTest) -> None:
    assert "at least two plans" in texts(go(sample_app, PLANS))


def test_missing_results_are_offered(app: AppTest, with_results: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    two_plans(app, with_results)
    chosen = app.session_state["_slots"]["compared-plans"]
    monkeypatch.setattr(running, "results", dict)
    chosen.outcomes = {}
    app.run()
    assert "have no result yet" in texts(app)
    assert app.button(key="run-plans").label == "Run what is missing"


@pytest.mark.parametrize("page", RESULT_PAGES)
def test_key_figures_with_differences_stand_on_top(sample_app: AppTest, page: str, with_results: Put) -> None:
    app = go(with_results(sample_app), page)
    figures = app.metric[:4]
    assert [figure.label for figure in figures] == [
        "After-tax wealth",
        "What heirs keep",
        "Tax drag",
        "Income a year",
    ]
    assert all(figure.value for figure in figures)
    assert all("±" in figure.delta or "difference" in figure.delta or "same" in figure.delta for figure in figures)


def test_the_presentation_shows_no_name_and_goes_on_and_back(sample_app: AppTest, with_results: Put) -> None:
    draft = json.loads(json.dumps(sample_app.session_state["_draft"]))
    draft["name"] = "The Quimby family"
    for part in (*draft["household"]["people"], *draft["holdings"]["accounts"], *draft["strategies"]):
        part["name"] = f"Quimby {part['name']}"
    sample_app.session_state["_draft"] = draft
    app = go(with_results(sample_app.run()), PRESENT)
    seen = []
    for number in range(len(present.SLIDES)):
        assert not app.exception
        seen.append(app.title[0].value)
        words = texts(app) + "".join(str(metric.label) for metric in app.metric)
        assert "Quimby" not in words + json.dumps([str(chart.proto) for chart in app.get("plotly_chart")])
        assert not [b for b in app.button if b.key in ("run", "undo")]  # nothing to enter
        assert app.button(key="slide-back").disabled == (number == 0)
        if number + 1 < len(present.SLIDES):
            app.button(key="slide-next").click().run()
    assert seen == [slide.title for slide in present.SLIDES]
    assert app.button(key="slide-next").disabled
    app.button(key="slide-back").click().run()
    assert app.title[0].value == present.SLIDES[-2].title


def test_without_a_run_there_is_nothing_to_present(sample_app: AppTest) -> None:
    assert "press **Run** first" in texts(go(sample_app, PRESENT))
