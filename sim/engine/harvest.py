"""Sell lots at a loss and buy the line's other side with the proceeds on the same day."""

from sim.engine.records import Q, Y
from sim.engine.trades import LEAST_LOSS, buy_lot, leave, realise_losses
from sim.jit import inner_kernel
from sim.lots.open_lots import WINDOW_DAYS, lot_at, remove_lot


@inner_kernel
def harvest_losses(plan, policy, state, now, quotes):  # type: ignore[no-untyped-def]
    """Harvest every line, the security's own lots first, then the replacement's."""
    for line in range(plan["n_lines"]):
        if plan["line_has_replacement"][line] == 0:
            continue
        price = quotes[Q.PRICE, plan["line_security"][line]]
        for side in range(2):
            _harvest_side(plan, policy, state, now, line, side, price)


@inner_kernel
def _harvest_side(plan, policy, state, now, line, side, price):  # type: ignore[no-untyped-def]
    """Swap one side's lots at a loss, unless buying the other side would wash a recent loss."""
    other = 1 - side
    if now["day"] - state["wash"]["last_loss"][plan["line_group"][line, other]] <= WINDOW_DAYS:
        return
    units = _set_losers_aside(plan, policy, state, now, line, side, price)
    if units <= 0.0:
        return
    cost = units * price * policy["cost_rate"]
    state["yearly"][Y.HARVESTED_LOSS, now["year"]] += realise_losses(plan, state, now, line, price)
    state["yearly"][Y.TRADING_COST, now["year"]] += cost
    state["cash"] -= cost
    buy_lot(plan, state, now, line, other, units, price)


@inner_kernel
def _set_losers_aside(plan, policy, state, now, line, side, price):  # type: ignore[no-untyped-def]
    """Take the lots that lose enough out of the row and return their units."""
    lots = state["lots"]
    units = 0.0
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lot_at(lots, line, i)
        if lot.unit_basis <= price:
            return units  # the row is sorted: no dearer lot follows
        loss = lot.units * (lot.unit_basis - price)
        is_deep = price < lot.unit_basis * (1.0 - policy["min_loss_share"])
        is_enough = is_deep and loss >= max(LEAST_LOSS, policy["min_loss_usd"])
        if lot.side == side and is_enough:
            remove_lot(lots, line, i)
            leave(plan, state, now, line, lot, price)
            units += lot.units
    return units
