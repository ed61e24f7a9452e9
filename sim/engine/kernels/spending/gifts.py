"""Gifts from traditional IRAs to charity: no income, and part of the required distribution."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.people import holder_of, lives_in
from sim.engine.kernels.sheltered.hsa import realise_in_hsa
from sim.engine.kernels.sheltered.ira_basis import ira_basis, ira_value
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.records.plan_and_state import B, Kind, Y
from sim.law.projection import rounded_nearest


@rare_kernel
def give_to_charity(plan, laws, state, now, quotes, price_level):  # type: ignore[no-untyped-def]
    """Make the year's gifts of each person of 70 1/2, IRA by IRA, out of the money that would be taxed.

    References: IRC 408(d)(8)(A)-(D), (F).
    """
    year = now["year"]
    limit, index = plan["gift_limit"][year], laws["state_index"][year]
    if index != 1.0:
        limit = rounded_nearest(limit * index, plan["gift_limit_step"])
    for person in range(plan["n_people"]):
        if not lives_in(state, person, year) or now["day"] < plan["gift_from"][person]:
            continue
        left = min(plan["gift"][person] * price_level, limit)
        left = min(left, ira_value(plan, state, person, quotes) - ira_basis(plan, state, person))
        for account in range(plan["n_accounts"]):
            is_his = plan["account_kind"][account] == Kind.IRA and holder_of(plan, state, account) == person
            if is_his and left > 0.0:
                left -= _give(plan, state, now, account, left, quotes, price_level)


@inner_kernel
def _give(plan, state, now, account, amount, quotes, price_level):  # type: ignore[no-untyped-def]
    """Give up to an amount out of an IRA; returns what was given [USD]."""
    value, yearly, year = account_value(plan, state, account, quotes), state["yearly"], now["year"]
    given = min(amount, value)
    if given <= 0.0:
        return 0.0
    take_out(plan, state, now, account, given, value, quotes)
    state["book"][year & 1, B.IRA] += given
    state["book"][year & 1, B.QCD] += given
    state["rmd_taken"][holder_of(plan, state, account)] += given
    yearly[year, Y.WITHDRAWN_PRETAX] += given
    yearly[year, Y.CHARITY_GIFTS] += given
    yearly[year, Y.SPENDING] += given
    yearly[year, Y.SPENDING_REAL] += given / price_level
    yearly[year, Y.SPENDING_TARGET] += given
    yearly[year, Y.SPENDING_FLOOR] += given
    return given


@rare_kernel
def pay_medical_costs(plan, state, now, quotes, price_level):  # type: ignore[no-untyped-def]
    """Let HSAs pay a month's medical costs, tax free, into the cash that spending takes. Reference: IRC 223(f)(1)."""
    left = plan["medical"] / 12.0 * price_level
    for account in range(plan["first_hsa"], plan["n_accounts"]):
        value = account_value(plan, state, account, quotes)
        paid = min(left, value)
        if paid > 0.0:
            realise_in_hsa(plan, state, now, account, paid, value, quotes)
            take_out(plan, state, now, account, paid, value, quotes)
            state["cash"] += paid
            state["yearly"][now["year"], Y.MEDICAL_FROM_HSA] += paid
            left -= paid
