"""Required distributions before December: they pay spending before anything is sold, and may come early in the year."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, n_pretax
from sim.engine.kernels.sheltered.ira_basis import ira_basis, ira_value
from sim.engine.kernels.sheltered.required import missing_rmd
from sim.engine.kernels.sheltered.sheltered import account_value, counts_for_rmd, withdraw
from sim.engine.records.codes import Kind, Rmds
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Sheltered, Spending, Step

DECEMBER = 12
LEAST_LEFT = 1e-6
"""Less [USD] is what rounding leaves of an account that was emptied."""


@inner_kernel
def _gift_to_come(
    household: Household, sheltered: Sheltered, lives: Lives, now: Step, person: int, quotes: Quotes, price_level: float
) -> float:
    """Return what the person's IRAs will give to charity in December: it counts, so it is left there [USD]."""
    if household["has_gifts"] == 0 or household["gift"][person] <= 0.0:
        return 0.0
    basis = ira_basis(household, sheltered, lives, person)
    untaxed = ira_value(household, sheltered, lives, person, quotes) - basis
    return max(0.0, min(household["gift"][person] * price_level, household["gift_limit"][now["year"]], untaxed))


@inner_kernel
def _is_behind_another(household: Household, sheltered: Sheltered, lives: Lives, account: int, quotes: Quotes) -> bool:
    """Return whether an account before this one, which still holds something, pays what both of them require."""
    pool = household["account_rmd_pool"][account]
    for other in range(account):
        is_of_pool = pool >= 0 and household["account_rmd_pool"][other] == pool
        is_same_holder = holder_of(household, lives, other) == holder_of(household, lives, account)
        if is_of_pool and is_same_holder and account_value(household, sheltered, other, quotes) > LEAST_LEFT:
            return True
    return False


@cold_kernel
def take_rmds_ahead(
    household: Household,
    positions: Positions,
    lives: Lives,
    spending: Spending,
    now: Step,
    quotes: Quotes,
    wanted: tuple[float, float],
    price_level: float,
) -> float:
    """Pay of what is missing of each RMD; returns what was paid [USD]. Modifies `positions` and `spending`.

    wanted : (share of what is missing, most in all [USD])
    """
    sheltered, year = positions["sheltered"], now["year"]
    paid, all_missing = 0.0, 0.0
    for person in range(household["n_people"]):
        for account in range(n_pretax(household)):
            counted = 1.0 - sheltered["roth_share"][account]
            is_his = holder_of(household, lives, account) == person and counts_for_rmd(household, account)
            if not is_his or counted <= 0.0:
                continue
            is_last_year = household["account_inherited_end"][account] <= year
            missing = missing_rmd(household, sheltered, lives, account, year)
            if is_last_year:  # what the year has grown by, too
                missing = account_value(household, sheltered, account, quotes)
            if missing <= 0.0:
                continue
            all_missing += missing
            if sheltered["is_empty"][account] == 1:
                continue
            if (
                wanted[0] < 1.0
                and not is_last_year
                and _is_behind_another(household, sheltered, lives, account, quotes)
            ):
                continue
            if household["account_kind"][account] == Kind.IRA:
                missing -= _gift_to_come(household, sheltered, lives, now, person, quotes, price_level)
            asked = min(max(0.0, missing) * wanted[0], (wanted[1] - paid) * counted) / counted
            got = withdraw(household, positions, lives, now, account, asked, quotes)
            paid += got
            spending["pretax_allowance"] = max(0.0, spending["pretax_allowance"] - got * counted)
    if all_missing <= 0.0:
        sheltered["rmd_is_open"] = 0
    return paid


@cold_kernel
def take_rmds_early(
    household: Household,
    cash: Cash,
    positions: Positions,
    lives: Lives,
    spending: Spending,
    now: Step,
    quotes: Quotes,
    price_level: float,
) -> None:
    """Pay a part of each RMD to cash where it waits for the year's spending: all at once, or an equal part a month.

    Modifies `cash`, `positions` and `spending`.
    """
    share = 1.0 if household["rmds"] == Rmds.JANUARY else 1.0 / (DECEMBER + 1 - now["month"])
    paid = take_rmds_ahead(household, positions, lives, spending, now, quotes, (share, 1e18), price_level)
    cash["balance"] += paid
    cash["unspent_rmd"] += paid
