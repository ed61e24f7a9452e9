"""Net capital gain and qualified dividends stacked on ordinary income."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import GainsLaw, OrdinaryLaw
from sim.tax.ordinary import ordinary_tax


@inner_kernel(inline=True)
def tax_on_stacked_gains(law: GainsLaw, ordinary_income: float, preferential_income: float) -> float:
    """Return tax at the 0/15/20% rates on income lying above ``ordinary_income`` [USD/yr].

    References
    ----------
    IRC 1(h)(1)(B)-(D), 1(j)(5); Qualified Dividends and Capital Gain Tax Worksheet lines 6 to 21.
    """
    top = ordinary_income + preferential_income
    at_lowest = max(min(top, law.middle_threshold) - ordinary_income, 0.0)
    at_top = min(max(top - law.top_threshold, 0.0), preferential_income)
    at_middle = preferential_income - at_lowest - at_top
    return law.lowest_rate * at_lowest + law.middle_rate * at_middle + law.top_rate * at_top


@inner_kernel(inline=True)
def regular_tax(
    ordinary_law: OrdinaryLaw, gains_law: GainsLaw, taxable_income: float, preferential_income: float
) -> float:
    """Return the regular income tax [USD/yr]; never more than the rate schedule on everything.

    Parameters
    ----------
    preferential_income : float64
        Net capital gain and qualified dividends, at most ``taxable_income`` [USD/yr].

    References
    ----------
    Qualified Dividends and Capital Gain Tax Worksheet lines 22 to 25.
    """
    if preferential_income <= 0.0:
        return ordinary_tax(ordinary_law, taxable_income)
    ordinary_income = taxable_income - preferential_income
    stacked = tax_on_stacked_gains(gains_law, ordinary_income, preferential_income)
    return min(stacked + ordinary_tax(ordinary_law, ordinary_income), ordinary_tax(ordinary_law, taxable_income))
