"""Files of several accounts, of a plan, of a history, and the same file again: what is proposed, shown and added."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sim.scenario.written.load import parse_scenario
from tests.app.conftest import ROOT, go, load, texts
from ui.plan import import_matching, plan_menu

HOLDINGS, HOUSEHOLD = "pages/plan/holdings.py", "pages/plan/household.py"
FILES = Path(ROOT) / "tests" / "fixtures" / "brokers"
POSITIONS = b"""Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,\
Average Cost Basis,Type
Z11112222,Joint WROS,VTI,VANGUARD TOTAL STOCK MKT ETF,50,$300.00,$15000.00,$16000.00,$320.00,Cash,
Z11112222,Joint WROS,SPAXX**,HELD IN MONEY MARKET,,,$2500.00,,,Cash,
54321,ACME CORP 401(K) PLAN,,VANG TARGET RET 2030 TR II,500.000,$40.00,$20000.00,--,--,,
652999888,BrokerageLink,FXAIX,FIDELITY 500 INDEX FUND,100.000,$200.00,$20000.00,$18000.00,$180.00,Cash,
"""


def give(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def draft(app: AppTest) -> dict:
    return app.session_state["_draft"]


def add(app: AppTest, n_lots: int) -> AppTest:
    return press(app, f"Add {n_lots} lot{'s' if n_lots > 1 else ''}")


def undated(app: AppTest) -> AppTest:
    app.date_input(key="import-day").set_value("2023-05-06").run()
    return press(app, "Use this date")


def test_each_account_of_a_file_is_proposed_with_its_type(app: AppTest) -> None:
    go(load(app, "californian-couple"), HOLDINGS)
    before = len(draft(app)["holdings"]["accounts"])
    give(app, "positions.csv", POSITIONS)
    types = {box.label: box.value for box in app.selectbox if box.label == "Type of the new account"}
    assert types
    add(undated(app), 3)
    made = {account["name"]: account for account in draft(app)["holdings"]["accounts"][before:]}
    assert {name: account["type"] for name, account in made.items()} == {
        "ACME CORP 401(K) PLAN ...4321": "401k",  # the brokerage window is inside it
        "Joint WROS ...2222": "taxable",
    }
    assert made["Joint WROS ...2222"]["cash"] == 2500.0


def test_a_trust_without_a_ticker_is_held_as_the_fund_that_its_name_suggests(app: AppTest) -> None:
    add(undated(give(go(load(app, "californian-couple"), HOLDINGS), "positions.csv", POSITIONS)), 3)
    trust = next(one for one in draft(app)["securities"] if one["symbol"] == "VANG TGT RET 2030 TR II")
    assert (trust["asset_class"], trust["price"]) == ("us_stock", 40.0)
    assert "VTHRX" in trust["name"]


def test_the_same_file_again_changes_nothing_until_the_user_says_so(app: AppTest) -> None:
    content = b"account,symbol,quantity,acquired,cost_basis\nTaxed ...7777,VTI,10,2024-03-04,2600\n"
    add(give(go(load(app, "californian-couple"), HOLDINGS), "lots.csv", content), 1)
    lots = list(draft(app)["holdings"]["lots"])
    changed = (
        content.replace(b"VTI,10,2024-03-04,2600", b"VTI,8,2024-03-04,2080") + b"Taxed ...7777,BND,5,2025-01-06,350\n"
    )
    give(app, "lots.csv", content)
    assert "in the plan already" in texts(app)
    assert app.checkbox(key="import-replace").value
    press(app, "Discard the file")
    assert draft(app)["holdings"]["lots"] == lots
    give(app, "lots-later.csv", changed)
    assert "What changes: 2 lots" in [expander.label for expander in app.expander]
    app.checkbox(key="import-replace").check().run()
    add(app, 2)
    here = [lot for lot in draft(app)["holdings"]["lots"] if lot["account"] == lots[-1]["account"]]
    assert [(lot["symbol"], lot["quantity"], lot["cost_basis"]) for lot in here] == [("VTI", 8, 2080), ("BND", 5, 350)]


def test_a_gift_in_a_file_is_a_gift_in_the_plan(app: AppTest) -> None:
    """Without the donor's basis it is named where it is entered, and nothing is lost."""
    head = b"account,symbol,quantity,acquired,cost_basis,came_by,donor_basis,donor_acquired\n"
    rows = b"Taxed ...7777,VTI,10,2024-03-04,2600,gift,2000,2012-05-06\nTaxed ...7777,VTI,5,2024-03-04,1300,gift,,\n"
    add(give(go(load(app, "californian-couple"), HOLDINGS), "gifts.csv", head + rows), 2)
    first, second = draft(app)["holdings"]["lots"][-2:]
    assert (first["came_by"], first["donor_basis"], first["donor_acquired"]) == ("given", 2000.0, "2012-05-06")
    assert (second["came_by"], second["donor_basis"]) == ("given", None)
    assert "A gift keeps the donor's basis" in texts(app)


