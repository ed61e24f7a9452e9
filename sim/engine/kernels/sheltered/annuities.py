"""Payments of annuities: over a number of years the investment is spread over them; for life see `life_annuities`."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.kernels.sheltered.life_annuities import begin_for_life, pay_for_life
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.kernels.sheltered.whose_income import book_annuity
from sim.engine.records.codes import Payer
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Step


@cold_kernel
def pay_annuities(
    household: Household, cash: Cash, positions: Positions, lives: Lives, now: Step, step: int, quotes: Quotes
) -> None:
    """Pay a month of each annuity whose payments have begun: its value over the months that are left.

    Modifies `cash` and `positions`.

    Of each payment the investment over all months is excluded, until it is recovered.

    References: IRC 72(b), Reg. 1.72-2(b)(3), 1.72-4(d)(3) (payments that vary).
    """
    sheltered, tally = positions["sheltered"], positions["tally"]
    for account in range(household["payer_from"][Payer.ANNUITY], household["payer_from"][Payer.ROTH]):
        first = household["account_first_payment"][account]
        if first < 0 or step < first:
            continue
        if household["account_payout_rate"][account] > 0.0:
            if step == first:
                begin_for_life(household, sheltered, positions["wash"], lives, tally, now, account, quotes)
            pay_for_life(cash, sheltered, lives, tally, now, account)
            continue
        months = household["account_n_payments"][account]
        if step == first:
            sheltered["payments_left"][account] = months
            sheltered["payment_excluded"][account] = sheltered["basis"][account] / months
        if sheltered["payments_left"][account] > 0:
            _pay_month(household, cash, positions, lives, now, account, quotes)


@inner_kernel
def _pay_month(
    household: Household, cash: Cash, positions: Positions, lives: Lives, now: Step, account: int, quotes: Quotes
) -> None:
    """Pay one month out of an annuity: its value over the months that are left. Modifies `cash` and `positions`."""
    sheltered, tally = positions["sheltered"], positions["tally"]
    value, left, year = (
        account_value(household, sheltered, account, quotes),
        sheltered["payments_left"][account],
        now["year"],
    )
    sheltered["payments_left"][account] = left - 1
    paid = value / left
    if paid <= 0.0:
        return
    take_out(household, sheltered, positions["wash"], now, account, paid, value, quotes)
    excluded = min(paid, sheltered["payment_excluded"][account], sheltered["basis"][account])
    sheltered["basis"][account] -= excluded
    items = tally["items"][year & 1]
    book_annuity(tally, year, holder_of(household, lives, account), paid - excluded)
    if is_early(household, lives, account, now["day"]):
        items[TaxItem.EARLY] += paid - excluded
    tally["yearly"][year, Yearly.WITHDRAWN_PRETAX] += paid
    cash["balance"] += paid
