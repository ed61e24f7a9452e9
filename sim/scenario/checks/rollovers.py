"""Rollovers that cannot be made as they are described, each explained where it is entered."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, RolloverMethod
from sim.scenario.rollover import Rollover
from sim.statute import counted_days

WEIGHT_TOLERANCE = 1e-6
ALWAYS_BUYS = (RolloverMethod.DIRECT_CASH, RolloverMethod.INDIRECT)
NO_MOVE = (RolloverMethod.STAY_IN_PLAN, RolloverMethod.LOAN_OFFSET)
MAY_BUY = (*ALWAYS_BUYS, RolloverMethod.DIRECT_TO_ROTH, RolloverMethod.NUA_LUMP_SUM)
IN_KIND_IF_NOTHING_IS_BOUGHT = (RolloverMethod.DIRECT_TO_ROTH, RolloverMethod.NUA_LUMP_SUM)


def rollover_problems(draft: Draft) -> Iterator[Problem]:
    """Yield every contradiction of a rollover with itself, with another one and with the accounts."""
    yield from _repeated(draft)
    for index, rollover in draft.rollovers.items():
        place = f"rollovers[{index}]"
        yield from _account_problems(draft, rollover, place)
        yield from _date_problems(draft, rollover, place)
        yield from _loan_problems(draft, rollover, place)
        if rollover.method in ALWAYS_BUYS or _repays(rollover) or (rollover.method in MAY_BUY and rollover.buys):
            yield from _purchase_problems(draft, rollover, place)


def _repays(rollover: Rollover) -> bool:
    return rollover.method is RolloverMethod.LOAN_OFFSET and rollover.redeposited_share > 0


def _loan_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    """Yield a loan elsewhere, none where one is offset, and an offset that is not that of a plan left for good."""
    if rollover.method is not RolloverMethod.LOAN_OFFSET:
        if rollover.loan_balance > 0:
            fix = "Only a loan offset has this; choose it as the way the money moves, or set this to 0."
            yield Problem(f"{place}.loan_balance", f"{rollover.loan_balance:,.2f}", fix)
        return
    if rollover.loan_balance <= 0:
        yield Problem(f"{place}.loan_balance", "0", "Enter what of the plan's loan is still owed when work ends.")
    plan = draft.account(rollover.from_account)
    person = draft.household.person(plan.owner) if draft.household and plan else None
    until = person.wages.until if person is not None and person.wages.annual > 0 else None
    if until is not None and not until <= rollover.date <= until + counted_days("loan_offset_days", until):
        fix = (
            f"A loan is offset for leaving work within a year of it: from {until} on (Reg. 1.402(c)-3(a)(2)). Choose a "
            "day in that year; before it, the loan is paid back out of pay."
        )
        yield Problem(f"{place}.date", str(rollover.date), fix)
    if _repays(rollover):
        back, last = rollover.redeposit_date, rollover.last_day_in_time
        if back is None or not rollover.date <= back <= last:
            fix = f"Enter the day the money reaches the IRA, {last} at the latest: the return's due date, extended."
            yield Problem(f"{place}.redeposit_date", str(back or ""), fix)


def _moves(draft: Draft) -> list[tuple[int, Rollover]]:
    made = [(i, r) for i, r in draft.rollovers.items() if r.method not in NO_MOVE]
    return sorted(made, key=lambda entry: entry[1].date)


def _repeated(draft: Draft) -> Iterator[Problem]:
    """Yield rollovers of an emptied account, and a person's second 60-day IRA rollover within a year."""
    moves = _moves(draft)
    for position, (index, rollover) in enumerate(moves):
        earlier = [r for _, r in moves[:position] if r.from_account == rollover.from_account]
        if any(before.share == 1 for before in earlier):
            fix = "An earlier rollover empties this account; lower that one's share, or remove one of the two."
            yield Problem(f"rollovers[{index}].from_account", rollover.from_account, fix)
        account = draft.account(rollover.from_account)
        if rollover.method is not RolloverMethod.INDIRECT or account is None:
            continue
        for _, before in moves[:position]:
            other = draft.account(before.from_account)
            is_same = other is not None and (other.type, other.owner) == (account.type, account.owner)
            is_ira = account.type is AccountType.TRADITIONAL_IRA and before.method is RolloverMethod.INDIRECT
            if (
                is_same
                and is_ira
                and rollover.date - before.date < counted_days("ira_rollover_wait_days", rollover.date)
            ):
                fix = (
                    "A person may make one 60-day rollover between IRAs in any 12 months, all IRAs counted together "
                    "(IRC 408(d)(3)(B)); wait a year, or move the money directly."
                )
                yield Problem(f"rollovers[{index}].date", str(rollover.date), fix)
                break


