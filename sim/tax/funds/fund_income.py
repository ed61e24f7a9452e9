"""What funds pay that the return treats apart: dividends of real estate trusts, foreign tax."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import InvestmentLaw


@inner_kernel(inline=True)
def reit_deduction(law: InvestmentLaw, dividends: float, taxable_before: float, preferential_income: float) -> float:
    """Return the deduction for dividends of real estate investment trusts [USD/yr].

    Simplification: no other qualified business income; a fund share is taken to be held for more than 45 days around
    the dividend (Reg. 1.199A-3(c)(2)(ii)).

    Parameters
    ----------
    dividends : float64
        Of such trusts, not qualified [USD/yr].
    taxable_before : float64
        Taxable income before this deduction, negative where other deductions are unused [USD/yr].
    preferential_income : float64
        Net capital gain and qualified dividends, whole [USD/yr].

    References
    ----------
    IRC 199A(a), (b)(1)(B); Form 8995 lines 6 to 15.
    """
    return law.reit_rate * max(0.0, min(dividends, taxable_before - preferential_income))


@inner_kernel(inline=True)
def foreign_tax_credit(
    law: InvestmentLaw,
    foreign: tuple[float, float],
    gross_income: float,
    deductions: float,
    taxable: float,
    regular: float,
) -> float:
    """Return the credit for foreign tax that funds paid [USD/yr], at most the regular tax.

    Simplification: what is above the limit is lost, not carried (IRC 904(c)); foreign qualified dividends count whole
    in the limit (Form 1116, adjustment exception); the minimum tax is what it is without the credit.

    Parameters
    ----------
    foreign : (float64, float64)
        Foreign tax, and the income from foreign sources [USD/yr].
    gross_income : float64
        From all sources [USD/yr].
    deductions : float64
        That no income is the source of, shared by gross income [USD/yr].
    taxable, regular : float64
        Taxable income, and the tax on it [USD/yr].

    References
    ----------
    IRC 901, 904(a), (j); Form 1116 lines 3, 17 to 24, 35.
    """
    paid, income = foreign
    if paid <= law.foreign_tax_unlimited:
        return min(paid, regular)
    if taxable <= 0.0:
        return 0.0
    taxed = income - deductions * min(1.0, income / max(gross_income, 1.0))
    return min(paid, regular * min(1.0, max(0.0, taxed) / taxable))
