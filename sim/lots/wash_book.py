"""What the wash-sale rule remembers on one path: purchases in sheltered accounts and losses still looking for one.

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

PURCHASE = np.dtype(
    [
        ("group", np.int64),
        ("account", np.int64),
        ("day", np.int64),
        ("order", np.int64),
        ("shares", np.float64),
    ]
)
"""Shares bought in a sheltered account that have washed no loss yet."""

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
"""Recent sheltered purchases and unmatched loss sales, each in order of time; the last day of a purchase (anywhere) and
of a loss sale of each group, 0 for never."""


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
def _forget_old_purchases(book, day):  # type: ignore[no-untyped-def]
    kept = 0
    for i in range(book["n_purchases"]):
        if day - book["bought_day"][i] <= WINDOW_DAYS and book["bought_shares"][i] > 0.0:
            if kept < i:
                book["bought_group"][kept] = book["bought_group"][i]
                book["bought_account"][kept] = book["bought_account"][i]
                book["bought_day"][kept] = book["bought_day"][i]
                book["bought_order"][kept] = book["bought_order"][i]
                book["bought_shares"][kept] = book["bought_shares"][i]
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
    """Drop what lies outside every window; keeps later searches short."""
    _forget_old_purchases(book, day)
    _forget_old_losses(book, day)


@kernel
def remember_sheltered_purchase(book, group, account, day, order, shares):  # type: ignore[no-untyped-def]
    """Add shares bought in an IRA or a plan that have washed no loss yet."""
    if book["n_purchases"] == MAX_PURCHASES:
        _forget_old_purchases(book, day)
    i = min(book["n_purchases"], MAX_PURCHASES - 1)
    book["bought_group"][i] = group
    book["bought_account"][i] = account
    book["bought_day"][i] = day
    book["bought_order"][i] = order
    book["bought_shares"][i] = shares
    book["n_purchases"] = i + 1


@inner_kernel
def forget_account(book, account):  # type: ignore[no-untyped-def]
    """An account sold everything: its recent purchases are no longer held."""
    for i in range(book["n_purchases"]):
        if book["bought_account"][i] == account:
            book["bought_shares"][i] = 0.0


@inner_kernel
def remember_loss(book, piece, shares):  # type: ignore[no-untyped-def]
    """Let unmatched shares of a loss sale wait for a purchase of the next 30 days."""
    if book["n_losses"] == MAX_LOSSES:
        _forget_old_losses(book, piece.day)
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
def earliest_sheltered_purchase(book, group, day):  # type: ignore[no-untyped-def]
    """Return the position of the earliest unused sheltered purchase inside the window, -1 for none."""
    for i in range(book["n_purchases"]):
        is_open = book["bought_shares"][i] > 0.0 and day - book["bought_day"][i] <= WINDOW_DAYS
        if is_open and book["bought_group"][i] == group:
            return i
    return -1


@inner_kernel
def earliest_pending_loss(book, group, day):  # type: ignore[no-untyped-def]
    """Return the position of the earliest unmatched loss of the group inside the window, -1 for none."""
    for i in range(book["n_losses"]):
        is_open = book["loss_shares"][i] > 0.0 and day - book["loss_day"][i] <= WINDOW_DAYS
        if is_open and book["loss_group"][i] == group:
            return i
    return -1


@inner_kernel
def copy_wash_book(source, target, n_groups):  # type: ignore[no-untyped-def]
    """Make `target` equal to a book without unmatched losses."""
    target["n_purchases"] = source["n_purchases"]
    target["n_losses"] = 0
    for g in range(n_groups):
        target["last_purchase"][g] = source["last_purchase"][g]
        target["last_loss"][g] = source["last_loss"][g]
    for i in range(source["n_purchases"]):
        target["bought_group"][i] = source["bought_group"][i]
        target["bought_account"][i] = source["bought_account"][i]
        target["bought_day"][i] = source["bought_day"][i]
        target["bought_order"][i] = source["bought_order"][i]
        target["bought_shares"][i] = source["bought_shares"][i]
