"""Plans, IRAs, annuities, Roth IRAs and HSAs: values, withdrawals and required minimum distributions.

A sheltered position is counted in shares that reinvest every distribution, so nothing has to be done when one is paid,
except to tell the wash-sale rule that shares were bought.
"""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early, n_pretax
from sim.engine.kernels.sheltered.hsa import realize_in_hsa
from sim.engine.kernels.sheltered.ira_basis import taxable_ira_part
from sim.engine.kernels.sheltered.roth_clocks import book_roth_distribution
from sim.engine.kernels.sheltered.whose_income import book_annuity, book_distributed
from sim.engine.kernels.trading.reinvested import (
    begin_note,
    holds_what_it_bought,
    less_is_left,
    remember_reinvested_in,
    take_noted,
)
from sim.engine.kernels.trading.trades import next_order
from sim.engine.kernels.trading.wash_matching import match_sheltered_purchase
from sim.engine.records.codes import Kind
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Household, Lives, Positions, Quotes, Sheltered, Step, Tally, Wash
from sim.lots.kernels.wash_book import Purchase, WashGroup, pass_over_purchases, remember_purchase


@inner_kernel
def account_value(household: Household, sheltered: Sheltered, account: int, quotes: Quotes) -> float:
    """Return the value of a sheltered account [USD]."""
    value = 0.0
    if sheltered["is_empty"][account] == 1:
        return value
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        value += sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s]
    return value


@cold_kernel
def share_of_second(household: Household, sheltered: Sheltered, lives: Lives, quotes: Quotes) -> float:
    """Return the second person's share of the value of plans and IRAs, 0 where there is none."""
    total, second = 0.0, 0.0
    for account in range(n_pretax(household)):
        if household["account_kind"][account] <= Kind.IRA:
            value = account_value(household, sheltered, account, quotes)
            total += value
            if holder_of(household, lives, account) == 1:
                second += value
    return second / total if total > 0.0 else 0.0


@inner_kernel
def share_of_second_in_income(household: Household, sheltered: Sheltered, lives: Lives, quotes: Quotes) -> float:
    """Return the second person's share of what is income when it is cashed: all but Roth money, by value."""
    total, second = 0.0, 0.0
    for account in range(household["n_accounts"]):
        if household["account_kind"][account] != Kind.ROTH:
            value = account_value(household, sheltered, account, quotes) * (1.0 - sheltered["roth_share"][account])
            total += value
            if holder_of(household, lives, account) == 1:
                second += value
    return second / total if total > 0.0 else 0.0


@inner_kernel
def add_units(sheltered: Sheltered, account: int, security: int, units: float) -> None:
    """Add units of a security to a sheltered account. Modifies `sheltered`."""
    sheltered["units"][account, security] += units
    sheltered["is_empty"][account] = 0


@inner_kernel
def counts_for_rmd(household: Household, account: int) -> bool:
    """Return whether the owner's RMD rests on an account: plans, traditional and inherited IRAs."""
    return household["account_kind"][account] <= Kind.IRA


@inner_kernel
def _book_distribution(
    household: Household,
    positions: Positions,
    lives: Lives,
    now: Step,
    account: int,
    amount: float,
    value: float,
    quotes: Quotes,
) -> None:
    """Book the taxable part of a distribution, before the account's units are reduced. Modifies `positions`."""
    sheltered, tally = positions["sheltered"], positions["tally"]
    kind, parity = household["account_kind"][account], now["year"] & 1
    early = is_early(household, lives, account, now["day"])
    items = tally["items"]
    if kind == Kind.ROTH:
        book_roth_distribution(household, sheltered, lives, tally, now, account, amount)
        return
    if kind == Kind.HSA:
        realize_in_hsa(household, sheltered, tally, now, account, amount, value, quotes)
        items[parity, TaxItem.HSA] += amount
        if early:
            items[parity, TaxItem.HSA_EARLY] += amount
        return
    tally["yearly"][now["year"], Yearly.WITHDRAWN_PRETAX] += amount
    if kind == Kind.ANNUITY:  # gain first: IRC 72(e)(2)(B), (3)
        taxed = min(amount, max(0.0, value - sheltered["basis"][account]))
        sheltered["basis"][account] -= amount - taxed
        book_annuity(tally, now["year"], holder_of(household, lives, account), taxed)
    else:
        if kind == Kind.IRA:
            taxed = taxable_ira_part(household, sheltered, lives, account, amount, quotes)
        else:
            taxed = _taxable_plan_part(sheltered, account, amount, value)
        book_distributed(household, lives, tally, now["year"], account, taxed)
        sheltered["rmd_taken"][account] += amount * (1.0 - sheltered["roth_share"][account])
    if early:
        items[parity, TaxItem.EARLY] += taxed * sheltered["early_share"][account]


@cold_kernel
def _taxable_plan_part(sheltered: Sheltered, account: int, amount: float, value: float) -> float:
    """Return the taxable part of a plan's distribution; after-tax contributions come out pro rata.

    Modifies `sheltered`.

    Reference: IRC 72(e)(8).
    """
    counted = amount * (1.0 - sheltered["roth_share"][account])
    counted_value = value * (1.0 - sheltered["roth_share"][account])
    if counted_value <= 0.0:
        return 0.0
    untaxed = counted * min(1.0, sheltered["basis"][account] / counted_value)
    sheltered["basis"][account] -= untaxed
    return counted - untaxed


