"""The 60-day rollover: money is paid to the person, a part of it withheld; what is put back in time is not taxed."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.sheltered.ira_basis import taxable_ira_part
from sim.engine.kernels.sheltered.sheltered import withdraw
from sim.engine.kernels.trading.trades import sell_for
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Household, Quotes, State, Step

ROUNDING = 1e-6
"""Less than this [USD] is missing by a rounding only."""


@inner_kernel
def pay_out(household: Household, state: State, now: Step, rollover: int, pretax: float, quotes: Quotes) -> None:
    """Pay the pre-tax money to the person: what will not be put back is a distribution of this day.

    References: IRC 402(c)(3), 3405(c).
    """
    back = pretax * household["rollover_redeposited_share"][rollover]
    _distribution(household, state, rollover, pretax - back, now["year"], quotes)
    withheld = pretax * household["rollover_withheld_rate"][rollover]
    in_hand = pretax - withheld
    state["withheld"][now["year"] & 1] += withheld
    state["yearly"][now["year"], Yearly.TAX_PAID] += withheld
    state["promised"][rollover] = back
    state["transit"][rollover] = min(back, in_hand)
    state["cash"] += in_hand - state["transit"][rollover]


@inner_kernel
def _distribution(
    household: Household, state: State, rollover: int, amount: float, today_year: int, quotes: Quotes
) -> None:
    """Tax pre-tax money that stays out, as paid on the rollover's first day; only this year's counts for the RMD."""
    source, year = household["rollover_source"][rollover], household["rollover_year"][rollover]
    taxable = amount
    if household["account_kind"][source] == Kind.IRA:
        taxable = taxable_ira_part(household, state, source, amount, quotes)
    state["tax_items"][year & 1, TaxItem.IRA] += taxable
    if is_early(household, state, source, household["rollover_day"][rollover]):
        state["tax_items"][year & 1, TaxItem.EARLY] += taxable
    state["yearly"][year, Yearly.WITHDRAWN_PRETAX] += amount
    if year == today_year:
        state["rmd_taken"][holder_of(household, state, source)] += amount


@cold_kernel
def redeposit(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Put into the IRA what waited and what replaces the withheld part; what cannot be raised was a distribution."""
    promised, held = state["promised"][rollover], state["transit"][rollover]
    if promised <= 0.0:
        return
    state["promised"][rollover], state["transit"][rollover] = 0.0, 0.0
    missing, raised, account = promised - held, 0.0, household["rollover_replaced_from"][rollover]
    if missing <= ROUNDING:
        raised = missing
    elif account >= 0:
        raised = withdraw(household, state, now, account, missing, quotes)
    else:
        raised = min(missing, max(0.0, state["cash"]))
        state["cash"] -= raised
        raised += sell_for(household, state, now, quotes, missing - raised)
    if missing > raised:
        _distribution(household, state, rollover, missing - raised, now["year"], quotes)
    buy_in_account(household, state, now, rollover, household["rollover_target"][rollover], held + raised, quotes)


@inner_kernel
def money_on_the_way(household: Household, state: State) -> float:
    """Return what waits for its redeposit [USD]."""
    money = 0.0
    for k in range(household["n_rollovers"]):
        money += state["transit"][k]
    return money
