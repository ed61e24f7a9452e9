"""Open taxable lots of one path over fixed arrays, kept sorted by basis a unit.

Sorting makes the two frequent questions cheap: which lots stand at a loss, and which lot is dearest, are both
answered from the end of the row. What is sorted is a row of small numbers, the slots where the lots lie: moving the
lots themselves took as long as everything else together on a household with reinvested dividends.
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
    """Return the type of `n_rows` rows of lots; call `clear_slots` on a new one.

    n : open lots of each row
    slot : where each lot lies, in ascending order of basis a unit; behind the first `n` stand the free slots
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
    slots = ("slot", np.int16, shape)
    return np.dtype([("n", np.int64, (n_rows,)), slots, *money, *whole, ("n_merges", np.int64)])


def clear_slots(lots: np.void) -> None:
    """Free every slot of rows of lots."""
    lots["slot"][:] = np.arange(MAX_LOTS)


OPEN_LOTS = lots_dtype(MAX_LINES)


class Lot(NamedTuple):
    """One lot taken out of its row; the fields are those of `lots_dtype`."""

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
    slot = lots["slot"][line, i]
    return Lot(
        lots["units"][line, slot],
        lots["unit_basis"][line, slot],
        lots["bought"][line, slot],
        lots["held_from"][line, slot],
        lots["side"][line, slot],
        lots["order"][line, slot],
        lots["is_used"][line, slot],
    )


@inner_kernel
def remove_lot(lots, line, i):  # type: ignore[no-untyped-def]
    """Take lot `i` out of its row; its slot becomes the first free one."""
    slots, last = lots["slot"], lots["n"][line] - 1
    slot = slots[line, i]
    for k in range(i, last):
        slots[line, k] = slots[line, k + 1]
    slots[line, last] = slot
    lots["n"][line] = last


@inner_kernel
def put_lot(lots, line, i, lot):  # type: ignore[no-untyped-def]
    """Put a lot at position `i` of a row, in front of the lots from `i` on."""
    slots, n = lots["slot"], lots["n"][line]
    slot = slots[line, n]
    for k in range(n, i, -1):
        slots[line, k] = slots[line, k - 1]
    slots[line, i] = slot
    lots["n"][line] = n + 1
    lots["units"][line, slot] = lot.units
    lots["unit_basis"][line, slot] = lot.unit_basis
    lots["bought"][line, slot] = lot.bought
    lots["held_from"][line, slot] = lot.held_from
    lots["side"][line, slot] = lot.side
    lots["order"][line, slot] = lot.order
    lots["is_used"][line, slot] = lot.is_used


@inner_kernel
def _place_of(lots, line, unit_basis):  # type: ignore[no-untyped-def]
    """Return the position behind every lot that is cheaper or equally dear."""
    slots, basis = lots["slot"], lots["unit_basis"]
    low, high = 0, lots["n"][line]
    limit = unit_basis * (1.0 + SAME_BASIS)
    while low < high:
        middle = (low + high) // 2
        if basis[line, slots[line, middle]] > limit:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def insert_lot(lots, line, lot, day):  # type: ignore[no-untyped-def]
    """Put a lot in its place of the row, behind lots of the same basis; merges two old lots where the row is full."""
    if lots["n"][line] == MAX_LOTS:
        _merge_two(lots, line, day)
    put_lot(lots, line, _place_of(lots, line, lot.unit_basis), lot)


@inner_kernel
def _pair_to_merge(lots, line, day):  # type: ignore[no-untyped-def]
    """Return the two neighbours with the deepest gain among the lots held long, whose basis matters latest.

    Only lots of one side, out of every wash-sale window, are merged; where there is no such pair, the two cheapest of
    one side are.
    """
    cheapest, old = (-1, -1), (-1, -1)  # by side: the lot seen before, of any age and among the old ones
    pair = (0, 0)
    for i in range(lots["n"][line]):
        slot = lots["slot"][line, i]
        side = lots["side"][line, slot]
        if pair[1] == 0 and cheapest[side] >= 0:
            pair = (cheapest[side], i)
        cheapest = (i, cheapest[1]) if side == 0 else (cheapest[0], i)
        if day - lots["held_from"][line, slot] <= 366 or day - lots["bought"][line, slot] <= WINDOW_DAYS:
            continue
        if old[side] >= 0:
            return old[side], i
        old = (i, old[1]) if side == 0 else (old[0], i)
    return pair


@inner_kernel
def _merge_two(lots, line, day):  # type: ignore[no-untyped-def]
    """Make one lot of two in a full row."""
    first, second = _pair_to_merge(lots, line, day)
    a, b = lot_at(lots, line, first), lot_at(lots, line, second)
    remove_lot(lots, line, second)
    remove_lot(lots, line, first)
    lots["n_merges"] += 1
    units = a.units + b.units
    unit_basis = (a.units * a.unit_basis + b.units * b.unit_basis) / units
    bought, held_from = max(a.bought, b.bought), max(a.held_from, b.held_from)
    merged = Lot(units, unit_basis, bought, held_from, b.side, max(a.order, b.order), max(a.is_used, b.is_used))
    put_lot(lots, line, _place_of(lots, line, unit_basis), merged)


@inner_kernel
def copy_lots(source, target, n_lines):  # type: ignore[no-untyped-def]
    """Make `target` equal to `source`, copying only open lots."""
    target["n_merges"] = source["n_merges"]
    for line in range(n_lines):
        target["n"][line] = 0
        for i in range(source["n"][line]):
            put_lot(target, line, i, lot_at(source, line, i))
