"""How a plan stands while it is typed; how cells of a table are read; how much there is room for."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.engine.run.room import room_of, room_problems
from sim.scenario.holdings import Lot
from sim.scenario.written.load import scenario_from
from sim.scenario.written.samples import sample_scenario
from tests.app.conftest import go, texts
from ui.core import session, values
from ui.entry import tables
from ui.fields import Kind
from ui.plan import holdings, standing

HOLDINGS = "pages/plan/holdings.py"


@pytest.fixture
def couple(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Make the sample couple the draft of a session of this test's own."""
    draft = json.loads(sample_scenario("californian-couple").model_dump_json())
    state: dict[str, Any] = {"_draft": draft}
    monkeypatch.setattr(session.st, "session_state", state)
    return draft


def source() -> tables.Source:
    return tables.Source("holdings.lots", Lot, list, lambda rows: None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20210315", "2021-03-15"),
        ("3/15/2021", "2021-03-15"),
        ("03-15-2021", "2021-03-15"),
        ("21.3.2022", "2022-03-21"),
        ("2021-03-15T00:00:00", "2021-03-15"),
        ("2021", "2021"),
        ("20211345", "20211345"),
        ("31.2.2022", "31.2.2022"),
        ("soon", "soon"),
    ],
)
def test_a_pasted_day_is_read_right_or_stays_as_typed(couple: dict[str, Any], typed: str, kept: str) -> None:
    assert values.from_text(Kind.DATE, typed) == kept
    changed = tables.apply(couple["holdings"]["lots"], {"edited_rows": {0: {"acquired": typed}}}, source())
    assert changed[0]["acquired"] == kept


@pytest.mark.parametrize("typed", ["Alex's 401(k)", "alex's  401(K)", "plan"])
def test_a_list_takes_its_words_in_any_letter_case(couple: dict[str, Any], typed: str) -> None:
    changed = tables.apply(couple["holdings"]["lots"], {"edited_rows": {0: {"account": typed}}}, source())
    assert changed[0]["account"] == "plan"


def test_an_unknown_symbol_becomes_a_security_and_goes_with_its_typing_error(couple: dict[str, Any]) -> None:
    def symbols() -> list[str]:
        return [row["symbol"] for row in couple["securities"]]

    before = symbols()
    for typed, kept in (("vti", "VTI"), ("schd", "SCHD"), ("BMD", "BMD"), ("bnd", "BND")):
        couple["holdings"]["lots"][0]["symbol"] = typed
        holdings.add_unknown_symbols()
        assert couple["holdings"]["lots"][0]["symbol"] == kept
    assert symbols() == before


def test_the_box_counts_what_the_sample_couple_has(couple: dict[str, Any]) -> None:
    """Of the sample's lots by hand: each below cost at the prices of its first day, in the taxable account."""
    prices = {row["symbol"]: row["price"] for row in couple["securities"]}
    values_ = [(lot, lot["quantity"] * prices[lot["symbol"]]) for lot in couple["holdings"]["lots"]]
    below = [
        lot["cost_basis"] - value for lot, value in values_ if lot["account"] == "joint" and value < lot["cost_basis"]
    ]
    found = standing.standing()
    assert found.losses == pytest.approx(sum(below))
    assert found.n_lots == len(below)
    assert found.net_worth == pytest.approx(sum(value for _, value in values_) + 18_000 + 4_000 + 2_500)
    assert found.without == []
    words = " ".join(found.dangers)
    assert "from 05/16/2026 to 07/15/2026" in words  # 30 days around the rollover of June 15
    assert "BND was bought on 12/05/2025" in words
    assert "PFE" not in words  # bought in July, dividends not reinvested


def test_a_loss_without_a_replacement_is_named(couple: dict[str, Any]) -> None:
    security = next(row for row in couple["securities"] if row["symbol"] == "BND")
    security["replacement"] = None
    assert standing.standing().without == ["BND"]


def test_the_box_stands_on_the_page_with_what_is_missing(app: AppTest, sample_app: AppTest) -> None:
    page = go(sample_app, HOLDINGS)
    assert "Net worth" in texts(page)
    assert "different securities" in texts(page)


def test_more_than_there_is_room_for_is_said_before_the_run() -> None:
    draft = sample_scenario("californian-couple").model_dump(mode="json")
    security = draft["securities"][0]
    for number in range(80):
        symbol = f"S{number}"
        draft["securities"].append({**security, "symbol": symbol, "identity_group": symbol, "replacement": None})
        draft["holdings"]["lots"].append({**draft["holdings"]["lots"][0], "symbol": symbol})
    scenario = scenario_from(draft)
    problems = room_problems(scenario)
    assert {problem.place for problem in problems} >= {"securities", "holdings.lots"}
    assert all(
        f"room for {room.most}" in problem.message for problem, room in zip(problems, room_of(scenario), strict=False)
    )
    assert room_problems(sample_scenario("californian-couple")) == []
