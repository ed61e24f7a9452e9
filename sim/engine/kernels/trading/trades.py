"""Buy and sell taxable lots. The target allocation decides which line is traded; tax decides which lot of it."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.trading.lot_choice import lot_to_sell
from sim.engine.kernels.trading.paid_before import loss_of_fund, unqualify
from sim.engine.kernels.trading.parking import park
from sim.engine.kernels.trading.replacements import shares_a_unit
from sim.engine.kernels.trading.two_bases import basis_at, gain_held_from
from sim.engine.kernels.trading.wash_matching import match_loss_sale, match_purchase
from sim.engine.records.codes import Proceeds
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Policy, Positions, Quotes, Step, Tally, Taxable, Wash
from sim.lots.kernels.holding_period import is_held_long
from sim.lots.kernels.open_lots import (
    DUST_UNITS,
    FROM_PLAN,
    GIVEN,
    Lot,
    Lots,
    lot_at,
    put_lot,
    remove_lot,
    with_units,
)
from sim.lots.kernels.wash_book import LossPiece, forget_shares

LEAST_MONEY = 1e-6
"""Less cash [USD] above the reserve is a rounding, and buys nothing."""
LEAST_LOSS = 1e-6
"""A smaller loss [USD] is a rounding of a lot sold at its own price, and no loss to the wash-sale rule."""


@inner_kernel
def next_order(wash: Wash) -> int:
    """Return the number of a new purchase. Modifies `wash`."""
    wash["order"] += 1
    return wash["order"]


@inner_kernel
def add_line_units(taxable: Taxable, line: int, units: float) -> None:
    """Count units that a line gets. Modifies `taxable`."""
    taxable["units"][line] += units
    taxable["is_empty"] = 0


@inner_kernel
def buy_lot(
    household: Household, positions: Positions, now: Step, line: int, side: int, units: float, price: float
) -> None:
    """Add a new lot to a line's row; the caller counts the units of the line. What rounding left is no lot.

    Modifies `positions`.
    """
    taxable, wash = positions["taxable"], positions["wash"]
    if units <= DUST_UNITS or units * price <= LEAST_MONEY:
        return
    if side == 1:
        taxable["replacement_units"][line] += units
    match_purchase(
        household,
        taxable,
        wash,
        positions["tally"],
        line,
        Lot(units, price, now["day"], now["day"], side, next_order(wash), 0),
    )


@inner_kernel
def pay_trading_cost(
    household: Household, policy: Policy, cash: Cash, tally: Tally, now: Step, line: int, amount: float
) -> None:
    """Pay the cost of a sale, and of the purchase after it, from the household's cash. Modifies `cash` and `tally`."""
    cost = amount * policy["cost_rate"][household["line_is_stock"][line]]
    tally["yearly"][now["year"], Yearly.TRADING_COST] += cost
    cash["balance"] -= cost


@inner_kernel
def set_aside(pieces: Lots, lot: Lot) -> None:
    """Put a piece that leaves its row among the pieces of one sale, in order of acquisition. Modifies `pieces`."""
    i = pieces["n"][0]
    while i > 0:
        before = pieces["lot"][0, pieces["slot"][0, i - 1]]
        if (before["bought"], before["order"]) <= (lot.bought, lot.order):
            break
        i -= 1
    put_lot(pieces, 0, i, lot)


@inner_kernel
def give_up(household: Household, taxable: Taxable, wash: Wash, tally: Tally, now: Step, line: int, lot: Lot) -> None:
    """Note that a piece has left: what is sold can no longer replace anything. Modifies `taxable`, `wash`, `tally`."""
    if household["notes_paid"] == 1 and now["day"] - lot.bought <= household["dividend_days"]:
        unqualify(household, taxable, tally, now, line, lot)
    if lot.is_used == 0 and now["day"] - lot.bought <= wash["book"]["window_days"]:
        shares = lot.units * shares_a_unit(household, taxable, line, lot.side)
        forget_shares(wash["book"], household["line_group"][line, lot.side], lot.order, shares)
    taxable["replacement_units"][line] -= (
        lot.side * lot.units
    )  # no branch: which side is sold, the processor cannot foresee


