"""The amounts a state's rules may look at, in the order of ``StateAmount``."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.law.state_law import LossRule
from sim.law.state_lines.amounts import StateAmount as A
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
        + law["other_states_interest_taxed"] * inputs.other_states_interest
        - inputs.us_government_interest
    )


@inner_kernel(inline=True)
def fill_amounts(law: np.void, inputs: ReturnInput, federal: FederalReturn, income: float, scratch: np.void) -> None:
    """Write every ``StateAmount`` into ``amounts`` [USD/yr]; AGI is income so far, taxable income and tax are 0.

    Modifies `scratch`.
    """
    without_benefits = federal.agi - federal.taxable_social_security
    hsa = inputs.hsa_earnings if law["hsa_earnings_taxed"] == 1.0 else inputs.hsa_nonmedical
    scratch["amounts"][0, A.WAGES] = inputs.wages1 + inputs.wages2
    scratch["amounts"][0, A.INTEREST] = inputs.interest - inputs.us_government_interest
    scratch["amounts"][0, A.TAX_EXEMPT_INTEREST] = inputs.tax_exempt_interest
    scratch["amounts"][0, A.DIVIDENDS] = inputs.ordinary_dividends
    scratch["amounts"][0, A.QUALIFIED_DIVIDENDS] = inputs.qualified_dividends
    scratch["amounts"][0, A.PENSION] = inputs.pension
    scratch["amounts"][0, A.PLAN_AND_IRA] = federal.taxable_ira
    scratch["amounts"][0, A.PLAN] = inputs.from_plan
    scratch["amounts"][0, A.IRA] = federal.taxable_ira - inputs.from_plan
    scratch["amounts"][0, A.ANNUITY] = inputs.annuity
    scratch["amounts"][0, A.SOCIAL_SECURITY] = inputs.social_security
    scratch["amounts"][0, A.TAXABLE_SOCIAL_SECURITY] = federal.taxable_social_security
    scratch["amounts"][0, A.GAIN] = state_gain(law["loss_rule"], inputs, federal)
    scratch["amounts"][0, A.LONG_TERM_GAIN] = max(0.0, federal.net_long_term)
    scratch["amounts"][0, A.NET_CAPITAL_GAIN] = federal.net_capital_gain
    scratch["amounts"][0, A.OTHER_INCOME] = inputs.other_income + hsa
    scratch["amounts"][0, A.HSA_DEDUCTION] = inputs.hsa_deduction
    scratch["amounts"][0, A.FEDERAL_STANDARD_DEDUCTION] = federal.standard_deduction
    scratch["amounts"][0, A.SENIOR_DEDUCTION] = federal.senior_deduction
    scratch["amounts"][0, A.FEDERAL_AGI] = federal.agi
    scratch["amounts"][0, A.FEDERAL_INCOME_TAX] = federal.regular_tax - federal.foreign_tax_credit + federal.amt
    scratch["amounts"][0, A.NET_INVESTMENT_INCOME] = federal.net_investment_income
    scratch["amounts"][0, A.AGI_WITHOUT_SOCIAL_SECURITY] = without_benefits
    scratch["amounts"][0, A.PROVISIONAL_INCOME] = (
        without_benefits + 0.5 * inputs.social_security + inputs.tax_exempt_interest
    )
    scratch["amounts"][0, A.FEDERAL_TAXABLE_INCOME] = federal.taxable_income
    scratch["amounts"][0, A.UNTAXED_SOCIAL_SECURITY] = inputs.social_security - federal.taxable_social_security
    scratch["amounts"][0, A.FEDERAL_NIIT] = federal.niit
    scratch["amounts"][0, A.RETIREMENT_INCOME] = inputs.pension + federal.taxable_ira + inputs.annuity
    scratch["amounts"][0, A.STATE_INCOME] = income
    gross_income = federal.agi + max(0.0, -federal_gain(federal)) + inputs.hsa_deduction
    scratch["amounts"][0, A.GROSS_INCOME] = gross_income
    scratch["amounts"][0, A.INCOME_OVER_FILING_THRESHOLD] = gross_income - federal.standard_deduction
    scratch["amounts"][0, A.FEDERAL_AGI_AND_EXEMPT_INTEREST] = federal.irmaa_magi
    scratch["amounts"][0, A.FEDERAL_ITEMIZED] = federal.itemized_deductions
    scratch["amounts"][0, A.ITEMIZED_OVER_STANDARD] = max(0.0, federal.itemized_deductions - federal.standard_deduction)
    set_totals(scratch, 0, income, 0.0, 0.0)


@inner_kernel(inline=True)
def fill_own_amounts(law: np.void, inputs: ReturnInput, federal: FederalReturn, scratch: np.void) -> None:
    """Write each filer's ``PERSONAL`` amounts of a joint return, and the smaller of the two [USD/yr].

    Wages, pensions, distributions, annuities and benefits are whose they are; what is taxed of the benefits is divided
    as the benefits are. Modifies `scratch`.

    Simplification: interest, dividends, gains and all other income are divided by one share, ``investments2``.
    """
    amounts, part = scratch["amounts"], inputs.investments2
    share2 = inputs.social_security2 / max(inputs.social_security, 1e-9)  # no branch: half of all households have none
    taxed1 = (1.0 - share2) * federal.taxable_social_security
    taxed2 = share2 * federal.taxable_social_security
    distributed2 = inputs.ira_401k2 - inputs.qcd2
    distributed1 = federal.taxable_ira - distributed2
    amounts[1, A.WAGES], amounts[2, A.WAGES] = inputs.wages1, inputs.wages2
    amounts[1, A.PENSION], amounts[2, A.PENSION] = inputs.pension - inputs.pension2, inputs.pension2
    amounts[1, A.PLAN_AND_IRA], amounts[2, A.PLAN_AND_IRA] = distributed1, distributed2
    amounts[1, A.PLAN], amounts[2, A.PLAN] = inputs.from_plan - inputs.from_plan2, inputs.from_plan2
    amounts[1, A.ANNUITY], amounts[2, A.ANNUITY] = inputs.annuity - inputs.annuity2, inputs.annuity2
    amounts[1, A.SOCIAL_SECURITY] = inputs.social_security - inputs.social_security2
    amounts[2, A.SOCIAL_SECURITY] = inputs.social_security2
    amounts[1, A.TAXABLE_SOCIAL_SECURITY], amounts[2, A.TAXABLE_SOCIAL_SECURITY] = taxed1, taxed2
    amounts[1, A.INTEREST] = (1.0 - part) * amounts[0, A.INTEREST]
    amounts[2, A.INTEREST] = part * amounts[0, A.INTEREST]
    amounts[1, A.DIVIDENDS] = (1.0 - part) * amounts[0, A.DIVIDENDS]
    amounts[2, A.DIVIDENDS] = part * amounts[0, A.DIVIDENDS]
    amounts[1, A.GAIN], amounts[2, A.GAIN] = (1.0 - part) * amounts[0, A.GAIN], part * amounts[0, A.GAIN]
    personal1 = inputs.wages1 + inputs.pension - inputs.pension2 + inputs.annuity - inputs.annuity2 + distributed1
    personal2 = inputs.wages2 + inputs.pension2 + inputs.annuity2 + distributed2
    income1 = personal1 + law["social_security_taxed"] * taxed1
    income2 = personal2 + law["social_security_taxed"] * taxed2
    invested = amounts[0, A.STATE_INCOME] - income1 - income2
    amounts[1, A.STATE_INCOME] = income1 + (1.0 - part) * invested
    amounts[2, A.STATE_INCOME] = income2 + part * invested
    amounts[0, A.LESSER_WAGES] = min(inputs.wages1, inputs.wages2)
    amounts[0, A.LESSER_PERSONAL_INCOME] = min(personal1, personal2)


@inner_kernel(inline=True)
def clear_lesser_amounts(scratch: np.void) -> None:
    """Write the smaller amounts of a return of one filer: none. Modifies `scratch`."""
    scratch["amounts"][0, A.LESSER_WAGES] = 0.0
    scratch["amounts"][0, A.LESSER_PERSONAL_INCOME] = 0.0
    scratch["amounts"][0, A.LESSER_STATE_AGI] = 0.0


@inner_kernel(inline=True)
def set_totals(scratch: np.void, row: int, agi: float, taxable_income: float, tax: float) -> None:
    """Write state AGI, the two measures built on it, taxable income and tax so far [USD/yr]. Modifies `scratch`."""
    scratch["amounts"][row, A.STATE_AGI] = agi
    scratch["amounts"][row, A.ELIGIBILITY_INCOME] = agi + scratch["amounts"][row, A.TAX_EXEMPT_INTEREST]
    scratch["amounts"][row, A.STATE_AGI_WITH_BENEFITS] = agi + scratch["amounts"][row, A.TAXABLE_SOCIAL_SECURITY]
    scratch["amounts"][row, A.STATE_TAXABLE_INCOME] = taxable_income
    scratch["amounts"][row, A.STATE_TAX] = tax
