"""Employer stock that leaves a plan in kind: its net unrealized appreciation is a long-term gain when it is sold."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_early
from sim.engine.kernels.sheltered.sheltered import account_value, forget_sold_shares
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.kernels.trading.reinvested import less_is_left, remember_reinvested_in
from sim.engine.kernels.trading.trades import add_line_units, next_order, nua_a_unit, taxable_value
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Household, Lives, Positions, Quotes, Step, Taxable, Wash
from sim.lots.kernels.open_lots import FROM_PLAN, Lot, insert_lot, lot_at


@cold_kernel
def distribute_stock(
    household: Household, positions: Positions, lives: Lives, now: Step, rollover: int, quotes: Quotes
) -> None:
    """Pay the plan's employer stock out as shares: what it cost the plan is income now, the rest when it is sold.

    Modifies `positions`.

    After-tax contributions go to the Roth IRA with the rest of the plan as far as it reaches, and lower the income with
    what is left of them. The value counts toward the year's RMD, income or not (Reg. 1.401(a)(9)-5(g)).

    Simplification: what of these is more than that cost lowers nothing.

    References: IRC 402(e)(4)(B), Reg. 1.402(a)-1(b), Notice 98-24.
    """
    sheltered, wash, tally = positions["sheltered"], positions["wash"], positions["tally"]
    source, s = household["rollover_source"][rollover], household["rollover_stock"][rollover]
    units, value = sheltered["units"][source, s], sheltered["units"][source, s] * quotes[Quote.TOTAL_RETURN, s]
    if value <= 0.0:
        return
    rest = account_value(household, sheltered, source, quotes) - value
    cost = min(value, units * household["rollover_stock_cost"][rollover])
    untaxed = min(cost, max(0.0, sheltered["basis"][source] - rest))
    sheltered["basis"][source] -= untaxed
    remember_reinvested_in(household, sheltered, wash, source, now["day"])
    sheltered["units"][source, s] = 0.0
    less_is_left(wash, source, 0.0)
    forget_sold_shares(household, sheltered, wash, source, now["day"], quotes)
    items, year = tally["items"][now["year"] & 1], now["year"]
    book_distributed(household, lives, tally, year, source, cost - untaxed)
    items[TaxItem.ONCE] += cost - untaxed
    if is_early(household, lives, source, now["day"]):
        items[TaxItem.EARLY] += cost - untaxed
    tally["yearly"][year, Yearly.WITHDRAWN_PRETAX] += value
    sheltered["rmd_taken"][source] += value
    receive_stock(household, positions["taxable"], wash, now, rollover, value, cost, quotes)


@inner_kernel
def receive_stock(
    household: Household,
    taxable: Taxable,
    wash: Wash,
    now: Step,
    rollover: int,
    value: float,
    cost: float,
    quotes: Quotes,
) -> None:
    """Open the lot of the shares, and weigh its line by what it is now of all lines. Modifies `taxable` and `wash`."""
    line = household["rollover_stock_line"][rollover]
    others = taxable_value(household, taxable, quotes)
    for each in range(household["n_lines"]):
        taxable["weight"][each] *= others / (others + value)
    taxable["weight"][line] += value / (others + value)
    shares, order = value / quotes[Quote.PRICE, line], next_order(wash)
    add_line_units(taxable, line, shares)
    taxable["nua_order"][rollover], taxable["nua_a_unit"][rollover] = order, (value - cost) / shares
    lot = Lot(shares, cost / shares, now["day"], now["day"], 0, order, FROM_PLAN)
    insert_lot(taxable["lots"], line, lot, now["day"])


@inner_kernel
def unrealized_nua(household: Household, taxable: Taxable, quotes: Quotes) -> float:
    """Return the net unrealized appreciation of the lots still held [USD]: income of whoever sells them.

    References: IRC 691, 1014(c), Rev. Rul. 75-125.
    """
    amount, lots = 0.0, taxable["lots"]
    if household["has_nua"] == 0:
        return amount
    for line in range(household["n_lines"]):
        price = quotes[Quote.PRICE, line]
        for i in range(lots["n"][line]):
            lot = lot_at(lots, line, i)
            if lot.is_used == FROM_PLAN and price > lot.unit_basis:
                amount += lot.units * min(price - lot.unit_basis, nua_a_unit(household, taxable, lot.order))
    return amount
