"""A rollover: the RMD first, then the money moves; what it buys, the wash-sale rule sees."""

from sim.compile.decorators import cold_kernel, inner_kernel
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
from sim.engine.records.codes import Kind, Move
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Household, Quotes, State, Step


@cold_kernel
def roll_over_due(household: Household, state: State, now: Step, step: int, quotes: Quotes) -> None:
    """Do what falls on this step: rollovers, redeposits, purchases that waited."""
    for rollover in range(household["n_rollovers"]):
        if household["rollover_step"][rollover] == step:
            _roll_over(household, state, now, rollover, quotes)
        if household["rollover_second_step"][rollover] == step:
            if household["rollover_method"][rollover] == Move.INDIRECT:
                redeposit(household, state, now, rollover, quotes)
            elif household["rollover_is_parked"][rollover] == 1:
                _invest_parked(household, state, now, rollover, quotes)


@cold_kernel
def _roll_over(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Begin a rollover: Roth and after-tax money to the Roth IRA (Notice 2014-54), the rest as its method says."""
    source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
    if household["rollover_method"][rollover] == Move.NUA:
        distribute_stock(household, state, now, rollover, quotes)
    _rmd_before_rollover(household, state, now, source, quotes)
    value = account_value(household, state, source, quotes)
    if value > 0.0:
        untaxed = 0.0
        if household["account_kind"][source] == Kind.PLAN:
            roth_part = state["roth_share"][source]
            untaxed = roth_part + min(state["basis"][source], value * (1.0 - roth_part)) / value
        pretax = value * share * (1.0 - untaxed)
        method = household["rollover_method"][rollover]
        converted = pretax if method == Move.TO_ROTH else 0.0
        roth = household["rollover_roth_target"][rollover]
        if roth >= 0:
            note_roth_money(household, state, roth, now["year"], converted, value * share * untaxed)
        if method == Move.INDIRECT:
            pay_out(household, state, now, rollover, pretax, quotes)
            _take_out(household, state, now, rollover, quotes)
            if untaxed > 0.0:
                buy_in_account(household, state, now, rollover, roth, value * share * untaxed, quotes)
        else:
            if method == Move.TO_ROTH:
                state["tax_items"][now["year"] & 1, TaxItem.IRA] += pretax
                state["yearly"][now["year"], Yearly.CONVERTED] += pretax
                untaxed = 1.0
            _move_directly(household, state, now, rollover, value * share, untaxed, quotes)
    if household["account_kind"][source] == Kind.PLAN:
        state["basis"][source] *= 1.0 - share


@inner_kernel
def _move_directly(
    household: Household, state: State, now: Step, rollover: int, amount: float, to_roth: float, quotes: Quotes
) -> None:
    """Move a share of every position, or its value, to the IRA and the Roth IRA."""
    target, roth = household["rollover_target"][rollover], household["rollover_roth_target"][rollover]
    if household["rollover_is_cash"][rollover] == 0:
        source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
        for account in (source, target, roth):
            if account >= 0:
                remember_reinvested_in(household, state, account, now["day"])
        for s in range(household["n_securities"]):
            units = state["units"][source, s] * share
            if to_roth < 1.0:
                add_units(state, target, s, units * (1.0 - to_roth))
            if to_roth > 0.0:
                add_units(state, roth, s, units * to_roth)
        reduce_positions(household, state, source, 1.0 - share)
        return
    _take_out(household, state, now, rollover, quotes)
    if to_roth < 1.0:
        _arrive(household, state, now, rollover, 0, target, amount * (1.0 - to_roth), quotes)
    if to_roth > 0.0:
        _arrive(household, state, now, rollover, 1, roth, amount * to_roth, quotes)


@inner_kernel
def _rmd_before_rollover(household: Household, state: State, now: Step, source: int, quotes: Quotes) -> None:
    """An RMD cannot be rolled over (IRC 402(c)(4)(B)): the account pays its own before."""
    owner = holder_of(household, state, source)
    period = household["rmd_period"][owner, now["year"]]
    counted_share = 1.0 - state["roth_share"][source]
    if period <= 0.0 or counted_share <= 0.0:
        return
    due = min(missing_rmd(household, state, owner, now["year"]), state["rmd_balance"][source] / period)
    state["cash"] += withdraw(household, state, now, source, due / counted_share, quotes)


@inner_kernel
def _take_out(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Sell the share of every position that leaves; what is sold can replace nothing any more."""
    source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
    reduce_positions(household, state, source, 1.0 - share)
    forget_sold_shares(household, state, source, now["day"], quotes)


@inner_kernel
def _arrive(
    household: Household, state: State, now: Step, rollover: int, part: int, account: int, amount: float, quotes: Quotes
) -> None:
    """Invest what reaches an account, or let it wait there as cash; `part` is 0 in the IRA, 1 in the Roth IRA."""
    if household["rollover_is_parked"][rollover] == 0:
        buy_in_account(household, state, now, rollover, account, amount, quotes)
        return
    cash = household["n_securities"] - 1
    units = amount / quotes[Quote.TOTAL_RETURN, cash]
    add_units(state, account, cash, units)
    state["parked"][rollover, part] = units


@cold_kernel
def _invest_parked(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Spend the cash that waited, as far as it is still there."""
    cash = household["n_securities"] - 1
    for part in range(2):
        if state["parked"][rollover, part] > 0.0:
            account = (
                household["rollover_target"][rollover] if part == 0 else household["rollover_roth_target"][rollover]
            )
            units = min(state["parked"][rollover, part], state["units"][account, cash])
            state["units"][account, cash] -= units
            state["parked"][rollover, part] = 0.0
            buy_in_account(household, state, now, rollover, account, units * quotes[Quote.TOTAL_RETURN, cash], quotes)
