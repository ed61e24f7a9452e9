"""What HSAs earn, for a state that knows none: distributions, interest and gains are income of the year there."""

from sim.engine.records import B, Q
from sim.jit import inner_kernel, rare_kernel


@inner_kernel
def earn_in_hsas(plan, state, now, quotes, cash_growth):  # type: ignore[no-untyped-def]
    """Book the month's distributions and interest of each HSA; what they buy adds to the basis that the state knows.

    References: Cal. R&TC 17215.4, N.J.S.A. 54A:5-1.

    Simplification: interest since the last month end on the cash that is there now.
    """
    month, last = now["month"], plan["n_securities"] - 1
    grown = 1.0 - state["cash_growth"] / cash_growth
    for account in range(plan["first_hsa"], plan["n_accounts"]):
        earned = state["units"][account, last] * quotes[Q.TOTAL_RETURN, last] * max(0.0, grown)
        for k in range(plan["n_hsa_paying"][month]):
            s = plan["hsa_paying"][month, k]
            earned += state["units"][account, s] * quotes[Q.TOTAL_RETURN, s] * plan["distributed"][month, s]
        state["state_basis"][account] += earned
        state["book"][now["year"] & 1, B.HSA_EARNINGS] += earned


@rare_kernel
def realise_in_hsa(plan, state, now, account, paid, value):  # type: ignore[no-untyped-def]
    """Book what selling for an amount out of an HSA of this value gains in the eyes of the state, at average cost."""
    if plan["taxes_hsas"] == 0:
        return
    sold = state["state_basis"][account] * min(1.0, paid / value)
    state["state_basis"][account] -= sold
    state["book"][now["year"] & 1, B.HSA_GAINS] += paid - sold


@inner_kernel
def hsa_income(state, year):  # type: ignore[no-untyped-def]
    """Return what a state without HSAs taxes of the year in them [USD/yr].

    Simplification: losses offset gains of the year inside HSAs, nothing else; no step-up at a death.
    """
    book = state["book"]
    return book[year & 1, B.HSA_EARNINGS] + max(0.0, book[year & 1, B.HSA_GAINS])
