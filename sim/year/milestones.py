"""The household's dates between now and the plan's end: work, rollovers, the law's ages, claims, the first death."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sim.law.ages import birthday, day_of_age, is_separated_late, medicare_begins, not_early
from sim.law.benefits.inherited import last_year
from sim.law.beside_return import premium_lookback
from sim.law.rmd_law import first_distribution_year, required_beginning_date
from sim.scenario.enums import AccountType, AnnuityTerm, Owner, RolloverMethod
from sim.scenario.household import Person
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario
from sim.statute import counted
from sim.year.received.income import PRETAX
from sim.year.roth_milestones import roth_clocks


class What(StrEnum):
    """Kinds of milestones, in the order in which they are shown."""

    WORK_ENDS = "Work ends"
    ROLLOVER = "Rollover"
    NOT_EARLY = "59 1/2"
    CLAIM = "Social Security, 62 to 70"
    LOOKBACK = "Income sets Medicare premiums"
    MEDICARE = "Medicare, 65"
    PENSION = "Pension"
    ANNUITY = "Annuity"
    ROTH_CLOCK = "Roth IRA, five years"
    RMD = "Required distributions"
    EVENT = "One-time expense"
    DEATH = "Planned death"


@dataclass(frozen=True)
class Milestone:
    """One date. `who` is the person's name, "" for the household; `until` is the end of a span, else the same day."""

    what: What
    who: str
    day: date
    note: str
    reference: str
    until: date


def milestones(scenario: Scenario) -> tuple[Milestone, ...]:
    """Return every milestone from the plan's start to its end, by day."""
    found: list[Milestone] = []
    for owner, person in zip(Owner, scenario.household.people, strict=False):
        found += _of_work(scenario, person)
        found += _of_age(scenario, person, owner)
        found += _of_benefits(person)
        found += _of_annuities(scenario, person, owner)
        clocks = roth_clocks(scenario, person, owner)
        found += [_at(What.ROTH_CLOCK, person.name, *clock) for clock in clocks]
    found += _of_household(scenario)
    last = date(scenario.start.year + scenario.household.horizon_years, 1, 1)
    kept = [one for one in found if scenario.start <= one.until and one.day < last]
    return tuple(sorted(kept, key=lambda one: (one.day, list(What).index(one.what), one.who)))


def _at(what: What, who: str, day: date, note: str, reference: str = "", until: date | None = None) -> Milestone:
    return Milestone(what, who, day, note, reference, until or day)


def _of_work(scenario: Scenario, person: Person) -> Iterator[Milestone]:
    stopped = person.wages.until
    if person.wages.annual <= 0 or stopped is None:
        return
    note = "Wages end."
    if stopped < not_early(person.born, AccountType.PLAN_401K):
        is_free, age = is_separated_late(person, stopped), f"{counted('separation_age', stopped.year):g}"
        note += " From now on the 401(k) can pay without the additional tax; an IRA cannot." if is_free else ""
        note += "" if is_free else f" Before the year of age {age}, so the rule of {age} does not apply."
    yield _at(What.WORK_ENDS, person.name, stopped, note, "IRC 72(t)(2)(A)(v)")


