"""Sell lots at a loss; the proceeds buy the line's other side, the same security, or wait in cash."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.trading.parking import park_sale
from sim.engine.kernels.trading.trades import LEAST_LOSS, buy_lot, is_barred, leave, pay_trading_cost, realize_losses
from sim.engine.records.codes import Proceeds
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Policy, Positions, Quotes, Step, Tally, Taxable, Taxes
from sim.lots.kernels.open_lots import lot_at, remove_lot

CENT = 0.01


@inner_kernel
def harvest_losses(
    household: Household, policy: Policy, cash: Cash, positions: Positions, taxes: Taxes, now: Step, quotes: Quotes
) -> None:
    """Harvest every line, the security's own lots first, then the replacement's. Modifies `cash` and `positions`."""
    taxable = positions["taxable"]
    if taxable["is_empty"] == 1:
        return
    needs_pair = policy["proceeds"] <= Proceeds.REPLACEMENT_AT_ANY_TIME
    line = _first_with_loser(household, policy, taxable, quotes, 0)
    while line < household["n_lines"]:
        if not needs_pair or household["line_has_replacement"][line] == 1:
            for side in range(2):
                if (
                    _unused_losses(taxes, positions["tally"], policy["max_carryforward"])
                    > policy["max_carryforward"] + CENT
                ):
                    return
                harvest_side(household, policy, cash, positions, now, line, side, quotes[Quote.PRICE, line])
        line = _first_with_loser(household, policy, taxable, quotes, line + 1)


@inner_kernel
def _first_with_loser(household: Household, policy: Policy, taxable: Taxable, quotes: Quotes, first: int) -> int:
    """Return the first line, from `first` on, whose dearest lot lost enough; the number of lines for none.

    A loop of its own: most months find none, and what a harvest needs would be in its way.
    """
    lots, enough = taxable["lots"], 1.0 - policy["min_loss_share"]
    for line in range(first, household["n_lines"]):
        n = lots["n"][line]
        if n > 0 and quotes[Quote.PRICE, line] < enough * lots["lot"][line, lots["slot"][line, n - 1]]["unit_basis"]:
            return line
    return household["n_lines"]


@inner_kernel
def _unused_losses(taxes: Taxes, tally: Tally, limit: float) -> float:
    """Return the carryovers and the net losses of the years whose returns are still to be filed [USD]."""
    if limit == float("inf"):
        return 0.0
    items = tally["items"]
    unused = taxes["short_carryover"] + taxes["long_carryover"]
    for parity in range(2):
        unused -= items[parity, TaxItem.SHORT_TERM] + items[parity, TaxItem.LONG_TERM]
    return unused


@inner_kernel
def harvest_side(
    household: Household,
    policy: Policy,
    cash: Cash,
    positions: Positions,
    now: Step,
    line: int,
    side: int,
    price: float,
) -> None:
    """Sell one side's lots at a loss, unless buying the other side would wash a recent loss.

    Modifies `cash` and `positions`.
    """
    tally = positions["tally"]
    other = 1 - side
    if policy["proceeds"] == Proceeds.REPLACEMENT and is_barred(household, positions["wash"], line, other, now["day"]):
        return
    units = _set_losers_aside(household, policy, positions, now, line, side, price)
    if units <= 0.0:
        return
    tally["yearly"][now["year"], Yearly.HARVESTED_LOSS] += realize_losses(
        household, policy, positions, now, line, price
    )
    pay_trading_cost(household, policy, cash, tally, now, line, units * price)
    if policy["proceeds"] == Proceeds.CASH:
        park_sale(cash, positions["taxable"], line, units, price)
    elif policy["proceeds"] == Proceeds.SAME_SECURITY:
        buy_lot(household, positions, now, line, side, units, price)
    else:
        buy_lot(household, positions, now, line, other, units, price)


@inner_kernel
def _set_losers_aside(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, side: int, price: float
) -> float:
    """Take the lots that lose enough out of the row and return their units. Modifies `positions`."""
    taxable = positions["taxable"]
    lots = taxable["lots"]
    units = 0.0
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lot_at(lots, line, i)
        if lot.unit_basis <= price:
            return units  # the row is sorted: no lot with a higher basis follows
        loss = lot.units * (lot.unit_basis - price)
        if price >= lot.unit_basis * (1.0 - policy["min_loss_share"]):
            return units
        is_enough = loss >= max(LEAST_LOSS, policy["min_loss_usd"])
        if lot.side == side and is_enough:
            remove_lot(lots, line, i)
            leave(household, taxable, positions["wash"], positions["tally"], now, line, lot, price)
            units += lot.units
    return units
