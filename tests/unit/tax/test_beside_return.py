"""IRMAA, the premium tax credit, required distributions and the estate tax, by published figures and by hand."""

from datetime import date

import pytest

from sim.errors import InputError
from sim.law.beside_return import load_aca_law, load_estate_law, load_irmaa_law, zero_irmaa_law
from sim.law.rmd_law import load_rmd_tables
from sim.scenario.enums import FilingStatus
from sim.tax.aca import premium_tax_credit
from sim.tax.estate import estate_tax
from sim.tax.irmaa import irmaa_monthly, irmaa_tier, project_irmaa

SINGLE, JOINT, SEPARATE = (
    FilingStatus.SINGLE,
    FilingStatus.MARRIED_FILING_JOINTLY,
    FilingStatus.MARRIED_FILING_SEPARATELY,
)


@pytest.mark.parametrize(
    ("year", "status", "magi", "part_b", "part_d"),
    [
        # CMS fact sheets: 2025 of November 8, 2024; 2026 of November 14, 2025
        (2025, SINGLE, 106_000, 0.0, 0.0),
        (2025, SINGLE, 106_001, 74.00, 13.70),
        (2025, JOINT, 749_999, 406.90, 78.60),
        (2025, JOINT, 750_000, 443.90, 85.80),
        (2026, SINGLE, 109_000, 0.0, 0.0),
        (2026, SINGLE, 109_000.01, 81.20, 14.50),
        (2026, SINGLE, 171_001, 324.60, 60.40),
        (2026, SINGLE, 499_999, 446.30, 83.30),
        (2026, SINGLE, 500_000, 487.00, 91.00),
        (2026, JOINT, 218_000, 0.0, 0.0),
        (2026, JOINT, 274_001, 202.90, 37.50),
        (2026, SEPARATE, 109_000, 0.0, 0.0),
        (2026, SEPARATE, 109_001, 446.30, 83.30),
        (2026, SEPARATE, 391_000, 487.00, 91.00),
        (2026, FilingStatus.HEAD_OF_HOUSEHOLD, 137_001, 202.90, 37.50),
        (2026, FilingStatus.SURVIVING_SPOUSE, 137_001, 202.90, 37.50),
    ],
)
def test_irmaa_tiers(year, status, magi, part_b, part_d):
    assert irmaa_monthly(load_irmaa_law(year, status), float(magi)) == (part_b, part_d)


def test_separate_filers_who_lived_apart_use_the_single_table():
    assert load_irmaa_law(2026, SEPARATE, is_lived_apart=True) == load_irmaa_law(2026, SINGLE)


def test_top_irmaa_tier_is_frozen_through_2027():
    base = load_irmaa_law(2026, SINGLE)
    assert project_irmaa(base, 1.03, 1.0, 2027).top_from == 500_000.0
    assert project_irmaa(base, 1.06, 1.03, 2028).top_from == 515_000.0
    assert project_irmaa(base, 1.03, 1.0, 2027).over[0] == 112_000.0  # 112,270 to the nearest 1,000
    assert irmaa_tier(project_irmaa(base, 1.03, 1.0, 2027), 112_001.0) == 1


def test_zero_irmaa_law_charges_nothing():
    assert irmaa_monthly(zero_irmaa_law(load_irmaa_law(2026, SINGLE)), 1e9) == (0.0, 0.0)


def test_premium_tax_credit_falls_off_the_cliff_in_2026_only():
    # 400% of 15,650 is 62,600; expected contribution 9.96% (Rev. Proc. 2025-25).
    law = load_aca_law(2026)
    assert premium_tax_credit(law, 62_600.0, 1, 12_000.0, 12_000.0) == pytest.approx(12_000 - 0.0996 * 62_600)
    assert premium_tax_credit(law, 62_601.0, 1, 12_000.0, 12_000.0) == 0.0
    # 2025: no limit, 8.5% above 400% of 15,060 (IRC 36B(b)(3)(A)(iii))
    assert premium_tax_credit(load_aca_law(2025), 80_000.0, 1, 12_000.0, 12_000.0) == pytest.approx(12_000 - 6800)


def test_premium_tax_credit_inside_a_band():
    # 2026, couple: 175% of 21,150 = 37,012.5; midway between 4.19% and 6.60%: 5.395% -> 5.40% to four decimals.
    credit = premium_tax_credit(load_aca_law(2026), 37_012.5, 2, 20_000.0, 20_000.0)
    assert credit == pytest.approx(20_000 - 0.0540 * 37_012.5)


def test_premium_tax_credit_never_exceeds_the_premium_and_needs_the_poverty_line():
    law = load_aca_law(2026)
    assert premium_tax_credit(law, 20_000.0, 1, 12_000.0, 5000.0) == 5000.0
    assert premium_tax_credit(law, 15_000.0, 1, 12_000.0, 12_000.0) == 0.0  # below 100%: IRC 36B(c)(1)(A)


def test_distribution_periods():
    """26 CFR 1.401(a)(9)-9(c), (d): the joint table is for spouses more than ten years younger."""
    tables = load_rmd_tables()
    assert (tables.uniform[73], tables.uniform[75], tables.uniform[120]) == (26.5, 24.6, 2.0)
    assert (tables.joint[75, 60], tables.joint[75, 65], tables.uniform[60]) == (28.3, 0.0, 0.0)


def test_estate_tax():
    # IRC 2001(c): 345,800 on the first million; 40% of what exceeds the exclusion of 15,000,000.
    law = load_estate_law(2026)
    assert estate_tax(law, 16_000_000.0, 0.0) == pytest.approx(400_000.0)
    assert estate_tax(law, 16_000_000.0, 5_000_000.0) == 0.0
    assert estate_tax(law._replace(basic_exclusion=0.0), 1_000_000.0, 0.0) == pytest.approx(345_800.0)


def test_years_without_figures_are_refused():
    with pytest.raises(InputError):
        load_irmaa_law(date.today().year + 30, SINGLE)
    with pytest.raises(InputError):
        load_aca_law(2050)
