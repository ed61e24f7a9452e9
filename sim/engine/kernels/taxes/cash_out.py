"""The tax of cashing out: every lot sold and every pretax account emptied, in equal parts over some tax years."""

from sim.compile.decorators import cold_kernel
from sim.engine.kernels.taxes.tax_year import (
    return_input_of,
    return_without_portfolio,
    returns_of,
    tax_of,
    tax_without_portfolio,
)
from sim.engine.records.types import Household, Lives, PathLaws, Tally, Taxes


@cold_kernel
def tax_as_is(household: Household, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally, year: int) -> float:
    """Return the tax of a year's return as its items stand, nothing cashed [USD]. Modifies work space of `taxes`."""
    return tax_of(returns_of(laws, taxes, year, return_input_of(household, taxes, lives, tally, year, (0.0, 0.0, 0.0))))


@cold_kernel
def liquidation_tax(
    household: Household,
    laws: PathLaws,
    taxes: Taxes,
    lives: Lives,
    tally: Tally,
    year: int,
    gain: float,
    as_is: float,
) -> float:
    """Return the tax that selling every lot on the last day would add to the last year's return [USD].

    as_is : of `tax_as_is`

    Simplification: all of it long-term.
    """
    sold = return_input_of(household, taxes, lives, tally, year, (gain, 0.0, 0.0))
    return tax_of(returns_of(laws, taxes, year, sold)) - as_is


@cold_kernel
def cash_out_tax(
    household: Household,
    laws: PathLaws,
    taxes: Taxes,
    lives: Lives,
    tally: Tally,
    year: int,
    amounts: tuple[float, float, float],
    as_is: float,
) -> float:
    """Return the tax of cashing out over the household's `cash_out_years` [USD at the horizon]. Modifies `taxes`.

    The first part is sold on the last day, on top of the last year's return; each later year is taxed by the same law
    on what comes from outside the portfolio, one part, and the losses that are left to carry. From each year's tax that
    of the household without the part is taken off: of the first as it was filed, of the later ones without portfolio
    and carryover.

    Parameters
    ----------
    amounts : the unrealized gain of all lots, all of it long-term, what is income of the pretax money, and what of that
        is the second person's [USD]
    as_is : of `tax_as_is`
    """
    n = household["cash_out_years"]
    part = (amounts[0] / n, amounts[1] / n, amounts[2] / n)
    filed = returns_of(laws, taxes, year, return_input_of(household, taxes, lives, tally, year, part))
    total = tax_of(filed) - as_is
    alone = tax_without_portfolio(household, laws, taxes, lives, tally, year)
    taxes["counts_gifts"] = 0.0
    for k in range(1, n):
        carried = (filed[0].st_carryover_out, filed[0].lt_carryover_out)
        filed = returns_of(laws, taxes, year, return_without_portfolio(household, lives, tally, year, part, carried))
        more = tax_of(filed) - alone
        if carried[0] + carried[1] + filed[0].st_carryover_out + filed[0].lt_carryover_out == 0.0:
            total += more * (n - k)  # every year that is left is like this one
            break
        total += more
    taxes["counts_gifts"] = 1.0
    return total
