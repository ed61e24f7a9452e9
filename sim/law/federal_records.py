"""The federal income tax law of one year and one filing status, as nested NamedTuples of numbers for kernels.

Only scalars and fixed-length tuples of float64: a law is a plain value, so a projected law is a new value that no
array, no allocation and no reference count belongs to. Money is nominal [USD/yr], rates are shares.
"""

from typing import NamedTuple

Seven = tuple[float, float, float, float, float, float, float]


class OrdinaryLaw(NamedTuple):
    """Brackets of IRC 1(j): ``rates[k]`` applies to income above ``thresholds[k]`` (the first is 0)."""

    thresholds: Seven
    rates: Seven


class GainsLaw(NamedTuple):
    """IRC 1(h), 1(j)(5), 1211(b): taxable income at which the middle and the top rate begin, the rates, the limit."""

    middle_threshold: float
    top_threshold: float
    lowest_rate: float
    middle_rate: float
    top_rate: float
    loss_limit: float


class DeductionLaw(NamedTuple):
    """IRC 63(c), 63(f), 151(d)(5)(C). Two people count on a joint return, else one."""

    standard: float
    aged_addition: float
    aged_from: float
    senior_amount: float
    senior_phaseout_rate: float
    senior_phaseout_start: float
    senior_last_year: float


class SocialSecurityLaw(NamedTuple):
    """IRC 86. ``base_lived_together`` replaces both base amounts for separate filers who lived together."""

    base: float
    adjusted_base: float
    base_lived_together: float
    lower_rate: float
    upper_rate: float
    provisional_share: float


class AmtLaw(NamedTuple):
    """IRC 55. ``has_separate_addback`` is 1.0 for married filing separately."""

    exemption: float
    phaseout_start: float
    phaseout_rate: float
    high_rate_threshold: float
    low_rate: float
    high_rate: float
    has_separate_addback: float


class SurtaxLaw(NamedTuple):
    """IRC 1411, 3101(b)(2), 72(t), 223(f)(4)."""

    niit_rate: float
    niit_threshold: float
    additional_medicare_rate: float
    additional_medicare_threshold: float
    early_withdrawal_rate: float
    hsa_nonmedical_rate: float


class InvestmentLaw(NamedTuple):
    """IRC 199A(b)(1)(B), 904(j): share of real estate trusts' dividends; foreign tax credited without a limit."""

    reit_rate: float
    foreign_tax_unlimited: float


class RoundingSteps(NamedTuple):
    """Multiples to which the statute rounds indexed amounts (thresholds and deductions down, AMT to the nearest)."""

    ordinary: float
    gains: float
    standard: float
    aged_addition: float
    amt: float
    amt_phaseout: float


class FederalLaw(NamedTuple):
    """Everything ``federal_return`` needs of the law of one year and one filing status."""

    year: int
    filing_status: int
    ordinary: OrdinaryLaw
    gains: GainsLaw
    deductions: DeductionLaw
    social_security: SocialSecurityLaw
    amt: AmtLaw
    surtaxes: SurtaxLaw
    steps: RoundingSteps
    investments: InvestmentLaw
