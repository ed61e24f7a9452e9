"""Which lot of a line is sold first, by the strategy's method; the same methods as the exact ledger's."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.codes import Sale
from sim.engine.records.types import Household
from sim.lots.kernels.holding_period import is_held_long
from sim.lots.kernels.open_lots import SAME_BASIS, Lots


@cold_kernel
def _first_in(lots: Lots, line: int) -> int:
    """Return the position of the lot bought first, the dearest part of that purchase."""
    best = lots["n"][line] - 1
    for i in range(best - 1, -1, -1):
        lot = lots["lot"][line, lots["slot"][line, i]]
        first = lots["lot"][line, lots["slot"][line, best]]
        is_same_day = lot["bought"] == first["bought"]
        if lot["bought"] < first["bought"] or (is_same_day and lot["order"] < first["order"]):
            best = i
    return best


@cold_kernel
def _least_taxed(household: Household, lots: Lots, line: int, price: float, day: int) -> int:
    """Return the position of the next lot: short-term losses, long-term losses, long-term gains, short-term gains."""
    best, least = -1, 4
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lots["lot"][line, lots["slot"][line, i]]
        is_long = is_held_long(np.int64(lot["held_from"]), day, household["long_term_years"])
        if lot["unit_basis"] > price * (1.0 + SAME_BASIS):
            rank = 1 if is_long else 0
        else:
            rank = 2 if is_long else 3
        if rank < least:
            best, least = i, rank
        if rank == 0 or (rank >= 2 and least <= 2):
            break  # the row is sorted: no loss follows a gain
    return best


@inner_kernel
def lot_to_sell(household: Household, method: int, lots: Lots, line: int, price: float, day: int) -> int:
    """Return the position in a row of the lot that is sold next; the row is sorted by basis a unit."""
    if method == Sale.FIRST_IN:
        return _first_in(lots, line)
    if method == Sale.MINIMUM_TAX:
        return _least_taxed(household, lots, line, price, day)
    return lots["n"][line] - 1
