"""The amounts a state's rules may look at, in the order of ``StateAmount``."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import LossRule
from sim.law.state_law import StateAmount as A
from sim.tax.records import FederalReturn, ReturnInput

_NO_OFFSET = int(LossRule.NO_OFFSET_NO_CARRYOVER)
_FULL_OFFSET = int(LossRule.FULL_OFFSET_NO_CARRYOVER)


@inner_kernel(inline=True)
def federal_gain(federal: FederalReturn) -> float:
    """Return the capital gain (positive) or deducted loss (negative) inside federal AGI [USD/yr]."""
    net = federal.net_short_term + federal.net_long_term
    return net if net >= 0.0 else -federal.loss_deducted


@inner_kernel(inline=True)
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


@inner_kernel(inline=True)
def state_income(law: np.void, inputs: ReturnInput, federal: FederalReturn) -> float:
    """Return income before the state's own subtractions [USD/yr].

    Federal AGI, with Social Security, gains, the HSA deduction and exempt interest as the state takes them. Interest
    on United States obligations is never taxed by a state (31 USC 3124). A state without HSAs taxes what the account
    earns, year by year, and nothing that is taken out of it.
    """
    gain_difference = state_gain(law["loss_rule"], inputs, federal) - federal_gain(federal)
    return (
        federal.agi
        - (1.0 - law["social_security_taxed"]) * federal.taxable_social_security
        + gain_difference
        + law["hsa_denied"] * inputs.hsa_deduction
        + law["hsa_earnings_taxed"] * (inputs.hsa_earnings - inputs.hsa_nonmedical)
        + law["tax_exempt_interest_taxed"] * inputs.tax_exempt_interest
        - inputs.us_government_interest
    )


@inner_kernel(inline=True)
def fill_amounts(law: np.void, inputs: ReturnInput, federal: FederalReturn, income: float, scratch: np.void) -> None:
    """Write every ``StateAmount`` into ``amounts`` [USD/yr]; AGI is income so far, taxable income and tax are 0.

    Modifies `scratch`.
    """
    without_benefits = federal.agi - federal.taxable_social_security
    hsa = inputs.hsa_earnings if law["hsa_earnings_taxed"] == 1.0 else inputs.hsa_nonmedical
    scratch["amounts"][A.WAGES] = inputs.wages1 + inputs.wages2
    scratch["amounts"][A.INTEREST] = inputs.interest - inputs.us_government_interest
    scratch["amounts"][A.TAX_EXEMPT_INTEREST] = inputs.tax_exempt_interest
    scratch["amounts"][A.DIVIDENDS] = inputs.ordinary_dividends
    scratch["amounts"][A.QUALIFIED_DIVIDENDS] = inputs.qualified_dividends
    scratch["amounts"][A.PENSION] = inputs.pension
    scratch["amounts"][A.PLAN_AND_IRA] = federal.taxable_ira
    scratch["amounts"][A.ANNUITY] = inputs.annuity
    scratch["amounts"][A.SOCIAL_SECURITY] = inputs.social_security
    scratch["amounts"][A.TAXABLE_SOCIAL_SECURITY] = federal.taxable_social_security
    scratch["amounts"][A.GAIN] = state_gain(law["loss_rule"], inputs, federal)
    scratch["amounts"][A.LONG_TERM_GAIN] = max(0.0, federal.net_long_term)
    scratch["amounts"][A.NET_CAPITAL_GAIN] = federal.net_capital_gain
    scratch["amounts"][A.OTHER_INCOME] = inputs.other_income + hsa
    scratch["amounts"][A.HSA_DEDUCTION] = inputs.hsa_deduction
    scratch["amounts"][A.FEDERAL_STANDARD_DEDUCTION] = federal.standard_deduction
    scratch["amounts"][A.SENIOR_DEDUCTION] = federal.senior_deduction
    scratch["amounts"][A.FEDERAL_AGI] = federal.agi
    scratch["amounts"][A.FEDERAL_INCOME_TAX] = federal.regular_tax + federal.amt
    scratch["amounts"][A.NET_INVESTMENT_INCOME] = federal.net_investment_income
    scratch["amounts"][A.AGI_WITHOUT_SOCIAL_SECURITY] = without_benefits
    scratch["amounts"][A.PROVISIONAL_INCOME] = (
        without_benefits + 0.5 * inputs.social_security + inputs.tax_exempt_interest
    )
    scratch["amounts"][A.FEDERAL_TAXABLE_INCOME] = federal.taxable_income
    scratch["amounts"][A.UNTAXED_SOCIAL_SECURITY] = inputs.social_security - federal.taxable_social_security
    scratch["amounts"][A.FEDERAL_NIIT] = federal.niit
    scratch["amounts"][A.RETIREMENT_INCOME] = inputs.pension + federal.taxable_ira + inputs.annuity
    scratch["amounts"][A.STATE_INCOME] = income
    set_totals(scratch, income, 0.0, 0.0)


@inner_kernel(inline=True)
def set_totals(scratch: np.void, agi: float, taxable_income: float, tax: float) -> None:
    """Write state AGI, the two measures built on it, taxable income and tax so far [USD/yr]. Modifies `scratch`."""
    scratch["amounts"][A.STATE_AGI] = agi
    scratch["amounts"][A.ELIGIBILITY_INCOME] = agi + scratch["amounts"][A.TAX_EXEMPT_INTEREST]
    scratch["amounts"][A.STATE_AGI_WITH_BENEFITS] = agi + scratch["amounts"][A.TAXABLE_SOCIAL_SECURITY]
    scratch["amounts"][A.STATE_TAXABLE_INCOME] = taxable_income
    scratch["amounts"][A.STATE_TAX] = tax
