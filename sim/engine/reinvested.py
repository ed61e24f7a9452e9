"""What reinvested distributions bought in sheltered accounts: noted at a month end, looked at when a loss asks.

Few losses meet a reinvestment. Writing each into the wash-sale book took a twentieth of the time of a path.
"""

import numpy as np

from sim.jit import inner_kernel, rare_kernel
from sim.lots.open_lots import WINDOW_DAYS
from sim.lots.wash_book import Purchase, remember_purchase


@inner_kernel
def begin_notes(plan, state):  # type: ignore[no-untyped-def]
    """Begin with nothing noted."""
    state["latest_note"] = 0
    state["noted_day"][0], state["noted_day"][1] = 0, 0
    for account in range(plan["n_accounts"]):
        state["kept"][account, 0], state["kept"][account, 1] = 1.0, 1.0
        state["last_bought"][account] = plan["account_last_bought"][account]


@inner_kernel
def begin_note(plan, state, now):  # type: ignore[no-untyped-def]
    """Return the note of a month end, for the shares of each reinvesting position; the one of two months before ends.

    The purchases take the next numbers.
    """
    slot, month = 1 - state["latest_note"], now["month"]
    state["latest_note"] = slot
    state["noted_day"][slot], state["noted_month"][slot] = now["day"], month
    state["noted_order"][slot] = state["order"] + 1
    state["order"] += plan["n_reinvesting"][month]
    for account in range(plan["n_accounts"]):
        state["kept"][account, slot] = 1.0
    return slot


@inner_kernel
def take_noted(state, slot, k):  # type: ignore[no-untyped-def]
    """Return the shares of a noted position, which are noted no longer."""
    shares = state["noted"][slot, k]
    state["noted"][slot, k] = 0.0
    return shares


@inner_kernel
def _remember(plan, state, slot, k):  # type: ignore[no-untyped-def]
    """Write a noted purchase into the book."""
    shares = take_noted(state, slot, k)
    if shares > 0.0:
        book, day, order = state["wash"], state["noted_day"][slot], state["noted_order"][slot] + k
        position = plan["reinvesting"][state["noted_month"][slot], k]
        group, account = np.int64(position["group"]), np.int64(position["account"])
        book["last_purchase"][group] = max(book["last_purchase"][group], day)
        remember_purchase(book, Purchase(group, account, -1, day, order, shares))


@inner_kernel
def remember_reinvested(plan, state, group, day):  # type: ignore[no-untyped-def]
    """Write the noted purchases of a group into the book, as far as they count on a day."""
    for slot in range(2):
        if day - state["noted_day"][slot] <= WINDOW_DAYS:
            first = plan["reinvesting_from"][state["noted_month"][slot]]
            for k in range(first[group], first[group + 1]):
                _remember(plan, state, slot, k)


@rare_kernel
def remember_reinvested_in(plan, state, account, day):  # type: ignore[no-untyped-def]
    """Write the noted purchases of an account into the book, as far as they count on a day."""
    for slot in range(2):
        if day - state["noted_day"][slot] <= WINDOW_DAYS:
            month = state["noted_month"][slot]
            for k in range(plan["n_reinvesting"][month]):
                if plan["reinvesting"][month, k]["account"] == account:
                    _remember(plan, state, slot, k)


@inner_kernel
def less_is_left(state, account, share):  # type: ignore[no-untyped-def]
    """Note that of each of an account's positions at least this share is left."""
    state["kept"][account, 0] *= share
    state["kept"][account, 1] *= share


@inner_kernel
def holds_what_it_bought(plan, state, account, day):  # type: ignore[no-untyped-def]
    """Return whether an account surely still holds all the shares that it bought within the window.

    Two month ends lie within it at most. Each bought at most a share b of what was there; where both left at least 2 b
    of that, what is held now is more than both bought.
    """
    if day - state["last_bought"][account] <= WINDOW_DAYS:
        return False
    return min(state["kept"][account, 0], state["kept"][account, 1]) >= plan["account_least_kept"][account]
