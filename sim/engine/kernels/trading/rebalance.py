"""Bring the taxable lines back to their target weights when one has left its band."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.trading.trades import buy_for, fill_gaps, pay_trading_cost, sell_units, value_lines
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Quotes, State, Step

ROUNDING = 1e-9
"""A share that is off by less is off by the rounding of an earlier rebalancing."""


@inner_kernel
def _is_off_target(household: Household, state: State, value: float, band: float) -> bool:
    for line in range(household["n_lines"]):
        share = state["gaps"][line] / value
        if abs(share - state["line_weight"][line]) > band + ROUNDING:
            return True
    return False


@inner_kernel
def rebalance(household: Household, state: State, now: Step, quotes: Quotes) -> None:
    """Sell what every line has above its target and buy what the others lack; not while money waits in cash."""
    value = value_lines(household, state, quotes)
    if value <= 0.0 or state["all_waiting"] > 0.0:
        return
    if not _is_off_target(household, state, value, state["policy"]["rebalance_band"]):
        return
    _, n = fill_gaps(household, state, quotes, value, 1.0)
    sold = 0.0
    for k in range(n):
        line = state["with_gap"][k]
        price = quotes[Quote.PRICE, line]
        units = min(state["gap_units"][line], state["line_units"][line])
        sell_units(household, state, now, line, units, price)
        sold += units * price
    pay_trading_cost(state, now, sold)
    buy_for(household, state, now, quotes, sold)
