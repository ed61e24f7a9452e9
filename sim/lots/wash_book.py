"""What the wash-sale rule remembers on one path: recent purchases anywhere, and losses still looking for one.

The rule is the exact ledger's (`sim.lots.ledger`), over fixed arrays. Quantities are shares; `group` numbers the sets
of substantially identical securities.
"""

from typing import NamedTuple

import numpy as np

from sim.jit import inner_kernel, kernel
from sim.lots.open_lots import WINDOW_DAYS

MAX_GROUPS = 64
MAX_PURCHASES = 256
MAX_LOSSES = 1024
ROUNDING = 1e-9
"""Share of a quantity below which what is left over is a rounding."""

PURCHASE = np.dtype(
    [
        ("group", np.int64),
        ("account", np.int64),  # sheltered account, -1 for a taxable line
        ("line", np.int64),  # taxable line, -1 for a sheltered account
        ("day", np.int64),
        ("order", np.int64),
        ("shares", np.float64),
    ]
)
"""Shares bought, still held, that have washed no loss yet; of a taxable purchase they are one lot of its line.

The list answers which purchase a loss meets first. Asking the lots themselves took three times as long a path.
"""

LOSS = np.dtype(
    [
        ("group", np.int64),
        ("day", np.int64),
        ("year", np.int64),
        ("days_held", np.int64),
        ("is_long", np.int64),
        ("shares", np.float64),
        ("loss_a_share", np.float64),
    ]
)
"""Shares sold at a loss and not yet matched; year is the year's index."""

WASH_BOOK = np.dtype(
    [
        ("n_forgotten", np.int64),  # entries that found no room and took the place of the latest one
        ("n_purchases", np.int64),
        ("n_losses", np.int64),
        ("last_purchase", np.int64, (MAX_GROUPS,)),
        ("last_loss", np.int64, (MAX_GROUPS,)),
        *[(f"bought_{name}", PURCHASE[name], (MAX_PURCHASES,)) for name in PURCHASE.names or ()],
        *[
            (name if name.startswith("loss") else f"loss_{name}", LOSS[name], (MAX_LOSSES,))
            for name in LOSS.names or ()
        ],
    ]
)
"""Recent purchases and unmatched loss sales, each in order of time; the last day of a purchase (anywhere) and
of a loss sale of each group, 0 for never."""


class Purchase(NamedTuple):
    """One row of the list of purchases, see `PURCHASE`."""

    group: int
    account: int
    line: int
    day: int
    order: int
    shares: float


class LossPiece(NamedTuple):
    """Shares of one lot sold at a loss.

    loss_a_share : [USD], positive
    days_held : with the days tacked on by earlier wash sales
    order : purchase order of the lot sold; its other shares are no replacement (Rev. Rul. 56-602)
    """

    group: int
    day: int
    year: int
    order: int
    days_held: int
    is_long: int
    shares: float
    loss_a_share: float


@inner_kernel
def _copy_purchase(source, i, target, k):  # type: ignore[no-untyped-def]
    target["bought_group"][k] = source["bought_group"][i]
    target["bought_account"][k] = source["bought_account"][i]
    target["bought_line"][k] = source["bought_line"][i]
    target["bought_day"][k] = source["bought_day"][i]
    target["bought_order"][k] = source["bought_order"][i]
    target["bought_shares"][k] = source["bought_shares"][i]


@inner_kernel
def _forget_old_purchases(book, day):  # type: ignore[no-untyped-def]
    kept = 0
    for i in range(book["n_purchases"]):
        if day - book["bought_day"][i] <= WINDOW_DAYS and book["bought_shares"][i] > 0.0:
            if kept < i:
                _copy_purchase(book, i, book, kept)
            kept += 1
    book["n_purchases"] = kept


@inner_kernel
def _forget_old_losses(book, day):  # type: ignore[no-untyped-def]
    kept = 0
    for i in range(book["n_losses"]):
        if day - book["loss_day"][i] <= WINDOW_DAYS and book["loss_shares"][i] > 0.0:
            if kept < i:
                book["loss_group"][kept] = book["loss_group"][i]
                book["loss_day"][kept] = book["loss_day"][i]
                book["loss_year"][kept] = book["loss_year"][i]
                book["loss_days_held"][kept] = book["loss_days_held"][i]
                book["loss_is_long"][kept] = book["loss_is_long"][i]
                book["loss_shares"][kept] = book["loss_shares"][i]
                book["loss_a_share"][kept] = book["loss_a_share"][i]
            kept += 1
    book["n_losses"] = kept


