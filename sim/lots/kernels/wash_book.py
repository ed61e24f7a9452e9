"""What the wash-sale rule remembers on one path: recent purchases anywhere, and losses still looking for one.

The rule is the exact ledger's (`sim.lots.ledger`), over fixed arrays. Quantities are shares; `group` numbers the sets
of substantially identical securities.
"""

from typing import NamedTuple

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel, kernel

MAX_GROUPS = 64
MAX_PURCHASES = 128
MAX_LOSSES = 512
ROUNDING = 1e-9
"""Share of a quantity below which what is left over is a rounding."""

PURCHASE = np.dtype(
    [
        ("shares", np.float64),
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
        ("day", np.int32),
        ("year", np.int32),  # position on the year axis
        ("days_held", np.int32),
        ("is_long", np.int32),
    ],
    align=True,
)
"""Shares sold at a loss and not yet matched."""

WASH_GROUP = np.dtype(
    [
        ("last_purchase", np.int64),  # day of the last one anywhere, 0 for never
        ("last_loss", np.int64),  # day of the last loss sale, 0 for never
        (
            "notes_read",
            np.int64,
        ),  # day of the last note that was looked at, see `sim.engine.kernels.trading.reinvested`
        ("bought_from", np.int64),  # the first purchase that may count, and behind the last one
        ("bought_to", np.int64),
        ("lost_from", np.int64),
        ("lost_to", np.int64),
        ("bought", PURCHASE, (MAX_PURCHASES,)),
        ("lost", LOSS, (MAX_LOSSES,)),
    ]
)
"""Recent purchases and unmatched loss sales of one group, each in order of time.

What has left the window or is used up stays where it is, in front of the first that counts, until the room is used up:
moving the others together every month took more time than the rest of the list's work. With one list for all groups,
searching it was where a path's branches were mispredicted most.
"""

WASH_BOOK = np.dtype(
    [
        ("n_forgotten", np.int64),  # entries that found no room and took the place of the latest one
        ("latest_loss", np.int64),  # day of the last loss sale of all groups
        ("window_days", np.int64),  # before and after a loss sale: IRC 1091(a)
        ("group", WASH_GROUP, (MAX_GROUPS,)),
    ]
)


WashBook = np.void
"""`WASH_BOOK`: what an annotation says."""
WashGroup = np.void
"""`WASH_GROUP`."""
WashRow = np.void
"""`PURCHASE` or `LOSS`."""


class Purchase(NamedTuple):
    """One row of a group's list of purchases, see `PURCHASE`."""

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


@cold_kernel
def _gather(rows: np.ndarray, first: int, end: int, since: int) -> int:
    """Move the rows of a day and later to the front of the room; returns how many they are. Modifies `rows`."""
    kept = 0
    for i in range(first, end):
        if rows[i]["day"] >= since and rows[i]["shares"] > 0.0:
            rows[kept] = rows[i]
            kept += 1
    return kept


@inner_kernel
def _first_that_counts(rows: np.ndarray, first: int, end: int, since: int) -> int:
    """Return the first row that has shares left and is not before a day, `end` for none."""
    while first < end and (rows[first]["shares"] <= 0.0 or rows[first]["day"] < since):
        first += 1
    return first


@inner_kernel
def _is_later(row: WashRow, purchase: Purchase) -> bool:
    """Return whether a row was bought after a purchase."""
    return row["day"] > purchase.day or (row["day"] == purchase.day and row["order"] > purchase.order)


@kernel
def remember_purchase(book: WashBook, group: int, purchase: Purchase) -> None:
    """Add shares that have washed no loss yet, in their place in time: mostly the last. Modifies `book`."""
    wash = book["group"][group]
    if wash["bought_to"] == MAX_PURCHASES:
        kept = _gather(wash["bought"], wash["bought_from"], wash["bought_to"], purchase.day - book["window_days"])
        wash["bought_from"], wash["bought_to"] = 0, kept
        book["n_forgotten"] += kept == MAX_PURCHASES
    rows, i = wash["bought"], min(wash["bought_to"], MAX_PURCHASES - 1)
    wash["bought_to"] = i + 1
    while i > wash["bought_from"] and _is_later(rows[i - 1], purchase):
        rows[i] = rows[i - 1]
        i -= 1
    row = rows[i]
    row["shares"] = purchase.shares
    row["account"] = purchase.account
    row["line"] = purchase.line
    row["day"] = purchase.day
    row["order"] = purchase.order


