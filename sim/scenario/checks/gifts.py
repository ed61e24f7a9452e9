"""Gifts from IRAs and medical costs paid by HSAs that the household's accounts cannot make."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, Owner


def gift_problems(draft: Draft) -> Iterator[Problem]:
    """Yield gifts without an IRA, and medical costs without an HSA or beyond the spending."""
    home = draft.household
    if home is None or draft.faulty_accounts:
        return
    owners = {account.owner for account in draft.accounts.values() if account.type is AccountType.TRADITIONAL_IRA}
    for index, (person, owner) in enumerate(zip(home.people, Owner, strict=False)):
        if person.charity_gift > 0 and owner not in owners:
            fix = (
                "Only a traditional IRA of this person can pay it, not a 401(k) (IRC 408(d)(8)); add one under "
                "holdings (it may be empty until a rollover), or set the gift to 0."
            )
            yield Problem(f"household.people[{index}].charity_gift", f"{person.charity_gift:,.2f}", fix)
    if home.medical_from_hsa <= 0:
        return
    paid = f"{home.medical_from_hsa:,.2f}"
    if all(account.type is not AccountType.HSA for account in draft.accounts.values()):
        fix = "There is no health savings account; add one under holdings, or set this to 0."
        yield Problem("household.medical_from_hsa", paid, fix)
    elif home.medical_from_hsa > home.spending:
        fix = f"Medical costs are part of the spending target, ${home.spending:,.2f}; lower one or raise the other."
        yield Problem("household.medical_from_hsa", paid, fix)
