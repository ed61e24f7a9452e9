"""Checks of what payroll pays into a 401(k): the account, its owner, what it buys."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, Owner
from sim.scenario.household import Wages


def payroll_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with each person's payroll contribution."""
    people = draft.household.people if draft.household else ()
    for person, owner in zip(people, Owner, strict=False):
        if person.wages.plan_contribution > 0:
            place = f"household.people[{0 if owner is Owner.SELF else 1}].wages"
            yield from _contribution_problems(draft, person.wages, owner, place)


def _contribution_problems(draft: Draft, wages: Wages, owner: Owner, place: str) -> Iterator[Problem]:
    account = draft.account(wages.plan_account)
    if wages.until is None:
        yield Problem(f"{place}.until", "", "A payroll contribution ends with work; add the last day of work.")
    if wages.plan_account is None or wages.plan_account not in draft.account_ids:
        fix = "Name the 401(k) that receives the contribution."
        yield Problem(f"{place}.plan_account", wages.plan_account or "", fix)
    elif account is not None and (account.type is not AccountType.PLAN_401K or account.owner is not owner):
        fix = "This must be a 401(k) of the person who earns the wages."
        yield Problem(f"{place}.plan_account", str(wages.plan_account), fix)
    if wages.plan_buys is None or wages.plan_buys not in draft.symbols:
        fix = "Name the security that the contribution buys."
        yield Problem(f"{place}.plan_buys", wages.plan_buys or "", fix)
