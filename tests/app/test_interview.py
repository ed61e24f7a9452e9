"""The interview without a browser: what its answers make of the draft, and what is offered for "I don't know"."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.errors import Problem
from sim.law.explained.state_rows import all_states
from tests.app.conftest import go, texts, widget
from ui.core import document, problems
from ui.fields import FIELDS, wording, words

PAGE = "pages/plan/interview.py"
SCREENS = ("You", "Work and other income", "Retirement accounts", "Taxable account", "Rollover")
MOST_QUESTIONS = 25


@pytest.fixture
def start(app: AppTest) -> AppTest:
    return go(app, PAGE)


def draft(app: AppTest) -> dict[str, Any]:
    return app.session_state["_draft"]


def field(app: AppTest, label: str, nth: int = 0) -> Any:
    kinds = (app.number_input, app.date_input, app.text_input, app.selectbox, app.radio, app.slider, app.checkbox)
    return [found for kind in kinds for found in kind if found.label == label][nth]


def answer(app: AppTest, label: str, value: Any, nth: int = 0) -> AppTest:
    field(app, label, nth).set_value(value).run()
    assert not app.exception
    return app


def next_screen(app: AppTest) -> AppTest:
    app.button(key="interview-next").click().run()
    assert not app.exception
    return app


def unknown(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if str(button.key).endswith(f":unknown:{name}")).click().run()
    assert not app.exception
    return app


def born(app: AppTest, *days: str) -> AppTest:
    if len(days) > 1:
        answer(app, "Who is this plan for?", "Me and my spouse")
    for index, day in enumerate(days):
        widget(app, f"household.people[{index}].born").set_value(day).run()
    widget(app, "household.state").set_value("OH").run()
    return next_screen(app)


def values(app: AppTest, account_type: str) -> dict[str, float]:
    """Return what the first account of a type holds, by symbol."""
    accounts = {row["id"]: row["type"] for row in draft(app)["holdings"]["accounts"]}
    prices = {row["symbol"]: row["price"] for row in draft(app)["securities"]}
    found: dict[str, float] = {}
    for lot in draft(app)["holdings"]["lots"]:
        if accounts[lot["account"]] == account_type:
            found[lot["symbol"]] = found.get(lot["symbol"], 0.0) + lot["quantity"] * prices[lot["symbol"]]
    return found


def to_savings(app: AppTest, *days: str) -> AppTest:
    return next_screen(born(app, *days))


def test_a_balance_and_a_mix_are_lots_and_follow_the_mix(start: AppTest) -> None:
    app = to_savings(start, "1961-03-14")
    answer(app, "Your 401(k), balance", 200_000.0)
    assert "Assumed." in texts(app)
    assert values(app, "401k") == {"Stock funds": 120_000, "Bond funds": 80_000}  # 60%, as the 2030 fund of the list
    answer(app, "How much of it is in stocks [%]", 75)
    assert values(app, "401k") == {"Stock funds": 150_000, "Bond funds": 50_000}
    unknown(app, "stocks")
    assert values(app, "401k")["Bond funds"] == 80_000
    answer(app, "Your 401(k), balance", None)
    assert draft(app)["holdings"] == {"accounts": [], "lots": []}
    assert draft(app)["securities"] == []


def test_a_lot_is_three_fields_and_its_loss_is_not_lost_for_want_of_a_replacement(start: AppTest) -> None:
    app = next_screen(to_savings(start, "1961-03-14"))
    for nth, (symbol, worth, cost) in enumerate([("bnd", 88_000.0, 101_000.0), ("PFE", 9_000.0, 14_000.0)]):
        app.button(key="add-lot").click().run()
        answer(app, "Symbol", symbol, nth)
        answer(app, "Worth today", worth, nth)
        answer(app, "What it cost", cost, nth)
    securities = {row["symbol"]: row for row in draft(app)["securities"]}
    assert securities["BND"]["replacement"] == "IUSB"  # the fund list's
    assert securities["IUSB"]["asset_class"] == securities["BND"]["asset_class"] == "us_bond"
    assert securities["PFE"]["replacement"] == "Like PFE"
    assert securities["Like PFE"]["asset_class"] == "single_stock"
    assert values(app, "taxable") == {"BND": 88_000, "PFE": 9_000}
    first = draft(app)["holdings"]["lots"][0]
    assert first["cost_basis"] == 101_000
    assert first["acquired"] < draft(app)["start"].replace(
        draft(app)["start"][:4], str(int(draft(app)["start"][:4]) - 1)
    )
    assert "\\$18,000" in texts(app)  # 13,000 and 5,000 below cost


def test_a_rollover_brings_its_strategies_and_takes_them_along(start: AppTest) -> None:
    app = to_savings(start, "1961-03-14")
    answer(app, "Your 401(k), balance", 200_000.0)
    next_screen(next_screen(app))
    answer(app, "Do you plan to move your 401(k) to an IRA?", "direct_cash")
    move = draft(app)["rollovers"][0]
    types = {row["id"]: row["type"] for row in draft(app)["holdings"]["accounts"]}
    assert (types[move["from_account"]], types[move["to_account"]]) == ("401k", "traditional_ira")
    assert sum(row["weight"] for row in move["buys"]) == 1
    harvests = [row["harvest"] for row in draft(app)["strategies"]]
    assert harvests == ["none", "year_end", "monthly", "before_rollover", "after_rollover", "daily"]
    answer(app, "Do you plan to move your 401(k) to an IRA?", "stay")
    assert draft(app)["rollovers"] == []
    assert [row["harvest"] for row in draft(app)["strategies"]] == ["none", "year_end", "monthly"]


def test_employer_stock_raises_nua(start: AppTest) -> None:
    app = to_savings(start, "1961-03-14")
    answer(app, "Your 401(k), balance", 200_000.0)
    answer(app, "Its value, beside the balance above", 90_000.0)
    answer(app, "What it cost the plan", 20_000.0)
    next_screen(next_screen(app))
    answer(app, "Do you plan to move your 401(k) to an IRA?", "nua_lump_sum")
    move = draft(app)["rollovers"][0]
    types = {row["id"]: row["type"] for row in draft(app)["holdings"]["accounts"]}
    assert types[move["to_taxable_account"]] == "taxable"
    assert not [one for one in problems.check(document.canonical(draft(app))).problems if "rollover" in one.place]


def test_gains_and_an_early_end_of_work_raise_their_questions(start: AppTest) -> None:
    app = next_screen(to_savings(start, "1969-03-14"))
    app.button(key="add-lot").click().run()
    answer(app, "Symbol", "VTI")
    answer(app, "Worth today", 90_000.0)
    answer(app, "What it cost", 40_000.0)
    label = next(one.label for one in app.checkbox if "taxed at 0%" in one.label)
    answer(app, label, True)
    assert draft(app)["strategies"][-1]["harvest"] == "gains_in_december"
    next_screen(next_screen(app))
    label = next(one.label for one in app.number_input if "Marketplace" in one.label)
    answer(app, label, 900.0)
    assert draft(app)["household"]["marketplace"]["benchmark_premium"] == 10_800


def test_what_is_not_known_is_taken_from_a_named_source(start: AppTest) -> None:
    app = unknown(born(start, "1961-03-14"), "benefit:0")
    assert draft(app)["household"]["people"][0]["social_security"]["annual_at_claiming"] == 24_852  # 12 x 2,071
    assert "Social Security Administration" in texts(app)
    answer(next_screen(app), "Your 401(k), balance", 300_000.0)
    app = next_screen(next_screen(next_screen(app)))
    unknown(app, "spending")
    assert draft(app)["household"]["spending"] == pytest.approx(0.04 * 300_000 + 24_852, abs=6)
    assert "Bengen" in texts(app)


def test_a_screen_waits_for_what_it_needs_and_says_it_once(start: AppTest) -> None:
    assert "Please" not in texts(start)  # nothing is red before a key is touched
    app = next_screen(start)
    assert texts(app).count("Please enter this") == 1
    assert texts(app).count("Choose the state") + texts(app).count("Please choose") == 1
    assert app.subheader[0].value == "You"


def test_a_couple_is_asked_at_most_25_questions(start: AppTest) -> None:
    app, n = start, 0
    answer(app, "Who is this plan for?", "Me and my spouse")
    for title in (*SCREENS, "Spending and what is left"):
        assert app.subheader[0].value == title
        if title == "Work and other income":
            answer(app, "Pay a year, before tax (0: not working)", 90_000.0, 0)
            answer(app, "Pay a year, before tax (0: not working)", 60_000.0, 1)
        if title == "Retirement accounts":
            answer(app, "Your 401(k), balance", 90_000.0)
        if title == "Rollover":
            answer(app, "Do you plan to move your 401(k) to an IRA?", "direct_cash")
        n += questions(app)
        if title == "You":
            born(app, "1961-03-14", "1963-09-02")
        elif title == "Work and other income":
            unknown(unknown(app, "until:0"), "until:1")
            next_screen(app)
        elif title != "Spending and what is left":
            next_screen(app)
    assert n <= MOST_QUESTIONS


def questions(app: AppTest) -> int:
    """Return the fields that stand open on the page; what is folded is asked of nobody."""
    kinds = ("number_input", "date_input", "text_input", "selectbox", "radio", "slider", "checkbox", "text_area")
    folded = {inner.key for one in app.expander for kind in kinds for inner in one.get(kind)}
    folded |= {inner.key for one in app.tabs for kind in kinds for inner in one.get(kind)}
    return sum(inner.key not in folded for kind in kinds for inner in app.main.get(kind))


def test_every_state_has_its_name() -> None:
    assert {info.code: f"{info.name} ({info.code})" for info in all_states()} == words.STATE


SAID = (
    ("securities[0].asset_class", "None", "Not one of the choices; use 'us_stock', 'us_small'.", "Please choose one."),
    ("household.people[0].born", "", "Not a date; write it as YYYY-MM-DD.", "Please enter this."),
    ("strategies", "", "The list must have at least 1 item after validation, not 0.", "There must be at least 1"),
    ("simulation.n_paths", "0", "It must be greater than or equal to 1; change it.", "It must be at least 1."),
    ("holdings.lots[0].symbol", "X", "Unknown symbol; add it under securities. Known: A.", "There is no such security"),
    ("holdings.lots[0].account", "x", "There is no such account; known accounts: ira.", "There is no such account;"),
    (
        "rollovers[0].date",
        "2026-01-02",
        "It is before the plan's start, 2026-02-01.",
        "It is before the plan's start, 02/",
    ),
)


@pytest.mark.parametrize(("place", "value", "message", "said"), SAID)
def test_messages_are_an_advisers(place: str, value: str, message: str, said: str) -> None:
    found = wording.said(Problem(place, value, message), FIELDS.get(document.pattern(place)), {})[0]
    assert found.startswith(said)
    assert not [word for word in ("validation", "ira", "us_stock", "2026-02-01") if word in found]


def test_entries_are_called_by_the_names_that_were_typed() -> None:
    plan = json.loads('{"household": {"people": [{"name": "Ann"}]}, "holdings": {"lots": [{"symbol": "BND"}]}}')
    assert problems.in_words("household.people[0].born", plan) == "Ann, Date of birth"
    assert problems.in_words("holdings.lots[0].acquired", plan) == "Lot 1 (BND), Acquired"
