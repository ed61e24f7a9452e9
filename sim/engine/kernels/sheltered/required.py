"""Required minimum distributions: each plan's own, a person's IRAs or 403(b)s together, and what one person left."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import all_live, holder_of, n_pretax
from sim.engine.kernels.sheltered.sheltered import account_value, counts_for_rmd, withdraw
from sim.engine.records.codes import Kind
from sim.engine.records.fields import Yearly
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Sheltered, Step


@inner_kernel
def required_of_account(household: Household, sheltered: Sheltered, lives: Lives, account: int, year: int) -> float:
    """Return what the balance of one account requires in a year [USD], 0 before the applicable age.

    A spouse who is the only beneficiary and alive on January 1 counts, where that makes the period longer; the plan of
    the present employer requires nothing before the year in which work ends.

    References: IRC 401(a)(9)(A), (C)(ii); Reg. 1.401(a)(9)-5(a), (c)(2).
    """
    if household["account_kind"][account] == Kind.INHERITED:
        return required_of_inherited(household, sheltered, account, year)
    if not counts_for_rmd(household, account) or year < household["rmd_from"][account]:
        return 0.0
    person = holder_of(household, lives, account)
    period = household["rmd_period"][person, year]
    if all_live(lives, year):
        period = max(period, household["joint_period"][person, year])
    return sheltered["rmd_balance"][account] / period if period > 0.0 else 0.0


@inner_kernel
def required_of_inherited(household: Household, sheltered: Sheltered, account: int, year: int) -> float:
    """Return what an inherited IRA's balance requires in a year [USD]: all of it in the last year.

    Every year's part where the deceased had reached the required beginning date: the period of the year after the death
    less the years since then. After the heir's own death the next one goes on.

    References: IRC 401(a)(9)(B)(i), (ii), (H)(i), (iii); Reg. 1.401(a)(9)-5(d)(1), (e)(2), (3).
    """
    balance = sheltered["rmd_balance"][account]
    if year >= household["account_inherited_end"][account]:
        return balance
    if year < household["rmd_from"][account]:
        return 0.0
    return balance / max(1.0, household["account_inherited_period"][account] - year)


@inner_kernel
def required_distribution(household: Household, sheltered: Sheltered, lives: Lives, person: int, year: int) -> float:
    """Return all of a person's required minimum distributions of the year [USD]."""
    required = 0.0
    for account in range(n_pretax(household)):
        if holder_of(household, lives, account) == person:
            required += required_of_account(household, sheltered, lives, account, year)
    return required


@inner_kernel
def missing_rmd(household: Household, sheltered: Sheltered, lives: Lives, account: int, year: int) -> float:
    """Return what an account must still pay out this year [USD]: a plan its own, an IRA what its owner's IRAs lack.

    403(b)s count for each other, and IRAs that one person left.

    References: Reg. 1.401(a)(9)-8(a)(1), 1.403(b)-6(e)(7), 1.408-8(e)(1), (4).
    """
    missing, pool = 0.0, household["account_rmd_pool"][account]
    for other in range(n_pretax(household)):
        is_pooled = pool >= 0 and household["account_rmd_pool"][other] == pool
        if other == account or (
            is_pooled and holder_of(household, lives, other) == holder_of(household, lives, account)
        ):
            missing += required_of_account(household, sheltered, lives, other, year) - sheltered["rmd_taken"][other]
    return max(0.0, missing)


@cold_kernel
def take_missing_rmds(
    household: Household, cash: Cash, positions: Positions, lives: Lives, now: Step, quotes: Quotes
) -> None:
    """Pay what is missing of each RMD to cash, account by account. Modifies `cash` and `positions`."""
    sheltered, year = positions["sheltered"], now["year"]
    for person in range(household["n_people"]):
        required = required_distribution(household, sheltered, lives, person, year)
        positions["tally"]["yearly"][year, Yearly.RMD] += required
        if required <= 0.0:
            continue
        for account in range(n_pretax(household)):
            counted_share = 1.0 - sheltered["roth_share"][account]
            is_his = holder_of(household, lives, account) == person and counts_for_rmd(household, account)
            if is_his and counted_share > 0.0:
                missing = missing_rmd(household, sheltered, lives, account, year)
                if household["account_inherited_end"][account] <= year:
                    missing = account_value(household, sheltered, account, quotes)  # what the year has grown by, too
                cash["balance"] += withdraw(household, positions, lives, now, account, missing / counted_share, quotes)
