"""Contradictions between a strategy's Roth conversions and the rest of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.conversions import Conversion, ConversionKind
from sim.scenario.enums import AccountType


def conversion_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what keeps a strategy's conversions from being made as they are described."""
    for index, strategy in draft.strategies.items():
        conversion = strategy.conversion
        if conversion.kind is not ConversionKind.NEVER:
            place = f"strategies[{index}].conversion"
            yield from _year_problems(draft, conversion, place)
            yield from _account_problems(draft, conversion, place)


def _year_problems(draft: Draft, conversion: Conversion, place: str) -> Iterator[Problem]:
    first, last = conversion.first_year, conversion.last_year
    if first is not None and last is not None and last < first:
        fix = f"The last year of conversion is before the first, {first}; change one of the two."
        yield Problem(f"{place}.last_year", str(last), fix)
    if draft.start is None or draft.household is None:
        return
    end = draft.start.year + draft.household.horizon_years
    if first is not None and first > end:
        fix = f"The plan ends in {end - 1}; choose an earlier year or a longer plan."
        yield Problem(f"{place}.first_year", str(first), fix)
    if last is not None and last < draft.start.year:
        yield Problem(f"{place}.last_year", str(last), f"The plan starts in {draft.start.year}.")


def _account_problems(draft: Draft, conversion: Conversion, place: str) -> Iterator[Problem]:
    accounts = draft.accounts.values()
    with_roth = {account.owner for account in accounts if account.type is AccountType.ROTH_IRA}
    iras = [account for account in accounts if account.type is AccountType.TRADITIONAL_IRA]
    if draft.faulty_accounts:
        return
    if not any(account.owner in with_roth for account in iras):
        fix = (
            "A conversion needs a traditional IRA and a Roth IRA of the same person; add them under holdings "
            "(they may be empty), or choose never."
        )
        yield Problem(f"{place}.kind", conversion.kind, fix)
    elif conversion.kind is ConversionKind.FIXED:
        most = _most_convertible(draft)
        if most is not None and conversion.amount > most:
            fix = (
                f"This is more than can be converted at the start, ${most:,.2f} in IRAs and rolled-over plans; lower "
                "it."
            )
            yield Problem(f"{place}.amount", f"{conversion.amount:,.2f}", fix)


def _most_convertible(draft: Draft) -> float | None:
    """Return what the IRAs and the plans that will be rolled into one hold at the start [USD], None where unknown."""
    moved = {r.from_account for r in draft.rollovers.values() if r.is_made}
    total = 0.0
    for account in draft.accounts.values():
        if account.type is AccountType.TRADITIONAL_IRA or account.id in moved:
            value = draft.account_value(account)
            if value is None:
                return None
            total += value
    return total
