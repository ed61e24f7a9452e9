"""Checks of what annuities pay."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType, AnnuityTerm
from sim.scenario.holdings import Account


def annuity_problems(draft: Draft) -> Iterator[Problem]:
    """Yield payments out of other accounts, that began before the plan, and payments for life that lack a term."""
    n_people = len(draft.household.people) if draft.household else 2
    for index, account in draft.accounts.items():
        place = f"holdings.accounts[{index}]"
        if account.pays_from is not None and account.type is not AccountType.ANNUITY:
            fix = "Only an annuity pays in installments; clear this date, or make the account an annuity."
            yield Problem(f"{place}.pays_from", str(account.pays_from), fix)
        elif account.pays_from is not None and draft.start is not None and account.pays_from < draft.start:
            fix = (
                f"This is before the plan's start, {draft.start}; enter payments that have begun as a pension instead."
            )
            yield Problem(f"{place}.pays_from", str(account.pays_from), fix)
        if account.type is AccountType.ANNUITY and account.pays_for is AnnuityTerm.LIFE:
            yield from _life_problems(place, account, n_people)


def _life_problems(place: str, account: Account, n_people: int) -> Iterator[Problem]:
    if account.pays_from is None:
        fix = "Enter the month in which the lifetime payments begin, or choose payments over years."
        yield Problem(f"{place}.pays_from", "", fix)
    if account.payout_rate is None:
        fix = "Lifetime payments need a payout rate: the insurer's quote, yearly payments as a share of the value."
        yield Problem(f"{place}.payout_rate", "", fix)
    if account.pays_survivor_share > 0 and n_people < 2:
        fix = "There is no spouse to receive the payments afterward; set it to 0 or add the spouse."
        yield Problem(f"{place}.pays_survivor_share", f"{account.pays_survivor_share:g}", fix)
