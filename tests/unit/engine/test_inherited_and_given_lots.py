"""Lots that were inherited or given: two bases, whose time counts, and what can wash a loss."""

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.unit.engine.small import certain_market, fund, lot, small_scenario


def given(donor_basis: float, value_then: float, acquired: str = "2025-12-20", since: str | None = None) -> dict:
    """Return 100 shares that were given."""
    more = {"came_by": "given", "donor_basis": donor_basis, "donor_acquired": since}
    return {**lot("AAA", 100, acquired, value_then), **more}


def household(one: dict, price: float, harvest: str) -> Scenario:
    return small_scenario(
        securities=(fund("AAA", price, replacement="BBB"), fund("BBB", price, replacement="AAA")),
        lots=(one,),
        household={"state": "TX"},
        market=certain_market(),
        harvest=harvest,
    )


def figure(scenario: Scenario, name: str) -> float:
    return float(simulate(scenario, threads=1).yearly[name][0, 0, 0])


@pytest.mark.parametrize(("price", "loss"), [(50.0, 1_000.0), (60.0, 0.0), (70.0, 0.0), (100.0, 0.0)])
def test_a_loss_of_a_gift_is_counted_from_the_lower_of_the_two(price: float, loss: float) -> None:
    """IRC 1015(a): the donor had paid 8,000, on the day of the gift it was worth 6,000."""
    scenario = household(given(8_000, 6_000, since="2015-01-02"), price, "year_end")
    assert figure(scenario, "harvested_loss") == loss


@pytest.mark.parametrize(("price", "gain"), [(50.0, 0.0), (70.0, 0.0), (80.0, 0.0), (100.0, 2_000.0)])
def test_a_gain_of_a_gift_is_counted_from_the_donors_basis(price: float, gain: float) -> None:
    """Reg. 1.1015-1(a)(2): between the two there is neither gain nor loss. The donor's time makes it long-term."""
    scenario = household(given(8_000, 6_000, since="2015-01-02"), price, "gains_in_december")
    assert figure(scenario, "harvested_gain") == gain


def test_only_long_gains_are_taken_and_the_donors_time_counts() -> None:
    """IRC 1223(2): given in February 2026, sold in December; without the donor's day it is short-term."""
    assert (
        figure(household(given(8_000, 9_000, since="2015-01-02"), 100.0, "gains_in_december"), "harvested_gain")
        == 2_000
    )
    assert figure(household(given(8_000, 9_000, "2026-01-02"), 100.0, "gains_in_december"), "harvested_gain") == 0
    assert figure(household(given(8_000, 6_000, "2026-01-02"), 100.0, "gains_in_december"), "harvested_gain") == 0


def test_an_inherited_lot_is_long_term_at_once() -> None:
    """IRC 1223(9): inherited three days before the plan, December's gain is long-term; bought, it is short-term."""
    bought = lot("AAA", 100, "2026-01-02", 8_000)
    assert figure(household(bought, 100.0, "gains_in_december"), "harvested_gain") == 0
    assert figure(household({**bought, "came_by": "inherited"}, 100.0, "gains_in_december"), "harvested_gain") == 2_000


@pytest.mark.parametrize(("came_by", "washed"), [("bought", 500.0), ("inherited", 0.0), ("given", 0.0)])
def test_what_was_not_bought_washes_no_loss(came_by: str, washed: float) -> None:
    """IRC 1091(a) speaks of shares acquired by purchase: 50 shares of January 2 against a loss of 10 a share."""
    recent = {**lot("AAA", 50, "2026-01-02", 5_000), "came_by": came_by}
    if came_by == "given":
        recent["donor_basis"] = 5_000.0
    scenario = small_scenario(
        securities=(fund("AAA", replacement="BBB"), fund("BBB", replacement="AAA")),
        lots=(lot("AAA", 100, "2020-01-02", 11_000), recent),
        household={"state": "TX"},
        harvest="monthly",
    )
    assert figure(scenario, "wash_deferred") == pytest.approx(washed)


def test_a_first_death_leaves_one_basis() -> None:
    """Worth 7,000 between 6,000 and 8,000: no gain and no loss is left; half of each in a state without community
    property, so a later rise to 8,000 would be a gain of 1,000 either way.
    """
    couple = [{"name": "One", "born": "1950-06-15", "dies_in": 2026}, {"name": "Two", "born": "1952-06-15"}]
    scenario = small_scenario(
        securities=(fund("AAA", 70.0, replacement="BBB"), fund("BBB", 70.0, replacement="AAA")),
        lots=(given(8_000, 6_000, since="2015-01-02"),),
        household={"people": couple, "filing_status": "mfj", "state": "PA", "lives": {"kind": "dates"}},
        harvest="gains_in_december",
        horizon_years=3,
    )
    run = simulate(scenario, threads=1)
    assert run.yearly["taxable_basis"][0, 0].tolist() == pytest.approx([6_000, 7_000, 7_000])
    assert run.terminal["liquidation_tax_at_once"][0, 0] == 0
