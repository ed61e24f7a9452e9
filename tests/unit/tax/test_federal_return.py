"""The federal return against sourced households and against the form-by-form twin."""

import csv
import random
from pathlib import Path

import pytest

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.scenario.enums import FilingStatus
from sim.tax.batch import federal_returns, input_table
from sim.tax.federal_return import federal_return
from sim.tax.records import FederalReturn, return_input
from tests.oracles.federal_forms import form_1040
from tests.oracles.federal_numpy import federal_tax_due
from tests.oracles.random_households import random_household

CASES = Path(__file__).parents[2] / "law_cases" / "federal.csv"
FIELD_OF = {
    "expected_agi": "agi",
    "expected_taxable_ss": "taxable_social_security",
    "expected_taxable_income": "taxable_income",
    "expected_regular_tax": "regular_tax",
    "expected_amt": "amt",
    "expected_niit": "niit",
    "expected_addl_medicare": "additional_medicare",
    "expected_total": "federal_total",
    "expected_senior_deduction": "senior_deduction",
    "expected_standard_deduction": "standard_deduction",
    "expected_early_withdrawal_tax": "early_withdrawal_tax",
    "expected_st_carryover_out": "st_carryover_out",
    "expected_lt_carryover_out": "lt_carryover_out",
}
MONEY = (
    "interest",
    "tax_exempt_interest",
    "ordinary_dividends",
    "qualified_dividends",
    "pension",
    "ira_401k",
    "social_security",
    "stcg",
    "ltcg",
    "st_carryover",
    "lt_carryover",
    "hsa_deduction",
    "early_withdrawal",
)


def rows_by_group():
    groups = {}
    with CASES.open(newline="") as stream:
        for row in csv.DictReader(stream):
            groups.setdefault(row["group"], []).append(row)
    return groups


GROUPS = rows_by_group()


def compute(row):
    status = FilingStatus(row["filing_status"])
    inputs = return_input(
        filing_status=CODE_OF[status],
        age1=int(row["age1"]),
        age2=int(row["age2"]),
        is_lived_apart=1,
        wages1=float(row["wages"]),
        **{name: float(row[name]) for name in MONEY},
    )
    return federal_return(load_federal_law(int(row["year"]), status), inputs)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_sourced_households_within_a_dollar(group):
    wrong = []
    for row in GROUPS[group]:
        result = compute(row)
        for expected, field in FIELD_OF.items():
            if abs(getattr(result, field) - float(row[expected])) > 1.0:
                wrong.append((row["case_id"], field, getattr(result, field), row[expected]))
    assert not wrong


def test_there_are_at_least_320_sourced_households():
    assert sum(len(rows) for rows in GROUPS.values()) >= 320


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_the_forms_on_random_households(seed):
    rng = random.Random(seed)
    for _ in range(2500):
        household, year, status = random_household(rng)
        expected = form_1040(household, year, str(status))
        result = federal_return(
            load_federal_law(year, status), return_input(filing_status=CODE_OF[status], **household)
        )
        for field, value in expected.items():
            assert getattr(result, field) == pytest.approx(value, abs=0.005), (field, year, status, household)


def single_2026(**values):
    law = load_federal_law(2026, FilingStatus.SINGLE)
    return federal_return(law, return_input(filing_status=0, age1=60, **values))


def test_low_income_branch_keeps_the_deduction_that_did_nothing():
    # Schedule D worksheet: taxable income 3,000 - 3,000 - 16,100; with 3,000 back still negative: line 4 is 0.
    result = single_2026(pension=3000, stcg=-10_000)
    assert (result.loss_deducted, result.st_carryover_out) == (3000.0, 10_000.0)


def test_low_income_branch_uses_part_of_the_deduction():
    # Taxable income 17,600 - 3,000 - 16,100 = -1,500; line 3 = -1,500 + 3,000 = 1,500 is used up.
    result = single_2026(pension=17_600, ltcg=-5000)
    assert result.lt_carryover_out == 5000.0 - 1500.0


def test_qualified_charitable_distribution_is_not_income():
    assert single_2026(ira_401k=50_000, qcd=20_000).agi == 30_000.0


def test_net_unrealized_appreciation_is_not_net_investment_income():
    # Reg. 1.1411-8(b)(4)(ii): 300,000 of gain, all NUA; interest of 1,000 is the only investment income.
    result = single_2026(interest=1000, ltcg=300_000, nua_gain=300_000)
    assert result.net_investment_income == 1000.0
    assert result.niit == pytest.approx(38.0)


def test_non_medical_hsa_money_before_65_costs_20_percent_more():
    result = single_2026(hsa_nonmedical=1000, hsa_nonmedical_early=1000)
    assert result.early_withdrawal_tax == 200.0
    assert result.federal_tax_due == result.federal_total + 200.0


def test_separate_filers_who_lived_together_have_no_base_amount():
    # IRC 86(c)(1)(C)(ii): 85% from the first dollar of provisional income 10,000 + 10,000, at most 85% of 20,000.
    law = load_federal_law(2026, FilingStatus.MARRIED_FILING_SEPARATELY)
    household = {"filing_status": 3, "age1": 66, "social_security": 20_000, "pension": 10_000}
    assert federal_return(law, return_input(**household, is_lived_apart=0)).taxable_social_security == 17_000.0
    assert federal_return(law, return_input(**household, is_lived_apart=1)).taxable_social_security == 0.0


def test_surviving_spouse_uses_joint_brackets_but_single_social_security_base():
    law = load_federal_law(2026, FilingStatus.SURVIVING_SPOUSE)
    result = federal_return(law, return_input(filing_status=4, age1=66, social_security=30_000, pension=20_000))
    assert result.standard_deduction == 32_200 + 1_650  # IRC 63(c)(2)(A), 63(f)(3)
    # provisional income 35,000: half of the 9,000 between 25,000 and 34,000, and 85% of the 1,000 above
    assert result.taxable_social_security == 4500.0 + 850.0


@pytest.mark.parametrize("status", FilingStatus)
def test_agrees_with_the_vectorized_twin(status):
    rng, fields = random.Random(99), []
    while len(fields) < 500:
        household, _, found = random_household(rng)
        if found is status:
            fields.append(household)
    table = input_table([return_input(filing_status=CODE_OF[status], **household) for household in fields])
    for year in (2025, 2026):
        law = load_federal_law(year, status)
        due = federal_returns(law, table)[:, FederalReturn._fields.index("federal_tax_due")]
        assert due == pytest.approx(federal_tax_due(law, table), abs=0.005)


def test_a_table_of_the_wrong_width_is_refused():
    law = load_federal_law(2026, FilingStatus.SINGLE)
    with pytest.raises(ValueError, match="n_rows, 39"):
        federal_returns(law, input_table([])[:, :5])
