"""Ages that the law asks for: birthdays, what is early, and whose age a rule of annuities takes."""

from datetime import date

from sim.scenario.enums import AccountType
from sim.scenario.household import Person

MONTHS = 12
HALF_YEAR = 6
EARLY_UNTIL = {
    AccountType.PLAN_401K: (59, 6),
    AccountType.TRADITIONAL_IRA: (59, 6),
    AccountType.ANNUITY: (59, 6),
    AccountType.ROTH_IRA: (59, 6),
    AccountType.HSA: (65, 0),
}
"""Age (years, months) until which it is early: IRC 72(t)(2)(A)(i), 72(q)(2)(A), 223(f)(4)(C), 408A(d)(2)."""

SEPARATION_AGE = 55
"""IRC 72(t)(2)(A)(v): separation from service in or after the year of this age; plans only."""

ROTH_CLOCK_YEARS = 5
"""IRC 408A(d)(2)(B), (3)(F): the taxable year of the first contribution, or of the conversion, is the first of five."""


def early_until(person: Person, account_type: AccountType, start: date) -> date:
    """Return the first day on which a distribution is under no additional tax on early distributions.

    A person without wages is taken to have stopped working on the plan's first day.
    """
    of_age = birthday(person.born, *EARLY_UNTIL[account_type])
    stopped = person.wages.until if person.wages.annual > 0 else start
    assert stopped is not None  # the scenario's checks: wages have an end
    if account_type is AccountType.PLAN_401K and stopped.year - person.born.year >= SEPARATION_AGE:
        return min(of_age, date.fromordinal(stopped.toordinal() + 1))
    return of_age


def birthday(born: date, years: int, months: int = 0) -> date:
    """Return the day on which a person reaches an age; in a shorter month its last day."""
    month_index = born.month - 1 + months
    year, month = born.year + years + month_index // 12, month_index % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    last_day = date.fromordinal(next_month.toordinal() - 1).day
    return date(year, month, min(born.day, last_day))


def completed_age(person: Person, day: date) -> int:
    """Return the age on the last birthday."""
    return day.year - person.born.year - ((day.month, day.day) < (person.born.month, person.born.day))


def nearest_age(person: Person, day: date) -> int:
    """Return the age at the birthday nearest to the month of a day. Reference: Reg. 1.72-5(a)(1)."""
    months = (day.year - person.born.year) * MONTHS + day.month - person.born.month
    return (months + HALF_YEAR) // MONTHS
