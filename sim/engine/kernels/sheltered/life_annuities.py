"""Annuities for life: what is in the contract buys level payments until a death; of each a share is free of tax."""

import math

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.lives.people import holder_of, lives_in
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.records.plan_and_state import B, Kind, Y


@inner_kernel
def begin_for_life(plan, state, now, account, quotes):  # type: ignore[no-untyped-def]
    """Pay what is in the contract for payments for life, and fix the share of each that is free of tax.

    References: IRC 72(b)(1), Reg. 1.72-4(a)(2) (to the nearest tenth of a percent), 1.72-5(a), (b)(2).
    """
    value, person = account_value(plan, state, account, quotes), holder_of(plan, state, account)
    if value <= 0.0:
        return
    multiple, share = plan["account_multiple_of_other"][account], 0.0
    if person == plan["account_owner"][account]:
        multiple = plan["account_multiple_of_owner"][account]
        if plan["n_people"] == 2 and lives_in(state, 1 - person, now["year"]):
            multiple, share = plan["account_multiple_of_both"][account], plan["account_survivor_share"][account]
    yearly = value * plan["account_payout_rate"][account]
    ratio = state["basis"][account] / (yearly * multiple)
    state["annuitant"][account], state["life_share"][account] = person, share
    state["life_payment"][account] = yearly / 12.0
    state["payment_excluded"][account] = math.floor(ratio / plan["exclusion_step"] + 0.5) * plan["exclusion_step"]
    take_out(plan, state, now, account, value, value, quotes)
    state["yearly"][now["year"], Y.OUTSIDE_INCOME] -= value


@inner_kernel
def life_payment(state, account, year):  # type: ignore[no-untyped-def]
    """Return what an annuity for life that has begun pays in a month of a year [USD]."""
    if lives_in(state, state["annuitant"][account], year):
        return state["life_payment"][account]
    return state["life_payment"][account] * state["life_share"][account]


@inner_kernel
def pay_for_life(state, now, account):  # type: ignore[no-untyped-def]
    """Pay a month: free of tax is a share of it, until the investment is recovered. Reference: IRC 72(b)(1), (2).

    Payments for life are under no additional tax: IRC 72(q)(2)(D), (I).

    Simplification: what is not recovered at the last death is an itemized deduction of the last return
    (IRC 72(b)(3)); the household takes the standard deduction, so it is not taken.
    """
    paid, book = life_payment(state, account, now["year"]), state["book"][now["year"] & 1]
    excluded = min(paid, paid * state["payment_excluded"][account], state["basis"][account])
    state["basis"][account] -= excluded
    book[B.ANNUITY] += paid - excluded
    state["cash"] += paid
    state["yearly"][now["year"], Y.OUTSIDE_INCOME] += paid


@inner_kernel
def life_payments(plan, state, year):  # type: ignore[no-untyped-def]
    """Return what annuities for life that have begun pay in a year [USD/yr]."""
    total = 0.0
    if plan["has_payments"] == 1:
        for account in range(plan["n_accounts"]):
            if plan["account_kind"][account] == Kind.ANNUITY:
                total += 12.0 * life_payment(state, account, year)
    return total
