"""Ages, working lives and outside income of the household's people."""

import calendar as month_lengths
from datetime import date, timedelta

from sim.law.rmd_law import first_distribution_year, load_rmd_tables
from sim.scenario.household import Person
from tests.oracles.path_twin.records import YearItems


def age_for_return(person: Person | None, year: int) -> int:
    """Age on December 31; a birthday on January 1 counts a day earlier. 0 for nobody."""
    return year - (person.born - timedelta(days=1)).year if person else 0


def months_after(day: date, months: int) -> date:
    """Return the date some months later, on the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))


def had_birthday(person: Person, age: int, today: date) -> bool:
    return today >= months_after(person.born, 12 * age)


def is_before_59_and_a_half(person: Person, today: date) -> bool:
    return today < months_after(person.born, 12 * 59 + 6)


def left_work_at_55(person: Person, today: date, start: date) -> bool:
    """Whether the person has stopped working, in or after the year of age 55 (IRC 72(t)(2)(A)(v))."""
    last_day = person.wages.until if person.wages.annual > 0 and person.wages.until else start
    return today > last_day and last_day.year - person.born.year >= 55


def rmd_period(person: Person, year: int) -> float:
    """Return the Uniform Lifetime Table's period, 0 before the first distribution year."""
    if year < first_distribution_year(person.born):
        return 0.0
    return float(load_rmd_tables().uniform[min(year - person.born.year, 120)])


class Incomes:
    """Outside income month by month."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self.people = people
        self.first_level: dict[tuple[int, int], float] = {}

    def month(self, today: date, level: float, items: YearItems) -> float:
        """Return what arrives at a month end, and put it into the year's items."""
        total = 0.0
        for who, person in enumerate(self.people):
            wages = self._wages(person, today) * level / 12
            benefit = self._social_security(person, today) * level / 12
            pension = sum(self._pension(who, number, today, level) for number in range(len(person.pensions))) / 12
            items.wages[who] += wages
            items.social_security += benefit
            items.pension += pension
            total += wages + benefit + pension
        items.add("outside_income", total)
        return total

    @staticmethod
    def _wages(person: Person, today: date) -> float:
        return person.wages.annual if person.wages.until and today <= person.wages.until else 0.0

    @staticmethod
    def _social_security(person: Person, today: date) -> float:
        reached = (person.born.year + person.social_security.claiming_age, person.born.month)
        return person.social_security.annual_at_claiming if (today.year, today.month) > reached else 0.0

    def _pension(self, who: int, number: int, today: date, level: float) -> float:
        pension = self.people[who].pensions[number]
        if (today.year, today.month) < (pension.starts.year, pension.starts.month):
            return 0.0
        first = self.first_level.setdefault((who, number), level)
        return pension.annual * (level / first if pension.has_cola else 1.0)
