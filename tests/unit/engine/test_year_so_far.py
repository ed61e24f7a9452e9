"""A plan that begins late in a year: its first return holds the whole year, in the engine as on *This year*."""

from typing import Any

import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from
from sim.year.basis import year_basis
from sim.year.bill import bills
from sim.year.moves import Moves, year_outcome
from tests.unit.engine.small import fund, lot, small_scenario

STANDARD, FIRST, SECOND, THIRD = 16_100.0, 12_400.0, 50_400.0, 105_700.0
"""Rev. Proc. 2025-32, single, 2026: the standard deduction and the ends of the brackets of 10, 12 and 22%."""
LOSS_LIMIT, IN_24 = 3_000.0, 0.24
PAYROLL = 0.0765


def ordinary_tax(income: float) -> float:
    """Return a single person's tax of 2026 on income in the bracket of 24%."""
    taxable = income - STANDARD
    assert THIRD < taxable < 201_775
    return 0.10 * FIRST + 0.12 * (SECOND - FIRST) + 0.22 * (THIRD - SECOND) + IN_24 * (taxable - THIRD)


def earner(
    start: str = "2026-12-01", wages: float = 150_000.0, typed: dict[str, Any] | None = None, **more: Any
) -> Scenario:
    """Return one person with wages in a state without income tax, who holds 100 shares bought for $60 more each."""
    paid = {"annual": wages, "pays_payroll_tax": True, "until": "2045-12-31", **(more.pop("paid", {}))}
    person = {"name": "One", "born": "1980-06-15", "wages": paid}
    home: dict[str, Any] = {"people": [person], "state": "TX", "lives": {"kind": "horizon"}, "so_far": typed or {}}
    lots = (lot("AAA", 100, "2020-01-02", 16_000.0),)
    return small_scenario(start=start, horizon_years=2, household={**home, **more.pop("home", {})}, lots=lots, **more)


@pytest.mark.parametrize("start", ["2026-01-01", "2026-06-15", "2026-12-01"])
def test_the_first_return_holds_the_whole_years_wages(start: str) -> None:
    """$150,000 of wages owe 1,240 + 4,560 + 12,166 + 6,768 whenever the plan begins."""
    assert ordinary_tax(150_000) == pytest.approx(24_734.0)
    run, basis = simulate(earner(start), threads=1), year_basis(earner(start))
    assert run.yearly["tax_ordinary"][0, 0, 0] == pytest.approx(ordinary_tax(150_000), abs=0.01)
    assert bills(basis, [basis.inputs]).amount("regular_tax")[0] == pytest.approx(ordinary_tax(150_000), abs=0.01)


def test_a_december_loss_is_worth_the_same_on_this_year_and_in_the_run() -> None:
    """$3,000 of the loss come off wages taxed at 24%; the rest is carried. The run of December alone saw no tax."""
    with_harvest = simulate(earner(harvest="year_end"), threads=1)
    without = simulate(earner(), threads=1)
    saved = without.yearly["tax_ordinary"][0, 0, 0] - with_harvest.yearly["tax_ordinary"][0, 0, 0]
    assert saved == pytest.approx(IN_24 * LOSS_LIMIT, abs=0.01)
    assert with_harvest.yearly["carryover"][0, 0, 0] == pytest.approx(6_000 - LOSS_LIMIT, abs=0.01)
    found = year_outcome(year_basis(earner()), Moves(long_loss=6_000.0)).bills.amount("regular_tax")
    assert found[0] - found[3] == pytest.approx(saved, abs=0.01)


def test_what_was_received_so_far_is_no_cash_and_was_taxed_so_far() -> None:
    """Cash of the first year is December's pay; next April owes December's part of the year's tax."""
    run = simulate(earner(), threads=1)
    assert run.yearly["outside_income"][0, 0, 0] == pytest.approx(150_000 / 12)
    assert run.yearly["payroll_tax"][0, 0, 0] == pytest.approx(150_000 / 12 * PAYROLL)
    payroll = run.yearly["payroll_tax"][0, 0, 1]
    assert run.yearly["tax_paid"][0, 0, 1] - payroll == pytest.approx(ordinary_tax(150_000) / 12, abs=0.01)


def test_social_security_tax_knows_what_was_paid_before() -> None:
    """With $240,000 of wages the base of $184,500 is full in November: December pays Medicare tax alone."""
    run = simulate(earner(wages=240_000.0), threads=1)
    assert run.yearly["payroll_tax"][0, 0, 0] == pytest.approx(20_000 * 0.0145)


