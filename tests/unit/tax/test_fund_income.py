"""What funds pay that the return treats apart, worked out with Form 8995 and Form 1116 by hand."""

import pytest

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.state_tables import load_state_law
from sim.scenario.enums import FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import FederalReturn, return_input
from sim.tax.state_return import state_tax

SINGLE, JOINT = FilingStatus.SINGLE, FilingStatus.MARRIED_FILING_JOINTLY


def returned(status: FilingStatus = SINGLE, **amounts: float) -> FederalReturn:
    """Return a return of 2026 of somebody of 60: standard deduction 16,100; 10% to 12,400, 12% to 50,400, then 22%."""
    inputs = return_input(filing_status=CODE_OF[status], age1=60, **amounts)
    return federal_return(load_federal_law(2026, status), inputs)


def test_a_fifth_of_dividends_of_real_estate_trusts_is_deducted() -> None:
    """70,000 - 16,100 - 2,000 = 51,900: 1,240 + 4,560 + 22% of 1,500."""
    filed = returned(pension=60_000, ordinary_dividends=10_000, reit_dividends=10_000)
    assert filed.reit_deduction == 2_000
    assert filed.taxable_income == 51_900
    assert filed.regular_tax == pytest.approx(6_130)


def test_the_deduction_is_at_most_a_fifth_of_ordinary_taxable_income() -> None:
    """56,100 - 16,100 = 40,000, of which 35,000 are qualified dividends: a fifth of 5,000, not of 21,100."""
    filed = returned(ordinary_dividends=56_100, qualified_dividends=35_000, reit_dividends=21_100)
    assert filed.reit_deduction == 1_000
    assert returned(ordinary_dividends=70_000, qualified_dividends=60_000, reit_dividends=10_000).reit_deduction == 0


@pytest.mark.parametrize(("status", "most"), [(SINGLE, 300), (JOINT, 600)])
def test_little_foreign_tax_is_credited_whole(status: FilingStatus, most: float) -> None:
    """IRC 904(j): no limit but the tax, however little of the income is foreign."""
    plain = returned(status, pension=60_000).federal_total
    assert returned(status, pension=60_000, foreign_tax=most).federal_total == pytest.approx(plain - most)
    assert returned(status, pension=60_000, foreign_tax=most + 1).federal_total == plain
    assert returned(status, pension=20_000, foreign_tax=most).federal_total == max(0.0, 390 - most) * (status is SINGLE)


def test_more_foreign_tax_is_limited_to_the_tax_on_foreign_income() -> None:
    """Form 1116: 20,000 - 16,100 * 20 / 80 = 15,975 of 63,900 taxable; of the tax, 8,770, a quarter."""
    filed = returned(pension=60_000, ordinary_dividends=20_000, foreign_income=20_000, foreign_tax=3_000)
    assert filed.regular_tax == pytest.approx(1_240 + 4_560 + 0.22 * 13_500)
    assert filed.foreign_tax_credit == pytest.approx(2_192.50)
    assert filed.federal_total == pytest.approx(8_770 - 2_192.50)


def on_state(state: str, **amounts: float) -> float:
    inputs = return_input(filing_status=CODE_OF[SINGLE], age1=60, wages1=100_000, **amounts)
    return state_tax(
        load_state_law(state, 2026, SINGLE), inputs, federal_return(load_federal_law(2026, SINGLE), inputs)
    )


@pytest.mark.parametrize(
    ("state", "rate"), [("PA", 0.0307), ("NC", 0.0399), ("MA", 0.05), ("NY", 0.059), ("DC", 0.085)]
)
def test_a_state_taxes_other_states_bonds_and_not_its_own(state: str, rate: float) -> None:
    """10,000 of interest on municipal bonds, of which 4,000 of other states' bonds."""
    plain = on_state(state)
    assert on_state(state, tax_exempt_interest=10_000) == plain
    assert on_state(state, tax_exempt_interest=10_000, other_states_interest=4_000) == pytest.approx(
        plain + 4_000 * rate
    )


@pytest.mark.parametrize("state", ["IL", "WI"])
def test_where_all_municipal_interest_is_taxed_none_is_taxed_twice(state: str) -> None:
    all_of_it = on_state(state, tax_exempt_interest=10_000)
    assert on_state(state, tax_exempt_interest=10_000, other_states_interest=10_000) == all_of_it > on_state(state)


@pytest.mark.parametrize("state", ["TX", "WA"])
def test_no_income_tax_no_tax_on_bonds(state: str) -> None:
    assert on_state(state, tax_exempt_interest=10_000, other_states_interest=10_000) == 0
