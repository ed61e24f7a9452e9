"""Checks of what payroll pays into a plan: the account, its owner, what it buys, and how much the law lets in."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, Owner, PlanKind
from sim.scenario.household import Person, Wages
from sim.statute import counted, last_year_of

CENT = 0.01


def payroll_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with each person's payroll contribution."""
    people = draft.household.people if draft.household else ()
    for person, owner in zip(people, Owner, strict=False):
        place = f"household.people[{0 if owner is Owner.SELF else 1}].wages"
        if person.wages.paid_into_plan > 0:
            yield from _contribution_problems(draft, person.wages, owner, place)
            yield from _limit_problems(draft, person, place)
        if (person.wages.plan_match or 0.0) > person.wages.plan_contribution + CENT:
            fix = "The match is part of what is paid into the 401(k) beside the wages; raise that, or lower the match."
            yield Problem(f"{place}.plan_match", f"{person.wages.plan_match:,.2f}", fix)


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
    elif account is not None and account.series_from is not None:
        fix = "Equal periodic payments begin after work, and nothing is paid in beside them; choose another plan."
        yield Problem(f"{place}.plan_account", str(wages.plan_account), fix)
    if wages.plan_buys is None or wages.plan_buys not in draft.symbols:
        fix = "Name the security that the contribution buys."
        yield Problem(f"{place}.plan_buys", wages.plan_buys or "", fix)


def _limit_problems(draft: Draft, person: Person, place: str) -> Iterator[Problem]:
    """Yield more than the law of the plan's first year lets in, where that year's limits are published."""
    wages, account = person.wages, draft.account(person.wages.plan_account)
    from_pay = wages.plan_roth_contribution + wages.plan_after_tax_contribution
    if from_pay > wages.annual + CENT:
        fix = f"Roth and after-tax contributions come out of the wages of ${wages.annual:,.0f}; lower them."
        yield Problem(f"{place}.plan_roth_contribution", f"{from_pay:,.2f}", fix)
    is_457b = account is not None and account.plan_kind is PlanKind.GOVERNMENTAL_457B
    if is_457b and wages.plan_after_tax_contribution > 0:
        fix = "A 457(b) takes no after-tax contributions but Roth ones; set this to 0, or choose another plan."
        yield Problem(f"{place}.plan_after_tax_contribution", f"{wages.plan_after_tax_contribution:,.2f}", fix)
    if draft.start is None or draft.start.year > last_year_of("deferral_limit"):
        return
    year, known = draft.start.year, wages.plan_match is not None
    own, catch_up = counted("deferral_limit", year), _catch_up(person, year)
    paid = wages.plan_roth_contribution + (wages.plan_contribution - (wages.plan_match or 0.0) if known else 0.0)
    if paid > own + catch_up + CENT:
        fix = (
            f"In {year} {person.name} may pay in ${own + catch_up:,.0f}: ${own:,.0f} and a catch-up of "
            f"${catch_up:,.0f} (IRC 402(g), 414(v)). Lower what is paid in, or enter what of it the employer pays."
        )
        yield Problem(f"{place}.plan_contribution", f"{paid:,.2f}", fix)
    everything, rule = (own, "457(b)") if is_457b else (counted("additions_limit", year), "415(c)")
    if wages.paid_into_plan > everything + catch_up + CENT:
        fix = (
            f"In {year} ${everything + catch_up:,.0f} may be paid in for {person.name}, the employer's part and a "
            f"catch-up of ${catch_up:,.0f} included (IRC {rule}); lower it."
        )
        yield Problem(f"{place}.plan_contribution", f"{wages.paid_into_plan:,.2f}", fix)


def _catch_up(person: Person, year: int) -> float:
    """Return the catch-up of a person in a year, by the age reached in it [USD/yr]."""
    age = year - person.born.year
    if age < counted("catch_up_age", year):
        return 0.0
    is_older = counted("older_catch_up_age", year) <= age < counted("older_catch_up_end_age", year)
    return counted("older_catch_up_limit" if is_older else "catch_up_limit", year)
