"""Take long-term gains up to the top of the 0% bracket, at the end of the year, and buy the same shares back."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.sheltered.conversions import LEAST_RISE
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.kernels.taxes.tax_year import return_input_of
from sim.engine.kernels.taxes.taxable_income import taxable_income_alone
from sim.engine.kernels.trading.trades import LEAST_LOSS, buy_lot, is_barred, leave, pay_trading_cost
from sim.engine.kernels.trading.two_bases import basis_at, gain_held_from
from sim.engine.records.fields import Quote, Yearly
from sim.engine.records.types import Household, Lives, PathLaws, Quotes, State, Step, Tally, Taxes
from sim.lots.kernels.holding_period import is_held_long
from sim.lots.kernels.open_lots import GIVEN, lot_at, remove_lot, with_units

CENT = 0.01
TO_THE_DOLLAR = 1e-6
"""How near the gain comes to the top of the bracket [USD]."""


@inner_kernel
def _income_above_bracket(
    household: Household, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally, year: int, gain: float
) -> float:
    """Return by how much taxable income lies above the 0% bracket with a further long-term gain [USD].

    Infinite where the year's gains and losses net to a loss: a gain would only use the loss up.
    """
    inputs = return_input_of(household, taxes, lives, tally, year, (gain, 0.0, 0.0))
    taxable, netted = taxable_income_alone(laws, taxes, year, inputs)
    if netted.loss_deducted > CENT:
        return float("inf")
    return taxable - federal_law_of(laws, year).gains.middle_threshold


@inner_kernel
def room_at_lowest_rate(
    household: Household, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally, year: int
) -> float:
    """Return the long-term gain that fills the 0% bracket of the year as its tax items stand [USD].

    A dollar of gain is a dollar of taxable income, and up to 0.85 more where it makes Social Security taxable, and what
    it takes off the senior deduction: so the gain lies between nothing and the bracket's empty part.

    References
    ----------
    IRC 1(h)(1)(B), 1(j)(5)(A)(i).
    """
    low, high = 0.0, -_income_above_bracket(household, laws, taxes, lives, tally, year, 0.0)
    if laws["itemizes"] == 1:  # deductions that grow with income
        high *= LEAST_RISE
    if high <= LEAST_LOSS:
        return 0.0
    if _income_above_bracket(household, laws, taxes, lives, tally, year, high) <= TO_THE_DOLLAR:
        return high
    while high - low > TO_THE_DOLLAR:
        middle = 0.5 * (low + high)
        if _income_above_bracket(household, laws, taxes, lives, tally, year, middle) > 0.0:
            high = middle
        else:
            low = middle
    return low


@cold_kernel
def harvest_gains(household: Household, laws: PathLaws, state: State, now: Step, quotes: Quotes) -> None:
    """Realize long-term gains up to the top of the 0% bracket, line by line, the cheapest lots first.

    Modifies `state`.
    """
    wash, tally = state["positions"]["wash"], state["positions"]["tally"]
    room = room_at_lowest_rate(household, laws, state["taxes"], state["lives"], tally, now["year"])
    for line in range(household["n_lines"]):
        price = quotes[Quote.PRICE, line]
        for side in range(2):
            if room > LEAST_LOSS and not is_barred(household, wash, line, side, now["day"]):
                room -= step_up_gains(household, state, now, line, side, price, room)


@inner_kernel
def step_up_gains(
    household: Household, state: State, now: Step, line: int, side: int, price: float, room: float
) -> float:
    """Sell and buy back one side's long-term lots at a gain; returns the gain [USD]. Modifies `state`."""
    positions = state["positions"]
    taxable, wash, tally = positions["taxable"], positions["wash"], positions["tally"]
    lots = taxable["lots"]
    units, gain, i = 0.0, 0.0, 0
    while i < lots["n"][line] and gain < room:
        lot = lot_at(lots, line, i)
        a_unit, held_from = price - lot.unit_basis, lot.held_from
        if lot.is_used == GIVEN:
            a_unit = price - basis_at(household, lot.order, lot.unit_basis, price)
            held_from = gain_held_from(household, lot.order)
        if (
            a_unit * lot.units <= LEAST_LOSS
            or lot.side != side
            or not is_held_long(held_from, now["day"], household["long_term_years"])
        ):
            i += 1
            continue
        sold = min(lot.units, (room - gain) / a_unit)
        if sold < lot.units:
            lots["lot"][line, lots["slot"][line, i]]["units"] = lot.units - sold
        else:
            remove_lot(lots, line, i)
        leave(household, taxable, wash, tally, now, line, with_units(lot, sold), price)
        units += sold
        gain += sold * a_unit
    if units > 0.0:
        tally["yearly"][now["year"], Yearly.HARVESTED_GAIN] += gain
        pay_trading_cost(household, state["policy"], state["cash"], tally, now, line, units * price)
        buy_lot(household, positions, now, line, side, units, price)
    return gain