@inner_kernel
def tidy(book, day):  # type: ignore[no-untyped-def]
    """Drop what lies outside every window, if the earliest entry does; keeps later searches short."""
    if book["n_purchases"] > 0 and day - book["bought_day"][0] > WINDOW_DAYS:
        _forget_old_purchases(book, day)
    if book["n_losses"] > 0 and day - book["loss_day"][0] > WINDOW_DAYS:
        _forget_old_losses(book, day)


@kernel
def remember_purchase(book, purchase):  # type: ignore[no-untyped-def]
    """Add shares that have washed no loss yet."""
    if book["n_purchases"] == MAX_PURCHASES:
        _forget_old_purchases(book, purchase.day)
        book["n_forgotten"] += book["n_purchases"] == MAX_PURCHASES
    i = min(book["n_purchases"], MAX_PURCHASES - 1)
    book["bought_group"][i] = purchase.group
    book["bought_account"][i] = purchase.account
    book["bought_line"][i] = purchase.line
    book["bought_day"][i] = purchase.day
    book["bought_order"][i] = purchase.order
    book["bought_shares"][i] = purchase.shares
    book["n_purchases"] = i + 1


@inner_kernel
def forget_shares(book, order, shares):  # type: ignore[no-untyped-def]
    """Shares of a recent taxable purchase were sold."""
    for i in range(book["n_purchases"] - 1, -1, -1):
        if book["bought_order"][i] == order and book["bought_line"][i] >= 0:
            left = book["bought_shares"][i] - shares
            book["bought_shares"][i] = left if left > ROUNDING * shares else 0.0
            return


@inner_kernel
def remember_loss(book, piece, shares):  # type: ignore[no-untyped-def]
    """Let unmatched shares of a loss sale wait for a purchase of the next 30 days."""
    if book["n_losses"] == MAX_LOSSES:
        _forget_old_losses(book, piece.day)
        book["n_forgotten"] += book["n_losses"] == MAX_LOSSES
    i = min(book["n_losses"], MAX_LOSSES - 1)
    book["loss_group"][i] = piece.group
    book["loss_day"][i] = piece.day
    book["loss_year"][i] = piece.year
    book["loss_days_held"][i] = piece.days_held
    book["loss_is_long"][i] = piece.is_long
    book["loss_shares"][i] = shares
    book["loss_a_share"][i] = piece.loss_a_share
    book["n_losses"] = i + 1


@inner_kernel
def less_of_loss(book, k, matched):  # type: ignore[no-untyped-def]
    """Take matched shares off an unmatched loss; what rounding leaves of it is nothing."""
    left = book["loss_shares"][k] - matched
    book["loss_shares"][k] = left if left > ROUNDING * matched else 0.0


@inner_kernel
def earliest_purchase(book, piece):  # type: ignore[no-untyped-def]
    """Return the position of the earliest purchase that can replace the piece, -1 for none."""
    for i in range(book["n_purchases"]):
        if book["bought_group"][i] != piece.group or book["bought_shares"][i] <= 0.0:
            continue
        if piece.day - book["bought_day"][i] <= WINDOW_DAYS and book["bought_order"][i] != piece.order:
            return i
    return -1


@inner_kernel
def earliest_pending_loss(book, group, day):  # type: ignore[no-untyped-def]
    """Return the position of the earliest unmatched loss of the group inside the window, -1 for none."""
    for i in range(book["n_losses"]):
        if book["loss_group"][i] != group or book["loss_shares"][i] <= 0.0:
            continue
        if day - book["loss_day"][i] <= WINDOW_DAYS:
            return i
    return -1


@inner_kernel
def copy_wash_book(source, target, n_groups):  # type: ignore[no-untyped-def]
    """Make `target` equal to a book without unmatched losses."""
    target["n_purchases"] = source["n_purchases"]
    target["n_losses"] = 0
    target["n_forgotten"] = source["n_forgotten"]
    for g in range(n_groups):
        target["last_purchase"][g] = source["last_purchase"][g]
        target["last_loss"][g] = source["last_loss"][g]
    for i in range(source["n_purchases"]):
        _copy_purchase(source, i, target, i)
