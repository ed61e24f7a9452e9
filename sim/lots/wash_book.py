"""What the wash-sale rule remembers on one path: recent purchases anywhere, and losses still looking for one.

The rule is the exact ledger's (`sim.lots.ledger`), over fixed arrays. Quantities are shares; `group` numbers the sets
of substantially identical securities.
"""

from typing import NamedTuple

import numpy as np

from sim.jit import inner_kernel, kernel, rare_kernel
from sim.lots.open_lots import WINDOW_DAYS

MAX_GROUPS = 64
MAX_PURCHASES = 256
MAX_LOSSES = 1024
ROUNDING = 1e-9
"""Share of a quantity below which what is left over is a rounding."""

PURCHASE = np.dtype(
    [
        ("shares", np.float64),
        ("group", np.int32),
        ("account", np.int32),  # sheltered account, -1 for a taxable line
        ("line", np.int32),  # taxable line, -1 for a sheltered account
        ("day", np.int32),
        ("order", np.int32),
    ],
    align=True,
)
"""Shares bought, still held, that have washed no loss yet; of a taxable purchase they are one lot of its line.

The list answers which purchase a loss meets first. Asking the lots themselves took three times as long a path.
"""

LOSS = np.dtype(
    [
        ("shares", np.float64),
        ("a_share", np.float64),  # loss [USD]
        ("group", np.int32),
        ("day", np.int32),
        ("year", np.int32),  # position on the year axis
        ("days_held", np.int32),
        ("is_long", np.int32),
    ],
    align=True,
)
"""Shares sold at a loss and not yet matched."""

WASH_BOOK = np.dtype(
    [
        ("n_forgotten", np.int64),  # entries that found no room and took the place of the latest one
        ("bought_from", np.int64),  # the first purchase inside the window, and behind the last one
        ("bought_to", np.int64),
        ("lost_from", np.int64),
        ("lost_to", np.int64),
        ("last_purchase", np.int64, (MAX_GROUPS,)),
        ("last_loss", np.int64, (MAX_GROUPS,)),
        ("latest_loss", np.int64),  # of all groups
        ("bought", PURCHASE, (MAX_PURCHASES,)),
        ("lost", LOSS, (MAX_LOSSES,)),
    ]
)
"""Recent purchases and unmatched loss sales, each in order of time; the last day of a purchase (anywhere) and
of a loss sale of each group, 0 for never.

What has left the window stays where it is, in front of the first that counts, until the room is used up: moving the
others together every month took more time than the rest of the list's work.
"""


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


@rare_kernel
def _gather(rows, first, end, day):  # type: ignore[no-untyped-def]
    """Move the rows that still count to the front of the room; returns how many they are."""
    kept = 0
    for i in range(first, end):
        if day - rows[i]["day"] <= WINDOW_DAYS and rows[i]["shares"] > 0.0:
            rows[kept] = rows[i]
            kept += 1
    return kept


@inner_kernel
def _inside_window(rows, first, end, day):  # type: ignore[no-untyped-def]
    """Return (first, end) of the rows without those before the window; keeps the searches short."""
    while first < end and day - rows[first]["day"] > WINDOW_DAYS:
        first += 1
    return (first, end) if first < end else (0, 0)


@inner_kernel
def pass_over_purchases(book, day):  # type: ignore[no-untyped-def]
    """Pass over the purchases outside every window."""
    book["bought_from"], book["bought_to"] = _inside_window(book["bought"], book["bought_from"], book["bought_to"], day)


@inner_kernel
def _is_later(row, purchase):  # type: ignore[no-untyped-def]
    return row["day"] > purchase.day or (row["day"] == purchase.day and row["order"] > purchase.order)


