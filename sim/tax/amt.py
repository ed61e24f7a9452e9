"""Alternative minimum tax of a return with the standard deduction and no other preference."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import AmtLaw, FederalLaw, GainsLaw


@inner_kernel(inline=True)
def amt_rate_schedule(law: AmtLaw, base: float) -> float:
    """Return 26% and 28% tax on ``base`` [USD/yr]. Reference: IRC 55(b)(1)(A)."""
    return law.low_rate * base + (law.high_rate - law.low_rate) * max(base - law.high_rate_threshold, 0.0)


@inner_kernel(inline=True)
def amt_base(law: AmtLaw, amt_income: float) -> float:
    """Return AMT income over the exemption [USD/yr], with the add-back of a separate return.

    References
    ----------
    IRC 55(d)(1)-(2); Form 6251 lines 4 to 6.
    """
    if law.has_separate_addback > 0.0 and law.phaseout_rate > 0.0:
        gone_at = law.phaseout_start + law.exemption / law.phaseout_rate
        amt_income += min(law.phaseout_rate * max(amt_income - gone_at, 0.0), law.exemption)
    exemption = max(law.exemption - law.phaseout_rate * max(amt_income - law.phaseout_start, 0.0), 0.0)
    return max(amt_income - exemption, 0.0)


@inner_kernel(inline=True)
def tentative_minimum_tax(
    law: AmtLaw, gains_law: GainsLaw, base: float, ordinary_income: float, preferential_income: float
) -> float:
    """Return the tentative minimum tax [USD/yr].

    Gains keep the 0/15/20% rates, placed where the regular computation places them: above ``ordinary_income``, the
    regular taxable income without gains. ``preferential_income`` is not cut to regular taxable income (Form 6251 line
    13): the standard deduction that absorbed part of the gains there is not allowed here.

    References
    ----------
    IRC 55(b)(3); Form 6251 lines 12 to 40.
    """
    preferred = min(base, preferential_income)
    room_at_lowest = max(gains_law.middle_threshold - ordinary_income, 0.0)
    at_lowest = min(room_at_lowest, preferred)
    room_at_middle = max(gains_law.top_threshold - room_at_lowest - ordinary_income, 0.0)
    at_middle = min(room_at_middle, preferred - at_lowest)
    at_top = preferred - at_lowest - at_middle
    stacked = gains_law.lowest_rate * at_lowest + gains_law.middle_rate * at_middle + gains_law.top_rate * at_top
    return min(stacked + amt_rate_schedule(law, base - preferred), amt_rate_schedule(law, base))


@inner_kernel(inline=True)
def alternative_minimum_tax(
    law: FederalLaw, amt_income: float, ordinary_income: float, preferential_income: float, regular: float
) -> float:
    """Return the AMT, what the tentative minimum tax exceeds the regular tax by [USD/yr].

    Parameters
    ----------
    law : FederalLaw
    amt_income : float64
        AGI less the senior deduction: the standard deduction is not allowed (IRC 56(b)(1)(D)) [USD/yr].
    ordinary_income : float64
        Regular taxable income without gains, at least 0 [USD/yr].
    preferential_income : float64
        Net capital gain and qualified dividends, whole [USD/yr].
    """
    base = amt_base(law.amt, amt_income)
    if base <= 0.0:
        return 0.0
    tentative = tentative_minimum_tax(law.amt, law.gains, base, ordinary_income, preferential_income)
    return max(tentative - regular, 0.0)
