"""Money that waits in cash until a purchase washes no loss: what of the household's cash is meant for which line."""

from sim.compile.decorators import inner_kernel
from sim.engine.records.types import Cash, Taxable
from sim.lots.kernels.open_lots import DUST_UNITS

LEAST_PARKED = 1e-6
"""Less [USD] is a rounding, which would keep a strategy from rebalancing while it waits."""


@inner_kernel
def park(taxable: Taxable, line: int, amount: float) -> None:
    """Let an amount of the household's cash wait for its line; the caller has put it there. Modifies `taxable`."""
    if amount <= LEAST_PARKED:
        return
    taxable["waiting"][line] += amount
    taxable["all_waiting"] += amount


@inner_kernel
def park_sale(cash: Cash, taxable: Taxable, line: int, units: float, price: float) -> None:
    """Let the proceeds of units that left the row wait for their line. Modifies `cash` and `taxable`."""
    cash["balance"] += units * price
    park(taxable, line, units * price)
    taxable["units"][line] -= units
    if taxable["units"][line] <= DUST_UNITS:
        taxable["units"][line] = 0.0
        taxable["lots"]["n"][line] = 0


@inner_kernel
def unpark(cash: Cash, taxable: Taxable, line: int) -> float:
    """End a line's wait; returns its share of what is left above the reserve, at most what it put in [USD].

    Modifies `cash` and `taxable`.
    """
    above = max(0.0, cash["balance"] - cash["reserve"] - cash["unspent_rmd"])
    wanted = taxable["waiting"][line]
    amount = wanted * min(1.0, above / taxable["all_waiting"])
    taxable["all_waiting"] -= wanted
    taxable["waiting"][line] = 0.0
    if taxable["all_waiting"] < LEAST_PARKED / 2.0:  # what adding and subtracting left
        taxable["all_waiting"] = 0.0
    cash["balance"] -= amount
    return amount