@inner_kernel
def _book_gain(household: Household, taxable: Taxable, tally: Tally, now: Step, lot: Lot, price: float) -> None:
    """Count the gain of a piece by its term; net unrealized appreciation is long-term. Modifies `tally`."""
    gain, held_from = lot.units * (price - lot.unit_basis), lot.held_from
    if lot.is_used == GIVEN:
        gain = lot.units * (price - basis_at(household, lot.order, lot.unit_basis, price))
        held_from = gain_held_from(household, lot.order)
    if lot.is_used == FROM_PLAN:  # long-term whenever sold: Notice 98-24
        long_term = min(gain, lot.units * nua_a_unit(household, taxable, lot.order))
        tally["items"][now["year"] & 1, TaxItem.LONG_TERM] += long_term
        tally["items"][now["year"] & 1, TaxItem.NUA] += long_term
        gain -= long_term
    is_long = is_held_long(held_from, now["day"], household["long_term_years"])
    tally["items"][now["year"] & 1, TaxItem.LONG_TERM if is_long else TaxItem.SHORT_TERM] += gain


@inner_kernel
def leave(
    household: Household, taxable: Taxable, wash: Wash, tally: Tally, now: Step, line: int, lot: Lot, price: float
) -> None:
    """Book a piece sold at a gain at once; set one sold at a loss aside until all pieces of the sale have left.

    Modifies `taxable`, `wash` and `tally`.
    """
    give_up(household, taxable, wash, tally, now, line, lot)
    if lot.unit_basis > price:
        set_aside(taxable["pieces"], lot)
    else:
        _book_gain(household, taxable, tally, now, lot, price)


@inner_kernel
def leave_alone(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, lot: Lot, price: float
) -> None:
    """Book the only piece of a sale. Modifies `positions`."""
    taxable = positions["taxable"]
    give_up(household, taxable, positions["wash"], positions["tally"], now, line, lot)
    if lot.unit_basis > price:
        _realize_loss(household, policy, positions, now, line, lot, price)
    else:
        _book_gain(household, taxable, positions["tally"], now, lot, price)


@cold_kernel
def nua_a_unit(household: Household, taxable: Taxable, order: int) -> float:
    """Return the net unrealized appreciation a unit [USD] of the lot with this number."""
    for k in range(household["n_rollovers"]):
        if taxable["nua_order"][k] == order:
            return taxable["nua_a_unit"][k]
    return 0.0


@inner_kernel
def realize_losses(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, price: float
) -> float:
    """Book every piece that was set aside, in order of acquisition; returns the sum of the losses [USD].

    Modifies `positions`.
    """
    pieces, total = positions["taxable"]["pieces"], 0.0
    for i in range(pieces["n"][0]):
        total += _realize_loss(household, policy, positions, now, line, lot_at(pieces, 0, i), price)
    pieces["n"][0] = 0
    return total


@inner_kernel
def _realize_loss(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, lot: Lot, price: float
) -> float:
    """Count the loss of a piece and match it with purchases; returns the loss [USD]. Modifies `positions`.

    Simplification: where a part of a fund share's loss is long-term, as many of the piece's shares stand for it.
    """
    a_unit, long_part = lot.unit_basis - price, 0.0
    loss = lot.units * a_unit
    is_long = 1 if is_held_long(lot.held_from, now["day"], household["long_term_years"]) else 0
    if household["has_fund_losses"] == 1:
        allowed, long_part = loss_of_fund(household, positions["taxable"], now, line, lot, loss)
        a_unit *= allowed / loss
    for term in range(2):  # first what is long-term whatever the time held
        part = long_part if term == 0 else 1.0 - long_part
        if part > 0.0:
            piece = with_units(lot, lot.units * part)
            _count_loss(household, policy, positions, now, line, piece, a_unit, 1 if term == 0 else is_long)
    return loss


