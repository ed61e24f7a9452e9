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
from sim.engine.records.types import Cash, Household, Policy, Positions, Quotes, Step
from sim.lots.kernels.open_lots import DUST_UNITS, lot_at, remove_lot


@cold_kernel
def come_back(
    household: Household, policy: Policy, cash: Cash, positions: Positions, now: Step, quotes: Quotes
) -> None:
    """Buy back with the money that waits in cash, or switch every line's replacement back.

    Modifies `cash` and `positions`.
    """
    taxable = positions["taxable"]
    waits = policy["proceeds"] == Proceeds.CASH
    if waits and taxable["all_waiting"] <= 0.0:
        return
    for line in range(household["n_lines"]):
        has_something = taxable["waiting"][line] > 0.0 if waits else taxable["replacement_units"][line] > DUST_UNITS
        if not has_something:
            continue
        is_careless = policy["proceeds"] == Proceeds.REPLACEMENT_AT_ANY_TIME
        if is_barred(household, positions["wash"], line, 0, now["day"]) and not is_careless:
            continue
        price = quotes[Quote.PRICE, line]
        if waits:
            _buy_back(household, cash, positions, now, line, price)
        else:
            switch_back(household, policy, cash, positions, now, line, price)


@inner_kernel
def _buy_back(household: Household, cash: Cash, positions: Positions, now: Step, line: int, price: float) -> None:
    """Buy a line with the money that waits for it. Modifies `cash` and `positions`."""
    taxable = positions["taxable"]
    units = unpark(cash, taxable, line) / price
    if units > DUST_UNITS:
        add_line_units(taxable, line, units)
        buy_lot(household, positions, now, line, 0, units, price)


@inner_kernel
def switch_back(
    household: Household, policy: Policy, cash: Cash, positions: Positions, now: Step, line: int, price: float
) -> None:
    """Sell all of the replacement, at a gain or a loss, and buy the security with it.

    Modifies `cash` and `positions`.
    """
    taxable, tally = positions["taxable"], positions["tally"]
    lots, yearly = taxable["lots"], tally["yearly"]
    units, gains = 0.0, 0.0
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lot_at(lots, line, i)
        if lot.side == 1:
            remove_lot(lots, line, i)
            leave(household, taxable, positions["wash"], tally, now, line, lot, price)
            units += lot.units
            gains += max(0.0, lot.units * (price - lot.unit_basis))
    taxable["replacement_units"][line] = 0.0
    if units <= 0.0:
        return
    yearly[now["year"], Yearly.HARVESTED_GAIN] += gains
    yearly[now["year"], Yearly.HARVESTED_LOSS] += realize_losses(household, policy, positions, now, line, price)
    pay_trading_cost(household, policy, cash, tally, now, line, units * price)
    buy_lot(household, positions, now, line, 0, units, price)
