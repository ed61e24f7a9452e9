"""Lower which securities each sheltered account can ever hold, so that nothing else is looked at on a path."""

import numpy as np

from sim.engine.records.plan_and_state import Kind
from sim.lots.kernels.open_lots import WINDOW_DAYS
from sim.lots.kernels.wash_book import MAX_GROUPS


def lower_reach(plan: np.void) -> None:
    """Fill each account's securities: what it starts with, and all that payroll, rollovers and conversions may bring.

    The plan's accounts, payroll and rollovers are filled before.
    """
    n_accounts, n_securities = int(plan["n_accounts"]), int(plan["n_securities"])
    can_hold = plan["account_start_units"][:n_accounts, :n_securities] != 0.0
    for p in range(2):
        if n_accounts and plan["payroll_account"][p] >= 0:
            can_hold[plan["payroll_account"][p], plan["payroll_security"][p]] = True
    for _ in range(n_accounts):  # as many moves as there are accounts reach all that can be reached
        for k in range(int(plan["n_rollovers"])):
            _let_in(plan, can_hold, k)
        for a in np.flatnonzero(plan["account_roth"][:n_accounts] >= 0):
            can_hold[plan["account_roth"][a]] |= can_hold[a]
    for account in range(n_accounts):
        held = np.flatnonzero(can_hold[account])
        watched = held[plan["security_group"][held] >= 0]
        if plan["account_kind"][account] == Kind.ANNUITY:
            watched = watched[:0]
        plan["n_held"][account], plan["held"][account, : len(held)] = len(held), held
        plan["n_watched_held"][account], plan["watched_held"][account, : len(watched)] = len(watched), watched
    in_hsas = np.flatnonzero(can_hold[plan["first_hsa"] :].any(axis=0))
    plan["n_in_hsas"], plan["in_hsas"][: len(in_hsas)] = len(in_hsas), in_hsas


def lower_paying(plan: np.void) -> None:
    """Fill by month what pays distributions: lines, sheltered positions that the wash-sale rule watches.

    The plan's distributions and `lower_reach` come before.
    """
    for month in range(1, 13):
        a_share = plan["distribution"][month]
        positions = []
        for account in range(int(plan["n_accounts"])):
            for s in plan["watched_held"][account, : plan["n_watched_held"][account]]:
                if a_share[s] > 0.0:
                    bought = plan["distributed"][month, s]
                    positions.append((bought, account, s, plan["security_group"][s]))
                    plan["account_least_kept"][account] = max(plan["account_least_kept"][account], 2.0 * bought)
        positions.sort(key=lambda position: position[3])
        groups = [position[3] for position in positions]
        plan["n_reinvesting"][month], plan["reinvesting"][month, : len(positions)] = len(positions), positions
        plan["reinvesting_from"][month] = np.searchsorted(groups, np.arange(MAX_GROUPS + 1))
        bought_groups = sorted(set(groups))
        plan["n_reinvesting_groups"][month] = len(bought_groups)
        plan["reinvesting_groups"][month, : len(bought_groups)] = bought_groups
        lines = [line for line in range(int(plan["n_lines"])) if a_share[line] > 0.0]
        lines.sort(key=lambda line: int(plan["line_reinvests"][line]))
        plan["n_paying"][month], plan["paying"][month, : len(lines)] = len(lines), lines
        plan["n_paying_to_cash"][month] = sum(plan["line_reinvests"][lines] == 0)


def lower_bought_groups(plan: np.void, steps: np.ndarray) -> None:
    """Fill the groups that sheltered positions buy on each month end, or bought within the window before it.

    `lower_paying` comes before.
    """
    ends = np.flatnonzero(steps["is_month_end"])
    bought = np.zeros(len(ends), np.int64)
    for k, month in enumerate(steps["month"][ends]):
        groups = plan["reinvesting_groups"][month, : plan["n_reinvesting_groups"][month]]
        bought[k] = np.bitwise_or.reduce(np.int64(1) << groups)
    is_near = np.diff(steps["day"][ends], prepend=0) <= WINDOW_DAYS
    steps["bought_groups"][ends] = bought | is_near * np.roll(bought, 1)


def _let_in(plan: np.void, can_hold: np.ndarray, k: int) -> None:
    """Let what a rollover moves or buys, and the cash that waits, into the accounts that receive it."""
    bought = plan["rollover_weight"][k, : can_hold.shape[1]] > 0.0
    for target in (plan["rollover_target"][k], plan["rollover_roth_target"][k]):
        if target >= 0:
            can_hold[target] |= can_hold[plan["rollover_source"][k]] | bought
            can_hold[target, -1] = True
