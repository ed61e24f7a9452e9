"""Lump sums with employer stock that are none under the law or cannot be simulated, explained where entered."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, PlanKind, RolloverMethod
from sim.scenario.rollover import Rollover
from sim.scenario.stock import stock_symbols
from sim.statute import age_in_words, has_age


def nua_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what keeps a distribution of employer stock from being a lump sum, or from being simulated."""
    for index, rollover in draft.rollovers.items():
        if rollover.method is RolloverMethod.NUA_LUMP_SUM:
            place = f"rollovers[{index}]"
            yield from _stock_problems(draft, rollover, place)
            yield from _whole_balance_problems(draft, index, rollover, place)
            yield from _event_problems(draft, rollover, place)
            yield from _target_problems(draft, rollover, place)


def _stock_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    plan = draft.account(rollover.from_account)
    held = stock_symbols(rollover.from_account, draft.lots.values(), draft.securities.values())
    if plan is None or draft.faulty_symbols:
        return
    if not held:
        fix = (
            "NUA needs employer stock, and this plan holds no security that is marked as employer stock. Mark it under "
            "Accounts, or choose another kind of rollover (IRC 402(e)(4)(B))."
        )
        yield Problem(f"{place}.method", rollover.method, fix)
    elif len(held) > 1:
        fix = f"This plan holds more than one employer's stock ({', '.join(held)}); only one can be simulated."
        yield Problem(f"{place}.from_account", rollover.from_account, fix)
    if plan.plan_kind is not PlanKind.PLAN_401K:
        fix = "Of employers' plans a 401(k) alone can pay out employer stock with NUA; choose another kind of rollover."
        yield Problem(f"{place}.method", rollover.method, fix)
    if plan.roth_amount > 0:
        fix = (
            "A plan with a designated Roth account cannot be paid out with NUA here; roll the Roth money over first, "
            "on its own, or choose another kind."
        )
        yield Problem(f"{place}.from_account", rollover.from_account, fix)


def _whole_balance_problems(draft: Draft, index: int, rollover: Rollover, place: str) -> Iterator[Problem]:
    if rollover.share < 1:
        fix = "A lump sum is the whole balance (IRC 402(e)(4)(D)(i)); the share must be 100%."
        yield Problem(f"{place}.share", f"{rollover.share:g}", fix)
    for other, before in draft.rollovers.items():
        is_made = before.is_made and other != index
        if is_made and before.from_account == rollover.from_account and before.date.year != rollover.date.year:
            fix = (
                f"A lump sum leaves the plan within one tax year (IRC 402(e)(4)(D)(i)); rollover {other + 1} moves a "
                f"part of it in {before.date.year}. Put both in one year."
            )
            yield Problem(f"{place}.date", str(rollover.date), fix)


def _event_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    plan = draft.account(rollover.from_account)
    person = draft.household.person(plan.owner) if draft.household and plan else None
    if person is None:
        return
    works = person.wages.annual > 0 and person.wages.until is not None and rollover.date <= person.wages.until
    if works and not has_age("lump_sum_age", person.born, rollover.date):
        fix = (
            f"A lump sum needs a triggering event: leaving work (now until {person.wages.until}) or age "
            f"{age_in_words('lump_sum_age', rollover.date)} (IRC 402(e)(4)(D)(i)). Choose a later date."
        )
        yield Problem(f"{place}.date", str(rollover.date), fix)


def _target_problems(draft: Draft, rollover: Rollover, place: str) -> Iterator[Problem]:
    found = rollover.to_taxable_account
    account = draft.account(found)
    if found is None:
        yield Problem(f"{place}.to_taxable_account", "", "Name the taxable account that receives the employer stock.")
    elif found not in draft.account_ids:
        known = ", ".join(sorted(draft.account_ids)[:12]) or "none yet"
        yield Problem(f"{place}.to_taxable_account", found, f"There is no such account; known accounts: {known}.")
    elif account is not None and account.type is not AccountType.TAXABLE:
        fix = f"Employer stock with NUA goes to a taxable account; this account is {account.type}."
        yield Problem(f"{place}.to_taxable_account", found, fix)
