"""The amounts a state's rules may look at, in the order of ``StateAmount``."""

from sim.jit import inlined_kernel
from sim.law.state_law import LossRule, StateAmount, StateLaw
from sim.tax.records import FederalReturn, ReturnInput

_NO_OFFSET = int(LossRule.NO_OFFSET_NO_CARRYOVER)
_FULL_OFFSET = int(LossRule.FULL_OFFSET_NO_CARRYOVER)
_EXEMPT_INTEREST = int(StateAmount.TAX_EXEMPT_INTEREST)
_TAXABLE_BENEFITS = int(StateAmount.TAXABLE_SOCIAL_SECURITY)
_STATE_AGI = int(StateAmount.STATE_AGI)


@inlined_kernel
def federal_gain(federal: FederalReturn) -> float:
    """Return the capital gain (positive) or deducted loss (negative) inside federal AGI [USD/yr]."""
    net = federal.net_short_term + federal.net_long_term
    return net if net >= 0.0 else -federal.loss_deducted


@inlined_kernel
def state_gain(loss_rule: int, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return the capital gain or loss inside state income [USD/yr].

    References
    ----------
    Pennsylvania 72 P.S. 7303(a)(3) and New Jersey N.J.S.A. 54A:5-1, 5-2: a loss offsets only gains of the same year.
    Alabama Code 40-18-8: losses of the year are deducted in full, nothing is carried.
    """
    if loss_rule == _NO_OFFSET:
        return max(0.0, inputs.stcg + inputs.ltcg)
    if loss_rule == _FULL_OFFSET:
        return inputs.stcg + inputs.ltcg
    return federal_gain(federal)


@inlined_kernel
def state_income(law: StateLaw, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return income before the state's own subtractions [USD/yr].

    Federal AGI, with Social Security, gains, the HSA deduction and exempt interest as the state takes them. Interest
    on United States obligations is never taxed by a state (31 USC 3124).
    """
    gain_difference = state_gain(law.loss_rule, inputs, federal) - federal_gain(federal)
    return (
        federal.agi
        - (1.0 - law.social_security_taxed) * federal.taxable_social_security
        + gain_difference
        + law.hsa_denied * inputs.hsa_deduction
        + law.tax_exempt_interest_taxed * inputs.tax_exempt_interest
        - inputs.us_government_interest
    )


@inlined_kernel
def state_amounts(law: StateLaw, inputs: ReturnInput, federal: FederalReturn, income: float) -> tuple[float, ...]:
    """Return every amount, one for each ``StateAmount`` [USD/yr]; AGI is income so far, taxable income and tax are 0.

    A tuple rather than an array: an array is allocated and counted on every hand-over, which took three times as long.
    """
    without_benefits = federal.agi - federal.taxable_social_security
    return (
        inputs.wages1 + inputs.wages2,
        inputs.interest - inputs.us_government_interest,
        inputs.tax_exempt_interest,
        inputs.ordinary_dividends,
        inputs.qualified_dividends,
        inputs.pension,
        federal.taxable_ira,
        inputs.annuity,
        inputs.social_security,
        federal.taxable_social_security,
        state_gain(law.loss_rule, inputs, federal),
        max(0.0, federal.net_long_term),
        federal.net_capital_gain,
        inputs.other_income + inputs.hsa_nonmedical,
        inputs.hsa_deduction,
        federal.standard_deduction,
        federal.senior_deduction,
        federal.agi,
        federal.regular_tax + federal.amt,
        federal.net_investment_income,
        without_benefits,
        without_benefits + 0.5 * inputs.social_security + inputs.tax_exempt_interest,
        federal.taxable_income,
        inputs.social_security - federal.taxable_social_security,
        federal.niit,
        inputs.pension + federal.taxable_ira + inputs.annuity,
        income,
        income,
        income + inputs.tax_exempt_interest,
        income + federal.taxable_social_security,
        0.0,
        0.0,
    )


@inlined_kernel
def with_totals(amounts: tuple[float, ...], agi: float, taxable_income: float, tax: float) -> tuple[float, ...]:
    """Return ``amounts`` with state AGI, the two measures built on it, taxable income and tax so far [USD/yr]."""
    totals = (agi, agi + amounts[_EXEMPT_INTEREST], agi + amounts[_TAXABLE_BENEFITS], taxable_income, tax)
    return amounts[:_STATE_AGI] + totals  # numba has no star in tuples
