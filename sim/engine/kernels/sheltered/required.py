"""Required minimum distributions: each plan's own, a person's IRAs together."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import all_live, holder_of
from sim.engine.kernels.sheltered.sheltered import counts_for_rmd, withdraw
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
    if not counts_for_rmd(household, account) or year < household["rmd_from"][account]:
        return 0.0
    person = holder_of(household, lives, account)
    period = household["rmd_period"][person, year]
    if all_live(lives, year):
        period = max(period, household["joint_period"][person, year])
    return sheltered["rmd_balance"][account] / period if period > 0.0 else 0.0


@inner_kernel
def required_distribution(household: Household, sheltered: Sheltered, lives: Lives, person: int, year: int) -> float:
    """Return all of a person's required minimum distributions of the year [USD]."""
    required = 0.0
    for account in range(household["n_accounts"]):
        if holder_of(household, lives, account) == person:
            required += required_of_account(household, sheltered, lives, account, year)
    return required


@inner_kernel
def missing_rmd(household: Household, sheltered: Sheltered, lives: Lives, account: int, year: int) -> float:
    """Return what an account must still pay out this year [USD]: a plan its own, an IRA what its owner's IRAs lack.

    References: Reg. 1.401(a)(9)-8(a)(1), 1.408-8(e)(1).
    """
    missing = 0.0
    for other in range(household["n_accounts"]):
        is_pooled = household["account_kind"][account] == Kind.IRA and household["account_kind"][other] == Kind.IRA
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
        for account in range(household["n_accounts"]):
            counted_share = 1.0 - sheltered["roth_share"][account]
            is_his = holder_of(household, lives, account) == person and counts_for_rmd(household, account)
            if is_his and counted_share > 0.0:
                missing = missing_rmd(household, sheltered, lives, account, year)
                cash["balance"] += withdraw(household, positions, lives, now, account, missing / counted_share, quotes)