@inner_kernel
def _count_loss(
    household: Household,
    policy: Policy,
    positions: Positions,
    now: Step,
    line: int,
    lot: Lot,
    a_unit: float,
    is_long: int,
) -> None:
    """Count the loss of a piece of one term, `a_unit` [USD], and match it with purchases. Modifies `positions`."""
    tally, parity, loss = positions["tally"], now["year"] & 1, lot.units * a_unit
    tally["items"][parity, TaxItem.LONG_TERM if is_long == 1 else TaxItem.SHORT_TERM] -= loss
    tally["items"][parity, TaxItem.LOSSES] += loss
    if loss < LEAST_LOSS or policy["has_wash_rule"] == 0:
        return
    ratio = shares_a_unit(household, positions["taxable"], line, lot.side)
    piece = LossPiece(
        household["line_group"][line, lot.side],
        now["day"],
        now["year"],
        lot.order,
        now["day"] - lot.held_from,
        is_long,
        lot.units * ratio,
        a_unit / ratio,
    )
    match_loss_sale(household, positions["taxable"], positions["sheltered"], positions["wash"], tally, piece)


@inner_kernel
def sell_units(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, units: float, price: float
) -> None:
    """Sell units of a line, the lots in the order of the strategy's method. Modifies `positions`."""
    taxable = positions["taxable"]
    taxable["units"][line] -= units
    lots, day = taxable["lots"], now["day"]
    if lots["n"][line] > 0 and units > DUST_UNITS:
        i = lot_to_sell(household, policy["sale_method"], lots, line, price, day)
        stored = lots["lot"][line, lots["slot"][line, i]]
        if stored["units"] - units > DUST_UNITS:  # most sales are a part of one lot
            piece = with_units(lot_at(lots, line, i), units)
            stored["units"] -= units
            leave_alone(household, policy, positions, now, line, piece, price)
        else:
            _sell_lots(household, policy, positions, now, line, units, price)
    if taxable["units"][line] <= DUST_UNITS:
        taxable["units"][line] = 0.0
        taxable["replacement_units"][line] = 0.0
        lots["n"][line] = 0


@cold_kernel
def _sell_lots(
    household: Household, policy: Policy, positions: Positions, now: Step, line: int, units: float, price: float
) -> None:
    """Sell units out of several lots. Modifies `positions`."""
    taxable = positions["taxable"]
    left, lots = units, taxable["lots"]
    while left > DUST_UNITS and lots["n"][line] > 0:
        i = lot_to_sell(household, policy["sale_method"], lots, line, price, now["day"])
        lot = lot_at(lots, line, i)
        sold = min(left, lot.units)
        if lot.units - sold <= DUST_UNITS:
            remove_lot(lots, line, i)
        else:
            lots["lot"][line, lots["slot"][line, i]]["units"] = lot.units - sold
        left -= sold
        leave(household, taxable, positions["wash"], positions["tally"], now, line, with_units(lot, sold), price)
    realize_losses(household, policy, positions, now, line, price)


@inner_kernel
def taxable_value(household: Household, taxable: Taxable, quotes: Quotes) -> float:
    """Return the value of all lines [USD]."""
    value = 0.0
    for line in range(household["n_lines"]):
        value += taxable["units"][line] * quotes[Quote.PRICE, line]
    return value


@inner_kernel
def value_lines(household: Household, taxable: Taxable, quotes: Quotes) -> float:
    """Fill `gaps` with the value of each line [USD], which `fill_gaps` goes on from; return the sum.

    Modifies `taxable`.
    """
    total = 0.0
    for line in range(household["n_lines"]):
        value = taxable["units"][line] * quotes[Quote.PRICE, line]
        taxable["gaps"][line] = value
        total += value
    return total


