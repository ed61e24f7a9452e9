"""A rollover: the RMD first, then the money moves; what it buys, the wash-sale rule sees."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.rollovers.indirect import offset_loan, pay_out, redeposit
from sim.engine.kernels.rollovers.nua import distribute_stock
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.sheltered.required import missing_rmd, required_of_account
from sim.engine.kernels.sheltered.roth_clocks import note_roth_money
from sim.engine.kernels.sheltered.sheltered import (
    account_value,
    add_units,
    forget_sold_shares,
    reduce_positions,
    withdraw,
)
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.codes import Kind, Move, Rmds
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Rollovers, Sheltered, State, Step, Wash


@cold_kernel
def roll_over_due(household: Household, state: State, now: Step, step: int, quotes: Quotes) -> None:
    """Do what falls on this step: rollovers, redeposits, purchases that waited. Modifies `state`."""
    positions = state["positions"]
    rollovers = state["rollovers"]
    for rollover in range(household["n_rollovers"]):
        if household["rollover_step"][rollover] == step:
            _roll_over(household, state["cash"], positions, state["lives"], rollovers, now, rollover, quotes)
        if household["rollover_second_step"][rollover] == step:
            method = household["rollover_method"][rollover]
            if method == Move.INDIRECT or method == Move.LOAN:
                redeposit(household, state, now, rollover, quotes)
            elif household["rollover_is_parked"][rollover] == 1:
                _invest_parked(household, positions, rollovers, now, rollover, quotes)


@cold_kernel
def _roll_over(
    household: Household,
    cash: Cash,
    positions: Positions,
    lives: Lives,
    rollovers: Rollovers,
    now: Step,
    rollover: int,
    quotes: Quotes,
) -> None:
    """Begin a rollover: Roth and after-tax money to the Roth IRA (Notice 2014-54), the rest as its method says.

    Modifies `cash`, `positions` and `rollovers`.
    """
    sheltered, tally = positions["sheltered"], positions["tally"]
    source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
    if household["rollover_method"][rollover] == Move.LOAN:
        offset_loan(household, positions, lives, rollovers, rollover, quotes)
        return
    if household["rollover_method"][rollover] == Move.NUA:
        distribute_stock(household, positions, lives, now, rollover, quotes)
    _rmd_before_rollover(household, cash, positions, lives, now, source, quotes)
    value = account_value(household, sheltered, source, quotes)
    if value > 0.0:
        untaxed = 0.0
        if household["account_kind"][source] == Kind.PLAN:
            roth_part = sheltered["roth_share"][source]
            untaxed = roth_part + min(sheltered["basis"][source], value * (1.0 - roth_part)) / value
        pretax = value * share * (1.0 - untaxed)
        method = household["rollover_method"][rollover]
        converted = pretax if method == Move.TO_ROTH else 0.0
        roth = household["rollover_roth_target"][rollover]
        if roth >= 0:
            note_roth_money(household, sheltered, lives, roth, now["year"], converted, value * share * untaxed)
        if method == Move.INDIRECT:
            pay_out(household, cash, positions, lives, rollovers, rollover, pretax, quotes)
            sell_what_leaves(household, sheltered, positions["wash"], now, rollover, quotes)
            if untaxed > 0.0:
                buy_in_account(household, positions, now, rollover, roth, value * share * untaxed, quotes)
        else:
            if method == Move.TO_ROTH:
                book_distributed(household, lives, tally, now["year"], source, pretax)
                tally["items"][now["year"] & 1, TaxItem.ONCE] += pretax
                tally["yearly"][now["year"], Yearly.CONVERTED] += pretax
                untaxed = 1.0
            move_directly(household, positions, rollovers, now, rollover, value * share, untaxed, quotes)
    if household["account_kind"][source] == Kind.PLAN:
        sheltered["basis"][source] *= 1.0 - share


@inner_kernel
def move_directly(
    household: Household,
    positions: Positions,
    rollovers: Rollovers,
    now: Step,
    rollover: int,
    amount: float,
    to_roth: float,
    quotes: Quotes,
) -> None:
    """Move a share of every position, or its value, to the IRA and the Roth IRA.

    Modifies `positions` and `rollovers`.
    """
    sheltered, wash = positions["sheltered"], positions["wash"]
    target, roth = household["rollover_target"][rollover], household["rollover_roth_target"][rollover]
    if household["rollover_is_cash"][rollover] == 0:
        source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
        for account in (source, target, roth):
            if account >= 0:
                remember_reinvested_in(household, sheltered, wash, account, now["day"])
        for s in range(household["n_securities"]):
            units = sheltered["units"][source, s] * share
            if to_roth < 1.0:
                add_units(sheltered, target, s, units * (1.0 - to_roth))
            if to_roth > 0.0:
                add_units(sheltered, roth, s, units * to_roth)
        reduce_positions(household, sheltered, wash, source, 1.0 - share)
        return
    sell_what_leaves(household, sheltered, wash, now, rollover, quotes)
    if to_roth < 1.0:
        _arrive(household, positions, rollovers, now, rollover, 0, amount * (1.0 - to_roth), quotes)
    if to_roth > 0.0:
        _arrive(household, positions, rollovers, now, rollover, 1, amount * to_roth, quotes)


@inner_kernel
def _rmd_before_rollover(
    household: Household, cash: Cash, positions: Positions, lives: Lives, now: Step, source: int, quotes: Quotes
) -> None:
    """An RMD cannot be rolled over (IRC 402(c)(4)(B)): the account pays its own before.

    Modifies `cash` and `positions`.
    """
    sheltered = positions["sheltered"]
    own = required_of_account(household, sheltered, lives, source, now["year"])
    counted_share = 1.0 - sheltered["roth_share"][source]
    if own <= 0.0 or counted_share <= 0.0:
        return
    due = min(missing_rmd(household, sheltered, lives, source, now["year"]), own)
    paid = withdraw(household, positions, lives, now, source, due / counted_share, quotes)
    cash["balance"] += paid
    if household["rmds"] != Rmds.DECEMBER:
        cash["unspent_rmd"] += paid  # waits for the year's spending


@inner_kernel
def sell_what_leaves(
    household: Household, sheltered: Sheltered, wash: Wash, now: Step, rollover: int, quotes: Quotes
) -> None:
    """Sell the share of every position that leaves; what is sold can replace nothing any more.

    Modifies `sheltered` and `wash`.
    """
    source, share = household["rollover_source"][rollover], household["rollover_share"][rollover]
    reduce_positions(household, sheltered, wash, source, 1.0 - share)
    forget_sold_shares(household, sheltered, wash, source, now["day"], quotes)


@inner_kernel
def _arrive(
    household: Household,
    positions: Positions,
    rollovers: Rollovers,
    now: Step,
    rollover: int,
    part: int,
    amount: float,
    quotes: Quotes,
) -> None:
    """Invest what reaches an account, or let it wait there as cash; `part` is 0 in the IRA, 1 in the Roth IRA.

    Modifies `positions` and `rollovers`.
    """
    account = household["rollover_target"][rollover] if part == 0 else household["rollover_roth_target"][rollover]
    if household["rollover_is_parked"][rollover] == 0:
        buy_in_account(household, positions, now, rollover, account, amount, quotes)
        return
    cash_security = household["n_securities"] - 1
    units = amount / quotes[Quote.TOTAL_RETURN, cash_security]
    add_units(positions["sheltered"], account, cash_security, units)
    rollovers["parked"][rollover, part] = units


@cold_kernel
def _invest_parked(
    household: Household, positions: Positions, rollovers: Rollovers, now: Step, rollover: int, quotes: Quotes
) -> None:
    """Spend the cash that waited, as far as it is still there. Modifies `positions` and `rollovers`."""
    sheltered = positions["sheltered"]
    cash_security = household["n_securities"] - 1
    for part in range(2):
        if rollovers["parked"][rollover, part] > 0.0:
            account = (
                household["rollover_target"][rollover] if part == 0 else household["rollover_roth_target"][rollover]
            )
            units = min(rollovers["parked"][rollover, part], sheltered["units"][account, cash_security])
            sheltered["units"][account, cash_security] -= units
            rollovers["parked"][rollover, part] = 0.0
            buy_in_account(
                household, positions, now, rollover, account, units * quotes[Quote.TOTAL_RETURN, cash_security], quotes
            )
