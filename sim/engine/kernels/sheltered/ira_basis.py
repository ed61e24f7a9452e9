"""Nondeductible contributions in traditional IRAs: all IRAs of a person are one contract (IRC 408(d)(2), Form 8606)."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, n_pretax
from sim.engine.records.codes import Kind
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Lives, Quotes, Sheltered


@inner_kernel
def _is_ira_of(household: Household, lives: Lives, account: int, person: int) -> bool:
    """Return whether an account is a traditional IRA that a person holds."""
    return household["account_kind"][account] == Kind.IRA and holder_of(household, lives, account) == person


@inner_kernel
def ira_basis(household: Household, sheltered: Sheltered, lives: Lives, person: int) -> float:
    """Return the basis in all of a person's traditional IRAs [USD]."""
    basis = 0.0
    for account in range(n_pretax(household)):
        if _is_ira_of(household, lives, account, person):
            basis += sheltered["basis"][account]
    return basis


@inner_kernel
def ira_value(household: Household, sheltered: Sheltered, lives: Lives, person: int, quotes: Quotes) -> float:
    """Return the value of all of a person's traditional IRAs [USD]."""
    value = 0.0
    for account in range(n_pretax(household)):
        if _is_ira_of(household, lives, account, person):
            for k in range(household["n_held"][account]):
                s = household["held"][account, k]
                value += sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s]
    return value


@inner_kernel
def untaxed_share(household: Household, sheltered: Sheltered, lives: Lives, person: int, quotes: Quotes) -> float:
    """Return the share of what leaves any of the person's traditional IRAs that is basis."""
    if household["has_ira_basis"] == 0:
        return 0.0
    value = ira_value(household, sheltered, lives, person, quotes)
    return min(1.0, ira_basis(household, sheltered, lives, person) / value) if value > 0.0 else 0.0


@cold_kernel
def taxable_ira_part(
    household: Household, sheltered: Sheltered, lives: Lives, account: int, amount: float, quotes: Quotes
) -> float:
    """Return the taxable part of what leaves a traditional IRA; each IRA's basis falls by the same proportion.

    Modifies `sheltered`.
    """
    if household["has_ira_basis"] == 0:
        return amount
    person = holder_of(household, lives, account)
    free = amount * untaxed_share(household, sheltered, lives, person, quotes)
    basis = ira_basis(household, sheltered, lives, person)
    if basis > 0.0:
        for other in range(n_pretax(household)):
            if _is_ira_of(household, lives, other, person):
                sheltered["basis"][other] -= free * sheltered["basis"][other] / basis
    return amount - free


@inner_kernel
def income_of_heirs_from_iras(household: Household, sheltered: Sheltered, lives: Lives, quotes: Quotes) -> float:
    """Return what heirs of the traditional IRAs must tax as income [USD]: their value less basis (IRC 691, 72(e))."""
    income = 0.0
    for person in range(household["n_people"]):
        income += max(
            0.0, ira_value(household, sheltered, lives, person, quotes) - ira_basis(household, sheltered, lives, person)
        )
    return income
