"""Federal estate tax."""

from sim.compile.decorators import inner_kernel, kernel
from sim.law.beside_return import EstateLaw


@inner_kernel(inline=True)
def tentative_estate_tax(law: EstateLaw, amount: float) -> float:
    """Return tax on ``amount`` by the rate schedule [USD]. Reference: IRC 2001(c)."""
    tax = 0.0
    rate_below = 0.0
    for index in range(len(law.rates)):
        rate = law.rates[index]
        tax += (rate - rate_below) * max(amount - law.thresholds[index], 0.0)
        rate_below = rate
    return tax


@kernel
def estate_tax(law: EstateLaw, taxable_estate: float, unused_exclusion_of_spouse: float) -> float:
    """Return the estate tax [USD].

    Simplification: no lifetime taxable gifts, no state death tax.

    Parameters
    ----------
    taxable_estate : float64
        After marital and charitable deductions [USD].
    unused_exclusion_of_spouse : float64
        Deceased spousal unused exclusion, where the first estate elected portability [USD].

    References
    ----------
    IRC 2001(b)-(c), 2010(c)(2)-(5).
    """
    exclusion = law.basic_exclusion + unused_exclusion_of_spouse
    return max(tentative_estate_tax(law, taxable_estate) - tentative_estate_tax(law, exclusion), 0.0)
