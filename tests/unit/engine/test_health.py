"""Medicare surcharges after a conversion, with and without relief, and the premium credit: worked by hand.

IRMAA of 2028 in a market without inflation has the thresholds and amounts of 2026: above 109,000 for a single person
81.20 for Part B and 14.50 for Part D a month, above 137,000 202.90 and 37.50 (CMS fact sheet of November 14, 2025).
"""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.scenario.models import Scenario
from tests.oracles.twin_comparison import differences
from tests.unit.engine.small import lot, small_scenario

CENT = 0.01
FIRST_TIER, SECOND_TIER = 12 * (81.20 + 14.50), 12 * (202.90 + 37.50)


def _run(conversion: float, household: dict[str, Any], **more: str | None) -> RunResult:
    return simulate(_scenario(conversion, household, **more), threads=1)


def _scenario(
    conversion: float, household: dict[str, Any], wages_until: str | None = None, born: str | None = "1955-06-15"
) -> Scenario:
    wages = {"wages": {"annual": 150_000.0, "until": wages_until}} if wages_until else {}
    return small_scenario(
        horizon_years=4,
        lots=(lot("AAA", 4_000, "2020-01-02", 1.0, "traditional_ira"), lot("AAA", 3_000, "2020-01-02", 3e5)),
        household={"people": [{"name": "One", "born": born, **wages}], "state": "TX", **household},
        conversion={"kind": "fixed", "amount": conversion, "first_year": 2026, "last_year": 2026},
    )


def test_a_conversion_raises_the_premium_two_years_later() -> None:
    """42 USC 1395r(i)(4)(B): the tier of 2028 is read from 2026. One dollar above the threshold costs all of it."""
    assert _run(108_999.0, {}).yearly["irmaa"][0, 0] == pytest.approx([0, 0, 0, 0], abs=CENT)
    assert _run(109_001.0, {}).yearly["irmaa"][0, 0] == pytest.approx([0, 0, FIRST_TIER, 0], abs=CENT)


def test_the_years_before_the_plan_set_its_first_premiums() -> None:
    household = {"medicare": {"magi_two_years_before": 140_000.0, "magi_year_before": 120_000.0}}
    assert _run(0.0, household).yearly["irmaa"][0, 0] == pytest.approx([SECOND_TIER, FIRST_TIER, 0, 0], abs=CENT)


def test_the_appeal_of_a_retirement_year() -> None:
    """20 CFR 418.1205(e): work stops in December 2026; without the appeal 2026 to 2028 rest on working years."""
    before = {"magi_two_years_before": 150_000.0, "magi_year_before": 150_000.0}
    without = _run(0.0, {"medicare": before}, wages_until="2026-12-31").yearly["irmaa"][0, 0]
    assert without == pytest.approx([SECOND_TIER, SECOND_TIER, SECOND_TIER, 0], abs=CENT)
    relieved = _run(0.0, {"medicare": {**before, "appeals": True}}, wages_until="2026-12-31").yearly["irmaa"][0, 0]
    assert relieved == pytest.approx([SECOND_TIER, 0, 0, 0], abs=CENT)  # 2026 itself has a full year's pay


def test_nobody_appeals_for_more() -> None:
    """The joint 200,000 of 2025 ask for nothing in 2027; a survivor's 150,000 of 2027 would: single, second tier."""
    people = [
        {"name": "One", "born": "1955-06-15", "wages": {"annual": 150_000.0, "until": "2027-12-31"}},
        {"name": "Two", "born": "1955-06-15", "dies_in": 2026},
    ]
    medicare = {"magi_year_before": 200_000.0, "appeals": True}
    home = {"people": people, "filing_status": "mfj", "lives": {"kind": "dates"}, "medicare": medicare}
    assert _run(0.0, home).yearly["irmaa"][0, 0, 1] == 0


@pytest.mark.parametrize(("appeals", "charged"), [(False, FIRST_TIER), (True, 0.0)])
def test_the_appeal_after_a_spouses_death(appeals: bool, charged: float) -> None:
    """20 CFR 418.1205: the couple's 250,000 of 2025 and 2026 are tier one, above 218,000; the survivor's 100,000 none.

    The spouse dies at the end of 2026: 2027 and 2028 go by joint returns, with the appeal by the survivor's own.
    """
    pensions = [{"annual": 100_000.0, "starts": "2020-01-01"}], [{"annual": 150_000.0, "starts": "2020-01-01"}]
    people = [
        {"name": "One", "born": "1957-06-15", "pensions": pensions[0]},
        {"name": "Two", "born": "1965-06-15", "pensions": pensions[1], "dies_in": 2026},
    ]
    medicare = {"magi_two_years_before": 100_000.0, "magi_year_before": 250_000.0, "appeals": appeals}
    home = {"people": people, "filing_status": "mfj", "lives": {"kind": "dates"}, "medicare": medicare}
    run = _run(0.0, home)
    assert run.yearly["irmaa"][0, 0] == pytest.approx([0, charged, charged, 0], abs=CENT)
    assert not differences(_scenario(0.0, home), run, 0, 0)


def test_a_conversion_is_no_life_changing_event() -> None:
    """The appeal needs one of 20 CFR 418.1205; without wages that end, the switch changes nothing."""
    run = _run(109_001.0, {"medicare": {"appeals": True}})
    assert run.yearly["irmaa"][0, 0] == pytest.approx([0, 0, FIRST_TIER, 0], abs=CENT)


def test_the_premium_credit_and_its_cliff() -> None:
    """Form 8962 for 2026: 46,950 is 300% of 15,650, at which 9.96% of income is expected (Rev. Proc. 2025-25).

    A person of 55 with a plan of 12,000 pays 46,950 * 0.0996 = 4,676.22 of it. At 62,599 the credit is still there,
    above 62,600 it is gone (IRC 36B(c)(1)(A)).
    """
    household = {"marketplace": {"benchmark_premium": 12_000.0, "premium": 12_000.0}}

    def credit(conversion: float) -> float:
        return float(_run(conversion, household, born="1971-06-15").yearly["premium_credit"][0, 0, 0])

    assert credit(46_950.0) == pytest.approx(12_000 - 46_950 * 0.0996, abs=CENT)
    assert credit(62_599.0) == pytest.approx(12_000 - 62_599 * 0.0996, abs=CENT)
    assert credit(62_601.0) == 0


def test_the_credit_ends_at_65_and_lowers_the_tax_paid() -> None:
    """Born on June 15, 1961: insured on the month ends of January to May 2026, 5 twelfths of the credit."""
    household = {"marketplace": {"benchmark_premium": 12_000.0, "premium": 9_000.0}}
    run = _run(46_950.0, household, born="1961-06-15")
    benchmark_credit = 12_000 - 46_950 * 0.0996
    assert benchmark_credit < 9_000  # the premium paid does not bind
    assert run.yearly["premium_credit"][0, 0] == pytest.approx([5 / 12 * benchmark_credit, 0, 0, 0], abs=CENT)
    tax = run.yearly["tax_ordinary"][0, 0, 0]
    assert run.yearly["tax_paid"][0, 0, 1] == pytest.approx(tax - 5 / 12 * benchmark_credit, abs=CENT)
