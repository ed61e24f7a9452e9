"""What a Roth IRA's distribution is made of: contributions, conversions by year, earnings; all of a person together."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, State, Step
from sim.law.ages import ROTH_CLOCK_YEARS


@inner_kernel
def begin_clocks(household: Household, state: State, n_years: int) -> None:
    """Set each person's pools to those of the first day."""
    for person in range(2):
        state["roth_free"][person] = household["roth_free"][person]
        state["roth_clock"][person] = household["roth_clock"][person]
        for year in range(n_years):
            state["roth_converted"][person, year] = 0.0


@inner_kernel
def note_roth_money(household: Household, state: State, account: int, year: int, converted: float, free: float) -> None:
    """Count what enters a Roth IRA: the taxed part of a conversion, and what was not taxed by it [USD].

    Simplification: a conversion's untaxed part counts as a contribution.
    """
    if converted + free <= 0.0:
        return
    person = holder_of(household, state, account)
    state["roth_converted"][person, year] += converted
    state["roth_free"][person] += free
    state["roth_clock"][person] = min(state["roth_clock"][person], year)


@cold_kernel
def book_roth_distribution(household: Household, state: State, now: Step, account: int, amount: float) -> None:
    """Tax what is not qualified: conversions of the last five years under 59 1/2 with 10 %, earnings as income too.

    References: IRC 408A(d)(2), (3)(F), (4)(B), 72(t).
    """
    person, year, left = holder_of(household, state, account), now["year"], amount
    early = is_early(household, state, account, now["day"])
    if not early and year >= state["roth_clock"][person] + ROTH_CLOCK_YEARS:
        return
    taken = min(left, state["roth_free"][person])
    state["roth_free"][person] -= taken
    left -= taken
    recaptured = 0.0
    for converted in range(year + 1):
        taken = min(left, state["roth_converted"][person, converted])
        if taken > 0.0:
            state["roth_converted"][person, converted] -= taken
            left -= taken
            if early and year < converted + ROTH_CLOCK_YEARS:
                recaptured += taken
    items = state["tax_items"][year & 1]
    items[TaxItem.IRA] += left
    if early:
        items[TaxItem.EARLY] += recaptured + left
    state["yearly"][year, Yearly.ROTH_NOT_QUALIFIED] += recaptured + left


@inner_kernel
def inherit_clocks(state: State, dead: int, n_years: int) -> None:
    """Join the pools of the deceased with the survivor's; the earlier clock counts. Reg. 1.408A-6, A-7(b)."""
    heir = 1 - dead
    state["roth_free"][heir] += state["roth_free"][dead]
    state["roth_clock"][heir] = min(state["roth_clock"][heir], state["roth_clock"][dead])
    for year in range(n_years):
        state["roth_converted"][heir, year] += state["roth_converted"][dead, year]
