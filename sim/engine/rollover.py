"""A direct rollover: nothing is taxed on the way; what a cash rollover buys, the wash-sale rule sees."""

from sim.engine.records import Q
from sim.engine.sheltered import account_value, missing_rmd, note_sheltered_purchase, withdraw
from sim.jit import inner_kernel
from sim.lots.wash_book import forget_account


@inner_kernel
def roll_over(plan, state, now, k, quotes):  # type: ignore[no-untyped-def]
    """Make rollover `k`: the plan's Roth and after-tax money to the Roth IRA, the rest to the traditional IRA.

    Reference: Notice 2014-54.
    """
    source = plan["rollover_source"][k]
    _rmd_before_rollover(plan, state, now, source, quotes)
    value = account_value(plan, state, source, quotes)
    if value > 0.0:
        roth_part = state["roth_share"][source]
        to_roth = roth_part + min(state["basis"][source], value * (1.0 - roth_part)) / value
        if plan["rollover_is_cash"][k] == 1:
            _move_cash(plan, state, now, k, value, to_roth, quotes)
        else:
            _move_in_kind(plan, state, k, to_roth)
    state["basis"][source] = 0.0
    state["roth_share"][source] = 0.0


@inner_kernel
def _rmd_before_rollover(plan, state, now, source, quotes):  # type: ignore[no-untyped-def]
    """An RMD cannot be rolled over (IRC 402(c)(4)(B)): the plan pays its own before."""
    owner = plan["account_owner"][source]
    period = plan["rmd_period"][owner, now["year"]]
    counted_share = 1.0 - state["roth_share"][source]
    if period <= 0.0 or counted_share <= 0.0:
        return
    due = min(missing_rmd(plan, state, owner, now["year"]), state["rmd_balance"][source] / period)
    state["cash"] += withdraw(plan, state, now, source, due / counted_share, quotes)


@inner_kernel
def _move_in_kind(plan, state, k, to_roth):  # type: ignore[no-untyped-def]
    source, target, roth = plan["rollover_source"][k], plan["rollover_target"][k], plan["rollover_roth_target"][k]
    for s in range(plan["n_securities"]):
        units = state["units"][source, s]
        state["units"][target, s] += units * (1.0 - to_roth)
        if to_roth > 0.0:
            state["units"][roth, s] += units * to_roth
        state["units"][source, s] = 0.0


@inner_kernel
def _move_cash(plan, state, now, k, value, to_roth, quotes):  # type: ignore[no-untyped-def]
    source = plan["rollover_source"][k]
    forget_account(state["wash"], source)
    for s in range(plan["n_securities"]):
        state["units"][source, s] = 0.0
    _buy_in_account(plan, state, now, k, plan["rollover_target"][k], value * (1.0 - to_roth), quotes)
    if to_roth > 0.0:
        _buy_in_account(plan, state, now, k, plan["rollover_roth_target"][k], value * to_roth, quotes)


@inner_kernel
def _buy_in_account(plan, state, now, k, account, amount, quotes):  # type: ignore[no-untyped-def]
    """Spend rollover cash by weight."""
    for s in range(plan["n_securities"]):
        spent = amount * plan["rollover_weight"][k, s]
        if spent <= 0.0:
            continue
        state["units"][account, s] += spent / quotes[Q.TOTAL_RETURN, s]
        group = plan["security_group"][s]
        if group >= 0:
            note_sheltered_purchase(state, now, account, group, spent / quotes[Q.PRICE, s])
