"""What reinvested distributions bought in sheltered accounts: counted only when a loss asks.

A month end is noted as such. What a position bought on it follows from the units that it holds now, as long as nothing
was added to them; whoever adds something has the account's purchases written into the wash-sale book before. Few
losses meet a reinvestment: writing each into the book took a twentieth of the time of a path.
"""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.fields import Quote
from sim.engine.records.limits import MAX_ACCOUNTS
from sim.engine.records.types import Household, Quotes, Sheltered, Step, Wash
from sim.lots.kernels.wash_book import Purchase, remember_purchase


@inner_kernel
def begin_notes(household: Household, wash: Wash) -> None:
    """Begin with nothing noted. The notes are numbered on from path to path: what was taken need not be cleared.

    Modifies `wash`.
    """
    wash["latest_note"], wash["noted_groups"] = 0, 0
    wash["noted_day"][0], wash["noted_day"][1] = 0, 0
    for account in range(household["n_accounts"]):
        wash["share_left"][0, account], wash["share_left"][1, account] = 1.0, 1.0
        wash["last_bought"][account] = household["account_last_bought"][account]


@inner_kernel
def bought_by_share(quotes: Quotes, security: int) -> float:
    """Return the shares that a share of the start has bought with a month end's distribution, all others reinvested."""
    a_share = quotes[Quote.DISTRIBUTION, security]
    grown = quotes[Quote.TOTAL_RETURN, security] / quotes[Quote.PRICE, security]
    return grown * a_share / (1.0 + a_share)


@inner_kernel
def begin_note(household: Household, wash: Wash, now: Step, quotes: Quotes) -> int:
    """Return the note of a month end, on which each reinvesting position bought; the one of two months before ends.

    Modifies `wash`.

    The purchases take the next numbers.
    """
    slot, month = 1 - wash["latest_note"], now["row"]
    wash["noted_groups"] = now["bought_groups"]
    wash["latest_note"] = slot
    wash["n_notes"] += 1
    wash["note"][slot], wash["noted_day"][slot] = wash["n_notes"], now["day"]
    wash["noted_month"][slot], wash["noted_year"][slot] = month, now["year"]
    wash["noted_order"][slot] = wash["order"] + 1
    wash["order"] += household["n_reinvesting"][month]
    for k in range(household["n_following"]):
        wash["noted_bought"][slot, household["following"][k]] = bought_by_share(quotes, household["following"][k])
    for account in range(MAX_ACCOUNTS):  # a known number: four instructions
        wash["share_left"][slot, account] = 1.0
    return slot


@inner_kernel
def take_noted(household: Household, sheltered: Sheltered, wash: Wash, slot: int, k: int) -> float:
    """Return the shares that a noted position bought, 0 where they were taken before; now they are. Modifies `wash`."""
    if wash["taken"][slot, k] == wash["note"][slot]:
        return 0.0
    wash["taken"][slot, k] = wash["note"][slot]
    month, year = wash["noted_month"][slot], wash["noted_year"][slot]
    position = household["reinvesting"][month, k]
    account, s = np.int64(position["account"]), np.int64(position["security"])
    kept = wash["share_left"][slot, account]
    if kept <= 0.0:
        return 0.0
    if household["follows_yield"][s] == 1:
        return sheltered["units"][account, s] / kept * wash["noted_bought"][slot, s]
    grown = household["grown_by_year"][year, s] * household["grown_by_month"][month, s]
    return sheltered["units"][account, s] / kept * grown * position["share"]


@inner_kernel
def _remember(household: Household, sheltered: Sheltered, wash: Wash, slot: int, k: int) -> None:
    """Write a noted purchase into the book. Modifies `wash`."""
    shares = take_noted(household, sheltered, wash, slot, k)
    if shares > 0.0:
        book, day, order = wash["book"], wash["noted_day"][slot], wash["noted_order"][slot] + k
        position = household["reinvesting"][wash["noted_month"][slot], k]
        group, account = np.int64(position["group"]), np.int64(position["account"])
        of_group = book["group"][group]
        of_group["last_purchase"] = max(of_group["last_purchase"], day)
        remember_purchase(book, group, Purchase(account, -1, day, order, shares))


@inner_kernel
def remember_reinvested(household: Household, sheltered: Sheltered, wash: Wash, group: int, day: int) -> None:
    """Write the noted purchases of a group into the book, as far as they count on a day and were not looked at.

    Modifies `wash`.
    """
    if (wash["noted_groups"] >> group) & 1 == 0:
        return
    of_group, latest = wash["book"]["group"][group], wash["noted_day"][wash["latest_note"]]
    read = of_group["notes_read"]
    if read == latest:
        return
    of_group["notes_read"] = latest
    for slot in range(2):
        if wash["noted_day"][slot] > read and day - wash["noted_day"][slot] <= wash["book"]["window_days"]:
            first = household["reinvesting_from"][wash["noted_month"][slot]]
            for k in range(first[group], first[group + 1]):
                _remember(household, sheltered, wash, slot, k)


@cold_kernel
def remember_reinvested_in(household: Household, sheltered: Sheltered, wash: Wash, account: int, day: int) -> None:
    """Write the noted purchases of an account into the book, as far as they count on a day. Modifies `wash`.

    Whoever adds to the account's positions, or moves one of them without the others, calls this before.
    """
    if wash["notes_read"][account] == wash["n_notes"]:
        return
    wash["notes_read"][account] = wash["n_notes"]
    for slot in range(2):
        if day - wash["noted_day"][slot] <= wash["book"]["window_days"]:
            month = wash["noted_month"][slot]
            for k in range(household["n_reinvesting"][month]):
                if household["reinvesting"][month, k]["account"] == account:
                    _remember(household, sheltered, wash, slot, k)


@inner_kernel
def less_is_left(wash: Wash, account: int, share: float) -> None:
    """Note that of each of an account's positions this share is left. Modifies `wash`."""
    wash["share_left"][0, account] *= share
    wash["share_left"][1, account] *= share


@inner_kernel
def holds_what_it_bought(household: Household, wash: Wash, account: int, day: int) -> bool:
    """Return whether an account surely still holds all the shares that it bought within the window.

    Two month ends lie within it at most. Each bought at most a share b of what was there; where both left at least 2 b
    of that, what is held now is more than both bought.
    """
    if day - wash["last_bought"][account] <= wash["book"]["window_days"]:
        return False
    return (
        min(wash["share_left"][0, account], wash["share_left"][1, account]) >= household["account_least_kept"][account]
    )
