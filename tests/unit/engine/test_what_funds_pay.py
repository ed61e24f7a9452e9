"""Treasury and exempt interest, real estate trusts, foreign tax and December's gains of funds, worked out by hand."""

import pytest

from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from sim.year.basis import year_basis
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

COUPLE = [{"name": "One", "born": "1964-06-15"}, {"name": "Two", "born": "1964-09-15"}]


def couple(state: str, **paid: object) -> Scenario:
    """Return a couple of 62 with $3,000,000 in a fund that pays 4% a year, month by month, and stands still."""
    return small_scenario(
        securities=(fund("GOV", asset_class="us_bond", dividend_yield=0.04, **paid),),
        lots=(lot("GOV", 30_000, "2015-03-02", 3_000_000),),
        household={"people": COUPLE, "filing_status": "mfj", "state": state},
        market=certain_market(),
    )


def taxes(scenario: Scenario) -> dict[str, float]:
    """Return the first year's taxes."""
    yearly = simulate(scenario, threads=1).yearly
    return {name: float(yearly[f"tax_{name}"][0, 0, 0]) for name in ("ordinary", "gains", "niit", "state")}


@pytest.mark.parametrize(
    ("state", "treasury_assets", "is_free"),
    [("CA", None, True), ("CA", 0.5, True), ("CA", 0.49, False), ("NY", 0.49, False), ("CT", 0.49, False),
     ("NY", 0.5, True), ("CT", 0.5, True), ("PA", 0.1, True), ("MA", 0.1, True)],
)  # fmt: skip
def test_no_state_taxes_treasury_interest(state: str, treasury_assets: float | None, is_free: bool) -> None:
    """31 USC 3124. California, Connecticut and New York ask that half of the fund be Treasuries. The federal return
    taxes 120,000 - 32,200 = 87,800: 2,480 + 12% of 63,000.
    """
    found = taxes(couple(state, treasury_share=1.0, treasury_assets=treasury_assets))
    assert found["ordinary"] == pytest.approx(2_480 + 0.12 * 63_000, abs=0.005)
    assert (found["state"] == 0) is is_free
    if not is_free:
        assert found["state"] == pytest.approx(taxes(couple(state))["state"])


def test_californias_tax_on_the_same_dividends() -> None:
    """2026: 120,000 - 11,671 = 108,329; 226.60 + 621.16 + 1,242.60 + 6% of 23,546, less two exemption credits."""
    before_credits = 226.60 + 0.02 * (53_718 - 22_660) + 0.04 * (84_783 - 53_718) + 0.06 * (108_329 - 84_783)
    assert before_credits - 400 < taxes(couple("CA"))["state"] < before_credits - 250


def test_exempt_interest_is_no_federal_income_and_the_own_states_no_state_income() -> None:
    """Pennsylvania takes 3.07% of what comes from other states' bonds."""
    nothing = taxes(couple("PA", exempt_share=1.0, own_state_share=1.0))
    assert nothing == {"ordinary": 0, "gains": 0, "niit": 0, "state": 0}
    others = taxes(couple("PA", exempt_share=1.0, own_state_share=0.75))
    assert others == {**nothing, "state": pytest.approx(0.0307 * 30_000, abs=0.01)}


def test_a_fifth_of_real_estate_dividends_is_deducted() -> None:
    """120,000 - 32,200 = 87,800; a fifth of that is 17,560, of the dividends 24,000: 70,240 is taxed."""
    assert taxes(couple("TX", reit_share=1.0))["ordinary"] == pytest.approx(2_480 + 0.12 * (70_240 - 24_800), abs=0.005)


def test_foreign_tax_is_added_and_credited() -> None:
    """5% of 120,000 is 6,000: income 126,000, of which 93,800 is taxed: 10,760. All of it is foreign, so that the
    credit is at most all of the tax: 4,760 is left.
    """
    paid = {"foreign_share": 1.0, "foreign_tax_share": 0.05}
    assert taxes(couple("TX", **paid))["ordinary"] == pytest.approx(2_480 + 0.12 * 69_000 - 6_000, abs=0.005)


def test_gains_of_december() -> None:
    """2% short-term and 6% long-term of the price before, in one payment: 60,000 and 180,000 beside 120,000.

    Ordinary: 180,000 - 32,200 = 147,800: 2,480 + 9,120 + 22% of 47,000; the 180,000 above it at 15%; NIIT on 110,000.
    """
    found = taxes(couple("TX", short_gain_rate=0.02, long_gain_rate=0.06))
    assert found["ordinary"] == pytest.approx(2_480 + 9_120 + 0.22 * 47_000, abs=0.005)
    assert found["gains"] == pytest.approx(0.15 * 180_000, abs=0.005)
    assert found["niit"] == pytest.approx(0.038 * 110_000, abs=0.005)


@pytest.mark.parametrize("day", ["2026-11-16", "2026-12-15"])
def test_what_a_fund_has_announced_stands_for_the_years_gains(day: str) -> None:
    """1% and 10% instead of 2% and 6%: 30,000 and 300,000. 150,000 - 32,200 = 117,800: 2,480 + 9,120 + 22% of 17,000;
    the gains at 15%; NIIT on 200,000. For the year after it changes nothing of this one.
    """
    yearly = {"short_gain_rate": 0.02, "long_gain_rate": 0.06}
    announced = {"announced_short_rate": 0.01, "announced_long_rate": 0.1}
    found = taxes(couple("TX", **yearly, **announced, announced_on=day))
    assert found["ordinary"] == pytest.approx(15_340, abs=0.005)
    assert found["gains"] == pytest.approx(45_000, abs=0.005)
    assert found["niit"] == pytest.approx(7_600, abs=0.005)
    next_year = taxes(couple("TX", **yearly, **announced, announced_on="2027-12-15"))
    assert next_year == pytest.approx(taxes(couple("TX", **yearly)), abs=1e-6)


def test_gains_that_are_distributed_change_no_wealth_but_by_tax() -> None:
    """The price falls by what is paid: with the same yield, an untaxed account ends with the same money."""

    def left(**paid: object) -> float:
        scenario = small_scenario(
            securities=(fund("AAA", dividend_yield=0.02, **paid),),
            lots=(lot("AAA", 1_000, "2015-03-02", 90_000, "roth_ira"),),
            market=certain_market(0.05),
        )
        return float(simulate(scenario, threads=1).terminal["wealth_before_tax"][0, 0])

    assert left(short_gain_rate=0.03, long_gain_rate=0.08) == pytest.approx(left(), rel=1e-12)


def test_the_year_in_plain_sight_has_the_same_income() -> None:
    """The page of the year: 3,000,000 at today's price, by the names of a return."""
    paid = {"treasury_share": 0.5, "exempt_share": 0.25, "own_state_share": 0.2, "long_gain_rate": 0.01}
    inputs = year_basis(couple("PA", foreign_share=0.1, foreign_tax_share=0.01, **paid)).inputs
    assert inputs.us_government_interest == inputs.interest == pytest.approx(60_000)
    assert inputs.tax_exempt_interest == pytest.approx(30_000)
    assert inputs.other_states_interest == pytest.approx(24_000)
    assert inputs.ordinary_dividends == pytest.approx(30_000 + 1_200)
    assert inputs.foreign_income == pytest.approx(12_120)
    assert (inputs.foreign_tax, inputs.ltcg) == pytest.approx((1_200, 30_000))
