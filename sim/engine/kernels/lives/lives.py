"""Deaths: drawn once a path, the same for every strategy, and what changes on a December 31."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import lives_in, n_living
from sim.engine.kernels.sheltered.roth_clocks import inherit_clocks
from sim.engine.kernels.trading.two_bases import basis_at, gain_held_from
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Lives, Quotes, Sheltered, Step, Taxable
from sim.lots.kernels.open_lots import FROM_PLAN, GIVEN, StoredLot, insert_lot, lot_at, put_lot
from sim.market.normals import Key, philox4x32
from sim.market.spread import Spread, spread_word

STREAM = np.uint64(7_105_910)
"""Of the counter-based generator; the market's is 0."""

LONG_AGO = 400  # days: a holding period that is long-term
NEVER = 1 << 30


@inner_kernel
def draw_deaths(household: Household, spread: Spread, lives: Lives, path: int) -> None:
    """Fill each person's year of death on a path: the first at whose end the chance to be alive is below the draw.

    Where paths are spread, the draws are the first coordinates of the path's point. Modifies `lives`.
    """
    lives["death_year"][0], lives["death_year"][1] = NEVER, NEVER
    if household["has_deaths"] == 0:
        return
    none = np.uint64(0)
    key = Key(household["key"][0], household["key"][1])
    words = philox4x32(key, np.uint64(path), none, none, STREAM)
    for person in range(household["n_people"]):
        word = spread_word(spread, key, path, person) if spread.n_sets > 0 else words[person]
        draw = (np.float64(word) + 0.5) * 2.0**-32
        for year in range(household["n_years"]):
            if household["survival"][person, year] <= draw:
                lives["death_year"][person] = year
                break


@inner_kernel
def begin_lives(lives: Lives) -> None:
    """Set the state to the first day: everybody holds their own accounts. Modifies `lives`."""
    lives["first_death"] = min(lives["death_year"][0], lives["death_year"][1])
    lives["holder"][0], lives["holder"][1] = 0, 1


@inner_kernel
def nobody_after(household: Household, lives: Lives, year: int) -> bool:
    """Return whether the household ends with a year."""
    return household["has_deaths"] == 1 and n_living(household, lives, year + 1) == 0


@inner_kernel
def is_first_death(household: Household, lives: Lives, year: int) -> bool:
    """Return whether one of two people dies at the end of a year and the other lives on."""
    return n_living(household, lives, year) == 2 and n_living(household, lives, year + 1) == 1


@cold_kernel
def end_lives(
    household: Household, taxable: Taxable, sheltered: Sheltered, lives: Lives, now: Step, quotes: Quotes
) -> None:
    """Pass a deceased person's accounts to the survivor and give the lots their basis after the death.

    Modifies `taxable`, `sheltered` and `lives`.
    """
    if not is_first_death(household, lives, now["year"]):
        return
    for person in range(2):
        if not lives_in(lives, person, now["year"] + 1):
            lives["holder"][person] = 1 - person
            inherit_clocks(sheltered, person, household["n_years"])
    for line in range(household["n_lines"] if household["has_step_up"] == 1 else 0):
        _step_up(household, taxable, line, quotes[Quote.PRICE, line], now["day"])


@inner_kernel
def _step_up(household: Household, taxable: Taxable, line: int, price: float, day: int) -> None:
    """Give every lot of a line its new basis; the order of the lots stays. Modifies `taxable`.

    Net unrealized appreciation keeps out of it: what is left of it stays a long-term gain of whoever sells.

    References: IRC 1014(b)(6), (9), (c), 2040(b), 1223(9), Rev. Rul. 75-125.
    """
    lots = taxable["lots"]
    for i in range(lots["n"][line]):
        lot = lots["lot"][line, lots["slot"][line, i]]
        left = 0.0
        if lot["is_used"] == GIVEN:
            _settle_bases(household, lot, price)
        if lot["is_used"] == FROM_PLAN:
            left = _nua_after_death(household, taxable, lot, price)
        if household["is_community_property"] == 1:
            lot["unit_basis"], lot["held_from"] = price - left, min(lot["held_from"], day - LONG_AGO)
        else:
            lot["unit_basis"] = (lot["unit_basis"] + price - left) / 2.0
    if household["has_nua"] == 1 or household["n_given"] > 0:
        _enter_anew(taxable, line, day)


@cold_kernel
def _settle_bases(household: Household, lot: StoredLot, price: float) -> None:
    """Leave a lot with two bases the one by which it would be sold at a price. Modifies `lot`.

    Simplification: the half that is not stepped up keeps no second basis.
    """
    order, loss_basis = np.int64(lot["order"]), lot["unit_basis"]
    lot["unit_basis"], lot["is_used"] = basis_at(household, order, loss_basis, price), 1  # type: ignore[arg-type]
    if price > loss_basis:
        lot["held_from"] = gain_held_from(household, order)  # type: ignore[arg-type]


@cold_kernel
def _enter_anew(taxable: Taxable, line: int, day: int) -> None:
    """Put the lots of a line into their order again, the lowest basis first. Modifies `taxable`."""
    lots, pieces = taxable["lots"], taxable["pieces"]
    for i in range(lots["n"][line]):
        put_lot(pieces, 0, i, lot_at(lots, line, i))
    lots["n"][line] = 0
    for i in range(pieces["n"][0]):
        insert_lot(lots, line, lot_at(pieces, 0, i), day)
    pieces["n"][0] = 0


@inner_kernel
def _nua_after_death(household: Household, taxable: Taxable, lot: StoredLot, price: float) -> float:
    """Return what of a lot's net unrealized appreciation a unit is left at a price; that half, or all, goes on.

    Modifies `taxable`.
    """
    left = 0.0
    for k in range(household["n_rollovers"]):
        if taxable["nua_order"][k] == lot["order"]:
            nua = taxable["nua_a_unit"][k]
            left = min(nua, max(0.0, price - lot["unit_basis"]))
            taxable["nua_a_unit"][k] = left if household["is_community_property"] == 1 else (nua + left) / 2.0
    return left
