"""Match loss sales and purchases of substantially identical securities on a path, as IRC 1091 and the ledger do."""

from sim.engine.records import B, Y
from sim.jit import inner_kernel
from sim.lots.open_lots import WINDOW_DAYS, Lot, insert_lot, lot_at, remove_lot, with_units
from sim.lots.wash_book import earliest_pending_loss, earliest_sheltered_purchase, remember_loss

ROUNDING = 1e-9
"""Share of a quantity below which what is left over is a rounding."""


@inner_kernel
def book_disallowed(state, year, is_long, loss, field):  # type: ignore[no-untyped-def]
    """Take a disallowed loss out of its year's gains and count it as `field` of that year."""
    parity = year & 1
    state["book"][parity, B.LONG_TERM if is_long == 1 else B.SHORT_TERM] += loss
    state["book"][parity, B.LOSSES] -= loss
    state["yearly"][field, year] += loss


@inner_kernel
def _earliest_lot(plan, state, piece):  # type: ignore[no-untyped-def]
    """Return (line, position) of the earliest-bought taxable lot that can replace the piece, (-1, -1) for none."""
    best = (-1, -1)
    best_key = (0, 0)
    lots = state["lots"]
    for line in range(plan["n_lines"]):
        if piece.day - state["last_bought"][line] > WINDOW_DAYS:
            continue
        if plan["line_group"][line, 0] != piece.group and plan["line_group"][line, 1] != piece.group:
            continue
        for i in range(lots["n"][line]):
            if piece.day - lots["bought"][line, i] > WINDOW_DAYS or lots["is_used"][line, i] == 1:
                continue
            is_identical = plan["line_group"][line, lots["side"][line, i]] == piece.group
            if not is_identical or lots["order"][line, i] == piece.order:
                continue
            key = (lots["bought"][line, i], lots["order"][line, i])
            if best[0] < 0 or key < best_key:
                best, best_key = (line, i), key
    return best


@inner_kernel
def _wash_with_lot(plan, state, piece, shares, line, i):  # type: ignore[no-untyped-def]
    """Wash up to `shares` with one taxable lot; returns how many were washed.

    The matched part of the lot gets the loss as basis, and its holding period starts earlier by the days the loss
    shares were held (IRC 1091(d), 1223(3)).
    """
    lots = state["lots"]
    lot = lot_at(lots, line, i)
    ratio = plan["line_ratio"][line, lot.side]
    matched = min(shares, lot.units * ratio)
    remove_lot(lots, line, i)
    rest = lot.units - matched / ratio
    units = lot.units
    if rest * ratio > ROUNDING * matched:
        insert_lot(lots, line, with_units(lot, rest), piece.day)
        units = matched / ratio
    unit_basis = lot.unit_basis + piece.loss_a_share * ratio
    tacked = Lot(units, unit_basis, lot.bought, lot.held_from - piece.days_held, lot.side, lot.order, 1)
    insert_lot(lots, line, tacked, piece.day)
    return matched


@inner_kernel
def _look_back(plan, state, piece):  # type: ignore[no-untyped-def]
    """Match a piece with earlier purchases, the earliest first; returns the shares that found none."""
    shares, book, lots = piece.shares, state["wash"], state["lots"]
    while shares > ROUNDING * piece.shares:
        line, i = _earliest_lot(plan, state, piece)
        k = earliest_sheltered_purchase(book, piece.group, piece.day)
        if line < 0 and k < 0:
            return shares
        is_lot_first = k < 0
        if line >= 0 and k >= 0:
            lot_key = (lots["bought"][line, i], lots["order"][line, i])
            is_lot_first = lot_key < (book["bought_day"][k], book["bought_order"][k])
        if is_lot_first:
            matched = _wash_with_lot(plan, state, piece, shares, line, i)
            book_disallowed(state, piece.year, piece.is_long, matched * piece.loss_a_share, Y.WASH_DEFERRED)
        else:
            matched = min(shares, book["bought_shares"][k])
            book["bought_shares"][k] -= matched
            book_disallowed(state, piece.year, piece.is_long, matched * piece.loss_a_share, Y.WASH_PERMANENT)
        shares -= matched
    return 0.0


@inner_kernel
def match_loss_sale(plan, state, piece):  # type: ignore[no-untyped-def]
    """Look back 30 days from a loss sale; what stays unmatched waits for later purchases."""
    book = state["wash"]
    book["last_loss"][piece.group] = piece.day
    shares = piece.shares
    if piece.day - book["last_purchase"][piece.group] <= WINDOW_DAYS:
        shares = _look_back(plan, state, piece)
    if shares > 0.0:
        remember_loss(book, piece, shares)


@inner_kernel
def match_purchase(plan, state, line, lot):  # type: ignore[no-untyped-def]
    """Add a purchased lot to its line, washing pending losses of its group with it, earliest sale first."""
    group, ratio = plan["line_group"][line, lot.side], plan["line_ratio"][line, lot.side]
    book, lots, day = state["wash"], state["lots"], lot.bought
    book["last_purchase"][group] = day
    state["last_bought"][line] = day
    units = lot.units
    while units > ROUNDING * lot.units and day - book["last_loss"][group] <= WINDOW_DAYS:
        k = earliest_pending_loss(book, group, day)
        if k < 0:
            break
        matched = min(units * ratio, book["loss_shares"][k])
        book["loss_shares"][k] -= matched
        units -= matched / ratio
        loss, held_from = book["loss_a_share"][k], day - book["loss_days_held"][k]
        unit_basis = lot.unit_basis + loss * ratio
        insert_lot(lots, line, Lot(matched / ratio, unit_basis, day, held_from, lot.side, lot.order, 1), day)
        book_disallowed(state, book["loss_year"][k], book["loss_is_long"][k], matched * loss, Y.WASH_DEFERRED)
    if units > ROUNDING * lot.units:
        insert_lot(lots, line, with_units(lot, units), day)


@inner_kernel
def match_sheltered_purchase(state, day, group, shares):  # type: ignore[no-untyped-def]
    """Wash pending losses with shares bought in a plan or an IRA: gone for good. Returns the shares not used."""
    book = state["wash"]
    book["last_purchase"][group] = day
    left = shares
    while left > ROUNDING * shares and day - book["last_loss"][group] <= WINDOW_DAYS:
        k = earliest_pending_loss(book, group, day)
        if k < 0:
            break
        matched = min(left, book["loss_shares"][k])
        book["loss_shares"][k] -= matched
        left -= matched
        loss = matched * book["loss_a_share"][k]
        book_disallowed(state, book["loss_year"][k], book["loss_is_long"][k], loss, Y.WASH_PERMANENT)
    return left
