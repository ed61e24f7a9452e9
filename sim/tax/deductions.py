"""Standard deduction with its additions at 65, and the senior deduction of 2025 to 2028."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import DeductionLaw
from sim.law.filing_status import FilingStatusCode
from sim.tax.records import ReturnInput

MARRIED_FILING_JOINTLY = int(FilingStatusCode.MARRIED_FILING_JOINTLY)


@inner_kernel(inline=True)
def n_aged(law: DeductionLaw, inputs: ReturnInput) -> float:
    """Return how many people of the return are 65 or older; a spouse counts on a joint return only.

    Simplification: on a separate return a spouse without income and not another's dependent would count (IRC 151(b)).
    """
    count = 1.0 if inputs.age1 >= law.aged_from else 0.0
    if inputs.filing_status == MARRIED_FILING_JOINTLY and inputs.age2 >= law.aged_from:
        count += 1.0
    return count


@inner_kernel(inline=True)
def standard_deduction(law: DeductionLaw, n_people_65: float) -> float:
    """Return the standard deduction with the aged additions [USD/yr]. Reference: IRC 63(c), 63(f)."""
    return law.standard + n_people_65 * law.aged_addition


@inner_kernel(inline=True)
def senior_deduction(law: DeductionLaw, n_people_65: float, magi: float) -> float:
    """Return the senior deduction of the household [USD/yr]: each person's amount shrinks on its own.

    References
    ----------
    IRC 151(d)(5)(C); Schedule 1-A Part V.
    """
    shrunk_by = law.senior_phaseout_rate * max(magi - law.senior_phaseout_start, 0.0)
    return n_people_65 * max(law.senior_amount - shrunk_by, 0.0)
