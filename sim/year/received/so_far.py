"""What a household received in the plan's first year before its first day: as it says, else the share that is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sim.scenario.enums import AccountType, Owner
from sim.scenario.holdings import Account
from sim.scenario.models import Scenario
from sim.year.received.annuity_income import annuity_income
from sim.year.received.fund_income import fund_income
from sim.year.received.income import (
    benefits_of,
    days_before,
    hsa_earnings,
    interest,
    month_ends,
    pensions_of,
    wages_of,
)

MONTHS = 12
OF_DIVIDENDS = ("reit_dividends", "foreign_tax", "foreign_income")


@dataclass(frozen=True)
class Received:
    """What months of a year bring to its return, all [USD]; of people in their order.

    n_months : how many months these are
    annuity, annuity_early, annuity2 : taxed part of what annuities paid, of it under the 10%, and the spouse's
    paid : by securities and in interest, by the names of a return's inputs
    """

    n_months: int
    wages: tuple[float, ...]
    benefits: tuple[float, ...]
    pensions: tuple[float, ...]
    annuity: float
    annuity_early: float
    annuity2: float
    paid: Mapping[str, float]
    gains_short: float
    gains_long: float
    hsa_earnings: float


def received_so_far(scenario: Scenario, year: int, least_treasuries: float) -> Received:
    """Return what a year brought before the plan's first day; nothing in another year than that day's.

    least_treasuries : see `fund_income`
    """
    found = _received(scenario, days_before(scenario.start, year), least_treasuries)
    return found if scenario.start.year != year else _as_typed(scenario, found)


def received_later(scenario: Scenario, year: int, least_treasuries: float) -> Received:
    """Return what the months of a year bring that are not over when the plan begins, at the prices of that day."""
    over = days_before(scenario.start, year)
    return _received(scenario, [day for day in month_ends(year) if day not in over], least_treasuries)


def wages_of_year(scenario: Scenario, year: int) -> list[float]:
    """Return each person's wages of a year [USD], with what is named of the time before the plan."""
    days, over, found = month_ends(year), days_before(scenario.start, year), []
    for person in scenario.household.people:
        typed = person.wages.so_far if scenario.start.year == year else None
        later = [day for day in days if day not in over]
        found.append(wages_of(person, days) if typed is None else typed + wages_of(person, later))
    return found


def _received(scenario: Scenario, days: Sequence[date], least_treasuries: float) -> Received:
    people, home, share = scenario.household.people, scenario.household, len(days) / MONTHS
    spouses = [people[1 - p] if len(people) > 1 else None for p in range(len(people))]
    annuity, early, annuity2 = annuity_income(scenario, days)
    paid = {**fund_income(scenario, days, least_treasuries), "interest": interest(scenario) * share}
    return Received(
        n_months=len(days),
        wages=tuple(wages_of(person, days) for person in people),
        benefits=tuple(benefits_of(scenario, days)),
        pensions=tuple(pensions_of(person, other, days) for person, other in zip(people, spouses, strict=True)),
        annuity=annuity,
        annuity_early=early,
        annuity2=annuity2,
        paid=paid,
        gains_short=home.outside_gain_short * share,
        gains_long=home.outside_gain_long * share + paid.get("ltcg", 0.0),
        hsa_earnings=hsa_earnings(scenario) * share,
    )


def _as_typed(scenario: Scenario, found: Received) -> Received:
    """Return what was received with the household's own figures in the place of shares of a year."""
    typed, people = scenario.household.so_far, scenario.household.people
    wages = tuple(_or(person.wages.so_far, share) for person, share in zip(people, found.wages, strict=True))
    paid = dict(found.paid)
    if typed.interest is not None:
        paid["interest"] = typed.interest
    if typed.ordinary_dividends is not None:
        usual = paid.get("ordinary_dividends", 0.0)
        times = typed.ordinary_dividends / usual if usual > 0.0 else 0.0
        for name in (*OF_DIVIDENDS, "qualified_dividends"):
            paid[name] = paid.get(name, 0.0) * times
        paid["ordinary_dividends"] = typed.ordinary_dividends
    if typed.qualified_dividends is not None:
        paid["qualified_dividends"] = typed.qualified_dividends
    return replace(
        found,
        wages=wages,
        paid=paid,
        gains_short=_or(typed.gains_short, found.gains_short),
        gains_long=_or(typed.gains_long, found.gains_long),
    )


def _or(typed: float | None, share: float) -> float:
    return share if typed is None else typed


def paid_by_accounts(scenario: Scenario, year: int) -> list[tuple[Account, float]]:
    """Return what plans and IRAs paid out before the plan's first day [USD], all of it income of that year."""
    if scenario.start.year != year:
        return []
    kinds = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)
    return [(one, one.paid_so_far) for one in scenario.holdings.accounts if one.type in kinds and one.paid_so_far > 0.0]


def is_of_spouse(account: Account) -> bool:
    """Return whether what an account pays is the spouse's."""
    return account.owner is Owner.SPOUSE
