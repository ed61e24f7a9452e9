"""What must hold for whole groups of states, and a made-up state that is data only."""

import random
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.law.filing_status import CODE_OF
from sim.law.state_schema import state_problems
from sim.law.state_tables import state_info, state_law_from
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax
from tests.unit.tax_states.households import federal_law, random_household, state_law

UNTAXED = [state for state in STATES if state_info(state).tax == "none"]

ATLANTIS = tomllib.loads("""
code = "ZZ"
name = "Atlantis"
tax = "income"
sources = ["Atlantis Code | https://example.org/code"]

[income]
social_security = "exempt"
hsa_deduction = "denied"

[brackets]
reference = ["Atlantis Code 1"]
indexed = false
rates = [0.02, 0.05]
thresholds = [0, 10_000]

[[subtraction]]
name = "pension exclusion from 60, half of it above $100,000"
reference = ["Atlantis Code 2"]
count = "each"
min_age = 60
amount = 8000
of = ["pension"]
reduction = "table_share"
measure = "federal_agi"
table = [[-inf, 1.0], [100_000, 0.5]]

[[deduction]]
name = "standard deduction"
reference = ["Atlantis Code 3"]
amount = { single = 5000, mfj = 10_000, hoh = 5000, mfs = 5000, qss = 10_000 }

[[credit]]
name = "age credit"
reference = ["Atlantis Code 4"]
count = "aged"
min_age = 65
amount = 50
""")
ATLANTIS["verified"] = {"2025": "one_source"}


def taxed(law, year, status, **amounts):
    inputs = return_input(filing_status=CODE_OF[status], is_lived_apart=1, **amounts)
    return state_tax(law, inputs, federal_return(federal_law(year, status), inputs))


def test_made_up_state_needs_data_only():
    assert state_problems(ATLANTIS) == []
    law = state_law_from(ATLANTIS, 2025, FilingStatus.SINGLE)
    # 60,000 of wages and 20,000 of pension at 66: 80,000 - 8,000 - 5,000 = 67,000; 200 + 5% of 57,000 - 50.
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=66, wages1=60_000, pension=20_000) == pytest.approx(3000.0)
    # 100,000 more: half the exclusion. 180,000 - 4,000 - 5,000 = 171,000; 200 + 8,050 - 50.
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=66, wages1=160_000, pension=20_000) == pytest.approx(8200.0)
    # The health savings deduction is added back: same tax as without it.
    with_hsa = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=60_000, hsa_deduction=4000)
    assert with_hsa == taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=60_000)


def test_states_without_income_tax_are_the_nine_less_washington():
    assert UNTAXED == ["AK", "FL", "NH", "NV", "SD", "TN", "TX", "WY"]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_state_without_income_tax_charges_nothing(seed):
    year, status, inputs = random_household(random.Random(seed))
    federal = federal_return(federal_law(year, status), inputs)
    assert [state_tax(state_law(state, year, status), inputs, federal) for state in UNTAXED] == [0.0] * len(UNTAXED)


@pytest.mark.parametrize("state", ["PA", "NJ"])
def test_loss_offsets_neither_wages_nor_a_later_year(state):
    """72 P.S. 7303(a)(3); N.J.S.A. 54A:5-2."""
    law = state_law(state, 2025, FilingStatus.SINGLE)
    plain = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000)
    loss = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, ltcg=-20_000)
    gain = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, ltcg=20_000)
    carried = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, ltcg=20_000, lt_carryover=20_000)
    assert plain == loss
    assert gain == carried > plain


@pytest.mark.parametrize("state", ["CA", "NJ"])
def test_hsa_deduction_is_denied(state):
    """R&TC 17215.4; N.J.S.A. 54A has no such deduction."""
    law = state_law(state, 2025, FilingStatus.SINGLE)
    without = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000)
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, hsa_deduction=4300) == pytest.approx(without)


@pytest.mark.parametrize(("state", "rate"), [("CA", 0.093), ("NJ", 0.0637), ("AZ", 0.0), ("TX", 0.0)])
def test_what_an_hsa_earns_is_income_where_it_is_an_ordinary_account(state, rate):
    """FTB Pub. 1001; N.J.S.A. 54A:5-1: 84,294 and 89,000 of taxable income lie in the brackets of 9.3% and 6.37%."""
    law = state_law(state, 2025, FilingStatus.SINGLE)
    without = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000)
    earning = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, hsa_earnings=1_000)
    assert earning - without == pytest.approx(1_000 * rate)


@pytest.mark.parametrize(("state", "rate"), [("CA", 0.0), ("NJ", 0.0), ("AZ", 0.025)])
def test_what_is_taken_out_of_an_hsa_is_no_income_where_it_is_an_ordinary_account(state, rate):
    """Schedule CA (540) line 8f column B: federally taxed distributions come off. Arizona: 2.5% of federal AGI."""
    law = state_law(state, 2025, FilingStatus.SINGLE)
    without = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000)
    taken = taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=90_000, hsa_nonmedical=2_000)
    assert taken - without == pytest.approx(2_000 * rate)


def test_washington_taxes_long_term_gain_only():
    """RCW 82.87.040: 7% above the 2025 deduction of $278,000, 9.9% above another $1,000,000."""
    law = state_law("WA", 2025, FilingStatus.SINGLE)
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=50, wages1=900_000, stcg=900_000) == 0.0
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=50, ltcg=378_000) == pytest.approx(7000.0)
    assert taxed(law, 2025, FilingStatus.SINGLE, age1=50, ltcg=1_378_000) == pytest.approx(70_000 + 9900)


def test_united_states_interest_is_taxed_by_no_state():
    """31 USC 3124(a)."""
    status = FilingStatus.SINGLE
    for state in STATES:
        law = state_law(state, 2025, status)
        bills = taxed(law, 2025, status, age1=50, wages1=160_000, interest=1000, us_government_interest=1000)
        bank = taxed(law, 2025, status, age1=50, wages1=160_000, interest=1000)
        assert bills <= bank, state
        assert (bills < bank) == (state_info(state).tax == "income"), state
