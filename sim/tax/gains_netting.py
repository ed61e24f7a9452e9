"""Capital gains and losses netted by term, the loss limit, and what is carried to next year by character."""

from typing import NamedTuple

from sim.compile.decorators import inner_kernel
from sim.tax.records import ReturnInput


class NettedGains(NamedTuple):
    """Schedule D [USD/yr].

    net_short_term, net_long_term : lines 7 and 15, after carryovers, signed
    in_income : line 16 if a gain, else line 21 (negative, limited)
    loss_deducted : line 21 as a positive number
    net_capital_gain : IRC 1222(11): net long-term gain over net short-term loss, at least 0
    """

    net_short_term: float
    net_long_term: float
    in_income: float
    loss_deducted: float
    net_capital_gain: float


@inner_kernel(inline=True)
def net_gains(inputs: ReturnInput, loss_limit: float) -> NettedGains:
    """Return the year's ``NettedGains``.

    References
    ----------
    IRC 1211(b), 1212(b)(1), 1222; Schedule D lines 7, 15, 16, 21.
    """
    net_short_term = inputs.stcg - inputs.st_carryover
    net_long_term = inputs.ltcg - inputs.lt_carryover
    total = net_short_term + net_long_term
    loss_deducted = min(max(-total, 0.0), loss_limit)
    in_income = total if total >= 0.0 else -loss_deducted
    net_capital_gain = max(min(net_long_term, total), 0.0)
    return NettedGains(net_short_term, net_long_term, in_income, loss_deducted, net_capital_gain)


@inner_kernel(inline=True)
def carryover_out(netted: NettedGains, unfloored_taxable_income: float) -> tuple[float, float]:
    """Return (short-term, long-term) capital loss carried to next year, both positive [USD].

    Parameters
    ----------
    netted : NettedGains
    unfloored_taxable_income : float64
        AGI less deductions, negative where deductions are unused [USD/yr]. Then the loss deducted was entered on the
        return, but only the part that reduced taxable income is used up: the low-income branch.

    References
    ----------
    IRC 1212(b)(2)(B); Schedule D instructions, Capital Loss Carryover Worksheet, lines 1 to 13.
    """
    if netted.loss_deducted <= 0.0:
        return 0.0, 0.0
    used = min(netted.loss_deducted, max(unfloored_taxable_income + netted.loss_deducted, 0.0))  # lines 1-4
    short_term_loss = max(-netted.net_short_term, 0.0)  # line 5
    long_term_loss = max(-netted.net_long_term, 0.0)  # line 9
    short_term_out = max(short_term_loss - used - max(netted.net_long_term, 0.0), 0.0)  # lines 6-8
    used_on_long_term = max(used - short_term_loss, 0.0)  # line 11
    long_term_out = max(long_term_loss - max(netted.net_short_term, 0.0) - used_on_long_term, 0.0)  # lines 10-13
    return short_term_out, long_term_out
