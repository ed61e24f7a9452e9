"""Payments of annuities: over a number of years the investment is spread over them; for life see `life_annuities`."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_early
from sim.engine.kernels.sheltered.life_annuities import begin_for_life, pay_for_life
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, Quotes, State, Step


@cold_kernel
def pay_annuities(household: Household, state: State, now: Step, step: int, quotes: Quotes) -> None:
    """Pay a month of each annuity whose payments have begun: its value over the months that are left.

    Of each payment the investment over all months is excluded, until it is recovered.

    References: IRC 72(b), Reg. 1.72-2(b)(3), 1.72-4(d)(3) (payments that vary).
    """
    for account in range(household["n_accounts"]):
        first = household["account_first_payment"][account]
        if household["account_kind"][account] != Kind.ANNUITY or first < 0 or step < first:
            continue
        if household["account_payout_rate"][account] > 0.0:
            if step == first:
                begin_for_life(household, state, now, account, quotes)
            pay_for_life(state, now, account)
            continue
        months = household["account_n_payments"][account]
        if step == first:
            state["payments_left"][account] = months
            state["payment_excluded"][account] = state["basis"][account] / months
        if state["payments_left"][account] > 0:
            _pay_month(household, state, now, account, quotes)


@inner_kernel
def _pay_month(household: Household, state: State, now: Step, account: int, quotes: Quotes) -> None:
    value, left, year = account_value(household, state, account, quotes), state["payments_left"][account], now["year"]
    state["payments_left"][account] = left - 1
    paid = value / left
    if paid <= 0.0:
        return
    take_out(household, state, now, account, paid, value, quotes)
    excluded = min(paid, state["payment_excluded"][account], state["basis"][account])
    state["basis"][account] -= excluded
    items = state["tax_items"][year & 1]
    items[TaxItem.ANNUITY] += paid - excluded
    if is_early(household, state, account, now["day"]):
        items[TaxItem.EARLY] += paid - excluded
    state["yearly"][year, Yearly.WITHDRAWN_PRETAX] += paid
    state["cash"] += paid
