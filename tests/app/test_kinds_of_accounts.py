"""What only a plan, an IRA or an inherited one has is asked where accounts are; fixed costs of a year are shown."""

from streamlit.testing.v1 import AppTest

from tests.app.conftest import go, texts, widget

HOLDINGS, HOUSEHOLD, ROLLOVER = (f"pages/plan/{name}.py" for name in ("holdings", "household", "rollover"))
THIS_YEAR = "pages/results/this_year.py"


def _first(app: AppTest, kind: str) -> int:
    accounts = app.session_state["_draft"]["holdings"]["accounts"]
    return next(index for index, account in enumerate(accounts) if account["type"] == kind)


def test_a_457b_asks_for_what_was_rolled_in_and_equal_payments_for_their_rate(sample_app: AppTest) -> None:
    app = go(sample_app, HOLDINGS)
    place = f"holdings.accounts[{_first(app, '401k')}]"
    widget(app, f"{place}.plan_kind").select("457b").run()
    assert not app.exception
    assert widget(app, f"{place}.rolled_in_amount") is not None
    ira = f"holdings.accounts[{_first(app, 'traditional_ira')}]"
    app.session_state["_draft"]["holdings"]["accounts"][_first(app, "traditional_ira")]["series_from"] = "2027-01-01"
    app.run()
    assert not app.exception
    assert widget(app, f"{ira}.series_rate") is not None


def test_a_loan_asks_for_its_balance(sample_app: AppTest) -> None:
    app = go(sample_app, ROLLOVER)
    widget(app, "rollovers[0].method").select("loan_offset").run()
    assert not app.exception
    assert widget(app, "rollovers[0].loan_balance") is not None
    assert widget(app, "rollovers[0].redeposit_date") is not None


def test_household_and_this_year_show_contributions_and_premiums(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    assert not app.exception
    assert widget(app, "household.people[0].wages.plan_roth_contribution") is not None
    app = go(app, THIS_YEAR)
    assert not app.exception, texts(app)
    assert any(metric.label.startswith("Premiums ") for metric in app.metric)
