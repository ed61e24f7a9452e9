"""Withdrawal orders worked by hand: pretax to the top of a bracket, and Roth last."""

from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from tests.oracles.twin_comparison import CENT, differences
from tests.unit.engine.small import certain_market, fund, lot, small_scenario


def household(values: dict[str, float], spending: float, order: str, **more: Any) -> Scenario:
    """Return one Texan of 66 with so much in each kind of account, who spends this, for a year that stands still."""
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=1,
        household={"state": "TX", "spending": spending, **more.pop("home", {})},
        accounts=tuple({"id": kind, "type": kind, "reinvests_dividends": False} for kind in values),
        securities=(fund("AAA"),),
        lots=tuple(lot("AAA", value / 100, "2020-01-02", value, kind) for kind, value in values.items()),
        market=certain_market(),
        withdrawal_order=order,
        **more,
    )
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": 1})})


def figures(scenario: Scenario) -> dict[str, float]:
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return {name: float(amounts[0, 0, 0]) for name, amounts in run.yearly.items()}


MILLION = {"taxable": 1e6, "traditional_ira": 1e6, "roth_ira": 1e6}


def test_pretax_money_fills_the_bracket_and_taxable_pays_the_rest() -> None:
    """12% ends at $50,400 in 2026 (Rev. Proc. 2025-32); deductions of $16,100 + $2,050 + $6,000 lie on top."""
    found = figures(household(MILLION, 100_000, "pretax_to_bracket", withdrawal_bracket_rate=0.12))
    assert found["withdrawn_pretax"] == pytest.approx(50_400 + 16_100 + 2_050 + 6_000, abs=CENT)
    assert found["balance_roth"] == pytest.approx(1e6, abs=CENT)
    assert found["spending"] == pytest.approx(100_000, abs=CENT)


def test_a_pension_takes_room() -> None:
    pension = {"pensions": [{"annual": 30_000, "starts": "2020-01-01"}], "name": "One", "born": "1960-06-15"}
    scenario = household(MILLION, 130_000, "pretax_to_bracket", home={"people": [pension]})
    assert figures(scenario)["withdrawn_pretax"] == pytest.approx(74_550 - 30_000, abs=CENT)


def test_required_distributions_come_first_in_any_bracket() -> None:
    """Born 1950, 76 in 2026, period 23.7: $1,000,000 / 23.7 is more than 10% ends at, and pays first."""
    home = {"people": [{"name": "One", "born": "1950-06-15"}]}
    scenario = household(MILLION, 60_000, "pretax_to_bracket", withdrawal_bracket_rate=0.10, home=home)
    assert figures(scenario)["withdrawn_pretax"] == pytest.approx(1e6 / 23.7, abs=CENT)


def test_roth_last_leaves_the_roth_ira_even_behind_an_hsa() -> None:
    found = figures(household({"taxable": 1_000.0, "hsa": 10_000.0, "roth_ira": 10_000.0}, 6_000, "roth_last"))
    assert found["balance_roth"] == pytest.approx(10_000, abs=CENT)
    assert found["balance_other"] == pytest.approx(5_000, abs=CENT)


def test_a_rate_that_is_no_bracket_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        simulate(household(MILLION, 1.0, "pretax_to_bracket", withdrawal_bracket_rate=0.13))
    assert [problem.place for problem in caught.value.problems] == ["strategies[0].withdrawal_bracket_rate"]
