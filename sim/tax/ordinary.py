"""Tax by the ordinary rate schedule."""

from sim.compile.decorators import kernel
from sim.law.federal_records import OrdinaryLaw


@kernel(inline=True)
def ordinary_tax(law: OrdinaryLaw, income: float) -> float:
    """Return tax on ``income`` by the rate schedule [USD/yr]; no tax-table rounding.

    Each bracket adds its rate's step over the rate below it: seven steps and no branch, so it vectorizes.

    References
    ----------
    IRC 1(j)(2).
    """
    tax = 0.0
    rate_below = 0.0
    for index in range(len(law.rates)):
        rate = law.rates[index]
        tax += (rate - rate_below) * max(income - law.thresholds[index], 0.0)
        rate_below = rate
    return tax