@inner_kernel
def fill_gaps(
    household: Household, taxable: Taxable, quotes: Quotes, value_after: float, sign: float
) -> tuple[float, int]:
    """Fill `gaps` and `gap_units` with how far each line is above (sign 1) or below (-1) its target after the flow.

    Modifies `taxable`.

    Before, `gaps` holds the lines' values. Money that waits for a line counts as the line's where lines are bought.
    Returns the sum and how many lines have a gap. `with_gap` holds them: which of all lines are traded, the processor
    cannot foresee.
    """
    total, n = 0.0, 0
    for line in range(household["n_lines"]):
        value = taxable["gaps"][line]
        if sign < 0.0:
            value += taxable["waiting"][line]
        gap = max(0.0, sign * (value - taxable["weight"][line] * value_after))
        taxable["gaps"][line] = gap
        taxable["gap_units"][line] = gap / quotes[Quote.PRICE, line]
        taxable["with_gap"][n] = line
        n += 1 if gap > 0.0 else 0
        total += gap
    return total, n


@inner_kernel
def sell_for(
    household: Household, policy: Policy, positions: Positions, now: Step, quotes: Quotes, amount: float
) -> float:
    """Sell lines for an amount, or for all there is; what stays is as near the target weights as it can be.

    Modifies `positions`.

    Returns the amount raised [USD].
    """
    taxable = positions["taxable"]
    value = value_lines(household, taxable, quotes)
    raised = min(amount, value)
    if raised <= 0.0:
        if value <= 0.0:
            taxable["is_empty"] = 1
        return 0.0
    total, n = fill_gaps(household, taxable, quotes, value - raised, 1.0)
    scale = raised / total
    for k in range(n):
        line = taxable["with_gap"][k]
        price = quotes[Quote.PRICE, line]
        units = min(scale * taxable["gap_units"][line], taxable["units"][line])
        if raised >= value:
            units = taxable["units"][line]
        sell_units(household, policy, positions, now, line, units, price)
    return raised


@inner_kernel
def is_barred(household: Household, wash: Wash, line: int, side: int, day: int) -> bool:
    """Return whether buying a side would wash a loss of the 30 days before."""
    return day - wash["book"]["group"][household["line_group"][line, side]]["last_loss"] <= wash["book"]["window_days"]


@inner_kernel
def side_to_buy(household: Household, policy: Policy, wash: Wash, line: int, day: int) -> int:
    """Return the side whose purchase washes no recent loss, the security itself where both or neither would.

    A strategy that does not watch the window, or waits in cash, buys the security itself.
    """
    if household["line_has_replacement"][line] == 0 or policy["proceeds"] != Proceeds.REPLACEMENT:
        return 0
    return 1 if is_barred(household, wash, line, 0, day) and not is_barred(household, wash, line, 1, day) else 0


@inner_kernel
def buy_for(
    household: Household, policy: Policy, cash: Cash, positions: Positions, now: Step, quotes: Quotes, amount: float
) -> None:
    """Buy lines for an amount, toward the target weights; what would wash a loss waits where the strategy waits.

    Modifies `cash` and `positions`.
    """
    taxable, wash = positions["taxable"], positions["wash"]
    value = value_lines(household, taxable, quotes) + taxable["all_waiting"]
    total, n = fill_gaps(household, taxable, quotes, value + amount, -1.0)
    if total <= 0.0:  # employer stock that is still in the plan is the only line
        cash["balance"] += amount
        return
    waits, scale = policy["proceeds"] == Proceeds.CASH, amount / total
    for k in range(n):
        line = taxable["with_gap"][k]
        if waits and is_barred(household, wash, line, 0, now["day"]):
            cash["balance"] += scale * taxable["gaps"][line]
            park(taxable, line, scale * taxable["gaps"][line])
        else:
            price, units = quotes[Quote.PRICE, line], scale * taxable["gap_units"][line]
            add_line_units(taxable, line, units)
            buy_lot(
                household, positions, now, line, side_to_buy(household, policy, wash, line, now["day"]), units, price
            )
