"""Go back to the security that was sold at a loss, once buying it washes nothing."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.trading.parking import unpark
from sim.engine.kernels.trading.trades import (
    add_line_units,
    buy_lot,
    is_barred,
    leave,
    pay_trading_cost,
    realize_losses,
)
from sim.engine.records.codes import Proceeds
from sim.engine.records.fields import Quote, Yearly
from sim.engine.records.types import Household, Quotes, State, Step
from sim.lots.kernels.open_lots import DUST_UNITS, lot_at, remove_lot


@cold_kernel
def come_back(household: Household, state: State, now: Step, quotes: Quotes) -> None:
    """Buy back with the money that waits in cash, or switch every line's replacement back."""
    policy = state["policy"]
    waits = policy["proceeds"] == Proceeds.CASH
    if waits and state["all_waiting"] <= 0.0:
        return
    for line in range(household["n_lines"]):
        has_something = state["waiting"][line] > 0.0 if waits else state["replacement_units"][line] > DUST_UNITS
        if not has_something:
            continue
        is_careless = policy["proceeds"] == Proceeds.REPLACEMENT_AT_ANY_TIME
        if is_barred(household, state, line, 0, now["day"]) and not is_careless:
            continue
        price = quotes[Quote.PRICE, line]
        if waits:
            _buy_back(household, state, now, line, price)
        else:
            _switch_back(household, state, now, line, price)


@inner_kernel
def _buy_back(household: Household, state: State, now: Step, line: int, price: float) -> None:
    units = unpark(household, state, line) / price
    if units > DUST_UNITS:
        add_line_units(state, line, units)
        buy_lot(household, state, now, line, 0, units, price)


@inner_kernel
def _switch_back(household: Household, state: State, now: Step, line: int, price: float) -> None:
    """Sell all of the replacement, at a gain or a loss, and buy the security with it."""
    lots, yearly = state["lots"], state["yearly"]
    units, gains = 0.0, 0.0
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lot_at(lots, line, i)
        if lot.side == 1:
            remove_lot(lots, line, i)
            leave(household, state, now, line, lot, price)
            units += lot.units
            gains += max(0.0, lot.units * (price - lot.unit_basis))
    state["replacement_units"][line] = 0.0
    if units <= 0.0:
        return
    yearly[now["year"], Yearly.HARVESTED_GAIN] += gains
    yearly[now["year"], Yearly.HARVESTED_LOSS] += realize_losses(household, state, now, line, price)
    pay_trading_cost(state, now, units * price)
    buy_lot(household, state, now, line, 0, units, price)
