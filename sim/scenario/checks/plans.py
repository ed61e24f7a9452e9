"""Which kind of plan an account is, and IRAs that were inherited: what each needs, and what none of them can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, PlanKind
from sim.scenario.holdings import Account
from sim.statute import counted

CENT = 0.01
OF_INHERITED = ("inherited_from", "decedent_born", "decedent_died")


def plan_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what only another kind of account has, and what an inherited IRA lacks."""
    for index, account in draft.accounts.items():
        place = f"holdings.accounts[{index}]"
        if account.plan_kind is not PlanKind.PLAN_401K and account.type is not AccountType.PLAN_401K:
            fix = "Only an employer's plan is of such a kind; choose the type 401(k) for it, or leave the kind 401(k)."
            yield Problem(f"{place}.plan_kind", account.plan_kind, fix)
        if account.rolled_in_amount > 0:
            yield from _rolled_in_problems(draft, account, place)
        if account.type is AccountType.INHERITED_IRA:
            yield from _inherited_problems(draft.start, account, place)
            continue
        for name in OF_INHERITED:
            given = getattr(account, name)
            if given:
                yield Problem(f"{place}.{name}", str(given), "Only an inherited IRA has this; leave it empty here.")


def _rolled_in_problems(draft: Draft, account: Account, place: str) -> Iterator[Problem]:
    amount, value = account.rolled_in_amount, draft.account_value(account)
    if account.type is not AccountType.PLAN_401K or account.plan_kind is not PlanKind.GOVERNMENTAL_457B:
        fix = "This is asked of a governmental 457(b) alone, whose own money is free of the 10%; set it to 0 here."
        yield Problem(f"{place}.rolled_in_amount", f"{amount:,.2f}", fix)
    elif value is not None and amount > value + CENT:
        fix = f"This is more than the account's value of ${value:,.2f}; lower it."
        yield Problem(f"{place}.rolled_in_amount", f"{amount:,.2f}", fix)


def _inherited_problems(start: date | None, account: Account, place: str) -> Iterator[Problem]:
    born, died = account.decedent_born, account.decedent_died
    if not account.inherited_from:
        fix = "Enter whose IRA it was: those of one person count for each other's required distributions."
        yield Problem(f"{place}.inherited_from", "", fix)
    if born is None:
        fix = "Enter the date of birth of the person whose IRA it was: it decides whether each year requires a part."
        yield Problem(f"{place}.decedent_born", "", fix)
    if died is None:
        yield Problem(f"{place}.decedent_died", "", "Enter the date of the death: the ten years run from it.")
        return
    if born is not None and died <= born:
        yield Problem(f"{place}.decedent_died", str(died), f"This is not after the birth, {born}; correct one of them.")
    first, years = (int(counted(f"inherited_years{which}", died.year)) for which in ("_from", ""))
    if died.year < first:
        fix = f"Who inherited before {first} goes by life expectancy, which is not simulated; leave the account out."
        yield Problem(f"{place}.decedent_died", str(died), fix)
    elif start is not None and died > start:
        fix = f"This is after the plan's start, {start}; enter the account once it is inherited."
        yield Problem(f"{place}.decedent_died", str(died), fix)
    elif start is not None and start.year > died.year + years:
        fix = f"The account had to be empty at the end of {died.year + years}, before the plan's start; leave it out."
        yield Problem(f"{place}.decedent_died", str(died), fix)
