"""A plan's loan at the end of work: income of the year, unless it is rolled over by the return's due date, extended."""

from datetime import date
from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from sim.year.rollover_costs import rollover_cost
from tests.unit.engine.small import Document, lot, small_scenario

CENT = 0.01


def _scenario(born: str = "1974-06-15", years: int = 1, wages: Document | None = None, **move: Any) -> Scenario:
    accounts = [
        {"id": name, "type": name, "reinvests_dividends": False}
        for name in ("taxable", "401k", "traditional_ira", "roth_ira")
    ]
    accounts[0]["cash"] = 60_000.0
    person: Document = {"name": "One", "born": born}
    if wages:
        person["wages"] = wages
    home = {"people": [person], "state": "TX", "horizon_years": years}
    offset = {"loan_balance": 50_000.0, "redeposited_share": 0.0, "buys": [], "to_roth_account": None, **move}
    return small_scenario(
        "2026-01-01",
        rollover="2026-02-02",
        method="loan_offset",
        lots=(lot("AAA", 1_000, "2020-01-02", 1.0, "401k"),),
        accounts=tuple(accounts),
        household=home,
        move=offset,
    ).with_paths(1)


@pytest.mark.parametrize(
    ("born", "tax"),
    [("1974-06-15", 8_820.0), ("1970-06-15", 3_820.0)],  # 51: 10% on top; 55 in the year of leaving: none
)
def test_a_loan_that_is_not_rolled_over_is_income_of_the_year(born: str, tax: float) -> None:
    """50,000 - 16,100 = 33,900: 1,240 + 12% x 21,500 = 3,820. Nothing is paid, the plan keeps its $100,000."""
    scenario = _scenario(born)
    run = simulate(scenario)
    assert run.terminal["open_tax"][0, 0] == pytest.approx(tax, abs=CENT)
    assert run.yearly["balance_pretax"][0, 0, 0] == pytest.approx(100_000, abs=CENT)
    assert run.yearly["balance_other"][0, 0, 0] == pytest.approx(60_000, abs=CENT)
    cost = rollover_cost(scenario, scenario.rollovers[0])
    assert (cost.income, cost.pretax, cost.withheld) == (50_000.0, 0.0, 0.0)


def test_what_reaches_the_ira_by_the_extended_due_date_is_no_income() -> None:
    """$50,000 of cash on October 15, 2027, the last day for an offset of 2026 (IRC 402(c)(3)(C)(ii))."""
    back = {"redeposited_share": 1.0, "redeposit_date": "2027-10-15", "buys": [{"symbol": "AAA", "weight": 1.0}]}
    scenario = _scenario(years=2, **back)
    assert scenario.rollovers[0].last_day_in_time == date(2027, 10, 15)
    run = simulate(scenario)
    assert run.yearly["tax_paid"][0, 0] == pytest.approx([0.0, 0.0])
    assert run.yearly["balance_pretax"][0, 0] == pytest.approx([100_000.0, 150_000.0], abs=CENT)
    with pytest.raises(InputError, match="2027-10-15 at the latest"):
        _scenario(years=2, **{**back, "redeposit_date": "2027-10-16"})


def test_what_cannot_be_raised_once_the_return_is_filed_is_income_of_the_later_year() -> None:
    """$80,000 owed, $60,000 there: 20,000 of income in 2027, with the 10%: (20,000 - 16,100) x 10% + 2,000 = 2,390."""
    back = {"redeposited_share": 1.0, "redeposit_date": "2027-06-15", "buys": [{"symbol": "AAA", "weight": 1.0}]}
    run = simulate(_scenario(years=2, loan_balance=80_000.0, **back))
    assert run.yearly["balance_pretax"][0, 0, 1] == pytest.approx(160_000, abs=CENT)
    assert run.terminal["open_tax"][0, 0] == pytest.approx(2_390, abs=CENT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"loan_balance": 0.0}, "loan_balance"),
        ({"wages": {"annual": 1.0, "until": "2026-06-30"}}, "date"),
        ({"redeposited_share": 1.0, "buys": [{"symbol": "AAA", "weight": 1.0}]}, "redeposit_date"),
        ({"method": "direct_in_kind"}, "loan_balance"),
    ],
)
def test_what_is_no_offset_is_named(changes: Document, field: str) -> None:
    with pytest.raises(InputError) as error:
        _scenario(**changes)
    assert [problem.place.rpartition(".")[2] for problem in error.value.problems] == [field]
