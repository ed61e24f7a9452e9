"""When the five-year clocks of Roth IRAs end: that of the first contribution, those of conversions before 59 1/2."""

from collections.abc import Iterator
from datetime import date

from sim.law.ages import not_early
from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import AccountType, Owner, RolloverMethod
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from sim.statute import age_in_words, counted

Clock = tuple[date, str, str, date]
"""The day, what it means, the rule, and the last day of a span."""


def roth_clocks(scenario: Scenario, person: Person, owner: Owner) -> Iterator[Clock]:
    """Yield when each clock of a person's Roth IRAs ends.

    Simplification: conversions that are planned count as made; whether a path has the money is not asked.
    """
    roths = [a for a in scenario.holdings.accounts if a.owner is owner and a.type is AccountType.ROTH_IRA]
    if not roths:
        return
    of_age = not_early(person.born, AccountType.ROTH_IRA)
    converted = _years_of_conversions(scenario, owner)
    yield from _first_clock(scenario, [a.roth_opened for a in roths if scenario.account_value(a.id) > 0], converted)
    for first, last, what in converted:
        early_last = min(last, of_age.year)
        if date(first, 1, 1) >= of_age or not first <= early_last:
            continue
        free, all_free = _end_of_clock(first), _end_of_clock(early_last)
        if first == last:
            note = f"{what} of {first}: no 10% additional tax from now on."
        else:
            note = (
                f"{what}, {first} to {last}: each is free of the 10% additional tax after five calendar years, that "
                f"of {first} first."
            )
        note += f" At {age_in_words('not_early_age', of_age)}, on {of_age:%m/%d/%Y}, all of them are."
        yield min(free, of_age), note, "IRC 408A(d)(3)(F), 72(t)(2)(A)(i)", min(all_free, of_age)


def _end_of_clock(first: int) -> date:
    """Return the first day after the years that a clock runs, its own year counted. Reference: IRC 408A(d)(2)(B)."""
    return date(first + int(counted("roth_clock_years", first)), 1, 1)


def _first_clock(
    scenario: Scenario, opened: list[int | None], converted: list[tuple[int, int, str]]
) -> Iterator[Clock]:
    if None in opened:  # long ago
        return
    begins = min([year for year in opened if year is not None] + [first for first, _, _ in converted], default=None)
    if begins is not None:
        day = _end_of_clock(begins)
        note = (
            f"The five years since the first Roth IRA money, of {begins}, end: from "
            f"{age_in_words('not_early_age', day)} on, earnings are tax-free too."
        )
        if day > scenario.start:
            yield day, note, "IRC 408A(d)(2)(B)", day


def _years_of_conversions(scenario: Scenario, owner: Owner) -> list[tuple[int, int, str]]:
    """Return (first year, last year, what) of each conversion into the person's Roth IRAs, by rollover or strategy."""
    owners = {account.id: account.owner for account in scenario.holdings.accounts}
    found = [
        (move.date.year, move.date.year, "Rollover to Roth")
        for move in scenario.rollovers
        if move.method is RolloverMethod.DIRECT_TO_ROTH and owners[move.from_account] is owner
    ]
    iras = [a for a in scenario.holdings.accounts if a.owner is owner and a.type is AccountType.TRADITIONAL_IRA]
    first, last = scenario.start.year, scenario.start.year + scenario.household.horizon_years - 1
    planned: dict[tuple[int, int], list[str]] = {}
    for strategy in scenario.strategies if iras else ():
        conversion = strategy.conversion
        if conversion.kind is not ConversionKind.NEVER:
            span = max(first, conversion.first_year or first), min(last, conversion.last_year or last)
            planned.setdefault(span, []).append(strategy.name)
    named = {
        span: "" if len(names) == len(scenario.strategies) else f" ({', '.join(names)})"
        for span, names in planned.items()
    }
    return found + [(*span, f"Conversions{names}") for span, names in sorted(named.items())]
