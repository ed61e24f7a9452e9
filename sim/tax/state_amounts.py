"""The amounts a state's rules may look at, in the order of ``StateAmount``."""

import numpy as np
from numpy.typing import NDArray

from sim.jit import inlined_kernel
from sim.law.state_law import N_AMOUNTS, LossRule, StateAmount, StateLaw
from sim.tax.records import FederalReturn, ReturnInput

_NO_OFFSET = int(LossRule.NO_OFFSET_NO_CARRYOVER)
_FULL_OFFSET = int(LossRule.FULL_OFFSET_NO_CARRYOVER)
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
def state_amounts(law: StateLaw, inputs: ReturnInput, federal: FederalReturn, income: float) -> NDArray[np.float64]:
    """Return every amount, one for each ``StateAmount`` [USD/yr]; state totals are still to be set.

    An array rather than a tuple: rules pick amounts by code, and a tuple costs a jump table for every pick.
    """
    amounts = np.empty(N_AMOUNTS)
    without_benefits = federal.agi - federal.taxable_social_security
    amounts[0] = inputs.wages1 + inputs.wages2
    amounts[1] = inputs.interest - inputs.us_government_interest
    amounts[2] = inputs.tax_exempt_interest
    amounts[3] = inputs.ordinary_dividends
    amounts[4] = inputs.qualified_dividends
    amounts[5] = inputs.pension
    amounts[6] = federal.taxable_ira
    amounts[7] = inputs.annuity
    amounts[8] = inputs.social_security
    amounts[9] = federal.taxable_social_security
    amounts[10] = state_gain(law.loss_rule, inputs, federal)
    amounts[11] = max(0.0, federal.net_long_term)
    amounts[12] = federal.net_capital_gain
    amounts[13] = inputs.other_income + inputs.hsa_nonmedical
    amounts[14] = inputs.hsa_deduction
    amounts[15] = federal.standard_deduction
    amounts[16] = federal.senior_deduction
    amounts[17] = federal.agi
    amounts[18] = federal.regular_tax + federal.amt
    amounts[19] = federal.net_investment_income
    amounts[20] = without_benefits
    amounts[21] = without_benefits + 0.5 * inputs.social_security + inputs.tax_exempt_interest
    amounts[22] = federal.taxable_income
    amounts[23] = inputs.social_security - federal.taxable_social_security
    amounts[24] = federal.niit
    amounts[25] = inputs.pension + federal.taxable_ira + inputs.annuity
    amounts[26] = income
    return amounts


@inlined_kernel
def set_state_agi(amounts: NDArray[np.float64], agi: float) -> None:
    """Set state AGI, and AGI with exempt interest and with taxable benefits, in ``amounts`` [USD/yr]."""
    amounts[_STATE_AGI] = agi
    amounts[_STATE_AGI + 1] = agi + amounts[2]
    amounts[_STATE_AGI + 2] = agi + amounts[9]
