"""Bring the taxable lines back to their target weights when one has left its band."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.trading.trades import buy_for, fill_gaps, pay_trading_cost, sell_units, value_lines
from sim.engine.records.fields import Quote
from sim.engine.records.types import Cash, Household, Policy, Positions, Quotes, Step, Taxable

ROUNDING = 1e-9
"""A share that is off by less is off by the rounding of an earlier rebalancing."""


@inner_kernel
def _is_off_target(household: Household, taxable: Taxable, value: float, band: float) -> bool:
    """Return whether some line's share of the value is outside its band."""
    for line in range(household["n_lines"]):
        share = taxable["gaps"][line] / value
        if abs(share - taxable["weight"][line]) > band + ROUNDING:
            return True
    return False


@inner_kernel
def rebalance(
    household: Household, policy: Policy, cash: Cash, positions: Positions, now: Step, quotes: Quotes, band: float
) -> None:
    """Sell what every line has above its target and buy what the others lack; not while money waits in cash.

    Modifies `cash` and `positions`.

    band : how far a line's share of the value may be off
    """
    taxable = positions["taxable"]
    value = value_lines(household, taxable, quotes)
    if value <= 0.0 or taxable["all_waiting"] > 0.0:
        return
    if not _is_off_target(household, taxable, value, band):
        return
    _, n = fill_gaps(household, taxable, quotes, value, 1.0)
    sold = 0.0
    for k in range(n):
        line = taxable["with_gap"][k]
        price = quotes[Quote.PRICE, line]
        units = min(taxable["gap_units"][line], taxable["units"][line])
        sell_units(household, policy, positions, now, line, units, price)
        sold += units * price
        pay_trading_cost(household, policy, cash, positions["tally"], now, line, units * price)
    buy_for(household, policy, cash, positions, now, quotes, sold)
