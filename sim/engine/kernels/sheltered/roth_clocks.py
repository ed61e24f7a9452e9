"""What a Roth IRA's distribution is made of: contributions, conversions by year, earnings; all of a person together."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, Lives, Sheltered, Step, Tally


@inner_kernel
def begin_clocks(household: Household, sheltered: Sheltered, n_years: int) -> None:
    """Set each person's pools to those of the first day. Modifies `sheltered`."""
    for person in range(2):
        sheltered["roth_free"][person] = household["roth_free"][person]
        sheltered["roth_clock"][person] = household["roth_clock"][person]
        for year in range(n_years):
            sheltered["roth_converted"][person, year] = 0.0


@inner_kernel
def note_roth_money(
    household: Household, sheltered: Sheltered, lives: Lives, account: int, year: int, converted: float, free: float
) -> None:
    """Count what enters a Roth IRA: the taxed part of a conversion, and what was not taxed by it [USD].

    Modifies `sheltered`.

    Simplification: a conversion's untaxed part counts as a contribution.
    """
    if converted + free <= 0.0:
        return
    person = holder_of(household, lives, account)
    sheltered["roth_converted"][person, year] += converted
    sheltered["roth_free"][person] += free
    sheltered["roth_clock"][person] = min(sheltered["roth_clock"][person], year)


@cold_kernel
def book_roth_distribution(
    household: Household, sheltered: Sheltered, lives: Lives, tally: Tally, now: Step, account: int, amount: float
) -> None:
    """Tax what is not qualified: conversions of the last five years under 59 1/2 with 10%, earnings as income too.

    Modifies `sheltered` and `tally`.

    References: IRC 408A(d)(2), (3)(F), (4)(B), 72(t).
    """
    person, year, left = holder_of(household, lives, account), now["year"], amount
    early = is_early(household, lives, account, now["day"])
    if not early and year >= sheltered["roth_clock"][person] + household["roth_clock_years"]:
        return
    taken = min(left, sheltered["roth_free"][person])
    sheltered["roth_free"][person] -= taken
    left -= taken
    recaptured = 0.0
    for converted in range(year + 1):
        taken = min(left, sheltered["roth_converted"][person, converted])
        if taken > 0.0:
            sheltered["roth_converted"][person, converted] -= taken
            left -= taken
            if early and year < converted + household["roth_clock_years"]:
                recaptured += taken
    items = tally["items"][year & 1]
    book_distributed(household, lives, tally, year, account, left)
    if early:
        items[TaxItem.EARLY] += recaptured + left
    tally["yearly"][year, Yearly.ROTH_NOT_QUALIFIED] += recaptured + left


@inner_kernel
def inherit_clocks(sheltered: Sheltered, dead: int, n_years: int) -> None:
    """Join the pools of the deceased with the survivor's; the earlier clock counts. Reg. 1.408A-6, A-7(b).

    Modifies `sheltered`.
    """
    heir = 1 - dead
    sheltered["roth_free"][heir] += sheltered["roth_free"][dead]
    sheltered["roth_clock"][heir] = min(sheltered["roth_clock"][heir], sheltered["roth_clock"][dead])
    for year in range(n_years):
        sheltered["roth_converted"][heir, year] += sheltered["roth_converted"][dead, year]
