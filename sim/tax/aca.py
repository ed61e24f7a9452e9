"""Premium tax credit of a household under 65."""

import math

from sim.compile.decorators import inner_kernel, kernel
from sim.law.beside_return import AcaLaw
from sim.law.projection import rounded_nearest


@inner_kernel(inline=True)
def poverty_line(law: AcaLaw, n_people: int) -> float:
    """Return the poverty guideline for the household [USD/yr]. Reference: IRC 36B(d)(3)."""
    return law.poverty_base + law.poverty_per_person * float(n_people - 1)


@inner_kernel
def credit_limit(law: AcaLaw, n_people: int) -> float:
    """Return the household income above which there is no credit [USD/yr]. Reference: IRC 36B(c)(1)(A)."""
    return law.cliff_multiple * poverty_line(law, n_people)


@kernel
def project_aca(law: AcaLaw, inflation_index: float) -> AcaLaw:
    """Return the law of a later year: the poverty line grown with prices, the applicable percentages as published last.

    Simplification: the percentages follow premium growth over income growth (IRC 36B(b)(3)(A)(ii)), which is not known.
    """
    return AcaLaw(
        law.band_from,
        law.band_to,
        law.initial_share,
        law.final_share,
        law.lowest_multiple,
        law.cliff_multiple,
        rounded_nearest(law.poverty_base * inflation_index, law.poverty_step),
        rounded_nearest(law.poverty_per_person * inflation_index, law.poverty_step),
        law.poverty_step,
    )


@kernel(inline=True)
def applicable_share(law: AcaLaw, multiple: float) -> float:
    """Return the share of household income expected as contribution, to four decimals.

    References
    ----------
    IRC 36B(b)(3)(A)(i); Form 8962 instructions, Table 2.
    """
    for index in range(6):
        if multiple < law.band_to[index] or index == 5:
            width = law.band_to[index] - law.band_from[index]
            position = min((multiple - law.band_from[index]) / width, 1.0)
            share = law.initial_share[index] + (law.final_share[index] - law.initial_share[index]) * position
            return math.floor(share * 10000.0 + 0.5) / 10000.0
    return 0.0


@kernel
def premium_tax_credit(law: AcaLaw, magi: float, n_people: int, benchmark_premium: float, premium_paid: float) -> float:
    """Return the year's premium tax credit [USD/yr].

    Parameters
    ----------
    law : AcaLaw
    magi : float64
        ``FederalReturn.aca_magi`` [USD/yr].
    n_people : int64
        Of the tax household.
    benchmark_premium, premium_paid : float64
        Second lowest silver plan, and the plan held, for the year [USD/yr].

    References
    ----------
    IRC 36B(b)(2), (c)(1)(A); Form 8962 lines 4 to 11.
    """
    exact_multiple = magi / poverty_line(law, n_people)
    if exact_multiple < law.lowest_multiple or exact_multiple > law.cliff_multiple:
        return 0.0
    multiple = math.floor(exact_multiple * 100.0 + 1e-9) / 100.0  # whole percents, decimals dropped (Form 8962 line 5)
    contribution = applicable_share(law, multiple) * magi
    return min(max(benchmark_premium - contribution, 0.0), premium_paid)
