"""What may be paid into a plan: limits of Notice 2025-67 for 2026, by hand; Roth and after-tax contributions."""

from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from tests.unit.engine.small import Document, certain_market, fund, small_scenario

CENT = 0.01


def _scenario(born: str, wages: float, inflation: float = 0.0, plan: Document | None = None, **paid: Any) -> Scenario:
    at_work = {"annual": wages, "until": "2029-12-31", "plan_account": "plan", "plan_buys": "AAA", **paid}
    accounts = (
        {"id": "plan", "type": "401k", "reinvests_dividends": False, **(plan or {})},
        {"id": "taxable", "type": "taxable", "reinvests_dividends": False},
    )
    home = {"people": [{"name": "One", "born": born, "wages": at_work}], "state": "TX", "horizon_years": 2}
    return small_scenario(
        "2026-01-01",
        securities=(fund("AAA"),),
        accounts=accounts,
        household=home,
        market=certain_market(inflation=inflation),
    ).with_paths(1)


def _balances(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    run = simulate(scenario)
    return run.yearly["balance_pretax"][0, 0], run.yearly["balance_roth"][0, 0]


def test_the_larger_catch_up_ends_with_the_year_of_64_and_what_is_over_is_pay() -> None:
    """63 in 2026: 24,500 + 11,250; 64 in 2027: 24,500 + 8,000, and 3,250 of the 35,750 are wages of 12% or 22%."""
    scenario = _scenario("1963-05-01", 50_000.0, plan_contribution=35_750.0, plan_match=0.0)
    pretax, _ = _balances(scenario)
    assert pretax == pytest.approx([35_750.0, 68_250.0], abs=CENT)
    run = simulate(scenario)
    assert run.yearly["outside_income"][0, 0] == pytest.approx([85_750.0, 85_750.0], abs=CENT)
    first, second = run.yearly["tax_ordinary"][0, 0]
    assert second - first == pytest.approx(3_250 * 0.12, abs=CENT)  # of 50,000 - 16,100, to 50,400: 12%


def test_who_turns_50_in_a_year_may_pay_a_catch_up_in_it() -> None:
    """IRC 414(v)(5)(A): before the close of the year. 49 in 2026, 50 in 2027."""
    scenario = _scenario("1977-12-31", 60_000.0, plan_contribution=24_500.0, plan_match=0.0)
    assert _balances(scenario)[0] == pytest.approx([24_500.0, 49_000.0], abs=CENT)
    with pytest.raises(InputError, match=r"may pay in \$24,500"):
        _scenario("1977-12-31", 60_000.0, plan_contribution=24_501.0, plan_match=0.0)
    _scenario("1976-12-31", 60_000.0, plan_contribution=32_500.0, plan_match=0.0)


@pytest.mark.parametrize(("wages", "roth"), [(160_000.0, 8_000.0), (118_000.0, 8_000.0), (117_000.0, 0.0)])
def test_above_the_wage_limit_the_catch_up_is_roth(wages: float, roth: float) -> None:
    """56, $32,500: wages that Social Security tax is on, 117,000 + 32,500 = 149,500, are not above $150,000.

    IRC 414(v)(7)(A). The $8,000 are wages: at 24% on 160,000 - 16,100, 1,920 more tax than without a catch-up.
    """
    scenario = _scenario("1970-05-01", wages, plan_contribution=32_500.0, plan_match=0.0)
    pretax, in_roth = _balances(scenario)
    assert (pretax[0], in_roth[0]) == (pytest.approx(32_500 - roth, abs=CENT), pytest.approx(roth, abs=CENT))
    if wages == 160_000.0:
        without = _scenario("1970-05-01", wages, plan_contribution=24_500.0, plan_match=0.0)
        taxes = [simulate(one).yearly["tax_ordinary"][0, 0, 0] for one in (scenario, without)]
        assert taxes[0] - taxes[1] == pytest.approx(1_920, abs=CENT)


def test_roth_and_after_tax_contributions_come_out_of_the_pay() -> None:
    """$10,000 Roth, $5,000 after tax and a match of $6,000: cash keeps 85,000 of 100,000.

    Of a plan of $21,000: Roth 10,000, pretax with the after-tax part 11,000, of which 5,000 are not taxed again.
    """
    paid = {"plan_roth_contribution": 10_000.0, "plan_after_tax_contribution": 5_000.0}
    match = {"plan_contribution": 6_000.0, "plan_match": 6_000.0}
    scenario = _scenario("1980-05-01", 100_000.0, **paid, **match)
    run = simulate(scenario)
    assert run.yearly["balance_roth"][0, 0, 0] == pytest.approx(10_000, abs=CENT)
    assert run.yearly["balance_pretax"][0, 0, 0] == pytest.approx(11_000, abs=CENT)
    assert run.yearly["balance_other"][0, 0, 0] == pytest.approx(85_000, abs=CENT)
    assert run.yearly["outside_income"][0, 0, 0] == pytest.approx(106_000, abs=CENT)
    assert run.yearly["tax_ordinary"][0, 0, 0] == pytest.approx(13_170, abs=CENT)  # 5,800 + 22% x (83,900 - 50,400)


def test_all_that_is_paid_in_has_a_limit_and_grows_with_prices() -> None:
    """IRC 415(c): 72,000; at 3%, 402(g): 24,500 x 1.03 = 25,235 to 25,000; 72,000 x 1.03 = 74,160 to 74,000.

    What is typed grows by the price levels of the month ends, to 73,156 and 75,351; the match gives way.
    """
    scenario = _scenario("1980-05-01", 200_000.0, 0.03, plan_contribution=72_000.0, plan_match=47_500.0)
    pretax, _ = _balances(scenario)
    assert pretax == pytest.approx([72_000.0, 72_000.0 + 74_000.0], abs=1.0)


def test_a_457b_counts_the_employers_part_in_its_one_limit() -> None:
    """IRC 457(b)(2), (e)(15): 24,500 in all; by itself, without 415(c), and without after-tax money but Roth."""
    plan = {"plan_kind": "457b"}
    _scenario("1980-05-01", 90_000.0, plan=plan, plan_contribution=24_500.0, plan_match=4_500.0)
    with pytest.raises(InputError, match=r"\$24,500 may be paid in"):
        _scenario("1980-05-01", 90_000.0, plan=plan, plan_contribution=24_600.0, plan_match=4_600.0)
    with pytest.raises(InputError, match=r"takes no after-tax contributions"):
        _scenario("1980-05-01", 90_000.0, plan=plan, plan_after_tax_contribution=100.0)


@pytest.mark.parametrize(
    ("paid", "field"),
    [
        ({"plan_contribution": 80_000.0}, "plan_contribution"),
        ({"plan_contribution": 5_000.0, "plan_match": 6_000.0}, "plan_match"),
        ({"plan_roth_contribution": 24_501.0}, "plan_contribution"),
        ({"plan_after_tax_contribution": 60_001.0}, "plan_roth_contribution"),
    ],
)
def test_too_much_is_named_where_it_is_typed(paid: Document, field: str) -> None:
    with pytest.raises(InputError) as error:
        _scenario("1980-05-01", 60_000.0, **paid)
    assert [problem.place.rpartition(".")[2] for problem in error.value.problems] == [field]


def test_of_a_contribution_whose_match_is_not_known_the_own_part_is_what_may_be() -> None:
    """Files of before hold one figure, match included: as long as all of it fits under 415(c) nothing changes."""
    scenario = _scenario("1970-05-01", 160_000.0, plan_contribution=60_000.0)
    pretax, roth = _balances(scenario)
    assert pretax == pytest.approx([60_000.0, 120_000.0], abs=CENT)
    assert roth == pytest.approx([0.0, 0.0])
