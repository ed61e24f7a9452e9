"""A county's income tax on the pages: chosen on Household, named on This year, and missed where none is counted."""

import json

from streamlit.testing.v1 import AppTest

from tests.app.conftest import go, texts, widget
from tests.app.test_pages import open_document

HOUSEHOLD, THIS_YEAR, ROLLOVER = "pages/plan/household.py", "pages/results/this_year.py", "pages/plan/rollover.py"
LAW = "pages/learn/law.py"


def shown(app: AppTest) -> str:
    """Return the page's words as they are read, without the backslashes of Markdown."""
    return texts(app).replace("\\", "")


def in_maryland(app: AppTest, **local: object) -> AppTest:
    document = json.loads(json.dumps(app.session_state["_draft"]))
    document["household"] |= {"state": "MD", "local_income_tax": local}
    return open_document(app, document)


def test_the_counties_of_the_state_are_offered(sample_app: AppTest) -> None:
    app = go(in_maryland(sample_app), HOUSEHOLD)
    assert not app.exception
    place = widget(app, "household.local_income_tax.place")
    assert "Anne Arundel County" in place.options
    assert "Marion County" not in place.options
    place.set_value("Kent County").run()
    assert app.session_state["_draft"]["household"]["local_income_tax"]["place"] == "Kent County"


def test_a_county_of_another_state_is_told_and_set_to_none(sample_app: AppTest) -> None:
    app = go(in_maryland(sample_app, place="Kent County"), HOUSEHOLD)
    assert "Set to none" not in [button.label for button in app.button]
    widget(app, "household.state").set_value("IN").run()
    assert not app.exception
    assert app.session_state["_draft"]["household"]["local_income_tax"]["place"] == "Kent County"
    assert "Kent County (in MD)" in widget(app, "household.local_income_tax.place").options
    assert "This is in MD, not in IN; name a county or city of IN, or leave it empty." in shown(app)
    next(button for button in app.button if button.label == "Set to none").click().run()
    assert not app.exception
    assert app.session_state["_draft"]["household"]["local_income_tax"]["place"] == ""
    assert "This is in MD" not in shown(app)


def test_a_county_of_the_same_name_in_another_state_is_asked_for_anew(sample_app: AppTest) -> None:
    """Maryland and Indiana both have a Howard County."""
    app = go(in_maryland(sample_app, place="Howard County"), HOUSEHOLD)
    widget(app, "household.state").set_value("IN").run()
    assert not app.exception
    assert app.session_state["_draft"]["household"]["local_income_tax"]["place"] == ""
    assert widget(app, "household.local_income_tax.place").value == ""


def test_the_county_stands_below_its_state_on_a_phone(sample_app: AppTest) -> None:
    """The page's columns stand one below the other there, in the order in which they are written."""
    app = go(in_maryland(sample_app), HOUSEHOLD)
    shown_in_order = [box.label for box in app.selectbox]
    assert shown_in_order.index("State") < shown_in_order.index("County or city with an income tax")


def test_a_shorter_name_is_shown_as_the_list_writes_it(sample_app: AppTest) -> None:
    app = go(in_maryland(sample_app, place="kent"), HOUSEHOLD)
    options = widget(app, "household.local_income_tax.place").options
    assert options.count("Kent County") == 1
    assert "not in" not in " ".join(options)


def test_this_year_says_that_none_is_counted_or_names_it(sample_app: AppTest) -> None:
    app = go(in_maryland(sample_app), THIS_YEAR)
    assert not app.exception
    assert "No local income tax is counted. Every county and Baltimore City levies" in shown(app)
    app = go(in_maryland(app, place="Kent County"), THIS_YEAR)
    assert not app.exception
    assert "No local income tax" not in shown(app)
    assert "Kent County" in shown(app)


def test_rollover_says_what_it_changes_in_the_states_tax(sample_app: AppTest) -> None:
    app = go(in_maryland(sample_app), ROLLOVER)
    assert not app.exception
    assert "What rolling over changes in your state's tax" in shown(app)
    assert "an IRA is not taxed there as an employer's plan is" in shown(app)


def test_the_law_shows_the_counties_of_the_plans_state_or_of_all(sample_app: AppTest) -> None:
    app = in_maryland(sample_app)
    app.session_state["law.tabs"] = "Counties and cities"
    app = go(app, LAW)
    assert not app.exception
    assert "Every county and Baltimore City levies" in shown(app)
    table = app.table[0].value
    assert "Kent County" in set(table["County or city"])
    assert list(table.columns) == ["County or city", "Rate or brackets", "On", "Figures of", "Status", "Source"]
    app.selectbox(key="law.localities").set_value("All states").run()
    assert not app.exception
    assert {"Maryland", "Indiana", "New York"} <= set(app.table[0].value["State"])
