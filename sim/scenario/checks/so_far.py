"""What cannot have been received so far."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import AccountType

CAN_PAY = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)


def so_far_problems(draft: Draft) -> Iterator[Problem]:
    """Yield distributions of accounts that are no plan or IRA, and more qualified dividends than dividends."""
    for index, account in draft.accounts.items():
        if account.paid_so_far > 0 and account.type not in CAN_PAY:
            fix = "This is asked of plans, traditional and inherited IRAs alone; set it to 0 here."
            yield Problem(f"holdings.accounts[{index}].paid_so_far", f"{account.paid_so_far:,.2f}", fix)
    if draft.household is None:
        return
    typed = draft.household.so_far
    if typed.qualified_dividends is None:
        return
    place, amount = "household.so_far.qualified_dividends", f"{typed.qualified_dividends:,.2f}"
    if typed.ordinary_dividends is None:
        yield Problem(place, amount, "Enter the dividends so far, too: qualified ones are a part of them.")
    elif typed.qualified_dividends > typed.ordinary_dividends:
        fix = f"Qualified dividends are a part of the dividends, ${typed.ordinary_dividends:,.2f}; correct one of them."
        yield Problem(place, amount, fix)
