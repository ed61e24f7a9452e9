"""Required minimum distributions of an owner and of an heir."""

from sim.compile.decorators import inner_kernel, kernel
from sim.law.rmd_law import RmdTables


@inner_kernel
def distribution_period(tables: RmdTables, owner_age: int, spouse_age: int, is_spouse_sole_beneficiary: int) -> float:
    """Return the divisor of the prior year-end balance [years]; 0.0 where no table applies (owner below 72).

    Parameters
    ----------
    tables : RmdTables
    owner_age, spouse_age : int64
        Ages reached in the distribution year; spouse 0 where there is none.
    is_spouse_sole_beneficiary : int64
        1 opens the joint table to a spouse more than ten years younger.

    References
    ----------
    26 CFR 1.401(a)(9)-5(c)(1)-(2), -9(c)-(d).
    """
    oldest = tables.uniform.shape[0] - 1
    owner = min(owner_age, oldest)
    if is_spouse_sole_beneficiary == 1 and spouse_age > 0:
        joint = tables.joint[owner, min(spouse_age, oldest)]  # has entries for spouses more than ten years younger only
        if joint > 0.0:
            return joint
    return tables.uniform[owner]


@kernel
def required_minimum_distribution(
    tables: RmdTables, balance: float, owner_age: int, spouse_age: int, is_spouse_sole_beneficiary: int
) -> float:
    """Return the year's required distribution [USD/yr] of one plan, or of all IRAs together.

    The caller asks only from the first distribution year on (``sim.law.rmd_law.first_distribution_year``); a Roth
    account of a living owner has none (IRC 408A(c)(4), 402A(d)(5)).

    Parameters
    ----------
    balance : float64
        December 31 of the year before [USD].

    References
    ----------
    IRC 401(a)(9)(A); 26 CFR 1.401(a)(9)-5(a).
    """
    period = distribution_period(tables, owner_age, spouse_age, is_spouse_sole_beneficiary)
    if period <= 0.0 or balance <= 0.0:
        return 0.0
    return balance / max(period, 1.0)


@kernel
def inherited_distribution(
    tables: RmdTables,
    balance: float,
    years_after_death: int,
    heir_age_first_year: int,
    n_years: int,
    had_owner_begun: int,
) -> float:
    """Return an heir's required distribution [USD/yr] under the ten-year rule.

    Parameters
    ----------
    balance : float64
        December 31 of the year before [USD].
    years_after_death : int64
        1 in the calendar year after the owner's death.
    heir_age_first_year : int64
        Age the heir reaches in that first year; the period is reduced by one a year from there.
    n_years : int64
        Year by whose end the account is empty (10).
    had_owner_begun : int64
        1 where the owner died on or after the required beginning date: annual distributions in years 1 to 9.

    References
    ----------
    IRC 401(a)(9)(H); 26 CFR 1.401(a)(9)-5(d)(1), (d)(3)(iii), (e)(2) (T.D. 10001).
    """
    if balance <= 0.0 or years_after_death < 1:
        return 0.0
    if years_after_death >= n_years:
        return balance
    if had_owner_begun == 0:
        return 0.0
    period = tables.single[min(heir_age_first_year, tables.single.shape[0] - 1)] - float(years_after_death - 1)
    return balance / max(period, 1.0)