@kernel
def remember_purchase(book, purchase):  # type: ignore[no-untyped-def]
    """Add shares that have washed no loss yet, in their place in time: mostly the last."""
    if book["bought_to"] == MAX_PURCHASES:
        kept = _gather(book["bought"], book["bought_from"], book["bought_to"], purchase.day)
        book["bought_from"], book["bought_to"] = 0, kept
        book["n_forgotten"] += book["bought_to"] == MAX_PURCHASES
    rows, i = book["bought"], min(book["bought_to"], MAX_PURCHASES - 1)
    book["bought_to"] = i + 1
    while i > book["bought_from"] and _is_later(rows[i - 1], purchase):
        rows[i] = rows[i - 1]
        i -= 1
    row = rows[i]
    row["shares"] = purchase.shares
    row["group"] = purchase.group
    row["account"] = purchase.account
    row["line"] = purchase.line
    row["day"] = purchase.day
    row["order"] = purchase.order


@inner_kernel
def forget_shares(book, order, shares):  # type: ignore[no-untyped-def]
    """Shares of a recent taxable purchase were sold."""
    for i in range(book["bought_to"] - 1, book["bought_from"] - 1, -1):
        row = book["bought"][i]
        if row["order"] == order and row["line"] >= 0:
            left = row["shares"] - shares
            row["shares"] = left if left > ROUNDING * shares else 0.0
            return


@inner_kernel
def remember_loss(book, piece, shares):  # type: ignore[no-untyped-def]
    """Let unmatched shares of a loss sale wait for a purchase of the next 30 days."""
    if book["lost_to"] == MAX_LOSSES:
        kept = _gather(book["lost"], book["lost_from"], book["lost_to"], piece.day)
        book["lost_from"], book["lost_to"] = 0, kept
        book["n_forgotten"] += book["lost_to"] == MAX_LOSSES
    i = min(book["lost_to"], MAX_LOSSES - 1)
    row = book["lost"][i]
    row["shares"] = shares
    row["a_share"] = piece.loss_a_share
    row["group"] = piece.group
    row["day"] = piece.day
    row["year"] = piece.year
    row["days_held"] = piece.days_held
    row["is_long"] = piece.is_long
    book["lost_to"] = i + 1


@inner_kernel
def less_of_loss(book, k, matched):  # type: ignore[no-untyped-def]
    """Take matched shares off an unmatched loss; what rounding leaves of it is nothing."""
    row = book["lost"][k]
    left = row["shares"] - matched
    row["shares"] = left if left > ROUNDING * matched else 0.0


@inner_kernel
def earliest_purchase(book, piece):  # type: ignore[no-untyped-def]
    """Return the position of the earliest purchase that can replace the piece, -1 for none."""
    pass_over_purchases(book, piece.day)
    for i in range(book["bought_from"], book["bought_to"]):
        row = book["bought"][i]
        if row["group"] != piece.group or row["shares"] <= 0.0:
            continue
        if row["order"] != piece.order:
            return i
    return -1


@inner_kernel
def earliest_pending_loss(book, group, day):  # type: ignore[no-untyped-def]
    """Return the position of the earliest unmatched loss of the group inside the window, -1 for none."""
    book["lost_from"], book["lost_to"] = _inside_window(book["lost"], book["lost_from"], book["lost_to"], day)
    for i in range(book["lost_from"], book["lost_to"]):
        row = book["lost"][i]
        if row["group"] == group and row["shares"] > 0.0:
            return i
    return -1


@inner_kernel
def copy_wash_book(source, target, n_groups):  # type: ignore[no-untyped-def]
    """Make `target` equal to a book without unmatched losses."""
    target["bought_from"], target["bought_to"] = source["bought_from"], source["bought_to"]
    target["lost_from"], target["lost_to"] = 0, 0
    target["n_forgotten"], target["latest_loss"] = source["n_forgotten"], source["latest_loss"]
    for g in range(n_groups):
        target["last_purchase"][g] = source["last_purchase"][g]
        target["last_loss"][g] = source["last_loss"][g]
    for i in range(source["bought_from"], source["bought_to"]):
        target["bought"][i] = source["bought"][i]
