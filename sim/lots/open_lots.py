"""Open taxable lots of one path over fixed arrays, kept sorted by basis a unit.

Sorting makes the two frequent questions cheap: which lots stand at a loss, and which lot is dearest, are both
answered from the end of the row.
"""

from typing import NamedTuple

import numpy as np

from sim.jit import inner_kernel, kernel

MAX_LINES = 32
MAX_LOTS = 128
DUST_UNITS = 1e-9
WINDOW_DAYS = 30
SAME_BASIS = 1e-9
"""Lots whose basis a unit differs by less are equally dear: a replacement bought on the day of a loss sale at the same
price gets back the old basis up to a rounding, and a rounding must not decide which lot is sold first."""


def lots_dtype(n_rows: int) -> np.dtype:
    """Return the record of `n_rows` rows of lots; row order is ascending basis a unit.

    n : open lots of each row
    units, unit_basis : quantity, and basis a unit [USD]
    bought : day of purchase (ordinal), which counts for the wash-sale window
    held_from : start of the holding period (ordinal), earlier than `bought` after a wash sale
    side : 0 the security itself, 1 its replacement
    order : number of the purchase order, which also tells which of two came first
    is_used : 1 where the lot has served as a replacement and cannot wash another loss
    n_merges : how often two lots were merged because a row was full
    """
    shape = (n_rows, MAX_LOTS)
    whole = [(name, np.int64, shape) for name in ("bought", "held_from", "side", "order", "is_used")]
    money = [(name, np.float64, shape) for name in ("units", "unit_basis")]
    return np.dtype([("n", np.int64, (n_rows,)), *money, *whole, ("n_merges", np.int64)])


OPEN_LOTS = lots_dtype(MAX_LINES)


class Lot(NamedTuple):
    units: float
    unit_basis: float
    bought: int
    held_from: int
    side: int
    order: int
    is_used: int


@inner_kernel
def with_units(lot, units):  # type: ignore[no-untyped-def]
    """Return the lot with another quantity (numba has no ``_replace``)."""
    return Lot(units, lot.unit_basis, lot.bought, lot.held_from, lot.side, lot.order, lot.is_used)


@inner_kernel
def lot_at(lots, line, i):  # type: ignore[no-untyped-def]
    """Return a copy of lot `i` of a line."""
    return Lot(
        lots["units"][line, i],
        lots["unit_basis"][line, i],
        lots["bought"][line, i],
        lots["held_from"][line, i],
        lots["side"][line, i],
        lots["order"][line, i],
        lots["is_used"][line, i],
    )


@inner_kernel
def put_lot(lots, line, i, lot):  # type: ignore[no-untyped-def]
    """Write a lot at position `i` of a row."""
    lots["units"][line, i] = lot.units
    lots["unit_basis"][line, i] = lot.unit_basis
    lots["bought"][line, i] = lot.bought
    lots["held_from"][line, i] = lot.held_from
    lots["side"][line, i] = lot.side
    lots["order"][line, i] = lot.order
    lots["is_used"][line, i] = lot.is_used


@inner_kernel
def copy_lot(lots, line, source, target):  # type: ignore[no-untyped-def]
    """Write lot `source` of a row over lot `target`."""
    put_lot(lots, line, target, lot_at(lots, line, source))


@inner_kernel
def _move_down(row, first, last):  # type: ignore[no-untyped-def]
    for k in range(first, last):
        row[k] = row[k + 1]


@inner_kernel
def _move_up(row, first, last):  # type: ignore[no-untyped-def]
    for k in range(last, first, -1):
        row[k] = row[k - 1]


@inner_kernel
def remove_lot(lots, line, i):  # type: ignore[no-untyped-def]
    """Take lot `i` out of its row. Field by field: each is then one move of memory."""
    last = lots["n"][line] - 1
    lots["n"][line] = last
    if i == last:
        return
    _move_down(lots["units"][line], i, last)
    _move_down(lots["unit_basis"][line], i, last)
    _move_down(lots["bought"][line], i, last)
    _move_down(lots["held_from"][line], i, last)
    _move_down(lots["side"][line], i, last)
    _move_down(lots["order"][line], i, last)
    _move_down(lots["is_used"][line], i, last)


@inner_kernel
def _insert_sorted(lots, line, lot):  # type: ignore[no-untyped-def]
    n = lots["n"][line]
    i = n
    while i > 0 and lots["unit_basis"][line, i - 1] > lot.unit_basis * (1.0 + SAME_BASIS):
        i -= 1
    lots["n"][line] = n + 1
    if i < n:
        _move_up(lots["units"][line], i, n)
        _move_up(lots["unit_basis"][line], i, n)
        _move_up(lots["bought"][line], i, n)
        _move_up(lots["held_from"][line], i, n)
        _move_up(lots["side"][line], i, n)
        _move_up(lots["order"][line], i, n)
        _move_up(lots["is_used"][line], i, n)
    put_lot(lots, line, i, lot)


@kernel
def insert_lot(lots, line, lot, day):  # type: ignore[no-untyped-def]
    """Put a lot in its place of the row, behind lots of the same basis; merges two old lots where the row is full."""
    if lots["n"][line] == MAX_LOTS:
        _insert_sorted(lots, line, _take_two_as_one(lots, line, day))
    _insert_sorted(lots, line, lot)


@inner_kernel
def _pair_to_merge(lots, line, day):  # type: ignore[no-untyped-def]
    """Return the two neighbours with the deepest gain among the lots held long, whose basis matters latest.

    Only lots of one side, out of every wash-sale window, are merged; where there is no such pair, the two cheapest of
    one side are.
    """
    cheapest, old = (-1, -1), (-1, -1)  # by side: the lot seen before, of any age and among the old ones
    pair = (0, 0)
    for i in range(lots["n"][line]):
        side = lots["side"][line, i]
        if pair[1] == 0 and cheapest[side] >= 0:
            pair = (cheapest[side], i)
        cheapest = (i, cheapest[1]) if side == 0 else (cheapest[0], i)
        if day - lots["held_from"][line, i] <= 366 or day - lots["bought"][line, i] <= WINDOW_DAYS:
            continue
        if old[side] >= 0:
            return old[side], i
        old = (i, old[1]) if side == 0 else (old[0], i)
    return pair


@inner_kernel
def _take_two_as_one(lots, line, day):  # type: ignore[no-untyped-def]
    """Take two lots out of a full row and return them as one."""
    first, second = _pair_to_merge(lots, line, day)
    a, b = lot_at(lots, line, first), lot_at(lots, line, second)
    remove_lot(lots, line, second)
    remove_lot(lots, line, first)
    lots["n_merges"] += 1
    units = a.units + b.units
    return Lot(
        units,
        (a.units * a.unit_basis + b.units * b.unit_basis) / units,
        max(a.bought, b.bought),
        max(a.held_from, b.held_from),
        b.side,
        max(a.order, b.order),
        max(a.is_used, b.is_used),
    )


@inner_kernel
def copy_lots(source, target, n_lines):  # type: ignore[no-untyped-def]
    """Make `target` equal to `source`, copying only open lots."""
    target["n_merges"] = source["n_merges"]
    for line in range(n_lines):
        target["n"][line] = source["n"][line]
        for i in range(source["n"][line]):
            put_lot(target, line, i, lot_at(source, line, i))