def _account_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    plan, is_indirect = draft.account(rollover.from_account), rollover.method is RolloverMethod.INDIRECT
    sources = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA) if is_indirect else (AccountType.PLAN_401K,)
    source_words = "a 401(k) or a traditional IRA" if is_indirect else "a 401(k); an IRA moves by a 60-day rollover"
    wanted = (
        ("from_account", rollover.from_account, sources, source_words),
        ("to_account", rollover.to_account, (AccountType.TRADITIONAL_IRA,), "a traditional IRA"),
        ("to_roth_account", rollover.to_roth_account, (AccountType.ROTH_IRA,), "a Roth IRA"),
    )
    for name, account_id, types, words in wanted:
        if account_id is None:
            continue
        account = draft.account(account_id)
        if account_id not in draft.account_ids:
            yield Problem(f"{place}.{name}", account_id, _unknown_account(draft))
        elif account is not None and account.type not in types:
            yield Problem(f"{place}.{name}", account_id, f"This must be {words}; this account is {account.type}.")
        elif account is not None and plan is not None and account.owner is not plan.owner:
            fix = "A rollover stays with its owner; choose an account of the same person."
            yield Problem(f"{place}.{name}", account_id, fix)
    yield from _missing_targets(draft, rollover, place)
    if rollover.replaced_from is not None and rollover.is_put_back:
        yield from _replacement_problems(draft, rollover, place)


def _missing_targets(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    plan, is_to_roth = draft.account(rollover.from_account), rollover.method is RolloverMethod.DIRECT_TO_ROTH
    if rollover.method is RolloverMethod.LOAN_OFFSET:
        if rollover.to_account is None and rollover.redeposited_share > 0:
            yield Problem(f"{place}.to_account", "", "Name the traditional IRA into which the loan is rolled over.")
        return
    if rollover.to_account is None and not is_to_roth:
        yield Problem(f"{place}.to_account", "", "Name the traditional IRA that receives the pretax money.")
    has_parts = plan is not None and plan.after_tax_amount + plan.roth_amount > 0
    is_of_plan = plan is not None and plan.type is AccountType.PLAN_401K
    if rollover.to_roth_account is None and is_to_roth:
        yield Problem(f"{place}.to_roth_account", "", "Name the Roth IRA that receives the money.")
    elif rollover.to_roth_account is None and has_parts and is_of_plan:
        fix = "The plan holds after-tax or Roth money; name the Roth IRA that receives it."
        yield Problem(f"{place}.to_roth_account", "", fix)


def _replacement_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    found, account = rollover.replaced_from or "", draft.account(rollover.replaced_from)
    if found not in draft.account_ids:
        yield Problem(f"{place}.replaced_from", found, _unknown_account(draft))
    elif found in (rollover.from_account, rollover.to_account):
        fix = "This account is part of the rollover; choose another one, or none for taxable money."
        yield Problem(f"{place}.replaced_from", found, fix)
    elif account is not None and account.type is AccountType.TAXABLE:
        fix = "Taxable accounts are pooled here; leave this empty to use cash and then taxable lots."
        yield Problem(f"{place}.replaced_from", found, fix)


def _date_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    if draft.start is not None and rollover.date < draft.start:
        fix = f"The rollover is before the plan's start, {draft.start}; move one of the two dates."
        yield Problem(f"{place}.date", str(rollover.date), fix)
    if rollover.method is RolloverMethod.INDIRECT:
        back, last = rollover.redeposit_date, rollover.last_day_in_time
        if back is None:
            n = (last - rollover.date).days
            fix = f"Enter the day the money reaches the IRA; {last} is day {n}, the last one that counts."
            yield Problem(f"{place}.redeposit_date", "", fix)
        elif back < rollover.date:
            yield Problem(
                f"{place}.redeposit_date", str(back), f"This is before the money is paid out, on {rollover.date}."
            )
    waits = rollover.reinvest_date
    may_wait = (RolloverMethod.DIRECT_CASH, *IN_KIND_IF_NOTHING_IS_BOUGHT)
    if waits is not None and rollover.method in may_wait:
        if waits < rollover.date:
            yield Problem(f"{place}.reinvest_date", str(waits), f"This is before the rollover, on {rollover.date}.")
        elif not rollover.buys and rollover.method in IN_KIND_IF_NOTHING_IS_BOUGHT:
            fix = "A rollover in kind buys nothing later; add what is bought, or clear this date."
            yield Problem(f"{place}.reinvest_date", str(waits), fix)


def _purchase_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    if not rollover.buys:
        fix = "A rollover in cash must say what the money buys; add symbols with weights that add up to 1."
        yield Problem(f"{place}.buys", "", fix)
        return
    total = sum(purchase.weight for purchase in rollover.buys)
    if abs(total - 1) > WEIGHT_TOLERANCE:
        yield Problem(f"{place}.buys", f"{total:g}", "The weights must add up to 1; change them.")
    for number, purchase in enumerate(rollover.buys):
        if purchase.symbol not in draft.symbols:
            known = ", ".join(sorted(draft.symbols)[:12]) or "none yet"
            fix = f"Unknown symbol; add it under securities. Known: {known}."
            yield Problem(f"{place}.buys[{number}].symbol", purchase.symbol, fix)


def _unknown_account(draft: Draft) -> str:
    known = ", ".join(sorted(draft.account_ids)[:12]) or "none yet"
    return f"There is no such account; known accounts: {known}."
