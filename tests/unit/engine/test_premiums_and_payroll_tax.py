"""What wages and Medicare cost beside the income tax: figures of the law, by hand."""

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.health import Medicare
from sim.scenario.household import Wages
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

CENT = 0.01
BORN = "1960-06-15"


def _run(people: list[dict], medicare: dict | None = None, **changes: object) -> RunResult:
    household = {
        "people": people,
        "filing_status": "mfj" if len(people) == 2 else "single",
        "state": "TX",
        "medicare": medicare or {},
    }
    lots = (lot("AAA", 20_000, "2020-01-02", 2_000_000, account="roth_ira"),)
    securities = (fund("AAA"),)
    return simulate(
        small_scenario("2026-01-01", lots=lots, securities=securities, household=household, **changes).with_paths(1)
    )


def test_a_couple_on_medicare_pays_the_standard_premium_of_part_b() -> None:
    """CMS, 2026: $202.90 a month each: 202.90 x 12 x 2 = 4,869.60; 2027 without inflation the same."""
    people = [{"name": "One", "born": "1958-03-01"}, {"name": "Two", "born": "1959-03-01"}]
    run = _run(people, {"pays_part_b": True})
    assert run.yearly["medicare_premiums"][0, 0] == pytest.approx([4_869.60, 4_869.60], abs=CENT)
    assert run.yearly["tax_paid"][0, 0] == pytest.approx([4_869.60, 4_869.60], abs=CENT)
    assert run.yearly["irmaa"][0, 0].sum() == 0.0


def test_premiums_begin_in_the_month_of_65_and_rise_with_prices() -> None:
    """65 on June 15, 2026: June to December are 7 months. At 3%: 202.90 x 1.03 = 208.987, to a dime, in 2027."""
    run = _run(
        [{"name": "One", "born": "1961-06-15"}],
        {"pays_part_b": True, "other_premiums": 1_200.0},
        market=certain_market(inflation=0.03),
    )
    first, second = run.yearly["medicare_premiums"][0, 0]
    levels = [1.03 ** ((month + 1) / 12) for month in range(24)]
    assert first == pytest.approx(7 * 202.90 + 100 * sum(levels[5:12]), abs=0.5)
    assert second == pytest.approx(12 * 209.00 + 100 * sum(levels[12:]), abs=0.5)


def test_who_says_that_spending_holds_the_premiums_is_charged_none() -> None:
    assert _run([{"name": "One", "born": BORN}], {"pays_part_b": False}).yearly["medicare_premiums"].sum() == 0.0


def test_premiums_and_payroll_tax_are_asked_by_default() -> None:
    assert Medicare().pays_part_b
    assert Wages().pays_payroll_tax


@pytest.mark.parametrize(
    ("wages", "income_tax", "payroll_tax"),
    [
        (112_000.0, 15_810.0, 8_568.0),  # 7.65% of all of it
        (150_000.0, 24_734.0, 11_475.0),
        (184_500.0, 33_014.0, 14_114.25),  # the wage base of 2026
        (250_000.0, None, 15_064.0),  # 6.2% of 184,500, 1.45% of 250,000; 0.9% of 50,000 is in the return
    ],
)
def test_wages_are_taxed_whole_and_payroll_tax_comes_on_top(
    wages: float, income_tax: float | None, payroll_tax: float
) -> None:
    """Single of 55 in Texas, 2026: standard deduction 16,100, brackets of Rev. Proc. 2025-32; IRC 3101, 42 USC 430.

    On 112,000: 1,240 + 12% of 38,000 + 22% of 45,500 = 15,810. On 150,000: 1,240 + 4,560 + 22% of 55,300 + 24% of
    28,200 = 24,734. On 184,500 another 24% of 34,500: 33,014.
    """
    person = {
        "name": "One",
        "born": "1971-06-15",
        "wages": {"annual": wages, "until": "2026-12-31", "pays_payroll_tax": True},
    }
    run = _run([person])
    assert run.yearly["payroll_tax"][0, 0] == pytest.approx([payroll_tax, 0.0], abs=CENT)
    if income_tax is not None:
        assert run.yearly["tax_ordinary"][0, 0, 0] == pytest.approx(income_tax, abs=CENT)
    assert run.yearly["tax_additional"][0, 0, 0] == pytest.approx(max(0.0, wages - 200_000) * 0.009, abs=CENT)


def test_each_of_two_has_a_wage_base_of_their_own_and_later_years_a_larger_one() -> None:
    """The base is 184,500 in 2026 and 192,300 in 2027 (SSA): 6.2% of 150,000 + 184,500, 1.45% of 450,000."""
    until = "2027-12-31"
    people = [
        {"name": "One", "born": "1971-06-15", "wages": {"annual": 150_000, "until": until, "pays_payroll_tax": True}},
        {"name": "Two", "born": "1972-06-15", "wages": {"annual": 300_000, "until": until, "pays_payroll_tax": True}},
    ]
    found = _run(people).yearly["payroll_tax"][0, 0]
    assert found == pytest.approx([0.062 * 334_500 + 6_525, 0.062 * 342_300 + 6_525], abs=CENT)


def test_wages_typed_net_of_payroll_tax_pay_none_and_neither_does_a_run_without_taxes() -> None:
    wages = {"annual": 112_000, "until": "2026-12-31"}
    net = [{"name": "One", "born": "1958-06-15", "wages": {**wages, "pays_payroll_tax": False}}]
    assert _run(net).yearly["payroll_tax"].sum() == 0.0
    gross = [{"name": "One", "born": "1958-06-15", "wages": {**wages, "pays_payroll_tax": True}}]
    household = {"people": gross, "medicare": {"pays_part_b": True, "other_premiums": 500.0}}
    scenario = small_scenario("2026-01-01", household=household)
    untaxed = scenario.simulation.model_copy(update={"taxes": False, "n_paths": 1})
    run = simulate(scenario.model_copy(update={"simulation": untaxed}))
    assert run.yearly["payroll_tax"].sum() == run.yearly["medicare_premiums"].sum() == 0.0
