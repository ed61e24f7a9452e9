"""Open taxable lots of one path over fixed arrays, kept sorted by basis a unit.

Sorting makes the two frequent questions cheap: which lots stand at a loss, and which lot is dearest, are both
answered from the end of the row. What is sorted is a row of small numbers, the slots where the lots lie: moving the
lots themselves took as long as everything else together on a household with reinvested dividends.
"""

from typing import NamedTuple

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel, kernel

MAX_LINES = 32
MAX_LOTS = 128
DUST_UNITS = 1e-9
FROM_PLAN = 2
"""Of `is_used`: employer stock that came out of a plan with net unrealized appreciation."""
GIVEN = 3
"""Of `is_used`: a lot with one basis for a loss, which it is kept by, and a higher one for a gain."""
SAME_BASIS = 1e-9
"""Lots whose basis a unit differs by less are equally dear: a replacement bought on the day of a loss sale at the same
price gets back the old basis up to a rounding, and a rounding must not decide which lot is sold first."""


LOT = np.dtype(
    [
        ("units", np.float64),
        ("unit_basis", np.float64),  # basis a unit [USD]
        ("bought", np.int32),  # day of purchase (ordinal), which counts for the wash-sale window
        ("held_from", np.int32),  # start of the holding period (ordinal), earlier than `bought` after a wash sale
        ("order", np.int32),  # number of the purchase order, which also tells which of two came first
        ("side", np.int8),  # 0 the security itself, 1 its replacement
        ("is_used", np.int8),  # 1 can replace no sold shares (any more), 2 out of a plan, 3 two bases
    ],
    align=True,
)
"""One lot, 32 bytes: half a cache line. An array for each field, as before, took a cache line for each field of a lot,
and a row of lots no longer fitted into the nearest cache."""


def lots_dtype(n_rows: int) -> np.dtype:
    """Return the type of `n_rows` rows of lots; call `clear_slots` on a new one.

    n : open lots of each row
    slot : where each lot lies, in ascending order of basis a unit; behind the first `n` stand the free slots
    lot : `LOT`
    n_merges : how often two lots were merged because a row was full
    window_days : days before and after a loss sale within which a purchase washes it
    """
    shape = (n_rows, MAX_LOTS)
    return np.dtype(
        [
            ("n", np.int64, (n_rows,)),
            ("slot", np.uint8, shape),
            ("lot", LOT, shape),
            ("n_merges", np.int64),
            ("window_days", np.int64),
        ]
    )


def clear_slots(lots: np.void) -> None:
    """Free every slot of rows of lots."""
    lots["slot"][:] = np.arange(MAX_LOTS)


OPEN_LOTS = lots_dtype(MAX_LINES)

Lots = np.void
"""Rows of lots, see `lots_dtype`: what an annotation says."""
StoredLot = np.void
"""`LOT`, where it lies."""


class Lot(NamedTuple):
    """One lot taken out of its row; the fields are those of `LOT`."""

    units: float
    unit_basis: float
    bought: int
    held_from: int
    side: int
    order: int
    is_used: int


@inner_kernel
def with_units(lot: Lot, units: float) -> Lot:
    """Return the lot with another quantity (numba has no ``_replace``)."""
    return Lot(units, lot.unit_basis, lot.bought, lot.held_from, lot.side, lot.order, lot.is_used)


@inner_kernel
def lot_at(lots: Lots, line: int, i: int) -> Lot:
    """Return a copy of lot `i` of a line."""
    lot = lots["lot"][line, lots["slot"][line, i]]
    return Lot(
        lot["units"],
        lot["unit_basis"],
        np.int64(lot["bought"]),
        np.int64(lot["held_from"]),
        np.int64(lot["side"]),
        np.int64(lot["order"]),
        np.int64(lot["is_used"]),
    )


@inner_kernel
def _write(stored: StoredLot, lot: Lot) -> None:
    """Write a lot into its slot. Modifies `stored`."""
    stored["units"] = lot.units
    stored["unit_basis"] = lot.unit_basis
    stored["bought"] = lot.bought
    stored["held_from"] = lot.held_from
    stored["side"] = lot.side
    stored["order"] = lot.order
    stored["is_used"] = lot.is_used


@inner_kernel
def remove_lot(lots: Lots, line: int, i: int) -> None:
    """Take lot `i` out of its row; its slot becomes the first free one. Modifies `lots`."""
    row, last = lots["slot"][line], np.uint64(lots["n"][line] - 1)
    slot = row[i]
    for k in range(np.uint64(i), last):  # unsigned, so that no index can mean a place from the end: one block move
        row[k] = row[k + np.uint64(1)]
    row[last] = slot
    lots["n"][line] -= 1


@inner_kernel
def put_lot(lots: Lots, line: int, i: int, lot: Lot) -> None:
    """Put a lot at position `i` of a row, in front of the lots from `i` on. Modifies `lots`."""
    slots, n = lots["slot"], lots["n"][line]
    slot = slots[line, n]
    for k in range(n, i, -1):
        slots[line, k] = slots[line, k - 1]
    slots[line, i] = slot
    lots["n"][line] = n + 1
    _write(lots["lot"][line, slot], lot)


