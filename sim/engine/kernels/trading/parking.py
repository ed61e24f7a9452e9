"""Money that waits in cash until a purchase washes no loss: what of the household's cash is meant for which line."""

from sim.compile.decorators import inner_kernel
from sim.engine.records.types import Household, State
from sim.lots.kernels.open_lots import DUST_UNITS

LEAST_PARKED = 1e-6
"""Less [USD] is a rounding, which would keep a strategy from rebalancing while it waits."""


@inner_kernel
def park(state: State, line: int, amount: float) -> None:
    """Let an amount of the household's cash wait for its line; the caller has put it there."""
    if amount <= LEAST_PARKED:
        return
    state["waiting"][line] += amount
    state["all_waiting"] += amount


@inner_kernel
def park_sale(state: State, line: int, units: float, price: float) -> None:
    """Let the proceeds of units that left the row wait for their line."""
    state["cash"] += units * price
    park(state, line, units * price)
    state["line_units"][line] -= units
    if state["line_units"][line] <= DUST_UNITS:
        state["line_units"][line] = 0.0
        state["lots"]["n"][line] = 0


@inner_kernel
def unpark(household: Household, state: State, line: int) -> float:
    """End a line's wait; returns its share of what is left above the reserve, at most what it put in [USD]."""
    above = max(0.0, state["cash"] - household["reserve"])
    wanted = state["waiting"][line]
    amount = wanted * min(1.0, above / state["all_waiting"])
    state["all_waiting"] -= wanted
    state["waiting"][line] = 0.0
    if state["all_waiting"] < LEAST_PARKED / 2.0:  # what adding and subtracting left
        state["all_waiting"] = 0.0
    state["cash"] -= amount
    return amount
