"""The 60-day rollover and the offset of a plan's loan: what is put back in time is not taxed."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_early
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.sheltered.ira_basis import taxable_ira_part
from sim.engine.kernels.sheltered.sheltered import withdraw
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.kernels.trading.trades import sell_for
from sim.engine.records.codes import Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Lives, Positions, Quotes, Rollovers, State, Step

APRIL = 4
ROUNDING = 1e-6
"""Less than this [USD] is missing by a rounding only."""


@inner_kernel
def pay_out(
    household: Household,
    cash: Cash,
    positions: Positions,
    lives: Lives,
    rollovers: Rollovers,
    rollover: int,
    pretax: float,
    quotes: Quotes,
) -> None:
    """Pay the pretax money to the person: what will not be put back is a distribution of this day.

    Modifies `cash`, `positions` and `rollovers`.

    References: IRC 402(c)(3), 3405(c).
    """
    tally = positions["tally"]
    year = household["rollover_year"][rollover]
    back = pretax * household["rollover_redeposited_share"][rollover]
    _distribution(household, positions, lives, rollover, pretax - back, year, year, quotes)
    withheld = pretax * household["rollover_withheld_rate"][rollover]
    in_hand = pretax - withheld
    tally["withheld"][year & 1] += withheld
    tally["yearly"][year, Yearly.TAX_PAID] += withheld
    rollovers["promised"][rollover] = back
    rollovers["transit"][rollover] = min(back, in_hand)
    cash["balance"] += in_hand - rollovers["transit"][rollover]


@inner_kernel
def offset_loan(
    household: Household, positions: Positions, lives: Lives, rollovers: Rollovers, rollover: int, quotes: Quotes
) -> None:
    """Offset a plan's loan when work ends: what is not to be rolled over is a distribution, though nothing is paid.

    Modifies `positions` and `rollovers`.

    Reference: IRC 402(c)(3)(C).
    """
    year, loan = household["rollover_year"][rollover], household["rollover_loan"][rollover]
    back = loan * household["rollover_redeposited_share"][rollover]
    _distribution(household, positions, lives, rollover, loan - back, year, year, quotes)
    rollovers["promised"][rollover], rollovers["transit"][rollover] = back, 0.0


@inner_kernel
def _distribution(
    household: Household,
    positions: Positions,
    lives: Lives,
    rollover: int,
    amount: float,
    year: int,
    today_year: int,
    quotes: Quotes,
) -> None:
    """Tax pretax money that stays out in a year, as paid on the rollover's first day; only this year's counts for RMDs.

    Modifies `positions`.
    """
    sheltered, tally, source = positions["sheltered"], positions["tally"], household["rollover_source"][rollover]
    taxed = amount
    if household["account_kind"][source] == Kind.IRA:
        taxed = taxable_ira_part(household, sheltered, lives, source, amount, quotes)
    book_distributed(household, lives, tally, year, source, taxed)
    tally["items"][year & 1, TaxItem.ONCE] += taxed
    if is_early(household, lives, source, household["rollover_day"][rollover]):
        tally["items"][year & 1, TaxItem.EARLY] += taxed * sheltered["early_share"][source]
    tally["yearly"][year, Yearly.WITHDRAWN_PRETAX] += amount
    if year == today_year:
        sheltered["rmd_taken"][source] += amount


@cold_kernel
def redeposit(household: Household, state: State, now: Step, rollover: int, quotes: Quotes) -> None:
    """Put into the IRA what waited and what replaces the withheld part; what cannot be raised was a distribution.

    Modifies `state`.
    """
    positions = state["positions"]
    cash, lives, rollovers = state["cash"], state["lives"], state["rollovers"]
    promised, held = rollovers["promised"][rollover], rollovers["transit"][rollover]
    if promised <= 0.0:
        return
    rollovers["promised"][rollover], rollovers["transit"][rollover] = 0.0, 0.0
    missing, raised, account = promised - held, 0.0, household["rollover_replaced_from"][rollover]
    if missing <= ROUNDING:
        raised = missing
    elif account >= 0:
        raised = withdraw(household, positions, lives, now, account, missing, quotes)
    else:
        raised = min(missing, max(0.0, cash["balance"]))
        cash["balance"] -= raised
        raised += sell_for(household, state["policy"], positions, now, quotes, missing - raised)
    if missing > raised:
        year, today_year = household["rollover_year"][rollover], now["year"]
        if today_year > year and now["month"] > APRIL:  # the return of the year is filed
            year = today_year
        _distribution(household, positions, lives, rollover, missing - raised, year, today_year, quotes)
    buy_in_account(household, positions, now, rollover, household["rollover_target"][rollover], held + raised, quotes)


@inner_kernel
def money_on_the_way(household: Household, rollovers: Rollovers) -> float:
    """Return what waits for its redeposit [USD]."""
    money = 0.0
    for k in range(household["n_rollovers"]):
        money += rollovers["transit"][k]
    return money