def _of_age(scenario: Scenario, person: Person, owner: Owner) -> Iterator[Milestone]:
    accounts = [a for a in scenario.holdings.accounts if a.owner is owner and a.type in PRETAX]
    day = not_early(person.born, AccountType.TRADITIONAL_IRA)
    yield _at(What.NOT_EARLY, person.name, day, "No additional tax on distributions from now on.", "IRC 72(t)(2)(A)(i)")
    medicare = medicare_begins(person.born)
    lookback = date(medicare.year - premium_lookback(medicare.year), 1, 1)
    note = (
        f"Income of {lookback.year}, conversions and harvested gains too, sets the Medicare premium of {medicare.year}."
    )
    end = date(lookback.year, 12, 31)
    yield _at(What.LOOKBACK, person.name, lookback, note, "42 USC 1395r(i)(4)(B)", end)
    note = "Medicare begins; the premium credit ends. Every later year's income sets the premium two years on."
    yield _at(What.MEDICARE, person.name, medicare, note, "42 USC 426(a), IRC 36B(c)(2)(B)")
    for account in scenario.holdings.accounts:
        if account.owner is owner and account.decedent_died is not None:
            end = date(last_year(account.decedent_died), 12, 31)
            note = f"{account.name}, inherited from {account.inherited_from}, must be empty; it is taken on this day."
            yield _at(What.RMD, person.name, date(end.year, 1, 1), note, "IRC 401(a)(9)(H)(i)", end)
    if accounts:
        first, wait = first_distribution_year(person.born), required_beginning_date(person.born)
        note = (
            f"First required minimum distribution, at {first - person.born.year}. The law allows waiting until "
            f"{wait:%B} {wait.day}, {wait.year}, and then two in that year; here it is taken in its own year."
        )
        yield _at(What.RMD, person.name, date(first, 1, 1), note, "IRC 401(a)(9)(C)", date(first, 12, 31))


def _of_benefits(person: Person) -> Iterator[Milestone]:
    security = person.social_security
    if security.annual_at_claiming > 0:
        claimed = birthday(person.born, security.claiming_age)
        first, last = (day_of_age(person.born, name) for name in ("first_benefit_age", "last_credit_age"))
        note = f"Claimed at {security.claiming_age}: ${security.annual_at_claiming:,.0f} a year."
        yield _at(What.CLAIM, person.name, claimed, note, "42 USC 402(a), (q), (w)")
        ages = first.year - person.born.year, last.year - person.born.year
        note = f"Can be claimed from {ages[0]} on; waiting past {ages[1]} adds nothing."
        yield _at(What.CLAIM, person.name, first, note, "42 USC 402(a), (w)", last)
    for pension in person.pensions:
        yield _at(What.PENSION, person.name, pension.starts, f"${pension.annual:,.0f} a year begins.")


def _of_annuities(scenario: Scenario, person: Person, owner: Owner) -> Iterator[Milestone]:
    for account in scenario.holdings.accounts:
        if account.owner is owner and account.pays_from is not None:
            note = f"{account.name} pays over {account.pays_years} years."
            if account.pays_for is AnnuityTerm.LIFE:
                note = (
                    f"{account.name} pays for life. Its value then belongs to the insurer, and nothing is left for "
                    "heirs."
                )
            yield _at(What.ANNUITY, person.name, account.pays_from, note, "IRC 72(b)")


def _of_household(scenario: Scenario) -> Iterator[Milestone]:
    home = scenario.household
    owners = {account.id: account.owner for account in scenario.holdings.accounts}
    for number, move in enumerate(scenario.rollovers, 1):
        if not move.is_made:
            continue
        person = home.person(owners[move.from_account])
        how = move.method.value.replace("_", " ")
        is_loan = move.method is RolloverMethod.LOAN_OFFSET
        note = f"The loan of ${move.loan_balance:,.0f} is offset." if is_loan else f"Rollover {number}: {how}."
        if move.purchase_date > move.date:
            note += f" The money is back on {move.purchase_date:%m/%d/%Y}."
        yield _at(
            What.ROLLOVER, person.name if person else "", move.date, note, "IRC 402(c), 408(d)(3)", move.purchase_date
        )
    for event in home.events:
        yield _at(What.EVENT, "", event.date, f"{event.label}: ${event.amount:,.0f} in today's dollars.")
    if home.lives.kind is not LivesKind.DATES:
        return
    deaths = sorted((p.dies_in, p.name) for p in home.people if p.dies_in is not None)
    for number, (year, name) in enumerate(deaths):
        is_first = number == 0 and len(home.people) == 2
        note = "Planned by the household. " + (
            "The survivor files as single from the next year on." if is_first else ""
        )
        yield _at(What.DEATH, name, date(year, 12, 31), note.strip(), "IRC 2(a), 1014" if is_first else "IRC 1014")
