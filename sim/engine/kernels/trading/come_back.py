"""Go back to the security that was sold at a loss, once buying it washes nothing."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.trading.parking import unpark
from sim.engine.kernels.trading.trades import (
    add_line_units,
    buy_lot,
    is_barred,
    leave,
    pay_trading_cost,
    realise_losses,
)
from sim.engine.records.choices import Proceeds
from sim.engine.records.plan_and_state import Q, Y
from sim.lots.kernels.open_lots import DUST_UNITS, lot_at, remove_lot


@rare_kernel
def come_back(plan, state, now, quotes):  # type: ignore[no-untyped-def]
    """Buy back with the money that waits in cash, or switch every line's replacement back."""
    policy = state["policy"]
    waits = policy["proceeds"] == Proceeds.CASH
    if waits and state["all_waiting"] <= 0.0:
        return
    for line in range(plan["n_lines"]):
        has_something = state["waiting"][line] > 0.0 if waits else state["side1_units"][line] > DUST_UNITS
        if not has_something:
            continue
        is_careless = policy["proceeds"] == Proceeds.REPLACEMENT_AT_ANY_TIME
        if is_barred(plan, state, line, 0, now["day"]) and not is_careless:
            continue
        price = quotes[Q.PRICE, line]
        if waits:
            _buy_back(plan, state, now, line, price)
        else:
            _switch_back(plan, state, now, line, price)


@inner_kernel
def _buy_back(plan, state, now, line, price):  # type: ignore[no-untyped-def]
    units = unpark(plan, state, line) / price
    if units > DUST_UNITS:
        add_line_units(state, line, units)
        buy_lot(plan, state, now, line, 0, units, price)


@inner_kernel
def _switch_back(plan, state, now, line, price):  # type: ignore[no-untyped-def]
    """Sell all of the replacement, at a gain or a loss, and buy the security with it."""
    lots, yearly = state["lots"], state["yearly"]
    units, gains = 0.0, 0.0
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lot_at(lots, line, i)
        if lot.side == 1:
            remove_lot(lots, line, i)
            leave(plan, state, now, line, lot, price)
            units += lot.units
            gains += max(0.0, lot.units * (price - lot.unit_basis))
    state["side1_units"][line] = 0.0
    if units <= 0.0:
        return
    yearly[now["year"], Y.HARVESTED_GAIN] += gains
    yearly[now["year"], Y.HARVESTED_LOSS] += realise_losses(plan, state, now, line, price)
    pay_trading_cost(state, now, units * price)
    buy_lot(plan, state, now, line, 0, units, price)