@inner_kernel
def withdraw(
    household: Household, positions: Positions, lives: Lives, now: Step, account: int, amount: float, quotes: Quotes
) -> float:
    """Take up to an amount out of an account, pro rata over its positions; returns what was paid [USD].

    Modifies `positions`.
    """
    sheltered = positions["sheltered"]
    if sheltered["payments_left"][account] > 0:
        return 0.0  # an annuity that pays in installments pays nothing else
    value = account_value(household, sheltered, account, quotes)
    paid = min(amount, value)
    if paid <= 0.0:
        return 0.0
    _book_distribution(household, positions, lives, now, account, paid, value, quotes)
    take_out(household, sheltered, positions["wash"], now, account, paid, value, quotes)
    return paid


@inner_kernel
def reduce_positions(household: Household, sheltered: Sheltered, wash: Wash, account: int, share: float) -> None:
    """Leave this share of each of an account's positions. Modifies `sheltered` and `wash`."""
    for k in range(household["n_held"][account]):
        sheltered["units"][account, household["held"][account, k]] *= share
    if share <= 0.0:
        sheltered["is_empty"][account] = 1
    less_is_left(wash, account, share)


@inner_kernel
def take_out(
    household: Household,
    sheltered: Sheltered,
    wash: Wash,
    now: Step,
    account: int,
    paid: float,
    value: float,
    quotes: Quotes,
) -> None:
    """Sell an amount out of an account of this value, pro rata over its positions. Modifies `sheltered` and `wash`."""
    reduce_positions(household, sheltered, wash, account, 1.0 - paid / value if paid < value else 0.0)
    forget_sold_shares(household, sheltered, wash, account, now["day"], quotes)


@inner_kernel
def forget_sold_shares(
    household: Household, sheltered: Sheltered, wash: Wash, account: int, day: int, quotes: Quotes
) -> None:
    """Of recent purchases in an account that has sold, only what it still holds can replace: the oldest went first.

    Modifies `wash`.
    """
    if household["n_watched_held"][account] > 0 and not holds_what_it_bought(household, wash, account, day):
        forget_what_was_sold(household, sheltered, wash, account, day, quotes)


@cold_kernel
def forget_what_was_sold(
    household: Household, sheltered: Sheltered, wash: Wash, account: int, day: int, quotes: Quotes
) -> None:
    """Leave of recent purchases in an account no more than it still holds, group by group. Modifies `wash`."""
    remember_reinvested_in(household, sheltered, wash, account, day)
    for k in range(household["n_watched_held"][account]):
        group = household["security_group"][household["watched_held"][account, k]]
        held = _shares_of_group(household, sheltered, account, group, quotes)
        since = day - wash["book"]["window_days"]
        _forget_all_but(wash["book"]["group"][group], account, since, held)


@inner_kernel
def _forget_all_but(of_group: WashGroup, account: int, since: int, held: float) -> None:
    """Of an account's purchases of a group, the latest first, leave no more than the shares that are held.

    Modifies `of_group`.
    """
    pass_over_purchases(of_group, since)
    for i in range(of_group["bought_to"] - 1, of_group["bought_from"] - 1, -1):
        bought = of_group["bought"][i]
        if bought["account"] == account:
            bought["shares"] = min(bought["shares"], max(0.0, held))
            held -= bought["shares"]


@inner_kernel
def _shares_of_group(household: Household, sheltered: Sheltered, account: int, group: int, quotes: Quotes) -> float:
    """Return the shares of a set of substantially identical securities that an account holds."""
    shares = 0.0
    for k in range(household["n_watched_held"][account]):
        s = household["watched_held"][account, k]
        if household["security_group"][s] == group:
            shares += sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s] / quotes[Quote.PRICE, s]
    return shares


@cold_kernel
def note_sheltered_purchase(wash: Wash, tally: Tally, now: Step, account: int, group: int, shares: float) -> None:
    """Shares of a group were bought in a sheltered account: they wash pending losses, or wait for one.

    Modifies `wash` and `tally`.
    """
    wash["last_bought"][account] = now["day"]
    wash_or_wait(wash, tally, now, account, group, shares, next_order(wash))


@inner_kernel
def wash_or_wait(wash: Wash, tally: Tally, now: Step, account: int, group: int, shares: float, order: int) -> None:
    """Let shares bought in a sheltered account wash pending losses; those left over wait for one.

    Modifies `wash` and `tally`.
    """
    left = match_sheltered_purchase(wash, tally, now["day"], group, shares)
    if left > 0.0:
        remember_purchase(wash["book"], group, Purchase(account, -1, now["day"], order, left))


@inner_kernel
def reinvest_sheltered(
    household: Household, sheltered: Sheltered, wash: Wash, tally: Tally, now: Step, quotes: Quotes
) -> None:
    """Note that distributions were reinvested, for the wash-sale rule; the units already hold what they bought.

    Modifies `wash` and `tally`.
    """
    slot = begin_note(household, wash, now, quotes)
    if now["day"] - wash["book"]["latest_loss"] <= wash["book"]["window_days"]:
        _meet_pending_losses(household, sheltered, wash, tally, now, slot)


@inner_kernel
def _meet_pending_losses(
    household: Household, sheltered: Sheltered, wash: Wash, tally: Tally, now: Step, slot: int
) -> None:
    """Let what was bought of groups with a recent loss sale wash it at once. Modifies `wash` and `tally`."""
    month = now["row"]
    for g in range(household["n_reinvesting_groups"][month]):
        group = household["reinvesting_groups"][month, g]
        if now["day"] - wash["book"]["group"][group]["last_loss"] > wash["book"]["window_days"]:
            continue
        for k in range(household["reinvesting_from"][month, group], household["reinvesting_from"][month, group + 1]):
            shares = take_noted(household, sheltered, wash, slot, k)
            if shares > 0.0:
                account = np.int64(household["reinvesting"][month, k]["account"])
                wash_or_wait(wash, tally, now, account, group, shares, wash["noted_order"][slot] + k)
