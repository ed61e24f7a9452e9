"""Itemized deductions: the statute's figures by hand, a published worksheet, and the form-by-form twin."""

import random

import numpy as np
import pytest

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.itemizing.itemizing_law import ItemizingLaw, load_itemizing_law
from sim.law.state_tables import load_state_law
from sim.scenario.enums import FilingStatus
from sim.tax.batch import federal_returns, input_table, returns_with_lists, state_taxes
from sim.tax.itemized_return import federal_itemizing
from sim.tax.listed.schedule_a import Itemized, Lists
from sim.tax.records import FederalReturn, return_input
from tests.oracles.random_households import random_household
from tests.oracles.schedule_a import gifts_beside_standard, schedule_a
from tests.unit.tax_states.lists import random_lists

SINGLE, JOINT, SEPARATE = (
    FilingStatus.SINGLE,
    FilingStatus.MARRIED_FILING_JOINTLY,
    FilingStatus.MARRIED_FILING_SEPARATELY,
)
NOTHING = Lists(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def itemizing(
    year: int, status: FilingStatus, lists: Lists, income_tax: float = 0.0, **inputs: float
) -> tuple[FederalReturn, Itemized]:
    law_year = min(year, 2026)
    household = return_input(filing_status=CODE_OF[status], **inputs)
    law, lists_law = load_federal_law(law_year, status), load_itemizing_law(year, status)
    found = federal_itemizing(law, lists_law, household, lists, income_tax)
    return FederalReturn(*found[0]), Itemized(*found[1])


@pytest.mark.parametrize(
    ("year", "status", "magi", "deducted"),
    [
        (2025, SINGLE, 500_000, 40_000),  # IRC 164(b)(7)(A)(i)
        (2025, SINGLE, 550_000, 25_000),  # 40,000 - 30% x 50,000
        (2025, JOINT, 600_000, 10_000),  # 40,000 - 30% x 100,000
        (2025, JOINT, 900_000, 10_000),  # never below: IRC 164(b)(7)(B)(iii)
        (2026, JOINT, 505_000, 40_400),
        (2026, JOINT, 510_000, 38_900),  # 40,400 - 30% x 5,000
        (2027, SINGLE, 100_000, 40_804),  # 101% of 40,400
        (2028, SINGLE, 100_000, 41_212.04),
        (2029, SINGLE, 100_000, 41_624.1604),
        (2030, SINGLE, 100_000, 10_000),  # IRC 164(b)(7)(A)(iv)
        (2030, SINGLE, 900_000, 10_000),
        (2025, SEPARATE, 275_000, 16_250),  # half of (40,000 - 30% x 25,000)
        (2025, SEPARATE, 600_000, 5_000),
        (2031, SEPARATE, 90_000, 5_000),
    ],
)
def test_state_and_local_tax_is_capped(year: int, status: FilingStatus, magi: float, deducted: float) -> None:
    _, found = itemizing(year, status, NOTHING._replace(property_tax=60_000.0), 5_000.0, age1=50, wages1=magi)
    assert found.taxes == pytest.approx(deducted, abs=1e-6)


def test_gifts_as_in_the_worksheet_of_publication_526() -> None:
    """Pub. 526 (2008), filled-in Worksheet 2: AGI 50,000; 2,000 of cash, land of 28,000, of which 15,000 (30%)."""
    _, found = itemizing(2025, SINGLE, NOTHING._replace(cash=2_000.0, property=28_000.0), age1=50, wages1=50_000.0)
    assert found.gifts == pytest.approx(17_000.0)


def test_cash_up_to_60_percent_leaves_no_room_for_shares() -> None:
    """IRC 170(b)(1)(G)(i), (iii)(II): 60% of 100,000 in cash, then nothing is left of 50% for shares."""
    lists = NOTHING._replace(cash=70_000.0, property=5_000.0)
    _, found = itemizing(2025, SINGLE, lists, age1=50, wages1=100_000.0)
    assert found.gifts == pytest.approx(60_000.0)


def test_the_floor_of_2026_cuts_shares_first() -> None:
    """IRC 170(b)(1)(I): 0.5% of 200,000 is 1,000; 900 of shares and 100 of cash are not deducted."""
    lists = NOTHING._replace(cash=5_000.0, property=900.0)
    _, found = itemizing(2026, SINGLE, lists, age1=50, wages1=200_000.0)
    assert found.gifts == pytest.approx(4_900.0)
    assert found.gifts_before_floor == pytest.approx(5_900.0)


def test_medical_costs_above_seven_and_a_half_percent() -> None:
    """IRC 213(a): 20,000 less 7.5% of 100,000."""
    _, found = itemizing(2026, SINGLE, NOTHING._replace(medical=20_000.0), age1=50, wages1=100_000.0)
    assert found.medical == pytest.approx(12_500.0)


def test_two_37ths_of_what_is_in_the_highest_bracket() -> None:
    """IRC 68(a): a single's 37% begins at 640,600 in 2026. On 800,000 the 36,000 listed lose 2/37 of 36,000; on 650,000
    they lose 2/37 of 9,400."""
    lists = NOTHING._replace(property_tax=9_000.0, mortgage_interest=27_000.0)
    filed, found = itemizing(2026, SINGLE, lists, age1=50, wages1=800_000.0)
    assert filed.itemized_deductions == pytest.approx(36_000 - 2 / 37 * 36_000)
    filed, found = itemizing(2026, SINGLE, lists, age1=50, wages1=650_000.0)
    assert found.total == pytest.approx(36_000 - 2 / 37 * 9_400)
    assert itemizing(2025, SINGLE, lists, age1=50, wages1=800_000.0)[1].total == pytest.approx(36_000.0)


def test_the_larger_deduction_is_taken() -> None:
    """Joint, 2026: 30,000 listed are less than 32,200; 40,000 are more: 22% of 7,800 less tax."""
    few, many = NOTHING._replace(mortgage_interest=30_000.0), NOTHING._replace(mortgage_interest=40_000.0)
    plain, _ = itemizing(2026, JOINT, few, age1=50, age2=50, wages1=200_000.0)
    assert (plain.itemized_deductions, plain.taxable_income) == (0.0, 167_800.0)
    filed, _ = itemizing(2026, JOINT, many, age1=50, age2=50, wages1=200_000.0)
    assert filed.itemized_deductions == 40_000.0
    assert plain.regular_tax - filed.regular_tax == pytest.approx(0.22 * 7_800)


@pytest.mark.parametrize(("year", "status", "beside"), [(2025, SINGLE, 0), (2026, SINGLE, 1_000), (2026, JOINT, 2_000)])
def test_gifts_of_cash_beside_the_standard_deduction(year: int, status: FilingStatus, beside: float) -> None:
    """IRC 170(p): 1,000, joint 2,000, from 2026; not what goes to a donor-advised fund."""
    people = {"age1": 50.0, "age2": 50.0 if status is JOINT else 0.0, "wages1": 90_000.0}
    lists = NOTHING._replace(cash=3_000.0, fund_cash=4_000.0)
    filed, _ = itemizing(year, status, lists, **people)
    plain, _ = itemizing(year, status, NOTHING, **people)
    assert plain.taxable_income - filed.taxable_income == beside
    only_fund, _ = itemizing(year, status, NOTHING._replace(fund_cash=4_000.0), **people)
    assert only_fund.gifts_beside_standard == 0.0


def test_taxes_are_no_deduction_of_the_minimum_tax() -> None:
    """IRC 56(b)(1)(A)(ii): 40,400 of taxes come back; a single with wages of 500,000 in 2026, on Form 6251.

    AMT income 500,000 (nothing else listed), exemption 90,100: 409,900, of it 244,500 at 26%, 165,400 at 28%.
    """
    lists = NOTHING._replace(property_tax=40_400.0)
    filed, _ = itemizing(2026, SINGLE, lists, age1=50, wages1=500_000.0)
    tentative = 0.26 * 244_500 + 0.28 * (409_900 - 244_500)
    assert filed.taxable_income == 459_600.0
    assert filed.regular_tax + filed.amt == pytest.approx(max(tentative, filed.regular_tax))


@pytest.mark.parametrize("year", [2025, 2026, 2028, 2030])
def test_random_households_agree_with_the_form(year: int) -> None:
    rng = random.Random(year)
    for _ in range(300):
        fields, _, status = random_household(rng)
        lists, income_tax = random_lists(rng, varies=False), rng.choice((0.0, 4_000.0, 70_000.0))
        filed, found = itemizing(year, status, lists, income_tax, **fields)
        law, word = load_federal_law(min(year, 2026), status), status.value
        listed = lists._asdict()
        top = law.ordinary.thresholds[-1]
        wanted = schedule_a(listed, filed.agi, income_tax, filed.senior_deduction, top, year, word)
        for name in ("medical", "taxes", "property_tax", "gifts", "gifts_before_floor", "whole", "total"):
            assert getattr(found, name) == pytest.approx(wanted[name], abs=1e-6), name
        beside = gifts_beside_standard(listed, year, word)
        itemizes = wanted["total"] > filed.standard_deduction + beside
        assert filed.itemized_deductions == pytest.approx(wanted["total"] if itemizes else 0.0)
        assert filed.gifts_beside_standard == (0.0 if itemizes else beside)


def test_without_lists_and_state_tax_the_return_is_that_of_the_standard_deduction() -> None:
    rng = random.Random(4)
    found = [random_household(rng) for _ in range(300)]
    table = input_table([return_input(filing_status=0, **fields) for fields, _, status in found if status is SINGLE])
    law, lists_law = load_federal_law(2026, SINGLE), load_itemizing_law(2026, SINGLE)
    assert isinstance(lists_law, ItemizingLaw)
    texas = load_state_law("TX", 2026, SINGLE, itemizes=True)
    both = returns_with_lists(law, lists_law, texas, table, np.zeros((len(table), 8)))
    np.testing.assert_array_equal(both[0], federal_returns(law, table))
    np.testing.assert_array_equal(both[1], 0.0)


@pytest.mark.parametrize(
    ("state", "wages", "lists", "difference"),
    [
        # R&TC 17201: property tax above the federal cap, no state tax, no floor of gifts: 30,000 + 5,000 listed
        ("CA", 150_000.0, NOTHING._replace(property_tax=30_000.0, cash=5_000.0), 35_000 - 5_835),
        # R&TC 17077: 6% of (300,000 - 257,919) off 35,000
        ("CA", 300_000.0, NOTHING._replace(property_tax=35_000.0), 35_000 - 0.06 * (300_000 - 257_919) - 5_835),
        # KRS 141.019(2)(f): interest and gifts; 0.5% of 100,000 is the federal floor
        ("KY", 100_000.0, NOTHING._replace(property_tax=9_000.0, mortgage_interest=20_000.0), 20_000 - 3_360),
        # N.J.S.A. 54A:3A-17: at most 15,000, beside the exemptions
        ("NJ", 100_000.0, NOTHING._replace(property_tax=18_000.0), 15_000),
        # G.S. 105-153.5(a)(2)b: interest and property tax at most 20,000
        ("NC", 100_000.0, NOTHING._replace(property_tax=9_000.0, mortgage_interest=16_000.0), 20_000 - 12_750),
        # IC 6-3-1-3.5(a): at most 2,500
        ("IN", 100_000.0, NOTHING._replace(property_tax=9_000.0), 2_500),
    ],
)
def test_a_state_deducts_its_own_list(state: str, wages: float, lists: Lists, difference: float) -> None:
    """What is deducted instead of the standard deduction, found by lower wages that leave the same state tax."""
    law, lists_law = load_federal_law(2026, SINGLE), load_itemizing_law(2026, SINGLE)
    own, plain = (load_state_law(state, 2026, SINGLE, itemizes=itemizes) for itemizes in (True, False))
    low = [return_input(age1=50, wages1=wages - difference), return_input(age1=50, wages1=wages)]
    _, taxed = returns_with_lists(law, lists_law, own, input_table(low[1:]), np.array([lists]))
    with_less, _ = state_taxes(law, plain, input_table(low))
    if wages == 300_000.0:  # California's credit shrinks with federal income, by $6 in 17 steps instead of 7
        with_less += 10 * 6
    assert taxed[0] == pytest.approx(with_less, abs=1.0)
