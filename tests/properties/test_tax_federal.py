"""What must hold for the federal tax of every household: continuous, monotone, harvesting never costs the same year."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.law.beside_return import load_aca_law, load_irmaa_law
from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.projection import project_federal_law
from sim.scenario.enums import FilingStatus
from sim.tax.aca import premium_tax_credit
from sim.tax.federal_return import federal_return
from sim.tax.irmaa import irmaa_monthly
from sim.tax.records import return_input

EDGES = [25_000, 34_000, 50_400, 75_000, 125_000, 150_000, 200_000, 250_000, 500_000, 545_500, 640_600, 1_000_000]
MONEY = st.one_of(
    st.just(0.0),
    st.floats(0, 150_000, allow_nan=False),
    st.sampled_from([float(edge) for edge in EDGES]),
    st.floats(0, 4e6, allow_nan=False),
)
GAIN = st.one_of(st.just(0.0), st.floats(-100_000, 100_000, allow_nan=False), st.floats(-4e6, 4e6, allow_nan=False))
INCOME_FIELDS = [
    "wages1",
    "wages2",
    "interest",
    "tax_exempt_interest",
    "ordinary_dividends",
    "pension",
    "annuity",
    "ira_401k",
    "other_income",
    "social_security",
    "stcg",
    "ltcg",
]
TOLERANCE = 1e-5  # of sums up to 5e7 in float64 [USD]


@st.composite
def households(draw):
    """Return (law, ReturnInput) of a published or projected year."""
    status = draw(st.sampled_from(list(FilingStatus)))
    law = load_federal_law(draw(st.sampled_from([2025, 2026])), status)
    if law.year == 2026 and draw(st.booleans()):
        law = project_federal_law(law, draw(st.floats(0.8, 3.0)), draw(st.integers(2027, 2060)))
    ordinary_dividends = draw(MONEY)
    inputs = return_input(
        filing_status=CODE_OF[status],
        age1=draw(st.sampled_from([50, 64, 65, 80])),
        age2=draw(st.sampled_from([50, 70])) if status is FilingStatus.MARRIED_FILING_JOINTLY else 0,
        is_lived_apart=draw(st.sampled_from([0, 1])),
        ordinary_dividends=ordinary_dividends,
        qualified_dividends=ordinary_dividends * draw(st.sampled_from([0.0, 0.5, 1.0])),
        stcg=draw(GAIN),
        ltcg=draw(GAIN),
        st_carryover=draw(MONEY),
        lt_carryover=draw(MONEY),
        hsa_deduction=draw(st.sampled_from([0.0, 4400.0])),
        **{name: draw(MONEY) for name in INCOME_FIELDS if name not in ("ordinary_dividends", "stcg", "ltcg")},
    )
    return law, inputs


def tax(law, inputs):
    return federal_return(law, inputs).federal_tax_due


def more(inputs, field, dollars):
    return inputs._replace(**{field: getattr(inputs, field) + dollars})


@settings(max_examples=400, deadline=None)
@given(households(), st.sampled_from(INCOME_FIELDS), st.floats(0.01, 20_000))
def test_monotone_in_every_kind_of_income(household, field, dollars):
    law, inputs = household
    assert tax(law, more(inputs, field, dollars)) >= tax(law, inputs) - TOLERANCE


@settings(max_examples=400, deadline=None)
@given(households(), st.sampled_from(INCOME_FIELDS), st.floats(0.001, 1.0))
def test_continuous_in_every_kind_of_income(household, field, dollars):
    # The federal return has no cliff: no dollar of income costs more than a dollar.
    law, inputs = household
    assert abs(tax(law, more(inputs, field, dollars)) - tax(law, inputs)) <= dollars + TOLERANCE


@settings(max_examples=400, deadline=None)
@given(households(), st.sampled_from(["stcg", "ltcg"]), st.floats(0.01, 50_000))
def test_one_more_dollar_of_harvested_loss_never_raises_the_same_years_tax(household, term, dollars):
    law, inputs = household
    assert tax(law, more(inputs, term, -dollars)) <= tax(law, inputs) + TOLERANCE


@settings(max_examples=300, deadline=None)
@given(households())
def test_no_dollar_of_loss_vanishes(household):
    # Net loss of the year = what reduced taxable income + what is carried; the deduction is used up to its limit only.
    law, inputs = household
    result = federal_return(law, inputs)
    net_loss = max(-(result.net_short_term + result.net_long_term), 0.0)
    used = net_loss - result.st_carryover_out - result.lt_carryover_out
    assert -TOLERANCE <= used <= result.loss_deducted + TOLERANCE
    if result.unfloored_taxable_income >= 0.0:
        assert used == pytest.approx(result.loss_deducted, abs=TOLERANCE)
    else:
        reduced = max(result.unfloored_taxable_income + result.loss_deducted, 0.0)
        assert used == pytest.approx(min(reduced, result.loss_deducted), abs=TOLERANCE)


@settings(max_examples=200, deadline=None)
@given(households(), st.floats(0, 1e5))
def test_a_carryover_is_worth_what_a_loss_of_the_year_is(household, dollars):
    law, inputs = household
    for gain, carryover in (("stcg", "st_carryover"), ("ltcg", "lt_carryover")):
        one, other = more(inputs, gain, -dollars), more(inputs, carryover, dollars)
        assert tax(law, one) == pytest.approx(tax(law, other), abs=TOLERANCE)


@settings(max_examples=200, deadline=None)
@given(households())
@example((load_federal_law(2026, FilingStatus.SINGLE), return_input(filing_status=0, age1=60, ltcg=50_400 + 16_100)))
def test_gains_are_never_taxed_above_the_ordinary_schedule(household):
    law, inputs = household
    as_gain = inputs._replace(stcg=0.0, ltcg=abs(inputs.ltcg), st_carryover=0.0, lt_carryover=0.0)
    as_short = as_gain._replace(stcg=as_gain.ltcg, ltcg=0.0)
    assert tax(law, as_gain) <= tax(law, as_short) + TOLERANCE


@pytest.mark.parametrize("tier", range(5))
def test_each_irmaa_tier_is_a_cliff(tier):
    law = load_irmaa_law(2026, FilingStatus.SINGLE)
    edge = law.top_from if tier == 4 else law.over[tier]
    below, above = (edge - 0.01, edge) if tier == 4 else (edge, edge + 0.01)
    assert irmaa_monthly(law, above)[0] > irmaa_monthly(law, below)[0]


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 5e5), st.floats(0.01, 1e4))
def test_irmaa_never_falls_as_magi_rises(magi, dollars):
    law = load_irmaa_law(2026, FilingStatus.MARRIED_FILING_JOINTLY)
    assert irmaa_monthly(law, magi + dollars) >= irmaa_monthly(law, magi)


@settings(max_examples=200, deadline=None)
@given(st.floats(21_500, 80_000), st.floats(0.01, 500))
def test_the_premium_tax_credit_falls_as_income_rises(magi, dollars):
    # Above 133% of the poverty line (20,815): below it the share jumps from 2.10% to 3.14%, still downward.
    law = load_aca_law(2026)
    assert premium_tax_credit(law, magi + dollars, 1, 15_000.0, 15_000.0) <= premium_tax_credit(
        law, magi, 1, 15_000.0, 15_000.0
    )
