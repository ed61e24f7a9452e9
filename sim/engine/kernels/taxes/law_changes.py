"""Changes of the federal law that a plan asks about: higher rates from a year on, a loss limit grown with prices."""

from sim.compile.decorators import cold_kernel
from sim.engine.records.types import Household
from sim.law.federal_records import FederalLaw, GainsLaw, OrdinaryLaw
from sim.law.projection import rounded_down


@cold_kernel
def changed_by_what_if(household: Household, law: FederalLaw, year: int, growth: float) -> FederalLaw:
    """Return a year's law as the plan's what-ifs have it; growth : of prices since the last published year."""
    rise = household["rate_rise"] if year >= household["rate_rise_from"] else 0.0
    first, second, third, fourth, fifth, sixth, seventh = law.ordinary.rates
    gains, limit = law.gains, law.gains.loss_limit
    if household["indexes_loss_limit"] == 1:
        limit = rounded_down(limit * growth, law.steps.gains)
    return FederalLaw(
        law.year,
        law.filing_status,
        OrdinaryLaw(
            law.ordinary.thresholds,
            (
                first + rise,
                second + rise,
                third + rise,
                fourth + rise,
                fifth + rise,
                sixth + rise,
                seventh + rise,
            ),
        ),
        GainsLaw(
            gains.middle_threshold,
            gains.top_threshold,
            gains.lowest_rate,
            gains.middle_rate,
            gains.top_rate,
            limit,
        ),
        law.deductions,
        law.social_security,
        law.amt,
        law.surtaxes,
        law.steps,
        law.investments,
    )