@inner_kernel
def take_off(row: WashRow, shares: float) -> None:
    """Take shares off a purchase or an unmatched loss; what rounding leaves of it is nothing. Modifies `row`."""
    left = row["shares"] - shares
    row["shares"] = left if left > ROUNDING * shares else 0.0


@inner_kernel
def forget_shares(book: WashBook, group: int, order: int, shares: float) -> None:
    """Shares of a recent taxable purchase were sold. Modifies `book`."""
    wash = book["group"][group]
    for i in range(wash["bought_to"] - 1, wash["bought_from"] - 1, -1):
        row = wash["bought"][i]
        if row["order"] == order and row["line"] >= 0:
            take_off(row, shares)
            return


@inner_kernel
def remember_loss(book: WashBook, piece: LossPiece, shares: float) -> None:
    """Let unmatched shares of a loss sale wait for a purchase of the next 30 days. Modifies `book`."""
    wash = book["group"][piece.group]
    if wash["lost_to"] == MAX_LOSSES:
        kept = _gather(wash["lost"], wash["lost_from"], wash["lost_to"], piece.day - book["window_days"])
        wash["lost_from"], wash["lost_to"] = 0, kept
        book["n_forgotten"] += kept == MAX_LOSSES
    i = min(wash["lost_to"], MAX_LOSSES - 1)
    row = wash["lost"][i]
    row["shares"] = shares
    row["a_share"] = piece.loss_a_share
    row["day"] = piece.day
    row["year"] = piece.year
    row["days_held"] = piece.days_held
    row["is_long"] = piece.is_long
    wash["lost_to"] = i + 1


@inner_kernel
def pass_over_purchases(wash: WashGroup, since: int) -> None:
    """Pass over a group's purchases before a day and those that are used up; keeps the searches short.

    Modifies `wash`.
    """
    first = _first_that_counts(wash["bought"], wash["bought_from"], wash["bought_to"], since)
    if first == wash["bought_to"]:
        first, wash["bought_to"] = 0, 0
    wash["bought_from"] = first


@inner_kernel
def earliest_purchase(book: WashBook, piece: LossPiece) -> int:
    """Return the position of the group's earliest purchase that can replace the piece, -1 for none. Modifies `book`."""
    wash = book["group"][piece.group]
    pass_over_purchases(wash, piece.day - book["window_days"])
    for i in range(wash["bought_from"], wash["bought_to"]):
        row = wash["bought"][i]
        if row["order"] != piece.order and row["shares"] > 0.0:
            return i
    return -1


@inner_kernel
def earliest_pending_loss(book: WashBook, group: int, day: int) -> int:
    """Return the position of the earliest unmatched loss of the group inside the window, -1 for none.

    Modifies `book`.
    """
    wash = book["group"][group]
    if day - wash["last_loss"] > book["window_days"]:
        return -1
    first = _first_that_counts(wash["lost"], wash["lost_from"], wash["lost_to"], day - book["window_days"])
    if first == wash["lost_to"]:
        wash["lost_from"], wash["lost_to"] = 0, 0
        return -1
    wash["lost_from"] = first
    return first


@inner_kernel
def copy_wash_book(source: WashBook, target: WashBook, n_groups: int) -> None:
    """Make `target` equal to a book without unmatched losses."""
    target["n_forgotten"], target["latest_loss"] = source["n_forgotten"], source["latest_loss"]
    target["window_days"] = source["window_days"]
    for g in range(n_groups):
        _copy_group(source["group"][g], target["group"][g])


@inner_kernel
def _copy_group(source: WashGroup, target: WashGroup) -> None:
    """Make `target` equal to a group without unmatched losses."""
    target["last_purchase"], target["last_loss"] = source["last_purchase"], source["last_loss"]
    target["notes_read"], target["lost_from"], target["lost_to"] = 0, 0, 0
    target["bought_from"], target["bought_to"] = source["bought_from"], source["bought_to"]
    for i in range(source["bought_from"], source["bought_to"]):
        target["bought"][i] = source["bought"][i]
