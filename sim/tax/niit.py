"""Net investment income tax and additional Medicare tax."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import SurtaxLaw
from sim.tax.gains_netting import NettedGains
from sim.tax.records import ReturnInput


@inner_kernel(inline=True)
def net_investment_income(inputs: ReturnInput, netted: NettedGains) -> float:
    """Return net investment income [USD/yr], at least 0.

    Plan and IRA distributions and Social Security are not in it (IRC 1411(c)(5)); a net capital loss reduces other
    investment income up to the loss limit; net unrealized appreciation is a plan distribution, not investment income.

    References
    ----------
    IRC 1411(c); Reg. 1.1411-4(d)(2), 1.1411-8(b)(4)(ii); Form 8960 lines 1 to 8.
    """
    gain = netted.in_income
    if inputs.nua_gain > 0.0 and gain > 0.0:
        gain = max(gain - inputs.nua_gain, 0.0)
    return max(inputs.interest + inputs.ordinary_dividends + inputs.annuity + gain, 0.0)


@inner_kernel(inline=True)
def net_investment_income_tax(law: SurtaxLaw, investment_income: float, magi: float) -> float:
    """Return the NIIT [USD/yr]. Reference: IRC 1411(a)(1)."""
    return law.niit_rate * min(investment_income, max(magi - law.niit_threshold, 0.0))


@inner_kernel(inline=True)
def additional_medicare_tax(law: SurtaxLaw, wages: float) -> float:
    """Return the additional Medicare tax on wages [USD/yr]. Reference: IRC 3101(b)(2); Form 8959 Part I."""
    return law.additional_medicare_rate * max(wages - law.additional_medicare_threshold, 0.0)