def test_named_figures_take_the_place_of_shares() -> None:
    """$120,000 of wages so far and $2,000 of interest: with December's $12,500 the year has $134,500."""
    typed = {"interest": 2_000.0, "withheld": 20_000.0, "ordinary_dividends": 0.0}
    scenario = earner(typed=typed, paid={"so_far": 120_000.0})
    run, basis = simulate(scenario, threads=1), year_basis(scenario)
    expected = ordinary_tax(134_500)
    assert run.yearly["tax_ordinary"][0, 0, 0] == pytest.approx(expected, abs=0.01)
    assert bills(basis, [basis.inputs]).amount("regular_tax")[0] == pytest.approx(expected, abs=0.01)
    payroll = run.yearly["payroll_tax"][0, 0, 1]
    assert run.yearly["tax_paid"][0, 0, 1] - payroll == pytest.approx(expected - 20_000, abs=0.01)


def test_a_loss_now_meets_gains_realized_so_far() -> None:
    """$5,000 of short-term gains are taxed at 24%: the loss of $6,000 takes them, and $1,000 of wages."""
    typed = {"gains_short": 5_000.0}
    taxes = [
        simulate(earner(typed=typed, harvest=harvest), threads=1).yearly["tax_ordinary"][0, 0, 0]
        for harvest in ("none", "year_end")
    ]
    assert taxes[0] == pytest.approx(ordinary_tax(155_000), abs=0.01)
    assert taxes[0] - taxes[1] == pytest.approx(IN_24 * 6_000, abs=0.01)


def test_losses_so_far_are_used_and_carried() -> None:
    run = simulate(earner(typed={"gains_long": -10_000.0}), threads=1)
    assert run.yearly["tax_ordinary"][0, 0, 0] == pytest.approx(ordinary_tax(150_000 - LOSS_LIMIT), abs=0.01)
    assert run.yearly["loss_used_income"][0, 0, 0] == pytest.approx(LOSS_LIMIT)
    assert run.yearly["carryover"][0, 0, 0] == pytest.approx(7_000)


def test_dividends_so_far_are_the_quarters_that_are_over() -> None:
    """100 shares of $100 at 4%: $300 in March, June and September, $100 to come in December; all qualified."""
    funds = (fund("AAA", dividend_yield=0.04, qualified_share=1.0, replacement="BBB"), fund("BBB"))
    basis = year_basis(earner(securities=funds))
    assert basis.inputs.ordinary_dividends == pytest.approx(400)
    typed = year_basis(earner(securities=funds, typed={"ordinary_dividends": 900.0}))
    assert typed.inputs.ordinary_dividends == pytest.approx(1_000)
    assert typed.inputs.qualified_dividends == pytest.approx(1_000)


def test_a_distribution_so_far_is_income_and_counts_toward_the_required_one() -> None:
    """Born in 1950: of $90,000 now and $10,000 taken, the period of age 76 requires $100,000 / 23.7."""
    person = {"name": "One", "born": "1950-06-15"}
    ira = {"id": "ira", "type": "traditional_ira", "cash": 90_000.0, "paid_so_far": 1_000.0}
    home = {"people": [person], "state": "TX", "lives": {"kind": "horizon"}}
    scenario = small_scenario(start="2026-12-01", horizon_years=1, household=home, accounts=(ira,))
    required = 91_000 / 23.7
    run, basis = simulate(scenario, threads=1), year_basis(scenario)
    assert run.yearly["rmd"][0, 0, 0] == pytest.approx(required)
    assert run.yearly["withdrawn_pretax"][0, 0, 0] == pytest.approx(required - 1_000)
    assert basis.inputs.ira_401k == pytest.approx(required)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="Qualified dividends are a part"):
        earner(typed={"ordinary_dividends": 10.0, "qualified_dividends": 20.0})
    roth = {"id": "roth", "type": "roth_ira", "cash": 1_000.0, "paid_so_far": 5.0}
    with pytest.raises(InputError, match="plans, traditional and inherited IRAs alone"):
        small_scenario(accounts=(roth,))


def test_without_taxes_nothing_was_withheld() -> None:
    document = earner(typed={"withheld": 20_000.0}).model_dump(mode="json")
    document["simulation"]["taxes"] = False
    run = simulate(scenario_from(document), threads=1)
    assert run.yearly["tax_paid"][0, 0].tolist() == [0.0, 0.0]
