"""Ages that the law asks for: birthdays, what is early, and whose age a rule of annuities takes."""

from datetime import date

from sim.scenario.enums import AccountType
from sim.scenario.household import Person
from sim.statute import counted, periods

MONTHS = 12
HALF_YEAR = 6
NO_LAST_YEAR = 9999


def early_until(person: Person, account_type: AccountType, start: date) -> date:
    """Return the first day on which a distribution is under no additional tax on early distributions.

    A person without wages is taken to have stopped working on the plan's first day.
    """
    of_age = not_early(person.born, account_type)
    stopped = person.wages.until if person.wages.annual > 0 else start
    assert stopped is not None  # the scenario's checks: wages have an end
    if account_type is AccountType.PLAN_401K and is_separated_late(person, stopped):
        return min(of_age, date.fromordinal(stopped.toordinal() + 1))
    return of_age


def not_early(born: date, account_type: AccountType) -> date:
    """Return the day from which age alone frees a distribution. References: IRC 72(t), 72(q), 223(f)(4)(C), 408A(d)."""
    return day_of_age(born, "hsa_free_age" if account_type is AccountType.HSA else "not_early_age")


def is_separated_late(person: Person, stopped: date) -> bool:
    """Return whether work ended in or after the year of the age that frees a plan. Reference: IRC 72(t)(2)(A)(v)."""
    return stopped.year - person.born.year >= counted("separation_age", stopped.year)


def medicare_begins(born: date) -> date:
    """Return the day on which Medicare begins and the premium credit ends. Reference: 42 USC 426(a)."""
    return day_of_age(born, "medicare_age")


def day_of_age(born: date, name: str) -> date:
    """Return the first day on which a person has the age that the law of that day's year asks for."""
    rows = periods()[name]
    ends = [first for first, _ in rows[1:]] + [NO_LAST_YEAR]
    for k, ((first, age), end) in enumerate(zip(rows, ends, strict=True)):
        reached = birthday(born, int(age), round(age % 1 * MONTHS))
        day = reached if k == 0 else max(reached, date(first, 1, 1))
        if day.year < end:
            return day
    raise AssertionError("the last period of a figure has no end")


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
