"""New York's recapture of the lower brackets' benefit, which no marginal schedule can say."""

from sim.jit import kernel
from sim.law.state_law import StateLaw


@kernel
def recaptured_tax(law: StateLaw, agi: float, taxable_income: float, tax: float) -> float:
    """Return ``tax`` with the lower brackets' benefit taken back as AGI grows [USD/yr].

    Each tier takes back the tiers below it in full (``base``) and its own benefit over the first ``phase_in`` dollars
    of AGI. A state without recapture has no tiers and gets its ``tax`` back.

    References
    ----------
    N.Y. Tax Law 601(d-4); Form IT-201 instructions, tax computation worksheets 1-19.
    """
    tiers = law.recapture
    n_tiers = tiers.thresholds.shape[0]
    if n_tiers == 0 or agi <= tiers.agi_floor:
        return tax
    if agi > tiers.flat_over:
        return law.brackets.rates[law.brackets.rates.shape[0] - 1] * taxable_income
    tier = 0
    while tier + 1 < n_tiers and taxable_income > tiers.thresholds[tier + 1]:
        tier += 1
    start = max(tiers.thresholds[tier], tiers.agi_floor)
    share = min(1.0, max(0.0, agi - start) / tiers.phase_in)
    return tax + tiers.base[tier] + share * tiers.benefit[tier]
