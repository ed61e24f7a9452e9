"""Checks of what a fund's distributions are made of, and of lots that were inherited or given."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, Acquisition
from sim.scenario.holdings import Lot, Security

ROUNDING = 1e-9
PARTS = ("qualified_share", "treasury_share", "exempt_share", "reit_share")


def fund_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what of a security's distributions cannot be."""
    for index, security in draft.securities.items():
        place, total = f"securities[{index}]", sum(getattr(security, name) for name in PARTS)
        if total > 1 + ROUNDING:
            fix = "Qualified dividends, Treasury interest, tax-exempt interest and dividends of real estate trusts are "
            fix += "more than all that it distributes together; lower them to 100% or less."
            found = [name for name in PARTS if getattr(security, name) > 0]
            yield Problem(f"{place}.{found[-1]}", f"{total:.1%}", fix)
        if security.foreign_tax_share > 0 and security.foreign_share == 0:
            fix = "Foreign tax rests on foreign income; say how much of the distributions comes from abroad."
            yield Problem(f"{place}.foreign_share", "0%", fix)
        yield from _announcement_problems(draft, security, place)
        gains = max(
            security.short_gain_rate + security.long_gain_rate,
            security.announced_short_rate + security.announced_long_rate,
        )
        if security.dividend_yield / 4 + gains > 0.5:
            fix = "With its yield the fund would pay out more than half of its price in one day; lower the gains."
            yield Problem(f"{place}.long_gain_rate", f"{security.long_gain_rate:.1%}", fix)


def _announcement_problems(draft: Draft, security: Security, place: str) -> Iterator[Problem]:
    day, has_gains = security.announced_on, security.announced_short_rate + security.announced_long_rate > 0
    if day is None and has_gains:
        fix = "Gains that a fund has announced need their ex-dividend day; add it, or set the announced gains to 0."
        yield Problem(f"{place}.announced_on", "", fix)
    if day is not None and draft.start is not None and not (draft.start <= day and day.year <= draft.start.year + 1):
        fix = f"A fund announces gains of the weeks to come; use a day from {draft.start} to the end of the next year."
        yield Problem(f"{place}.announced_on", str(day), fix)


def kind_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with how lots came into the household."""
    for index, lot in draft.lots.items():
        place, account = f"holdings.lots[{index}]", draft.account(lot.account)
        if not lot.is_bought and account is not None and account.type is not AccountType.TAXABLE:
            fix = "Only shares in a taxable account are inherited or given with a basis; choose bought here."
            yield Problem(f"{place}.came_by", lot.came_by, fix)
        yield from _donor_problems(lot, place)


def _donor_problems(lot: Lot, place: str) -> Iterator[Problem]:
    if lot.came_by is not Acquisition.GIVEN:
        if lot.donor_basis is not None:
            fix = "Only a gift has a donor's basis; choose given, or leave it empty."
            yield Problem(f"{place}.donor_basis", f"{lot.donor_basis:g}", fix)
        if lot.donor_acquired is not None:
            fix = "Only a gift has a donor's day; choose given, or leave it empty."
            yield Problem(f"{place}.donor_acquired", str(lot.donor_acquired), fix)
        return
    if lot.donor_basis is None:
        fix = "A gift keeps the donor's basis (IRC 1015); ask the donor, or choose bought and type what counts as cost."
        yield Problem(f"{place}.donor_basis", "", fix)
    if lot.donor_acquired is not None and lot.donor_acquired > lot.acquired:
        fix = f"The donor had it before the gift, {lot.acquired}; use the day from which the donor held it."
        yield Problem(f"{place}.donor_acquired", str(lot.donor_acquired), fix)
