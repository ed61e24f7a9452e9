"""What heirs keep, worked by hand: the ten years, the estate tax above the exclusion, portability, charity."""

from typing import Any

import pytest

from sim.engine.lowering.heirs import heirs_factor
from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.oracles.twin_comparison import CENT, differences
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

MILLION = 1_000_000.0


def left(millions: float, where: str, heirs: dict[str, Any], **home: Any) -> Scenario:
    """Return so much in one account of a household in a market that stands still, one path."""
    value = millions * MILLION
    scenario = small_scenario(
        start="2025-12-31",
        horizon_years=home.pop("years", 1),
        household={"state": "TX", "heirs_tax_rate": 0.24, "heirs": heirs, **home},
        securities=(fund("AAA"),),
        lots=(lot("AAA", value / 100, "2020-01-02", value, where),),
        market=certain_market(),
    )
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update={"n_paths": 1})})


def end_of(scenario: Scenario) -> dict[str, float]:
    """Return the terminal figures, in which kernel and twin agree."""
    run = simulate(scenario, threads=1)
    assert not differences(scenario, run, 0, 0)
    return {name: float(amounts[0, 0]) for name, amounts in run.terminal.items()}


def test_heirs_pay_their_rate_on_pretax_money() -> None:
    assert end_of(left(1, "traditional_ira", {}))["heirs_wealth"] == pytest.approx(760_000, abs=CENT)


def test_ten_equal_parts_by_the_geometric_series() -> None:
    """7% inside, 5% outside: q = 1.07 / 1.05, the mean of q to q^10 is q (q^10 - 1) / (q - 1) / 10."""
    q = 1.07 / 1.05
    factor = q * (q**10 - 1) / (q - 1) / 10
    assert heirs_factor(0.07, 0.05) == pytest.approx(factor, abs=1e-12)
    assert heirs_factor(0.05, 0.05) == 1.0
    rates = {"growth_rate": 0.07, "discount_rate": 0.05}
    assert end_of(left(1, "traditional_ira", rates))["heirs_wealth"] == pytest.approx(760_000 * factor, abs=CENT)
    assert end_of(left(1, "roth_ira", rates))["heirs_wealth"] == pytest.approx(MILLION * factor, abs=CENT)


def test_pretax_money_left_to_charity_is_income_to_nobody() -> None:
    """A quarter and $50,000 of the rest: $300,000 to charity, heirs keep 76% of $700,000; a Roth IRA gives nothing."""
    heirs = {"charity_share": 0.25, "charity_amount": 50_000}
    found = end_of(left(1, "traditional_ira", heirs))
    assert found["charity"] == pytest.approx(300_000, abs=CENT)
    assert found["heirs_wealth"] == pytest.approx(0.76 * 700_000, abs=CENT)
    assert found["after_tax_wealth"] == pytest.approx(760_000, abs=CENT)
    assert end_of(left(1, "roth_ira", heirs))["charity"] == 0


def test_the_estate_tax_is_forty_percent_above_the_exclusion() -> None:
    """IRC 2001(c), 2010(c)(3): $16,000,000 less $15,000,000 in 2026, at 40%."""
    found = end_of(left(16, "taxable", {}))
    assert found["estate_tax"] == pytest.approx(400_000, abs=CENT)
    assert found["heirs_wealth"] == pytest.approx(15_600_000, abs=CENT)
    assert end_of(left(14.9, "taxable", {}))["estate_tax"] == 0


def test_the_estate_tax_on_income_is_deducted_from_it() -> None:
    """IRC 691(c): without the IRA's income no estate tax would be due, so all of it is deducted."""
    found = end_of(left(16, "traditional_ira", {}))
    assert found["heirs_income_tax"] == pytest.approx(0.24 * (16 * MILLION - 400_000), abs=CENT)


def test_what_charity_gets_is_no_part_of_the_estate() -> None:
    """IRC 2055."""
    assert end_of(left(16, "traditional_ira", {"charity_share": 0.10}))["estate_tax"] == 0


COUPLE: dict[str, Any] = {
    "people": [
        {"name": "One", "born": "1950-06-15", "dies_in": 2026},
        {"name": "Two", "born": "1950-06-15", "dies_in": 2027},
    ],
    "filing_status": "mfj",
    "lives": {"kind": "dates"},
    "years": 2,
}


def test_a_survivor_keeps_the_unused_exclusion_where_it_is_elected() -> None:
    """IRC 2010(c)(4), (5): $20,000,000 against two exclusions of $15,000,000, or against one: 40% of $5,000,000.

    2027's exclusion is 2026's, for prices stand still.
    """
    elected = end_of(left(20, "roth_ira", {}, **COUPLE))
    assert elected["estate_tax"] == 0
    assert elected["end_year"] == 2027
    alone = end_of(left(20, "roth_ira", {"elects_portability": False}, **COUPLE))
    assert alone["estate_tax"] == pytest.approx(2 * MILLION, abs=CENT)


def test_a_couple_at_the_plans_end_has_two_exclusions() -> None:
    couple = {**COUPLE, "lives": {"kind": "horizon"}, "years": 1}
    found = end_of(left(31, "roth_ira", {"elects_portability": False}, **couple))
    assert found["estate_tax"] == pytest.approx(400_000, abs=CENT)
