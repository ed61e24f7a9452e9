"""New York's recapture of the lower brackets' benefit, which no marginal schedule can say."""

import numpy as np

from sim.compile.decorators import inner_kernel


@inner_kernel(inline=True)
def recaptured_tax(law: np.void, agi: float, taxable_income: float, tax: float) -> float:
    """Return ``tax`` with the lower brackets' benefit taken back as AGI grows [USD/yr].

    Each tier takes back the tiers below it in full (``base``) and its own benefit over the first ``phase_in`` dollars
    of AGI. A state without recapture has no tiers and gets its ``tax`` back.

    References
    ----------
    N.Y. Tax Law 601(d-4); Form IT-201 instructions, tax computation worksheets 1-19.
    """
    first, end = law["column_brackets_end"], law["recapture_end"]
    if first == end or agi <= law["recapture"]["agi_floor"]:
        return tax
    if agi > law["recapture"]["flat_over"]:
        return law["schedules"][law["brackets_end"] - 1, 1] * taxable_income
    tier = first
    while tier + 1 < end and taxable_income > law["schedules"][tier + 1, 0]:
        tier += 1
    start = max(law["schedules"][tier, 0], law["recapture"]["agi_floor"])
    share = min(1.0, max(0.0, agi - start) / law["recapture"]["phase_in"])
    return tax + law["schedules"][tier, 1] + share * law["schedules"][tier, 2]
