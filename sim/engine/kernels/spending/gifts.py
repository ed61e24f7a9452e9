"""Gifts from traditional IRAs to charity: no income, and part of the required distribution."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, lives_in, n_pretax
from sim.engine.kernels.sheltered.hsa import realize_in_hsa
from sim.engine.kernels.sheltered.ira_basis import ira_basis, ira_value
from sim.engine.kernels.sheltered.sheltered import account_value, take_out
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import (
    Cash,
    Household,
    Lives,
    PathLaws,
    Positions,
    Quotes,
    Sheltered,
    Step,
    Tally,
    Wash,
)
from sim.law.projection import rounded_nearest


@cold_kernel
def give_to_charity(
    household: Household,
    laws: PathLaws,
    positions: Positions,
    lives: Lives,
    now: Step,
    quotes: Quotes,
    price_level: float,
) -> None:
    """Make the year's gifts of each person of 70 1/2, IRA by IRA, out of the money that would be taxed.

    Modifies `positions`.

    References: IRC 408(d)(8)(A)-(D), (F).
    """
    sheltered = positions["sheltered"]
    year = now["year"]
    limit, index = household["gift_limit"][year], laws["growth"][year]
    if index != 1.0:
        limit = rounded_nearest(limit * index, household["gift_limit_step"])
    for person in range(household["n_people"]):
        if not lives_in(lives, person, year) or now["day"] < household["gift_from"][person]:
            continue
        left = min(household["gift"][person] * price_level, limit)
        left = min(
            left,
            ira_value(household, sheltered, lives, person, quotes) - ira_basis(household, sheltered, lives, person),
        )
        for account in range(n_pretax(household)):
            is_his = household["account_kind"][account] == Kind.IRA and holder_of(household, lives, account) == person
            if is_his and left > 0.0:
                left -= give_from_ira(household, positions, lives, now, account, left, quotes, price_level)


@inner_kernel
def give_from_ira(
    household: Household,
    positions: Positions,
    lives: Lives,
    now: Step,
    account: int,
    amount: float,
    quotes: Quotes,
    price_level: float,
) -> float:
    """Give up to an amount out of an IRA; returns what was given [USD]. Modifies `positions`."""
    sheltered, tally = positions["sheltered"], positions["tally"]
    value, yearly, year = account_value(household, sheltered, account, quotes), tally["yearly"], now["year"]
    given = min(amount, value)
    if given <= 0.0:
        return 0.0
    take_out(household, sheltered, positions["wash"], now, account, given, value, quotes)
    book_distributed(household, lives, tally, year, account, given)
    tally["items"][year & 1, TaxItem.QCD] += given
    if holder_of(household, lives, account) == 1:
        tally["items"][year & 1, TaxItem.QCD2] += given
    sheltered["rmd_taken"][account] += given
    yearly[year, Yearly.WITHDRAWN_PRETAX] += given
    yearly[year, Yearly.CHARITY_GIFTS] += given
    yearly[year, Yearly.SPENDING] += given
    yearly[year, Yearly.SPENDING_REAL] += given / price_level
    yearly[year, Yearly.SPENDING_TARGET] += given
    yearly[year, Yearly.SPENDING_FLOOR] += given
    return given


@cold_kernel
def pay_medical_costs(
    household: Household,
    cash: Cash,
    sheltered: Sheltered,
    wash: Wash,
    tally: Tally,
    now: Step,
    quotes: Quotes,
    price_level: float,
) -> None:
    """Let HSAs pay a month's medical costs, tax free, into the cash that spending takes. Reference: IRC 223(f)(1).

    Modifies `cash`, `sheltered`, `wash` and `tally`.
    """
    left = household["medical"] / 12.0 * price_level
    for account in range(household["first_hsa"], household["n_accounts"]):
        value = account_value(household, sheltered, account, quotes)
        paid = min(left, value)
        if paid > 0.0:
            realize_in_hsa(household, sheltered, tally, now, account, paid, value, quotes)
            take_out(household, sheltered, wash, now, account, paid, value, quotes)
            cash["balance"] += paid
            tally["yearly"][now["year"], Yearly.MEDICAL_FROM_HSA] += paid
            left -= paid
