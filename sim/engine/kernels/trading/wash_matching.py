"""Match loss sales and purchases of substantially identical securities on a path, as IRC 1091 and the ledger do."""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.trading.reinvested import remember_reinvested
from sim.engine.kernels.trading.replacements import shares_a_unit
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, Sheltered, Tally, Taxable, Wash
from sim.lots.kernels.open_lots import Lot, Lots, insert_lot, lot_at, move_behind_its_equals, with_units
from sim.lots.kernels.wash_book import (
    ROUNDING,
    LossPiece,
    Purchase,
    earliest_pending_loss,
    earliest_purchase,
    remember_loss,
    remember_purchase,
    take_off,
)


@inner_kernel
def book_disallowed(tally: Tally, year: int, is_long: int, loss: float, field: int) -> None:
    """Take a disallowed loss out of its year's gains and count it as `field` of that year. Modifies `tally`."""
    parity = year & 1
    tally["items"][parity, TaxItem.LONG_TERM if is_long == 1 else TaxItem.SHORT_TERM] += loss
    tally["items"][parity, TaxItem.LOSSES] -= loss
    tally["yearly"][year, field] += loss


@inner_kernel
def _lot_of_order(lots: Lots, line: int, order: int) -> int:
    """Return the position of the lot that holds a purchase's unused shares, -1 where it was merged away."""
    for i in range(lots["n"][line] - 1, -1, -1):
        lot = lots["lot"][line, lots["slot"][line, i]]
        if lot["order"] == order and lot["is_used"] == 0:
            return i
    return -1


@inner_kernel
def _wash_with_lot(household: Household, taxable: Taxable, piece: LossPiece, shares: float, line: int, i: int) -> float:
    """Wash up to `shares` with one taxable lot; returns how many were washed. Modifies `taxable`.

    The matched part of the lot gets the loss as basis, and its holding period starts earlier by the days the loss
    shares were held (IRC 1091(d), 1223(3)).
    """
    lots = taxable["lots"]
    lot = lot_at(lots, line, i)
    stored = lots["lot"][line, lots["slot"][line, i]]
    ratio = shares_a_unit(household, taxable, line, lot.side)
    matched = min(shares, lot.units * ratio)
    rest = lot.units - matched / ratio
    unit_basis = lot.unit_basis + piece.loss_a_share * ratio
    held_from = lot.held_from - piece.days_held
    if rest * ratio > ROUNDING * matched:
        stored["units"] = rest
        move_behind_its_equals(lots, line, i)
        tacked = Lot(matched / ratio, unit_basis, lot.bought, held_from, lot.side, lot.order, 1)
        insert_lot(lots, line, tacked, piece.day)
    else:
        stored["unit_basis"], stored["held_from"], stored["is_used"] = unit_basis, held_from, 1
        move_behind_its_equals(lots, line, i)
    return matched


@inner_kernel
def _look_back(household: Household, taxable: Taxable, wash: Wash, tally: Tally, piece: LossPiece) -> float:
    """Match a piece with earlier purchases, the earliest first; returns the shares that found none.

    Modifies `taxable`, `wash` and `tally`.
    """
    shares, book = piece.shares, wash["book"]
    while shares > ROUNDING * piece.shares:
        k = earliest_purchase(book, piece)
        if k < 0:
            return shares
        bought = book["group"][piece.group]["bought"][k]
        line = np.int64(bought["line"])
        if line < 0:
            matched = min(shares, bought["shares"])
            book_disallowed(tally, piece.year, piece.is_long, matched * piece.loss_a_share, Yearly.WASH_PERMANENT)
        else:
            i = _lot_of_order(taxable["lots"], line, bought["order"])
            if i < 0:
                bought["shares"] = 0.0
                continue
            matched = _wash_with_lot(household, taxable, piece, shares, line, i)
            book_disallowed(tally, piece.year, piece.is_long, matched * piece.loss_a_share, Yearly.WASH_DEFERRED)
        take_off(bought, matched)
        shares -= matched
    return 0.0


@inner_kernel
def match_loss_sale(
    household: Household, taxable: Taxable, sheltered: Sheltered, wash: Wash, tally: Tally, piece: LossPiece
) -> None:
    """Look back 30 days from a loss sale; what stays unmatched waits for later purchases.

    Modifies `taxable`, `wash` and `tally`.
    """
    book, of_group = wash["book"], wash["book"]["group"][piece.group]
    of_group["last_loss"], book["latest_loss"] = piece.day, piece.day
    remember_reinvested(household, sheltered, wash, piece.group, piece.day)
    shares = piece.shares
    if piece.day - of_group["last_purchase"] <= book["window_days"]:
        shares = _look_back(household, taxable, wash, tally, piece)
    if shares > 0.0:
        remember_loss(book, piece, shares)


@inner_kernel
def match_purchase(household: Household, taxable: Taxable, wash: Wash, tally: Tally, line: int, lot: Lot) -> None:
    """Add a purchased lot to its line, washing pending losses of its group with it, earliest sale first.

    Modifies `taxable`, `wash` and `tally`.
    """
    group, ratio = household["line_group"][line, lot.side], shares_a_unit(household, taxable, line, lot.side)
    book, lots, day = wash["book"], taxable["lots"], lot.bought
    book["group"][group]["last_purchase"] = day
    units = lot.units
    while units > ROUNDING * lot.units:
        k = earliest_pending_loss(book, group, day)
        if k < 0:
            break
        lost = book["group"][group]["lost"][k]
        matched = min(units * ratio, lost["shares"])
        take_off(lost, matched)
        units -= matched / ratio
        loss, held_from = lost["a_share"], day - np.int64(lost["days_held"])
        unit_basis = lot.unit_basis + loss * ratio
        insert_lot(lots, line, Lot(matched / ratio, unit_basis, day, held_from, lot.side, lot.order, 1), day)
        book_disallowed(tally, np.int64(lost["year"]), np.int64(lost["is_long"]), matched * loss, Yearly.WASH_DEFERRED)
    if units > ROUNDING * lot.units:
        insert_lot(lots, line, with_units(lot, units), day)
        remember_purchase(book, group, Purchase(-1, line, day, lot.order, units * ratio))


@inner_kernel
def match_sheltered_purchase(wash: Wash, tally: Tally, day: int, group: int, shares: float) -> float:
    """Wash pending losses with shares bought in a plan or an IRA: lost for good. Returns the shares not used.

    Modifies `wash` and `tally`.
    """
    book = wash["book"]
    book["group"][group]["last_purchase"] = day
    left = shares
    while left > ROUNDING * shares:
        k = earliest_pending_loss(book, group, day)
        if k < 0:
            break
        lost = book["group"][group]["lost"][k]
        matched = min(left, lost["shares"])
        take_off(lost, matched)
        left -= matched
        loss = matched * lost["a_share"]
        book_disallowed(tally, np.int64(lost["year"]), np.int64(lost["is_long"]), loss, Yearly.WASH_PERMANENT)
    return left if left > ROUNDING * shares else 0.0
