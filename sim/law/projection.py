"""The law of a later year on one path, and the law with every rate at zero.

Simplification: indexed amounts grow from the last published, already rounded figure with the path's inflation (the
statute grows the unrounded base amounts with C-CPI-U); the error is below one rounding step for each threshold.
"""

from sim.compile.decorators import inner_kernel, kernel
from sim.law.federal_records import AmtLaw, DeductionLaw, FederalLaw, GainsLaw, OrdinaryLaw, RoundingSteps

# An amount that the statute keeps (index 1) must not fall one step through the last bit of a product.
_TOLERANCE = 1e-9


@kernel(inline=True)
def rounded_down(amount: float, step: float) -> float:
    """Return ``amount`` rounded to the next lowest multiple of ``step``, e.g. IRC 1(f)(7)."""
    quotient = amount / step
    return float(int(quotient + _TOLERANCE * (1.0 + quotient))) * step


@kernel(inline=True)
def rounded_nearest(amount: float, step: float) -> float:
    """Return ``amount`` rounded to the nearest multiple of ``step``, e.g. IRC 55(d)(4)(B)(ii)."""
    return float(int(amount / step + 0.5)) * step


@inner_kernel(inline=True)
def project_ordinary(law: OrdinaryLaw, inflation_index: float, step: float) -> OrdinaryLaw:
    """Return brackets with thresholds grown by ``inflation_index`` and rounded as IRC 1(f)(7) says."""
    first, second, third, fourth, fifth, sixth, seventh = law.thresholds
    return OrdinaryLaw(
        (
            rounded_down(first * inflation_index, step),
            rounded_down(second * inflation_index, step),
            rounded_down(third * inflation_index, step),
            rounded_down(fourth * inflation_index, step),
            rounded_down(fifth * inflation_index, step),
            rounded_down(sixth * inflation_index, step),
            rounded_down(seventh * inflation_index, step),
        ),
        law.rates,
    )


@inner_kernel(inline=True)
def project_gains(law: GainsLaw, inflation_index: float, step: float) -> GainsLaw:
    """Return gain thresholds grown and rounded (IRC 1(j)(5)(C)); rates and the $3,000 limit stay."""
    return GainsLaw(
        rounded_down(law.middle_threshold * inflation_index, step),
        rounded_down(law.top_threshold * inflation_index, step),
        law.lowest_rate,
        law.middle_rate,
        law.top_rate,
        law.loss_limit,
    )


@inner_kernel(inline=True)
def project_deductions(law: DeductionLaw, inflation_index: float, steps: RoundingSteps, year: int) -> DeductionLaw:
    """Return deductions of ``year``: standard amounts grown, the senior deduction frozen and gone after its end."""
    is_senior_in_force = float(year) <= law.senior_last_year
    return DeductionLaw(
        rounded_down(law.standard * inflation_index, steps.standard),
        rounded_down(law.aged_addition * inflation_index, steps.aged_addition),
        law.aged_from,
        law.senior_amount if is_senior_in_force else 0.0,
        law.senior_phaseout_rate,
        law.senior_phaseout_start,
        law.senior_last_year,
    )


@inner_kernel(inline=True)
def project_amt(law: AmtLaw, inflation_index: float, steps: RoundingSteps) -> AmtLaw:
    """Return AMT amounts grown and rounded to the nearest step (IRC 55(d)(4)(B))."""
    return AmtLaw(
        rounded_nearest(law.exemption * inflation_index, steps.amt),
        rounded_nearest(law.phaseout_start * inflation_index, steps.amt_phaseout),
        law.phaseout_rate,
        rounded_nearest(law.high_rate_threshold * inflation_index, steps.amt),
        law.low_rate,
        law.high_rate,
        law.has_separate_addback,
    )


@kernel
def project_federal_law(base: FederalLaw, inflation_index: float, year: int) -> FederalLaw:
    """Return the federal law of ``year``: a new value, nothing is changed in place.

    Parameters
    ----------
    base : FederalLaw
        Law of the last published year (or of any earlier year, for a what-if).
    inflation_index : float64
        Price level of ``year`` over the price level of ``base.year``; 1.0 gives ``base`` back.
    year : int64
        Decides what has ended by then (senior deduction).
    """
    return FederalLaw(
        year,
        base.filing_status,
        project_ordinary(base.ordinary, inflation_index, base.steps.ordinary),
        project_gains(base.gains, inflation_index, base.steps.gains),
        project_deductions(base.deductions, inflation_index, base.steps, year),
        base.social_security,
        project_amt(base.amt, inflation_index, base.steps),
        base.surtaxes,
        base.steps,
        base.investments,
    )


def zero_rate_law(law: FederalLaw) -> FederalLaw:
    """Return ``law`` with every tax rate at zero, for the test that harvesting is then worth exactly nothing."""
    zeros = (0.0,) * 7
    return law._replace(
        ordinary=law.ordinary._replace(rates=zeros),
        gains=law.gains._replace(lowest_rate=0.0, middle_rate=0.0, top_rate=0.0),
        amt=law.amt._replace(low_rate=0.0, high_rate=0.0),
        surtaxes=law.surtaxes._replace(
            niit_rate=0.0, additional_medicare_rate=0.0, early_withdrawal_rate=0.0, hsa_nonmedical_rate=0.0
        ),
    )
