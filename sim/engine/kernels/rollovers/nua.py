"""Employer stock that leaves a plan in kind: its net unrealized appreciation is a long-term gain when it is sold."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.kernels.sheltered.sheltered import account_value, forget_sold_shares
from sim.engine.kernels.trading.reinvested import less_is_left, remember_reinvested_in
from sim.engine.kernels.trading.trades import add_line_units, next_order, nua_a_unit, taxable_value
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Household, Quotes, State, Step
from sim.lots.kernels.open_lots import FROM_PLAN, Lot, insert_lot, lot_at


@cold_kernel
def distribute_stock(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Pay the plan's employer stock out as shares: what it cost the plan is income now, the rest when it is sold.

    After-tax contributions go to the Roth IRA with the rest of the plan as far as it reaches, and lower the income with
    what is left of them. The value counts towards the year's RMD, income or not (Reg. 1.401(a)(9)-5(g)).

    References: IRC 402(e)(4)(B), Reg. 1.402(a)-1(b), Notice 98-24.
    """
    source, s = household["rollover_source"][rollover], household["rollover_stock"][rollover]
    units, value = state["units"][source, s], state["units"][source, s] * quotes[Quote.TOTAL_RETURN, s]
    if value <= 0.0:
        return
    rest = account_value(household, state, source, quotes) - value
    cost = min(value, units * household["rollover_stock_cost"][rollover])
    untaxed = min(cost, max(0.0, state["basis"][source] - rest))
    state["basis"][source] -= untaxed
    remember_reinvested_in(household, state, source, now["day"])
    state["units"][source, s] = 0.0
    less_is_left(state, source, 0.0)
    forget_sold_shares(household, state, source, now["day"], quotes)
    items, year = state["tax_items"][now["year"] & 1], now["year"]
    items[TaxItem.IRA] += cost - untaxed
    if is_early(household, state, source, now["day"]):
        items[TaxItem.EARLY] += cost - untaxed
    state["yearly"][year, Yearly.WITHDRAWN_PRETAX] += value
    state["rmd_taken"][holder_of(household, state, source)] += value
    _arrive(household, state, now, rollover, value, cost, quotes)


@inner_kernel
def _arrive(
    household: Household, state: State, now: Step, rollover: int, value: float, cost: float, quotes: Quotes
) -> None:
    """Open the lot of the shares, and weigh its line by what it is now of all lines."""
    line = household["rollover_stock_line"][rollover]
    others = taxable_value(household, state, quotes)
    for each in range(household["n_lines"]):
        state["line_weight"][each] *= others / (others + value)
    state["line_weight"][line] += value / (others + value)
    shares, order = value / quotes[Quote.PRICE, line], next_order(state)
    add_line_units(state, line, shares)
    state["nua_order"][rollover], state["nua_a_unit"][rollover] = order, (value - cost) / shares
    lot = Lot(shares, cost / shares, now["day"], now["day"], 0, order, FROM_PLAN)
    insert_lot(state["lots"], line, lot, now["day"])


@inner_kernel
def unrealized_nua(household: Household, state: State, quotes: Quotes) -> float:
    """Return the net unrealized appreciation of the lots still held [USD]: income of whoever sells them.

    References: IRC 691, 1014(c), Rev. Rul. 75-125.
    """
    amount, lots = 0.0, state["lots"]
    if household["has_nua"] == 0:
        return amount
    for line in range(household["n_lines"]):
        price = quotes[Quote.PRICE, line]
        for i in range(lots["n"][line]):
            lot = lot_at(lots, line, i)
            if lot.is_used == FROM_PLAN and price > lot.unit_basis:
                amount += lot.units * min(price - lot.unit_basis, nua_a_unit(household, state, lot.order))
    return amount
