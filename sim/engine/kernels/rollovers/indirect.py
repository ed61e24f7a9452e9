"""The 60-day rollover: money is paid to the person, a part of it withheld; what is put back in time is not taxed."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.people import holder_of, is_early
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.sheltered.ira_basis import taxable_ira_part
from sim.engine.kernels.sheltered.sheltered import withdraw
from sim.engine.kernels.trading.trades import sell_for
from sim.engine.records.plan_and_state import B, Kind, Y

ROUNDING = 1e-6
"""Less than this [USD] is missing by a rounding only."""


@inner_kernel
def pay_out(plan, state, now, k, pretax, quotes):  # type: ignore[no-untyped-def]
    """Pay the pre-tax money to the person: what will not be put back is a distribution of this day.

    References: IRC 402(c)(3), 3405(c).
    """
    back = pretax * plan["rollover_redeposited_share"][k]
    _distribution(plan, state, k, pretax - back, now["year"], quotes)
    withheld = pretax * plan["rollover_withheld_rate"][k]
    in_hand = pretax - withheld
    state["withheld"][now["year"] & 1] += withheld
    state["yearly"][now["year"], Y.TAX_PAID] += withheld
    state["promised"][k] = back
    state["transit"][k] = min(back, in_hand)
    state["cash"] += in_hand - state["transit"][k]


@inner_kernel
def _distribution(plan, state, k, amount, today_year, quotes):  # type: ignore[no-untyped-def]
    """Tax pre-tax money that stays out, as paid on the rollover's first day; only this year's counts for the RMD."""
    source, year = plan["rollover_source"][k], plan["rollover_year"][k]
    taxable = amount
    if plan["account_kind"][source] == Kind.IRA:
        taxable = taxable_ira_part(plan, state, source, amount, quotes)
    state["book"][year & 1, B.IRA] += taxable
    if is_early(plan, state, source, plan["rollover_day"][k]):
        state["book"][year & 1, B.EARLY] += taxable
    state["yearly"][year, Y.WITHDRAWN_PRETAX] += amount
    if year == today_year:
        state["rmd_taken"][holder_of(plan, state, source)] += amount


@rare_kernel
def redeposit(plan, state, now, k, quotes):  # type: ignore[no-untyped-def]
    """Put into the IRA what waited and what replaces the withheld part; what cannot be raised was a distribution."""
    promised, held = state["promised"][k], state["transit"][k]
    if promised <= 0.0:
        return
    state["promised"][k], state["transit"][k] = 0.0, 0.0
    missing, raised, account = promised - held, 0.0, plan["rollover_replaced_from"][k]
    if missing <= ROUNDING:
        raised = missing
    elif account >= 0:
        raised = withdraw(plan, state, now, account, missing, quotes)
    else:
        raised = min(missing, max(0.0, state["cash"]))
        state["cash"] -= raised
        raised += sell_for(plan, state, now, quotes, missing - raised)
    if missing > raised:
        _distribution(plan, state, k, missing - raised, now["year"], quotes)
    buy_in_account(plan, state, now, k, plan["rollover_target"][k], held + raised, quotes)


@inner_kernel
def money_on_the_way(plan, state):  # type: ignore[no-untyped-def]
    """Return what waits for its redeposit [USD]."""
    money = 0.0
    for k in range(plan["n_rollovers"]):
        money += state["transit"][k]
    return money
