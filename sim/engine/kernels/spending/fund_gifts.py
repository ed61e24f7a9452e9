"""Gifts to a donor-advised fund: lots held long with the highest gain, which nobody then pays tax on, then cash."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.spending.cash_flow import raise_cash
from sim.engine.kernels.trading.trades import LEAST_LOSS, LEAST_MONEY, give_up
from sim.engine.records.fields import Quote, Yearly
from sim.engine.records.types import Household, Positions, Quotes, State, Step
from sim.lots.kernels.holding_period import is_held_long
from sim.lots.kernels.open_lots import DUST_UNITS, FROM_PLAN, GIVEN, SAME_BASIS, lot_at, remove_lot, with_units

CASH, PROPERTY = 0, 1


@cold_kernel
def give_to_fund(household: Household, state: State, now: Step, quotes: Quotes, price_level: float) -> None:
    """Make the year's gift, in lots as far as there are such, the rest in cash. Modifies `state`.

    References: IRC 170(b)(1)(C), (e)(1), (f)(18): lots held long are deducted at their value. Of others only the cost
    would be: none is given.

    Simplification: employer stock out of a plan, and shares that were a gift at a loss, are not given.
    """
    cash, positions, taxes, year = state["cash"], state["positions"], state["taxes"], now["year"]
    wanted, in_lots = household["fund_gift"][year] * price_level, 0.0
    if household["gives_lots"] == 1:
        in_lots = give_lots(household, positions, now, quotes, wanted)
    rest = wanted - in_lots
    if rest > cash["balance"]:
        cash["balance"] += raise_cash(
            household,
            state["policy"],
            positions,
            state["lives"],
            state["spending"],
            now,
            quotes,
            rest - cash["balance"],
        )
    in_cash = min(rest, max(0.0, cash["balance"]))
    cash["balance"] -= in_cash
    taxes["fund_gifts"][year & 1, CASH] += in_cash
    taxes["fund_gifts"][year & 1, PROPERTY] += in_lots
    yearly, given = positions["tally"]["yearly"], in_cash + in_lots
    yearly[year, Yearly.CHARITY_GIFTS] += in_lots
    yearly[year, Yearly.SPENDING] += given
    yearly[year, Yearly.SPENDING_REAL] += given / price_level
    yearly[year, Yearly.SPENDING_TARGET] += given
    yearly[year, Yearly.SPENDING_FLOOR] += given


@inner_kernel
def give_lots(household: Household, positions: Positions, now: Step, quotes: Quotes, amount: float) -> float:
    """Give lots held long with a gain, the highest share of gain first; returns their value [USD].

    Modifies `positions`.

    Of lots whose share of gain differs by a rounding, the first line's goes first.
    """
    taxable, left = positions["taxable"], amount
    lots = taxable["lots"]
    while left > LEAST_MONEY:
        best_line, best, highest = -1, -1, 0.0
        for line in range(household["n_lines"]):
            price = quotes[Quote.PRICE, line]
            for i in range(lots["n"][line]):  # the lowest basis first: the line's best is the first that may be given
                lot = lots["lot"][line, lots["slot"][line, i]]
                gain = price - lot["unit_basis"]
                if gain * lot["units"] <= LEAST_LOSS:
                    continue
                if lot["is_used"] == FROM_PLAN or lot["is_used"] == GIVEN:
                    continue
                if is_held_long(lot["held_from"], now["day"], household["long_term_years"]):
                    if gain / price > highest + SAME_BASIS:
                        best_line, best, highest = line, i, gain / price
                    break
        if best_line < 0:
            break
        left -= give_lot(household, positions, now, best_line, best, quotes[Quote.PRICE, best_line], left)
    return amount - left


@inner_kernel
def give_lot(
    household: Household, positions: Positions, now: Step, line: int, at: int, price: float, most: float
) -> float:
    """Give a lot, or a part of it; returns its value [USD]. Modifies `positions`."""
    taxable = positions["taxable"]
    lots = taxable["lots"]
    lot = lot_at(lots, line, at)
    units = min(lot.units, most / price)
    if lot.units - units <= DUST_UNITS:
        units = lot.units
        remove_lot(lots, line, at)
    else:
        lots["lot"][line, lots["slot"][line, at]]["units"] = lot.units - units
    give_up(household, taxable, positions["wash"], positions["tally"], now, line, with_units(lot, units))
    taxable["units"][line] -= units
    if taxable["units"][line] <= DUST_UNITS:
        taxable["units"][line], taxable["replacement_units"][line], lots["n"][line] = 0.0, 0.0, 0
    return units * price
