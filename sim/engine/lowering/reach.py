"""Lower which securities each sheltered account can ever hold, so that nothing else is looked at on a path."""

import numpy as np

from sim.engine.records.codes import Bucket, Kind
from sim.engine.records.limits import MOST_INCOME
from sim.lots.kernels.wash_book import MAX_GROUPS


def lower_reach(household: np.void) -> None:
    """Fill each account's securities: what it starts with, and all that payroll, moves and asset location may bring.

    The plan's accounts, payroll and rollovers are filled before.
    """
    n_accounts, n_securities = int(household["n_accounts"]), int(household["n_securities"])
    can_hold = household["account_start_units"][:n_accounts, :n_securities] != 0.0
    for a in range(n_accounts):
        if household["account_kind"][a] <= Kind.IRA or household["account_kind"][a] == Kind.ROTH:
            can_hold[a] |= household["mix"][:n_securities] > 0.0
    for p in range(2):
        if n_accounts and household["payroll_account"][p] >= 0:
            can_hold[household["payroll_account"][p], household["payroll_security"][p]] = True
    for _ in range(n_accounts):  # as many moves as there are accounts reach all that can be reached
        for k in range(int(household["n_rollovers"])):
            _let_in(household, can_hold, k)
        for into in np.flatnonzero(household["account_roth"][:n_accounts] >= 0):
            can_hold[household["account_roth"][into]] |= can_hold[into]
    for account in range(n_accounts):
        held = np.flatnonzero(can_hold[account])
        watched = held[household["security_group"][held] >= 0]
        if household["account_kind"][account] == Kind.ANNUITY:
            watched = watched[:0]
        household["n_held"][account], household["held"][account, : len(held)] = len(held), held
        for name, bucket in (("stocks_held", Bucket.STOCK), ("bonds_held", Bucket.BOND)):
            of_bucket = held[household["bucket"][held] == bucket]
            household[f"n_{name}"][account], household[name][account, : len(of_bucket)] = len(of_bucket), of_bucket
        household["n_watched_held"][account], household["watched_held"][account, : len(watched)] = len(watched), watched
    kinds = household["account_kind"][:n_accounts]
    located = np.flatnonzero((kinds <= Kind.IRA) | (kinds == Kind.ROTH))
    household["n_located"], household["located"][: len(located)] = len(located), located
    in_hsas = np.flatnonzero(can_hold[household["first_hsa"] :].any(axis=0))
    household["n_in_hsas"], household["in_hsas"][: len(in_hsas)] = len(in_hsas), in_hsas


def lower_paying(household: np.void, places: list[int]) -> None:
    """Fill by month what pays distributions: lines, sheltered positions that the wash-sale rule watches.

    The plan's distributions and `lower_reach` come before. Purchases of a day are in the order of the plan's accounts.

    places : of each account, which are in the order of withdrawals here, in the plan
    """
    for month in range(len(household["n_paying"])):  # rows by month; what is not in use pays nothing
        a_share = household["distribution"][month].tolist()
        if not any(a_share):
            continue
        positions = []
        for account in range(int(household["n_accounts"])):
            for s in household["watched_held"][account, : household["n_watched_held"][account]]:
                if a_share[s] > 0.0:
                    bought = household["distributed"][month, s]
                    positions.append((bought, account, s, household["security_group"][s]))
                    most = MOST_INCOME + household["gains_paid"][month, s] if household["follows_yield"][s] else bought
                    household["account_least_kept"][account] = max(household["account_least_kept"][account], 2.0 * most)
        positions.sort(key=lambda position: (position[3], places[position[1]]))
        groups = [position[3] for position in positions]
        household["n_reinvesting"][month], household["reinvesting"][month, : len(positions)] = len(positions), positions
        household["reinvesting_from"][month] = np.searchsorted(groups, np.arange(MAX_GROUPS + 1))
        bought_groups = sorted(set(groups))
        household["n_reinvesting_groups"][month] = len(bought_groups)
        household["reinvesting_groups"][month, : len(bought_groups)] = bought_groups
        lines = [line for line in range(int(household["n_lines"])) if a_share[line] > 0.0]
        lines.sort(key=lambda line: int(household["line_reinvests"][line]))
        household["n_paying"][month], household["paying"][month, : len(lines)] = len(lines), lines
        household["n_paying_to_cash"][month] = sum(household["line_reinvests"][lines] == 0)


def lower_bought_groups(household: np.void, steps: np.ndarray) -> None:
    """Fill the groups that sheltered positions buy on each month end, or bought within the window before it.

    `lower_paying` comes before.
    """
    ends = np.flatnonzero(steps["is_month_end"])
    by_row = np.zeros(len(household["n_reinvesting_groups"]), np.int64)
    for row, n_groups in enumerate(household["n_reinvesting_groups"]):
        by_row[row] = np.bitwise_or.reduce(np.int64(1) << household["reinvesting_groups"][row, :n_groups])
    bought = by_row[steps["row"][ends]]
    is_near = np.diff(steps["day"][ends], prepend=0) <= household["start_wash"]["window_days"]
    steps["bought_groups"][ends] = bought | is_near * np.roll(bought, 1)


def _let_in(household: np.void, can_hold: np.ndarray, k: int) -> None:
    """Let what a rollover moves or buys, and the cash that waits, into the accounts that receive it."""
    bought = household["rollover_weight"][k, : can_hold.shape[1]] > 0.0
    for target in (household["rollover_target"][k], household["rollover_roth_target"][k]):
        if target >= 0:
            can_hold[target] |= can_hold[household["rollover_source"][k]] | bought
            can_hold[target, -1] = True
