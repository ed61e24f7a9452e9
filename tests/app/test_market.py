"""The market's page: every model and tab, what is edited is kept, every kind of bad input is named with its fix."""

import csv
import math
import statistics

import pytest
from streamlit.testing.v1 import AppTest

from sim.scenario.market import MarketModel
from tests.app.conftest import ROOT, go, texts, widget
from tests.unit.importers.test_returns_csv import annual, monthly

PAGE = "pages/plan/market.py"


@pytest.fixture
def market_app(sample_app: AppTest) -> AppTest:
    return go(sample_app, PAGE)


def draft(app: AppTest) -> dict:  # type: ignore[type-arg]
    found: dict = app.session_state["_draft"]["market"]  # type: ignore[type-arg]
    return found


def upload(app: AppTest, content: bytes, name: str = "mine.csv") -> AppTest:
    widget(app, "market.model").set_value("own").run()  # type: ignore[attr-defined]
    app.file_uploader[0].upload(name, content).run()
    return app


@pytest.mark.parametrize("model", [model.value for model in MarketModel if model is not MarketModel.OWN])
def test_each_model_is_shown_with_its_figures_and_pictures(market_app: AppTest, model: str) -> None:
    widget(market_app, "market.model").set_value(model).run()  # type: ignore[attr-defined]
    assert not market_app.exception
    assert draft(market_app)["model"] == model
    assert "on half of the paths" in texts(market_app)
    assert "to complete or fix" not in texts(market_app)


def test_the_pictures_are_of_the_class_that_is_chosen(market_app: AppTest) -> None:
    market_app.selectbox(key="market-class").set_value("emerging").run()
    assert "Emerging markets:" in texts(market_app).replace("\\", "")
    market_app.checkbox(key="market-real").check().run()
    assert "after inflation" in texts(market_app)


def test_own_returns_are_asked_for_then_read_and_used(market_app: AppTest) -> None:
    widget(market_app, "market.model").set_value("own").run()  # type: ignore[attr-defined]
    assert "upload a CSV" in texts(market_app)
    assert market_app.button(key="run").disabled
    upload(market_app, annual())
    assert not market_app.exception
    assert draft(market_app)["own"]["first_year"] == 2000
    assert "12 years from 2000 on; US stocks" in texts(market_app).replace("\\", "")
    assert "to complete or fix" not in texts(market_app)
    assert "on half of the paths" in texts(market_app)
    revision = market_app.session_state["_revision"]
    market_app.selectbox(key=f"{revision}:market.own.use").set_value("fit").run()
    assert draft(market_app)["own"]["use"] == "fit"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (annual().replace(b"2003,", b"1903,"), "There is a gap before this row"),
        (annual().replace(b"2003,", b"2003,about "), "This is not a number"),
        (annual().replace(b"2003,", b"2003,3%"), "without a percent sign"),
        (monthly(20), "The history is too short"),
    ],
)
def test_a_bad_file_is_refused_and_changes_nothing(market_app: AppTest, content: bytes, said: str) -> None:
    upload(market_app, content)
    assert said in market_app.error[0].value
    assert draft(market_app)["own"] is None


def test_a_short_monthly_record_to_resample_is_named_before_the_run(market_app: AppTest) -> None:
    upload(market_app, monthly(40))
    assert draft(market_app)["own"]["use"] == "fit"
    revision = market_app.session_state["_revision"]
    market_app.selectbox(key=f"{revision}:market.own.use").set_value("bootstrap").run()
    assert "Too short to resample" in texts(market_app)
    assert market_app.button(key="run").disabled


def open_market(app: AppTest, **changes: object) -> AppTest:
    app.session_state["_draft"]["market"].update(changes)
    app.session_state["_revision"] = 99
    return app.run()


def test_a_volatility_below_zero_is_named_with_its_class(market_app: AppTest) -> None:
    app = open_market(market_app, classes={"us_small": {"expected_return": 0.08, "volatility": -0.05}})
    assert not app.exception
    assert "US small companies, Volatility" in texts(app).replace("\\", "")
    assert "The pictures come back once" in texts(app)
    assert app.button(key="run").disabled


def test_impossible_correlations_are_named_and_repaired(market_app: AppTest) -> None:
    pairs = [
        {"first": "us_stock", "second": "us_small", "value": 0.95},
        {"first": "us_small", "second": "international", "value": 0.95},
        {"first": "us_stock", "second": "international", "value": -0.9},
    ]
    app = open_market(market_app, correlations=pairs)
    assert not app.exception
    assert "not positive semidefinite" in texts(app)
    assert app.button(key="run").disabled
    shown = next(table.value for table in app.dataframe if "Pair" in table.value)
    assert {"Pair", "As you have it", "Nearest possible"} == set(shown.columns)
    assert "US stocks and Developed markets abroad" in set(shown["Pair"])
    next(button for button in app.button if button.label.startswith("Use the nearest")).click().run()
    assert "not positive semidefinite" not in texts(app)
    assert "to complete or fix" not in texts(app)
    assert not app.button(key="run").disabled
    next(button for button in app.button if button.label.startswith("Take the built-in")).click().run()
    assert draft(app)["correlations"] == []


def test_a_correlation_beyond_one_is_named_with_its_pair(market_app: AppTest) -> None:
    app = open_market(market_app, correlations=[{"first": "cash", "second": "reit", "value": 1.5}])
    assert not app.exception
    assert "Cash and money market and Real estate funds:" in texts(app)


def test_the_records_figures_are_taken_at_a_button(market_app: AppTest) -> None:
    """Means and spreads of the published file by the standard library; the model's mean is then the record's."""
    with (ROOT / "sim" / "market" / "data" / "us_annual_returns.csv").open() as text:
        rows = list(csv.DictReader(text))
    next(button for button in market_app.button if button.label == "Take the record's figures").click().run()
    kept = draft(market_app)
    for place, column in (("us_stock", "us_stocks"), ("us_bond", "treasury_notes_10y"), ("cash", "treasury_bills")):
        past = [float(row[column]) for row in rows]
        assert kept["classes"][place]["expected_return"] == pytest.approx(statistics.mean(past), abs=6e-5)
        assert kept["classes"][place]["volatility"] == pytest.approx(statistics.stdev(past), abs=6e-5)
    past = [float(row["inflation"]) for row in rows]
    assert kept["inflation"] == pytest.approx(statistics.mean(past), abs=6e-5)
    assert "reit" not in kept["classes"]
    logs = [[math.log1p(float(row[name])) for row in rows] for name in ("us_stocks", "treasury_notes_10y")]
    pair = next(row for row in kept["correlations"] if {row["first"], row["second"]} == {"us_stock", "us_bond"})
    assert pair["value"] == pytest.approx(statistics.correlation(*logs), abs=0.006)
    assert "to complete or fix" not in texts(market_app)


def test_approximate_scripts_say_so(market_app: AppTest) -> None:
    app = open_market(market_app, model="stress", stress={**draft(market_app)["stress"], "episode": "2022"})
    assert "approximate" in texts(app)
