"""Projected law: statutory rounding, frozen figures, what ends, and rates at zero."""

import pytest

from sim.law.federal_law import load_federal_law
from sim.law.projection import project_federal_law, rounded_down, rounded_nearest, zero_rate_law
from sim.scenario.enums import FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input


@pytest.mark.parametrize("status", FilingStatus)
def test_no_inflation_gives_the_published_law_back(status):
    base = load_federal_law(2026, status)
    assert project_federal_law(base, 1.0, 2026) == base


def test_rounding_by_hand():
    # IRC 1(f)(7), next lowest multiple: 12,772 -> 12,750 (single, $25); 24,800 x 1.03 = 25,544 -> 25,500 ($50).
    single = project_federal_law(load_federal_law(2026, FilingStatus.SINGLE), 1.03, 2027)
    joint = project_federal_law(load_federal_law(2026, FilingStatus.MARRIED_FILING_JOINTLY), 1.03, 2027)
    assert single.ordinary.thresholds[1] == 12_750.0
    assert joint.ordinary.thresholds[1] == 25_500.0
    assert single.deductions.standard == 16_550.0  # 16,583 down to $50
    assert single.amt.exemption == 92_800.0  # 92,803 to the nearest $100
    assert single.gains.middle_threshold == 50_900.0  # 50,933.5 down to $50


def test_frozen_by_statute():
    base = load_federal_law(2026, FilingStatus.SINGLE)
    later = project_federal_law(base, 2.0, 2028)
    assert later.social_security == base.social_security
    assert later.surtaxes == base.surtaxes
    assert later.gains.loss_limit == 3000.0
    assert later.deductions.senior_phaseout_start == 75_000.0
    assert later.deductions.senior_amount == 6000.0


def test_the_senior_deduction_ends_after_2028():
    base = load_federal_law(2026, FilingStatus.SINGLE)
    assert project_federal_law(base, 1.1, 2029).deductions.senior_amount == 0.0


@pytest.mark.parametrize(
    ("amount", "step", "down", "nearest"),
    [(12_400.0, 50.0, 12_400.0, 12_400.0), (12_449.99, 50.0, 12_400.0, 12_450.0), (0.0, 25.0, 0.0, 0.0)],
)
def test_rounding_keeps_exact_multiples(amount, step, down, nearest):
    assert rounded_down(amount, step) == down
    assert rounded_nearest(amount, step) == nearest


@pytest.mark.parametrize("status", FilingStatus)
def test_zero_rates_tax_nothing(status):
    law = zero_rate_law(load_federal_law(2026, status))
    result = federal_return(
        law,
        return_input(
            filing_status=law.filing_status,
            age1=50,
            wages1=900_000,
            ltcg=5_000_000,
            interest=300_000,
            ira_401k=40_000,
            early_withdrawal=40_000,
            hsa_nonmedical=500,
            hsa_nonmedical_early=500,
        ),
    )
    assert result.federal_tax_due == 0.0
