"""What reinvested distributions bought in sheltered accounts: counted only when a loss asks.

A month end is noted as such. What a position bought on it follows from the units that it holds now, as long as nothing
was added to them; whoever adds something has the account's purchases written into the wash-sale book before. Few
losses meet a reinvestment: writing each into the book took a twentieth of the time of a path.
"""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.limits import MAX_ACCOUNTS
from sim.engine.records.types import Household, State, Step
from sim.lots.kernels.open_lots import WINDOW_DAYS
from sim.lots.kernels.wash_book import Purchase, remember_purchase


@inner_kernel
def begin_notes(household: Household, state: State) -> None:
    """Begin with nothing noted. The notes are numbered on from path to path: what was taken need not be cleared."""
    state["latest_note"], state["noted_groups"] = 0, 0
    state["noted_day"][0], state["noted_day"][1] = 0, 0
    for account in range(household["n_accounts"]):
        state["share_left"][0, account], state["share_left"][1, account] = 1.0, 1.0
        state["last_bought"][account] = household["account_last_bought"][account]


@inner_kernel
def begin_note(household: Household, state: State, now: Step) -> int:
    """Return the note of a month end, on which each reinvesting position bought; the one of two months before ends.

    The purchases take the next numbers.
    """
    slot, month = 1 - state["latest_note"], now["month"]
    state["noted_groups"] = now["bought_groups"]
    state["latest_note"] = slot
    state["n_notes"] += 1
    state["note"][slot], state["noted_day"][slot] = state["n_notes"], now["day"]
    state["noted_month"][slot], state["noted_year"][slot] = month, now["year"]
    state["noted_order"][slot] = state["order"] + 1
    state["order"] += household["n_reinvesting"][month]
    for account in range(MAX_ACCOUNTS):  # a known number: four instructions
        state["share_left"][slot, account] = 1.0
    return slot


@inner_kernel
def take_noted(household: Household, state: State, slot: int, k: int) -> float:
    """Return the shares that a noted position bought, 0 where they were taken before; now they are."""
    if state["taken"][slot, k] == state["note"][slot]:
        return 0.0
    state["taken"][slot, k] = state["note"][slot]
    month, year = state["noted_month"][slot], state["noted_year"][slot]
    position = household["reinvesting"][month, k]
    account, s = np.int64(position["account"]), np.int64(position["security"])
    kept = state["share_left"][slot, account]
    if kept <= 0.0:
        return 0.0
    grown = household["grown_by_year"][year, s] * household["grown_by_month"][month, s]
    return state["units"][account, s] / kept * grown * position["share"]


@inner_kernel
def _remember(household: Household, state: State, slot: int, k: int) -> None:
    """Write a noted purchase into the book."""
    shares = take_noted(household, state, slot, k)
    if shares > 0.0:
        book, day, order = state["wash"], state["noted_day"][slot], state["noted_order"][slot] + k
        position = household["reinvesting"][state["noted_month"][slot], k]
        group, account = np.int64(position["group"]), np.int64(position["account"])
        wash = book["group"][group]
        wash["last_purchase"] = max(wash["last_purchase"], day)
        remember_purchase(book, group, Purchase(account, -1, day, order, shares))


@inner_kernel
def remember_reinvested(household: Household, state: State, group: int, day: int) -> None:
    """Write the noted purchases of a group into the book, as far as they count on a day and were not looked at."""
    if (state["noted_groups"] >> group) & 1 == 0:
        return
    wash, latest = state["wash"]["group"][group], state["noted_day"][state["latest_note"]]
    read = wash["notes_read"]
    if read == latest:
        return
    wash["notes_read"] = latest
    for slot in range(2):
        if state["noted_day"][slot] > read and day - state["noted_day"][slot] <= WINDOW_DAYS:
            first = household["reinvesting_from"][state["noted_month"][slot]]
            for k in range(first[group], first[group + 1]):
                _remember(household, state, slot, k)


@cold_kernel
def remember_reinvested_in(household: Household, state: State, account: int, day: int) -> None:
    """Write the noted purchases of an account into the book, as far as they count on a day.

    Whoever adds to the account's positions, or moves one of them without the others, calls this before.
    """
    for slot in range(2):
        if day - state["noted_day"][slot] <= WINDOW_DAYS:
            month = state["noted_month"][slot]
            for k in range(household["n_reinvesting"][month]):
                if household["reinvesting"][month, k]["account"] == account:
                    _remember(household, state, slot, k)


@inner_kernel
def less_is_left(state: State, account: int, share: float) -> None:
    """Note that of each of an account's positions this share is left."""
    state["share_left"][0, account] *= share
    state["share_left"][1, account] *= share


@inner_kernel
def holds_what_it_bought(household: Household, state: State, account: int, day: int) -> bool:
    """Return whether an account surely still holds all the shares that it bought within the window.

    Two month ends lie within it at most. Each bought at most a share b of what was there; where both left at least 2 b
    of that, what is held now is more than both bought.
    """
    if day - state["last_bought"][account] <= WINDOW_DAYS:
        return False
    return (
        min(state["share_left"][0, account], state["share_left"][1, account])
        >= household["account_least_kept"][account]
    )
