"""Gifts from traditional IRAs to charity: no income, and part of the required distribution."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, lives_in
from sim.engine.kernels.sheltered.hsa import realize_in_hsa
from sim.engine.kernels.sheltered.ira_basis import ira_basis, ira_value
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, PathLaws, Quotes, State, Step
from sim.law.projection import rounded_nearest


@cold_kernel
def give_to_charity(
    household: Household, laws: PathLaws, state: State, now: Step, quotes: Quotes, price_level: float
) -> None:
    """Make the year's gifts of each person of 70 1/2, IRA by IRA, out of the money that would be taxed.

    References: IRC 408(d)(8)(A)-(D), (F).
    """
    year = now["year"]
    limit, index = household["gift_limit"][year], laws["state_index"][year]
    if index != 1.0:
        limit = rounded_nearest(limit * index, household["gift_limit_step"])
    for person in range(household["n_people"]):
        if not lives_in(state, person, year) or now["day"] < household["gift_from"][person]:
            continue
        left = min(household["gift"][person] * price_level, limit)
        left = min(left, ira_value(household, state, person, quotes) - ira_basis(household, state, person))
        for account in range(household["n_accounts"]):
            is_his = household["account_kind"][account] == Kind.IRA and holder_of(household, state, account) == person
            if is_his and left > 0.0:
                left -= _give(household, state, now, account, left, quotes, price_level)


@inner_kernel
def _give(
    household: Household, state: State, now: Step, account: int, amount: float, quotes: Quotes, price_level: float
) -> float:
    """Give up to an amount out of an IRA; returns what was given [USD]."""
    value, yearly, year = account_value(household, state, account, quotes), state["yearly"], now["year"]
    given = min(amount, value)
    if given <= 0.0:
        return 0.0
    take_out(household, state, now, account, given, value, quotes)
    state["tax_items"][year & 1, TaxItem.IRA] += given
    state["tax_items"][year & 1, TaxItem.QCD] += given
    state["rmd_taken"][holder_of(household, state, account)] += given
    yearly[year, Yearly.WITHDRAWN_PRETAX] += given
    yearly[year, Yearly.CHARITY_GIFTS] += given
    yearly[year, Yearly.SPENDING] += given
    yearly[year, Yearly.SPENDING_REAL] += given / price_level
    yearly[year, Yearly.SPENDING_TARGET] += given
    yearly[year, Yearly.SPENDING_FLOOR] += given
    return given


@cold_kernel
def pay_medical_costs(household: Household, state: State, now: Step, quotes: Quotes, price_level: float) -> None:
    """Let HSAs pay a month's medical costs, tax free, into the cash that spending takes. Reference: IRC 223(f)(1)."""
    left = household["medical"] / 12.0 * price_level
    for account in range(household["first_hsa"], household["n_accounts"]):
        value = account_value(household, state, account, quotes)
        paid = min(left, value)
        if paid > 0.0:
            realize_in_hsa(household, state, now, account, paid, value, quotes)
            take_out(household, state, now, account, paid, value, quotes)
            state["cash"] += paid
            state["yearly"][now["year"], Yearly.MEDICAL_FROM_HSA] += paid
            left -= paid
