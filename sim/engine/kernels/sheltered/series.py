"""Substantially equal periodic payments: a month of each series, out of an account that pays nothing else meanwhile."""

from sim.compile.decorators import cold_kernel
from sim.engine.kernels.lives.people import holder_of
from sim.engine.kernels.sheltered.sheltered import account_value, withdraw
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Step

JANUARY = 1


@cold_kernel
def pay_series(
    household: Household, cash: Cash, positions: Positions, lives: Lives, now: Step, step: int, quotes: Quotes
) -> None:
    """Pay a twelfth of the year's payment of each series; `account_early_until` frees it of the 10%.

    The account is locked as one that pays installments is. A series ends with its last day, or its owner's death.

    Modifies `cash` and `positions`.

    References: IRC 72(t)(2)(A)(iv), (4); Notice 2022-6.
    """
    sheltered = positions["sheltered"]
    for account in range(household["n_accounts"]):
        first, owner = household["account_series_first"][account], household["account_owner"][account]
        if first < 0 or step < first:
            continue
        sheltered["payments_left"][account] = 0
        if now["day"] >= household["account_series_end"][account] or holder_of(household, lives, account) != owner:
            continue
        rate, period = household["account_series_rate"][account], household["single_period"][owner, now["year"]]
        if step == first:
            balance = account_value(household, sheltered, account, quotes)
            payment = balance / period / 12.0
            if rate > 0.0:
                payment = balance * rate / (1.0 - (1.0 + rate) ** -period) / 12.0
            sheltered["series_payment"][account] = payment
        elif household["account_is_series_level"][account] == 0 and now["month"] == JANUARY:
            sheltered["series_payment"][account] = sheltered["rmd_balance"][account] / period / 12.0
        paid = withdraw(household, positions, lives, now, account, sheltered["series_payment"][account], quotes)
        cash["balance"] += paid
        sheltered["payments_left"][account] = 1
