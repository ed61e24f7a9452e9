"""Ages, working lives and outside income of the household's people."""

import calendar as month_lengths
from datetime import date, timedelta

from sim.law.benefit_ages import retirement_factor, spouse_excess, survivor_benefit
from sim.law.rmd_law import first_distribution_year, load_rmd_tables
from sim.scenario.household import Person
from sim.scenario.law_changes import LawChanges
from tests.oracles.path_twin.earnings_test import EarningsTest
from tests.oracles.path_twin.lives import Lives
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


def rmd_period(person: Person, year: int, sole_beneficiary: Person | None = None) -> float:
    """Return the Uniform Lifetime Table's period, or a much younger spouse's Joint Table's; 0 before the first year."""
    if year < first_distribution_year(person.born):
        return 0.0
    age, tables = min(year - person.born.year, 120), load_rmd_tables()
    if sole_beneficiary is not None and sole_beneficiary.born.year - person.born.year > 10:
        return float(tables.joint[age, min(year - sole_beneficiary.born.year, 120)])
    return float(tables.uniform[age])


OLDEST = {1: (55, 60, 65, 70), 2: (110, 120, 130, 140)}
SIMPLIFIED_METHOD = {1: (360, 310, 260, 210, 160), 2: (410, 360, 310, 260, 210)}
"""Pub. 575, Worksheet A: the number of payments by the age of one, by both ages added."""


def age_before(person: Person, day: date) -> int:
    """Return the age at the birthday before a day."""
    return next(age for age in range(120, -1, -1) if had_birthday(person, age, day))


def claim_month(person: Person) -> int:
    """Return the month in which the claiming age is reached, counted from year 0."""
    return (person.born.year + person.social_security.claiming_age) * 12 + person.born.month - 1


def primary_amount(person: Person) -> float:
    """Return the primary insurance amount behind the benefit [USD/yr]."""
    security = person.social_security
    return security.annual_at_claiming / retirement_factor(person.born.year, security.claiming_age * 12)


class Incomes:
    """Outside income month by month."""

    def __init__(self, people: tuple[Person, ...], lives: Lives, first_year: int, inflation: float) -> None:
        self.people, self.lives = people, lives
        self.earnings = [EarningsTest(person, first_year, inflation) for person in people]
        self.first_level: dict[tuple[int, int], float] = {}
        self.changes = LawChanges()

    def benefits_paid(self, year: int) -> float:
        """Return the share of its benefits that Social Security pays in a year."""
        is_cut = self.changes.benefit_cut_from is None or year >= self.changes.benefit_cut_from
        return 1 - self.changes.benefit_cut if is_cut else 1.0

    def month(self, today: date, level: float, items: YearItems) -> float:
        """Return what arrives at a month end, and put it into the year's items."""
        total = 0.0
        for who, person in enumerate(self.people):
            pensions = sum(self._pension(who, number, today, level) for number in range(len(person.pensions))) / 12
            taxed = pensions - self._pension_cost(who, today)
            items.pension += taxed
            items.of_second["pension"] += taxed * who
            total += pensions
            if not self.lives.lives(who, today.year):
                continue
            wages = self._wages(person, today) * level / 12
            benefit = self.benefits_paid(today.year) * self._social_security(who, today) * level / 12
            items.wages[who] += wages
            items.social_security += benefit
            items.of_second["social_security"] += benefit * who
            total += wages + benefit
        items.add("outside_income", total)
        return total

    @staticmethod
    def _wages(person: Person, today: date) -> float:
        return person.wages.annual if person.wages.until and today <= person.wages.until else 0.0

    def _social_security(self, who: int, today: date) -> float:
        person, month = self.people[who], today.year * 12 + today.month - 1
        own = self.earnings[who].paid(month)
        if len(self.people) == 1:
            return own
        other = self.people[1 - who]
        if not self.lives.lives(1 - who, today.year):
            return max(own, self.survivor_benefit(person, other, self.lives.years[1 - who], month))
        both = max(claim_month(person), claim_month(other))
        if any(one.is_nothing(month) for one in self.earnings):
            return own
        if person.social_security.takes_spousal and month > both:
            age = both - (person.born.year * 12 + person.born.month - 1)
            own += spouse_excess(primary_amount(person), primary_amount(other), person.born.year, age)
        return own

    @staticmethod
    def survivor_benefit(person: Person, dead: Person, year: int, month: int) -> float:
        """Return the yearly benefit of a survivor in a month, by the year of the other's death."""
        born = person.born.year * 12 + person.born.month - 1
        first = max((year + 1) * 12, born + 60 * 12 + 1)
        if month < first:
            return 0.0
        paid, claimed = dead.social_security.annual_at_claiming, dead.social_security.claiming_age * 12
        has_claimed = claim_month(dead) <= year * 12 + 11
        at_death = year * 12 + 11 - (dead.born.year * 12 + dead.born.month - 1)
        factor = retirement_factor(dead.born.year, claimed if has_claimed else at_death)
        primary = primary_amount(dead) * max(1.0, factor)
        is_reduced = has_claimed and factor < 1
        return survivor_benefit(primary, paid if has_claimed else primary, is_reduced, person.born.year, first - born)

    def _pension_cost(self, who: int, today: date) -> float:
        """Return what of the month's pensions is free of tax: equal parts of the cost over the table's months."""
        person, free = self.people[who], 0.0
        for pension in person.pensions:
            number = (today.year - pension.starts.year) * 12 + today.month - pension.starts.month
            ages = [age_before(person, pension.starts)]
            if pension.survivor_share > 0 and len(self.people) == 2:
                ages.append(age_before(self.people[1 - who], pension.starts))
            months = SIMPLIFIED_METHOD[len(ages)][sum(sum(ages) > oldest for oldest in OLDEST[len(ages)])]
            if 0 <= number < months:
                share = 1.0 if self.lives.lives(who, today.year) else pension.survivor_share
                free += min(pension.investment / months, pension.annual / 12 * share)
        return free

    def _pension(self, who: int, number: int, today: date, level: float) -> float:
        pension = self.people[who].pensions[number]
        if (today.year, today.month) < (pension.starts.year, pension.starts.month):
            return 0.0
        first = self.first_level.setdefault((who, number), level)
        share = 1.0 if self.lives.lives(who, today.year) else pension.survivor_share
        return pension.annual * share * (level / first if pension.has_cola else 1.0)
