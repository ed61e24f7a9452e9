"""Social Security benefits in income."""

from sim.compile.decorators import inner_kernel
from sim.law.federal_records import SocialSecurityLaw
from sim.law.filing_status import FilingStatusCode
from sim.tax.records import ReturnInput

MARRIED_FILING_SEPARATELY = int(FilingStatusCode.MARRIED_FILING_SEPARATELY)


@inner_kernel(inline=True)
def taxable_social_security(law: SocialSecurityLaw, inputs: ReturnInput, other_income: float) -> float:
    """Return the part of benefits in gross income [USD/yr].

    Parameters
    ----------
    law : SocialSecurityLaw
    inputs : ReturnInput
    other_income : float64
        AGI without Social Security [USD/yr].

    References
    ----------
    IRC 86(a)-(c); Publication 915, worksheet 1.
    """
    benefits = inputs.social_security
    if benefits <= 0.0:
        return 0.0
    base, adjusted_base = law.base, law.adjusted_base
    if inputs.filing_status == MARRIED_FILING_SEPARATELY and inputs.is_lived_apart == 0:
        base, adjusted_base = law.base_lived_together, law.base_lived_together
    provisional_income = other_income + inputs.tax_exempt_interest + law.provisional_share * benefits
    lower_band = min(max(provisional_income - base, 0.0), adjusted_base - base)
    lower_part = law.lower_rate * min(benefits, lower_band)
    upper_part = law.upper_rate * max(provisional_income - adjusted_base, 0.0)
    return min(lower_part + upper_part, law.upper_rate * benefits)
