"""Equal periodic payments that the law or the simulation does not know, each explained where it is entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, PlanKind
from sim.scenario.holdings import Account
from sim.scenario.household import Person
from sim.statute import age_in_words, counted, has_age


def series_problems(draft: Draft) -> Iterator[Problem]:
    """Yield series of accounts that have none, at a rate or a time that has none, and what would break one."""
    for index, account in draft.accounts.items():
        if account.series_from is None:
            continue
        place = f"holdings.accounts[{index}]"
        person = draft.household.person(account.owner) if draft.household else None
        yield from _account_problems(account, place)
        yield from _date_problems(draft.start, account, account.series_from, person, place)
        if person is not None:
            yield from _broken(draft, account, person)


def _account_problems(account: Account, place: str) -> Iterator[Problem]:
    is_457b = account.type is AccountType.PLAN_401K and account.plan_kind is PlanKind.GOVERNMENTAL_457B
    if is_457b or account.type not in (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA):
        fix = "Equal payments free a plan or a traditional IRA of the 10%, which this account does not need; clear it."
        yield Problem(f"{place}.series_from", str(account.series_from), fix)
    elif account.roth_amount > 0:
        fix = "A plan with a Roth part cannot pay equal payments here; roll the Roth money over first, on its own."
        yield Problem(f"{place}.series_from", str(account.series_from), fix)
    most = counted("equal_payments_rate", account.series_from.year if account.series_from else 0)
    if account.series_rate > most:
        fix = f"{most:.0%} may be used whatever the market's rates are (Notice 2022-6, 3.02(c)); enter at most that."
        yield Problem(f"{place}.series_rate", f"{account.series_rate:g}", fix)


def _date_problems(
    start: date | None, account: Account, first: date, person: Person | None, place: str
) -> Iterator[Problem]:
    if start is not None and first < start:
        fix = f"This is before the plan's start, {start}; only payments that are still to begin can be simulated."
        yield Problem(f"{place}.series_from", str(first), fix)
    if person is None:
        return
    if has_age("not_early_age", person.born, first):
        fix = f"From {age_in_words('not_early_age', first)} on nothing is early, and no equal payments are needed."
        yield Problem(f"{place}.series_from", str(first), fix)
    until = person.wages.until if person.wages.annual > 0 else None
    if account.type is AccountType.PLAN_401K and until is not None and first <= until:
        fix = f"Payments out of a plan begin after work, which ends on {until} (IRC 72(t)(3)(B)); choose a later month."
        yield Problem(f"{place}.series_from", str(first), fix)


def _broken(draft: Draft, account: Account, person: Person) -> Iterator[Problem]:
    """Yield rollovers out of an account, or into it, while its payments run: they would bring the 10% back."""
    for index, move in draft.rollovers.items():
        touched = account.id in (move.from_account, move.to_account)
        if move.is_made and touched and any(_runs(account, person, day) for day in (move.date, move.purchase_date)):
            fix = (
                f"Equal payments run out of {account.name} then; money that moves out of it or into it changes them, "
                "and all of them are under the 10% after all (IRC 72(t)(4)). Move it before they begin."
            )
            yield Problem(f"rollovers[{index}].date", str(move.date), fix)


def _runs(account: Account, person: Person, day: date) -> bool:
    first = account.series_from or day
    years = int(counted("equal_payments_years", first.year))
    is_over = (day.year, day.month) > (first.year + years, first.month)
    return day >= first.replace(day=1) and not (is_over and has_age("not_early_age", person.born, day))
