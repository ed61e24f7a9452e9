"""A rollover: the RMD first, then the money moves; what it buys, the wash-sale rule sees."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.people import holder_of
from sim.engine.kernels.rollovers.indirect import pay_out, redeposit
from sim.engine.kernels.rollovers.nua import distribute_stock
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.sheltered.roth_clocks import note_roth_money
from sim.engine.kernels.sheltered.sheltered import (
    account_value,
    add_units,
    forget_sold_shares,
    missing_rmd,
    reduce_positions,
    withdraw,
)
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.plan_and_state import B, Kind, Move, Q, Y


@rare_kernel
def roll_over_due(plan, state, now, step, quotes):  # type: ignore[no-untyped-def]
    """Do what falls on this step: rollovers, redeposits, purchases that waited."""
    for k in range(plan["n_rollovers"]):
        if plan["rollover_step"][k] == step:
            _roll_over(plan, state, now, k, quotes)
        if plan["rollover_second_step"][k] == step:
            if plan["rollover_method"][k] == Move.INDIRECT:
                redeposit(plan, state, now, k, quotes)
            elif plan["rollover_is_parked"][k] == 1:
                _invest_parked(plan, state, now, k, quotes)


@rare_kernel
def _roll_over(plan, state, now, k, quotes):  # type: ignore[no-untyped-def]
    """Begin rollover `k`: Roth and after-tax money to the Roth IRA (Notice 2014-54), the rest as its method says."""
    source, share = plan["rollover_source"][k], plan["rollover_share"][k]
    if plan["rollover_method"][k] == Move.NUA:
        distribute_stock(plan, state, now, k, quotes)
    _rmd_before_rollover(plan, state, now, source, quotes)
    value = account_value(plan, state, source, quotes)
    if value > 0.0:
        untaxed = 0.0
        if plan["account_kind"][source] == Kind.PLAN:
            roth_part = state["roth_share"][source]
            untaxed = roth_part + min(state["basis"][source], value * (1.0 - roth_part)) / value
        pretax = value * share * (1.0 - untaxed)
        method = plan["rollover_method"][k]
        converted = pretax if method == Move.TO_ROTH else 0.0
        roth = plan["rollover_roth_target"][k]
        if roth >= 0:
            note_roth_money(plan, state, roth, now["year"], converted, value * share * untaxed)
        if method == Move.INDIRECT:
            pay_out(plan, state, now, k, pretax, quotes)
            _take_out(plan, state, now, k, quotes)
            if untaxed > 0.0:
                buy_in_account(plan, state, now, k, roth, value * share * untaxed, quotes)
        else:
            if method == Move.TO_ROTH:
                state["book"][now["year"] & 1, B.IRA] += pretax
                state["yearly"][now["year"], Y.CONVERTED] += pretax
                untaxed = 1.0
            _move_directly(plan, state, now, k, value * share, untaxed, quotes)
    if plan["account_kind"][source] == Kind.PLAN:
        state["basis"][source] *= 1.0 - share


@inner_kernel
def _move_directly(plan, state, now, k, amount, to_roth, quotes):  # type: ignore[no-untyped-def]
    """Move a share of every position, or its value, to the IRA and the Roth IRA."""
    target, roth = plan["rollover_target"][k], plan["rollover_roth_target"][k]
    if plan["rollover_is_cash"][k] == 0:
        source, share = plan["rollover_source"][k], plan["rollover_share"][k]
        for account in (source, target, roth):
            if account >= 0:
                remember_reinvested_in(plan, state, account, now["day"])
        for s in range(plan["n_securities"]):
            units = state["units"][source, s] * share
            if to_roth < 1.0:
                add_units(state, target, s, units * (1.0 - to_roth))
            if to_roth > 0.0:
                add_units(state, roth, s, units * to_roth)
        reduce_positions(plan, state, source, 1.0 - share)
        return
    _take_out(plan, state, now, k, quotes)
    if to_roth < 1.0:
        _arrive(plan, state, now, k, 0, target, amount * (1.0 - to_roth), quotes)
    if to_roth > 0.0:
        _arrive(plan, state, now, k, 1, roth, amount * to_roth, quotes)


@inner_kernel
def _rmd_before_rollover(plan, state, now, source, quotes):  # type: ignore[no-untyped-def]
    """An RMD cannot be rolled over (IRC 402(c)(4)(B)): the account pays its own before."""
    owner = holder_of(plan, state, source)
    period = plan["rmd_period"][owner, now["year"]]
    counted_share = 1.0 - state["roth_share"][source]
    if period <= 0.0 or counted_share <= 0.0:
        return
    due = min(missing_rmd(plan, state, owner, now["year"]), state["rmd_balance"][source] / period)
    state["cash"] += withdraw(plan, state, now, source, due / counted_share, quotes)


@inner_kernel
def _take_out(plan, state, now, k, quotes):  # type: ignore[no-untyped-def]
    """Sell the share of every position that leaves; what is sold can replace nothing any more."""
    source, share = plan["rollover_source"][k], plan["rollover_share"][k]
    reduce_positions(plan, state, source, 1.0 - share)
    forget_sold_shares(plan, state, source, now["day"], quotes)


@inner_kernel
def _arrive(plan, state, now, k, part, account, amount, quotes):  # type: ignore[no-untyped-def]
    """Invest what reaches an account, or let it wait there as cash; `part` is 0 in the IRA, 1 in the Roth IRA."""
    if plan["rollover_is_parked"][k] == 0:
        buy_in_account(plan, state, now, k, account, amount, quotes)
        return
    cash = plan["n_securities"] - 1
    units = amount / quotes[Q.TOTAL_RETURN, cash]
    add_units(state, account, cash, units)
    state["parked"][k, part] = units


@rare_kernel
def _invest_parked(plan, state, now, k, quotes):  # type: ignore[no-untyped-def]
    """Spend the cash that waited, as far as it is still there."""
    cash = plan["n_securities"] - 1
    for part in range(2):
        if state["parked"][k, part] > 0.0:
            account = plan["rollover_target"][k] if part == 0 else plan["rollover_roth_target"][k]
            units = min(state["parked"][k, part], state["units"][account, cash])
            state["units"][account, cash] -= units
            state["parked"][k, part] = 0.0
            buy_in_account(plan, state, now, k, account, units * quotes[Q.TOTAL_RETURN, cash], quotes)