def test_three_files_make_a_plan_that_can_run(app: AppTest) -> None:
    """Positions of Fidelity, a statement of NetBenefits and a history of Vanguard, into a new plan."""
    go(app, "pages/start/home.py")
    press(app, "Empty plan, without the questions")
    go(app, HOUSEHOLD)
    go(app, HOLDINGS)
    undated(give(app, "positions.csv", POSITIONS.replace(b"54321,ACME CORP", b"54321,OLD")))
    add(app, 3)
    add(give(app, "netbenefits.csv", (FILES / "netbenefits_plan.csv").read_bytes()), 2)
    add(give(app, "vanguard.csv", (FILES / "vanguard_history.csv").read_bytes()), 2)
    plan = draft(app)
    assert len(plan["holdings"]["lots"]) == 7
    assert {security["symbol"] for security in plan["securities"] if security["price"] is None} == set()
    plan["household"]["people"][0]["born"] = "1961-05-04"  # all that no file says, and the state
    plan["household"]["state"] = "TX"
    assert parse_scenario(json.dumps(plan)).holdings.lots


def test_accounts_are_matched_by_number_or_by_name() -> None:
    accounts = [
        {"id": "a", "name": "Joint brokerage ...2222"},
        {"id": "b", "name": "Rollover IRA"},
        {"id": "c", "name": "His IRA ...2222 ...9999"},
    ]
    assert import_matching.account_for("Joint WROS ...2222", accounts) == "a"
    assert import_matching.account_for("rollover ira", accounts) == "b"
    assert import_matching.account_for("Roth IRA ...1111", accounts) == import_matching.NEW
    plans = [{"id": "c", "name": "Fidelity 401(k)"}]
    assert import_matching.account_for("Vanguard 401(k)", plans) == import_matching.NEW
    assert import_matching.account_for("Joint 12345678901232222", accounts) == "a"
    assert import_matching.account_for("Joint 2222 of 12", accounts) == import_matching.NEW
    assert import_matching.account_for("", accounts) == "a"
    assert import_matching.account_for("", []) == import_matching.NEW


def test_changes_are_told_lot_by_lot() -> None:
    def lot(symbol: str, day: str, shares: float, basis: float) -> dict:
        return {"symbol": symbol, "acquired": day, "quantity": shares, "cost_basis": basis}

    present = [lot("VTI", "2024-01-02", 10, 100), lot("VTI", "2024-01-02", 10, 100), lot("BND", "2024-02-02", 5, 50)]
    given = [lot("VTI", "2024-01-02", 10, 100), lot("VTI", "2024-01-02", 4, 40), lot("SGOV", "2025-01-02", 1, 100)]
    found = import_matching.changes(present, given)
    assert found.n_same == 1
    assert [(row["What"], row["Symbol"], row["Shares now"], row["Shares in the file"]) for row in found.rows] == [
        ("changed", "VTI", 10, 4),
        ("new", "SGOV", None, 1),
        ("not in the file", "BND", 5, None),
    ]


FUNDS = [
    {"Fund": "Target Retirement 2040 Trust", "Value": float("nan"), "Percent": 60.0, "Ticker": None},
    {"Fund": "Bond Index", "Value": float("nan"), "Percent": 40.0, "Ticker": "vbtlx"},
]


def test_a_plan_by_hand_is_its_percents_of_the_balance() -> None:
    shown = plan_menu.preview(FUNDS, 50_000.0)
    assert [(row["Value"], row["Stands for it"]) for row in shown] == [(30_000.0, "VFORX"), (20_000.0, "VBTLX")]
    assert plan_menu.wrong_with(FUNDS, 50_000.0) == ""
    assert "balance" in plan_menu.wrong_with(FUNDS, 0.0)
    assert "add up to 60" in plan_menu.wrong_with(FUNDS[:1], 50_000.0)
