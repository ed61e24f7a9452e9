"""Annuities for life: what is in the contract buys level payments until a death; of each a share is free of tax."""

import math

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.lives.people import holder_of, lives_in
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.kernels.sheltered.whose_income import book_annuity
from sim.engine.records.codes import Kind
from sim.engine.records.fields import Yearly
from sim.engine.records.types import Cash, Household, Lives, Quotes, Sheltered, Step, Tally, Wash


@inner_kernel
def begin_for_life(
    household: Household,
    sheltered: Sheltered,
    wash: Wash,
    lives: Lives,
    tally: Tally,
    now: Step,
    account: int,
    quotes: Quotes,
) -> None:
    """Pay what is in the contract for payments for life, and fix the share of each that is free of tax.

    Modifies `sheltered`, `wash` and `tally`.

    References: IRC 72(b)(1), Reg. 1.72-4(a)(2) (to the nearest tenth of a percent), 1.72-5(a), (b)(2).
    """
    value, person = account_value(household, sheltered, account, quotes), holder_of(household, lives, account)
    if value <= 0.0:
        return
    multiple, share = household["account_multiple_of_other"][account], 0.0
    if person == household["account_owner"][account]:
        multiple = household["account_multiple_of_owner"][account]
        if household["n_people"] == 2 and lives_in(lives, 1 - person, now["year"]):
            multiple, share = (
                household["account_multiple_of_both"][account],
                household["account_survivor_share"][account],
            )
    yearly = value * household["account_payout_rate"][account]
    ratio = sheltered["basis"][account] / (yearly * multiple)
    sheltered["annuitant"][account], sheltered["life_share"][account] = person, share
    sheltered["life_payment"][account] = yearly / 12.0
    sheltered["payment_excluded"][account] = (
        math.floor(ratio / household["exclusion_step"] + 0.5) * household["exclusion_step"]
    )
    take_out(household, sheltered, wash, now, account, value, value, quotes)
    tally["yearly"][now["year"], Yearly.OUTSIDE_INCOME] -= value


@inner_kernel
def life_payment(sheltered: Sheltered, lives: Lives, account: int, year: int) -> float:
    """Return what an annuity for life that has begun pays in a month of a year [USD]."""
    if lives_in(lives, sheltered["annuitant"][account], year):
        return sheltered["life_payment"][account]
    return sheltered["life_payment"][account] * sheltered["life_share"][account]


@inner_kernel
def pay_for_life(cash: Cash, sheltered: Sheltered, lives: Lives, tally: Tally, now: Step, account: int) -> None:
    """Pay a month: free of tax is a share of it, until the investment is recovered. Reference: IRC 72(b)(1), (2).

    Modifies `cash`, `sheltered` and `tally`.

    Payments for life are under no additional tax: IRC 72(q)(2)(D), (I).

    Simplification: what is not recovered at the last death is an itemized deduction of the last return
    (IRC 72(b)(3)); the household takes the standard deduction, so it is not taken.
    """
    paid = life_payment(sheltered, lives, account, now["year"])
    excluded = min(paid, paid * sheltered["payment_excluded"][account], sheltered["basis"][account])
    sheltered["basis"][account] -= excluded
    book_annuity(tally, now["year"], sheltered["annuitant"][account], paid - excluded)
    cash["balance"] += paid
    tally["yearly"][now["year"], Yearly.OUTSIDE_INCOME] += paid


@inner_kernel
def life_payments(household: Household, sheltered: Sheltered, lives: Lives, year: int) -> float:
    """Return what annuities for life that have begun pay in a year [USD/yr]."""
    total = 0.0
    if household["has_payments"] == 1:
        for account in range(household["n_accounts"]):
            if household["account_kind"][account] == Kind.ANNUITY:
                total += 12.0 * life_payment(sheltered, lives, account, year)
    return total
