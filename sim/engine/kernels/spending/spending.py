"""What the household pays on a step: taxes, the year's spending, events; what is above the reserve is invested."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.lives import nobody_after
from sim.engine.kernels.rollovers.indirect import money_on_the_way
from sim.engine.kernels.sheltered.required_first import take_rmds_ahead
from sim.engine.kernels.sheltered.sheltered import account_value
from sim.engine.kernels.spending.cash_flow import raise_cash
from sim.engine.kernels.spending.spending_rules import set_spending
from sim.engine.kernels.trading.trades import LEAST_MONEY, buy_for, taxable_value
from sim.engine.records.codes import Rmds
from sim.engine.records.fields import Yearly
from sim.engine.records.types import (
    Cash,
    Household,
    Quotes,
    Rollovers,
    Sheltered,
    Spending,
    State,
    Step,
    Tally,
    Taxable,
)


@inner_kernel
def everything(
    household: Household, cash: Cash, taxable: Taxable, sheltered: Sheltered, rollovers: Rollovers, quotes: Quotes
) -> float:
    """Return the value of everything owned [USD]."""
    value = taxable_value(household, taxable, quotes) + cash["balance"] + money_on_the_way(household, rollovers)
    for account in range(household["n_accounts"]):
        value += account_value(household, sheltered, account, quotes)
    return value


@cold_kernel
def _decide_ahead(
    household: Household, state: State, for_year: int, year: int, quotes: Quotes, price_level: float
) -> None:
    """Decide the spending of a year before it begins, by today's value of everything. Modifies `state`."""
    positions, lives, spending = state["positions"], state["lives"], state["spending"]
    taxable, sheltered = positions["taxable"], positions["sheltered"]
    value = everything(household, state["cash"], taxable, sheltered, state["rollovers"], quotes)
    set_spending(household, positions, lives, spending, for_year, year, value, price_level)


@inner_kernel
def spend_and_settle(household: Household, state: State, now: Step, quotes: Quotes, price_level: float) -> None:
    """Pay what is due, spend the target as far as the money goes, and invest what is above the reserve.

    Modifies `state`.

    Taxes go first; what of them no money is left for is forgotten. Events come last.
    """
    positions = state["positions"]
    cash, lives, spending, tally = state["cash"], state["lives"], state["spending"], positions["tally"]
    year, for_year, due = now["year"], np.int64(now["spending_year"]), cash["tax_due"]
    share = now["spending_share"]
    if for_year > year:
        if nobody_after(household, lives, year):
            share = 0.0
        else:
            _decide_ahead(household, state, for_year, year, quotes, price_level)
    target, event = spending["target"] * share * price_level, now["event"] * price_level
    cash["tax_due"] = 0.0
    need = target + event + due - cash["balance"]
    if need > 0.0:
        from_rmds = 0.0
        if positions["sheltered"]["rmd_is_open"] == 1 and household["rmds"] != Rmds.DECEMBER:
            from_rmds = take_rmds_ahead(household, positions, lives, spending, now, quotes, (1.0, need), price_level)
            cash["balance"] += from_rmds
        if need > from_rmds:
            left = need - from_rmds
            cash["balance"] += raise_cash(household, state["policy"], positions, lives, spending, now, quotes, left)
    paid = min(due, max(0.0, cash["balance"]))
    spent = min(target + event, max(0.0, cash["balance"] - paid))
    cash["balance"] -= spent + paid
    tally["yearly"][year, Yearly.TAX_PAID] += paid
    regular = min(target, spent)
    _book_spending(tally, for_year, regular, target, spending["floor"] * share * price_level, price_level)
    if event > 0.0:
        _book_spending(tally, year, spent - regular, event, event, price_level)
    surplus = _surplus(household, cash, positions["taxable"], spending, price_level)
    if need <= 0.0 and surplus > LEAST_MONEY and household["n_lines"] > 0:
        cash["balance"] -= surplus
        buy_for(household, state["policy"], cash, positions, now, quotes, surplus)


@inner_kernel
def _surplus(household: Household, cash: Cash, taxable: Taxable, spending: Spending, price_level: float) -> float:
    """Return the cash that nothing keeps from being invested [USD]. Modifies `cash`."""
    if household["reserve_months"] > 0.0:
        kept = household["reserve_months"] / 12.0 * spending["target"] * price_level
        cash["reserve"] = max(household["reserve"], kept)
    surplus = cash["balance"] - cash["reserve"] - taxable["all_waiting"]
    if cash["unspent_rmd"] > 0.0:
        cash["unspent_rmd"] = max(0.0, min(cash["unspent_rmd"], surplus))
        surplus -= cash["unspent_rmd"]
    return surplus


@inner_kernel
def _book_spending(tally: Tally, year: int, spent: float, target: float, floor: float, price_level: float) -> None:
    """Count what was spent, and what was wanted of it. Modifies `tally`."""
    yearly = tally["yearly"]
    yearly[year, Yearly.SPENDING] += spent
    yearly[year, Yearly.SPENDING_REAL] += spent / price_level
    yearly[year, Yearly.SPENDING_TARGET] += target
    yearly[year, Yearly.SPENDING_FLOOR] += floor
