"""What a replacement is worth beside what it replaces: units of the second side follow it.

A unit of side 1 is worth what a unit of side 0 is, always: where the replacement did better than the security, its
lots are more units, each with less basis. So whatever values, sells or taxes a lot need not know of two prices.
"""

from sim.compile.decorators import inner_kernel
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Quotes, Step, Taxable
from sim.lots.kernels.open_lots import scale_side


@inner_kernel
def shares_a_unit(household: Household, taxable: Taxable, line: int, side: int) -> float:
    """Return the shares of a side's security that a unit of it is."""
    ratio = household["line_ratio"][line, side]
    return ratio / taxable["swap"][line] if side == 1 else ratio


@inner_kernel
def follow_replacements(household: Household, taxable: Taxable, now: Step, quotes: Quotes) -> None:
    """Let every replacement take its course since the step before. Modifies `taxable`."""
    if household["n_companies_swapped"] == 0 and (now["is_month_end"] == 0 or now["month"] % 3 != 0):
        return
    for k in range(household["n_tracking"]):
        line = household["tracking"][k]
        if quotes[Quote.SWAP, line] == taxable["swap"][line]:
            continue
        rise = quotes[Quote.SWAP, line] / taxable["swap"][line]
        taxable["swap"][line] = quotes[Quote.SWAP, line]
        held = taxable["replacement_units"][line]
        if held > 0.0:
            taxable["units"][line] += held * (rise - 1.0)
            taxable["replacement_units"][line] = held * rise
            scale_side(taxable["lots"], line, rise)