@kernel
def insert_lot(lots: Lots, line: int, lot: Lot, day: int) -> None:
    """Put a lot in its place of the row, behind lots of the same basis; merges two old lots where the row is full.

    Modifies `lots`.

    New lots are mostly among the dearest, so the search begins at that end.
    """
    if lots["n"][line] == MAX_LOTS:
        _merge_two(lots, line, day)
    slots, i = lots["slot"], lots["n"][line]
    limit = lot.unit_basis * (1.0 + SAME_BASIS)
    slot = slots[line, i]
    while i > 0 and lots["lot"][line, slots[line, i - 1]]["unit_basis"] > limit:
        slots[line, i] = slots[line, i - 1]
        i -= 1
    slots[line, i] = slot
    lots["n"][line] += 1
    _write(lots["lot"][line, slot], lot)


@inner_kernel
def move_behind_its_equals(lots: Lots, line: int, i: int) -> None:
    """Move lot `i`, whose basis has risen or which is to count as the latest, behind every lot with no higher basis.

    Modifies `lots`.
    """
    slots, last = lots["slot"], lots["n"][line] - 1
    slot = slots[line, i]
    limit = lots["lot"][line, slot]["unit_basis"] * (1.0 + SAME_BASIS)
    while i < last and lots["lot"][line, slots[line, i + 1]]["unit_basis"] <= limit:
        slots[line, i] = slots[line, i + 1]
        i += 1
    slots[line, i] = slot


@inner_kernel
def scale_side(lots: Lots, line: int, rise: float) -> None:
    """Make lots of a line's second side so many times the units, at the same basis, and sort the row again.

    Modifies `lots`.
    """
    slots = lots["slot"]
    for i in range(lots["n"][line]):
        slot = slots[line, i]
        stored = lots["lot"][line, slot]
        if stored["side"] == 1:
            stored["units"] *= rise
            stored["unit_basis"] /= rise
        k, limit = i, stored["unit_basis"] * (1.0 + SAME_BASIS)
        while k > 0 and lots["lot"][line, slots[line, k - 1]]["unit_basis"] > limit:
            slots[line, k] = slots[line, k - 1]
            k -= 1
        slots[line, k] = slot


@inner_kernel
def _of_side(pair: tuple[int, int], side: int) -> int:
    """Return one of two (indexing a tuple could raise, and every kernel above would ask whether it did)."""
    return pair[1] if side == 1 else pair[0]


@inner_kernel
def _pair_to_merge(lots: Lots, line: int, day: int) -> tuple[int, int]:
    """Return the two neighbors with the deepest gain among the lots held long, whose basis matters latest.

    Only lots of one side, out of every wash-sale window, are merged; where there is no such pair, the two cheapest of
    one side that can replace nothing any more are: bought long enough ago, or used. With none of these either, any two.
    """
    any_two, spent, old = (-1, -1), (-1, -1), (-1, -1)  # by side: the lot of each kind that was seen before
    pair, spent_pair = (0, 0), (0, 0)
    for i in range(lots["n"][line]):
        lot = lots["lot"][line, lots["slot"][line, i]]
        if lot["is_used"] >= FROM_PLAN:
            continue  # its number tells its net unrealized appreciation, or its other basis
        side, is_recent = np.int64(lot["side"]), day - lot["bought"] <= lots["window_days"]
        if pair[1] == 0 and _of_side(any_two, side) >= 0:
            pair = (_of_side(any_two, side), i)
        any_two = (i, any_two[1]) if side == 0 else (any_two[0], i)
        if is_recent and lot["is_used"] == 0:
            continue
        if spent_pair[1] == 0 and _of_side(spent, side) >= 0:
            spent_pair = (_of_side(spent, side), i)
        spent = (i, spent[1]) if side == 0 else (spent[0], i)
        if day - lot["held_from"] <= 366 or is_recent:
            continue
        if _of_side(old, side) >= 0:
            return _of_side(old, side), i
        old = (i, old[1]) if side == 0 else (old[0], i)
    return spent_pair if spent_pair[1] > 0 else pair


@cold_kernel
def _merge_two(lots: Lots, line: int, day: int) -> None:
    """Make one lot of two in a full row; it takes the place of the cheaper one. Modifies `lots`."""
    first, second = _pair_to_merge(lots, line, day)
    a, b = lot_at(lots, line, first), lot_at(lots, line, second)
    lots["n_merges"] += 1
    units = a.units + b.units
    unit_basis = (a.units * a.unit_basis + b.units * b.unit_basis) / units
    bought, held_from = max(a.bought, b.bought), max(a.held_from, b.held_from)
    merged = Lot(units, unit_basis, bought, held_from, b.side, max(a.order, b.order), max(a.is_used, b.is_used))
    _write(lots["lot"][line, lots["slot"][line, first]], merged)
    remove_lot(lots, line, second)
    move_behind_its_equals(lots, line, first)


@inner_kernel
def copy_lots(source: Lots, target: Lots, n_lines: int) -> None:
    """Make `target` equal to `source`, copying only open lots."""
    target["n_merges"], target["window_days"] = source["n_merges"], source["window_days"]
    for line in range(n_lines):
        target["n"][line] = 0
        for i in range(source["n"][line]):
            put_lot(target, line, i, lot_at(source, line, i))
