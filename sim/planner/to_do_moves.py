"""What a list of things to do says of money that leaves a plan or an IRA: a sentence and a reason for each way."""

from datetime import date, timedelta

from sim.lots.reasons import window
from sim.planner.household_ledger import PurchaseToCome, account_names
from sim.scenario.enums import RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover

Takers = dict[tuple[str, str, str], list[tuple[PurchaseToCome, date]]]
"""Known purchases that would take a planned loss, with the sale's day, by account, kind and symbol."""

BY_DAY_60 = (
    "What is not in the IRA by day 60 is income of the year; a plan withholds 20% of it (IRC 402(c)(3), 3405(c))."
)
WHY = {
    RolloverMethod.DIRECT_TO_ROTH: "Its pretax part is income of the year; nothing is withheld (IRC 408A(d)(3)).",
    RolloverMethod.INDIRECT: BY_DAY_60,
    RolloverMethod.NUA_LUMP_SUM: "What the stock cost is income of the year, its growth a long-term gain once sold "
    "(IRC 402(e)(4)(B)).",
    RolloverMethod.LOAN_OFFSET: "What of the loan is not in the IRA by then is income of the year (IRC 402(c)(3)(C)).",
}


def last_day(rollover: Rollover) -> date:
    """Return until when it can be done: what is put back by the person's own hands has a last day by law."""
    is_put_back = rollover.is_put_back and rollover.redeposited_share > 0
    return rollover.last_day_in_time if is_put_back else rollover.date


def move_in_words(scenario: Scenario, rollover: Rollover, takers: Takers, has_sales: bool) -> tuple[str, str]:
    """Return what is to be done and why, and from which day what it buys can take no planned loss any more."""
    what, day = _what(scenario, rollover), rollover.purchase_date
    buys = rollover.is_in_cash or (rollover.is_put_back and rollover.redeposited_share > 0 and bool(rollover.buys))
    taking = [
        (purchase, sale)
        for (account, _, _), found in takers.items()
        for purchase, sale in found
        if buys and account in (rollover.receiver, rollover.to_roth_account) and purchase.day == day
    ]
    if taking:
        safe = max(window(sale)[1] for _, sale in taking) + timedelta(1)
        symbols = ", ".join(dict.fromkeys(purchase.symbol for purchase, _ in taking))
        what = f"{what}; keep the money in cash, or buy something else than {symbols}, until {safe:%m/%d/%Y}."
        return (
            what,
            f"Buying {symbols} in the IRA on {day:%m/%d/%Y} would destroy the loss for good (Rev. Rul. 2008-5).",
        )
    bought = ", ".join(one.symbol for one in rollover.buys) if buys else ""
    if bought:
        what = f"{what}, and buy {bought}"
    if rollover.method in WHY:
        return f"{what}.", WHY[rollover.method]
    if not rollover.is_in_cash:
        return f"{what}, in kind.", "Shares move as they are: nothing is bought, so no loss is at stake."
    outside = "What is bought there is outside the 61 days of every planned sale."
    return f"{what}.", outside if has_sales else "A direct rollover is not taxed."


def _what(scenario: Scenario, rollover: Rollover) -> str:
    names = account_names(scenario)
    source, receiver = names[rollover.from_account], names.get(rollover.receiver, "the IRA")
    by, share = f"{rollover.purchase_date:%m/%d/%Y}", rollover.redeposited_share
    if rollover.method is RolloverMethod.LOAN_OFFSET:
        offset = f"The loan of ${rollover.loan_balance:,.0f} at {source} is offset on {rollover.date:%m/%d/%Y}"
        if share <= 0:
            return f"{offset}: set money aside for its tax"
        back = f"${share * rollover.loan_balance:,.0f} of other money"
        return f"{offset}: put {back} into {receiver} by {by}, {rollover.last_day_in_time:%m/%d/%Y} at the latest"
    if rollover.method is RolloverMethod.INDIRECT:
        if share <= 0:
            return f"Have {source} paid to you"
        part = "all" if share >= 1 else f"{share:.0%}"
        return f"Have {source} paid to you, and put {part} of its pretax money into {receiver} by {by}"
    if rollover.method is RolloverMethod.DIRECT_TO_ROTH:
        return f"Roll {source} over to {receiver}, a conversion to Roth"
    if rollover.method is RolloverMethod.NUA_LUMP_SUM:
        shares = names.get(rollover.to_taxable_account or "", "your brokerage account")
        return f"Take the employer stock out of {source} as shares to {shares}, and roll the rest over to {receiver}"
    return f"Roll {source} over to {receiver}"
