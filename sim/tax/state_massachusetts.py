"""Massachusetts taxes classes of income apart, each with its own rate and losses; no table can say that."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.tax.records import FederalReturn, ReturnInput


@inner_kernel(inline=True)
def class_income(law: np.void, inputs: ReturnInput, federal: FederalReturn) -> tuple[float, float, float, float]:
    """Return interest and dividends, short-term gain, Part B and long-term gain (Part C) [USD/yr].

    Losses: a short-term loss offsets interest and dividends up to the limit, then long-term gain; a long-term loss
    offsets short-term gain, then interest and dividends up to what is left of the limit.

    References
    ----------
    M.G.L. c. 62 sec. 2(c), (e); Form 1 Schedule B and Schedule D.
    Simplification: all interest is Part B (bank interest), none is Part A.
    """
    limit = law["class_tax"]["loss_against_dividends"]
    dividends = inputs.ordinary_dividends
    short = inputs.stcg - inputs.st_carryover
    long = inputs.ltcg - inputs.lt_carryover
    short_loss = max(0.0, -short)
    long_loss = max(0.0, -long)
    short_gain = max(0.0, short)
    short_against_dividends = min(limit, dividends, short_loss)
    long_against_short = min(long_loss, short_gain)
    left_of_limit = max(0.0, min(limit, dividends) - short_against_dividends)
    long_against_dividends = min(left_of_limit, long_loss - long_against_short)
    part_c = max(0.0, max(0.0, long) - (short_loss - short_against_dividends))
    part_b = (
        federal.agi
        - federal.taxable_social_security
        - inputs.ordinary_dividends
        - max(0.0, federal.net_short_term + federal.net_long_term)
        + federal.loss_deducted
        - inputs.us_government_interest
        + law["other_states_interest_taxed"] * inputs.other_states_interest
    )
    return (
        dividends - short_against_dividends - long_against_dividends,
        short_gain - long_against_short,
        max(0.0, part_b),
        part_c,
    )


@inner_kernel(inline=True)
def payroll_deduction(law: np.void, inputs: ReturnInput) -> float:
    """Return the deduction of each worker's Social Security and Medicare tax, capped for each [USD/yr].

    References
    ----------
    M.G.L. c. 62 sec. 3B(a)(3).
    """
    rate = law["class_tax"]["payroll_rate"]
    cap = law["class_tax"]["payroll_deduction"]
    return min(cap, rate * inputs.wages1) + min(cap, rate * inputs.wages2)


@inner_kernel(inline=True)
def class_taxes(
    law: np.void, inputs: ReturnInput, federal: FederalReturn, exemptions: float, gifts: float
) -> tuple[float, float, float]:
    """Return Massachusetts AGI, taxable income and tax before credits and surtax [USD/yr].

    `gifts` to charity reduce Part B alone. Exemptions reduce Part B first; what is left reduces dividends, short-term
    gain, then Part C.

    References
    ----------
    M.G.L. c. 62 sec. 3, 4, 5; 830 CMR 62.3.2; Form 1 lines 18-28.
    """
    dividends, short_gain, part_b, part_c = class_income(law, inputs, federal)
    agi = dividends + short_gain + part_b + part_c
    after_deduction = max(0.0, part_b - payroll_deduction(law, inputs) - gifts)
    taxable_b = max(0.0, after_deduction - exemptions)
    left = exemptions - (after_deduction - taxable_b)
    taxable_dividends = max(0.0, dividends - left)
    left -= dividends - taxable_dividends
    taxable_short = max(0.0, short_gain - left)
    left -= short_gain - taxable_short
    taxable_c = max(0.0, part_c - left)
    ordinary = taxable_dividends + taxable_b
    tax = (
        law["schedules"][0, 1] * ordinary
        + law["class_tax"]["short_term_rate"] * taxable_short
        + law["class_tax"]["long_term_rate"] * taxable_c
    )
    return agi, ordinary + taxable_short + taxable_c, tax


@inner_kernel(inline=True)
def after_low_income_relief(law: np.void, agi: float, tax: float) -> float:
    """Return ``tax`` after No Tax Status and the Limited Income Credit [USD/yr].

    References
    ----------
    M.G.L. c. 62 sec. 5(a), 6(j); Form 1 Schedule NTS-L-NR/PY.
    """
    floor = law["class_tax"]["no_tax_status"]
    if agi <= floor:
        return 0.0
    if agi <= law["class_tax"]["limited_income_ratio"] * floor:
        return min(tax, law["class_tax"]["limited_income_rate"] * (agi - floor))
    return tax


@inner_kernel(inline=True)
def massachusetts_tax(
    law: np.void, inputs: ReturnInput, federal: FederalReturn, exemptions: float, gifts: float
) -> tuple[float, float, float]:
    """Return Massachusetts AGI, taxable income and tax after low-income relief, before the surtax [USD/yr]."""
    agi, taxable_income, tax = class_taxes(law, inputs, federal, exemptions, gifts)
    return agi, taxable_income, after_low_income_relief(law, agi, tax)
