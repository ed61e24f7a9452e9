"""The yearly decision on spending, from docs/engine.md: planned target, guardrails, share of the portfolio, events."""

import math
from datetime import date

from sim.engine.lowering.calendar import Calendar
from sim.law.benefit_ages import spouse_excess
from sim.scenario.enums import SpendingTiming
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from sim.scenario.spending import LaterLife, SpendingKind
from tests.oracles.path_twin.annuities import LifeAnnuities
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import Incomes, claim_month, primary_amount
from tests.oracles.path_twin.records import YearItems


class Spending:
    """The household's spending, decided once a year. `target` and `floor` in today's dollars a year."""

    def __init__(
        self, scenario: Scenario, calendar: Calendar, lives: Lives, incomes: Incomes, annuities: LifeAnnuities
    ) -> None:
        self.annuities = annuities
        self.scenario, self.household, self.rule = scenario, scenario.household, scenario.household.spending_rule
        self.lives, self.incomes, self.calendar = lives, incomes, calendar
        self.first_year, self.last_year = calendar.dates[0].year, calendar.dates[-1].year
        ends = zip(calendar.dates, calendar.is_month_end, strict=True)
        self.month_ends = [day for day, is_end in ends if is_end]
        self.target = self.floor = 0.0
        self.factor = 1.0
        self.first_rate: float | None = None
        self.before = (0.0, 0.0, 1.0)

    def planned(self, year: int, lives_year: int) -> float:
        """Return the target as it was planned for a year."""
        home, amount = self.household, self.household.spending
        for later in range(self.first_year + 1, year + 1):
            amount *= 1 + self._change(later - home.people[0].born.year)
        if self.lives.is_survivor(lives_year):
            amount *= home.lives.survivor_spending_share
        return amount

    def _change(self, age: int) -> float:
        if self.rule.later_life is LaterLife.DECLINE:
            return -self.rule.decline_rate if age > self.rule.decline_from_age else 0.0
        if self.rule.later_life is LaterLife.SMILE and 66 <= age <= 95 and self.household.spending >= 1:
            before = age - 1
            return 0.00008 * before**2 - 0.0125 * before - 0.0066 * math.log(self.household.spending) + 0.546
        return 0.0

    def rule_begins(self) -> int:
        """Return the first calendar year without wages."""
        ends = [p.wages.until for p in self.household.people if p.wages.annual > 0 and p.wages.until]
        return max((end.year + 1 for end in ends if end >= self.calendar.dates[0]), default=self.first_year)

    def decide(self, year: int, lives_year: int, value: float, level: float, years: dict[int, YearItems]) -> None:
        """Decide a year's spending by what is owned before it."""
        planned = self.planned(year, lives_year)
        self.target = self.floor = planned
        if self.rule.kind is SpendingKind.FIXED or year < self.rule_begins():
            return
        income = self._steady_income(lives_year, level)
        funds = value - self._set_aside(year, lives_year, level)
        self.floor = planned * self.rule.floor_share
        if self.rule.kind is SpendingKind.PORTFOLIO_SHARE:
            from_portfolio = self.rule.portfolio_share * max(0.0, funds)
            self.target = max(self.floor, (income + from_portfolio) / level)
            return
        self._guard(year, planned, (income, funds, value, level), years)
        self.target = planned * self.factor

    def _guard(
        self, year: int, planned: float, money: tuple[float, float, float, float], years: dict[int, YearItems]
    ) -> None:
        income, funds, value, level = money
        rule, paid = self.rule, sum(_net_payments(items) for items in years.values())
        needed = planned * self.factor * level - income
        if self.first_rate is None:
            self.first_rate = needed / funds if funds > 0 and needed > 0 else 0.0
        elif self.first_rate > 0:
            value_before, paid_before, level_before = self.before
            growth = value - value_before + paid - paid_before
            is_losing_year = growth < -1e-6 * value_before - 0.01
            if rule.freezes_after_loss and is_losing_year and level > level_before and needed > self.first_rate * funds:
                self.factor *= level_before / level
                needed = planned * self.factor * level - income
            years_left = self.last_year - year + 1
            if years_left > rule.uncut_years and needed > self.first_rate * (1 + rule.cut_above) * funds:
                self.factor *= 1 - rule.cut_share
            elif needed < self.first_rate * (1 - rule.raise_below) * funds:
                self.factor *= 1 + rule.raise_share
            self.factor = max(self.factor, rule.floor_share)
        self.before = (value, paid, level)

    def _steady_income(self, year: int, level: float) -> float:
        """Return a year's benefits and pensions as if all had begun, and annuities for life that have."""
        total = self.annuities.of_a_year(year)
        for who, person in enumerate(self.household.people):
            is_there = self.lives.lives(who, year)
            for number, pension in enumerate(person.pensions):
                first = self.incomes.first_level.get((who, number), level)
                rise = level / first if pension.has_cola else 1.0
                total += pension.annual * rise * (1.0 if is_there else pension.survivor_share)
            if is_there:
                total += self.incomes.benefits_paid(year) * self._benefit(who, year) * level
        return total

    def _benefit(self, who: int, year: int) -> float:
        person = self.household.people[who]
        own = person.social_security.annual_at_claiming
        if len(self.household.people) == 1:
            return own
        other = self.household.people[1 - who]
        if self.lives.lives(1 - who, year):
            return own + _spouse_benefit(person, other)
        return max(own, self.incomes.survivor_benefit(person, other, self.lives.years[1 - who], 10**9))

    def _set_aside(self, year: int, lives_year: int, level: float) -> float:
        """Return what the months bring less until benefits and pensions begin."""
        total, people = 0.0, self.household.people
        there = self.lives.people(lives_year)
        for who, person in enumerate(people):
            for pension in person.pensions:
                first = pension.starts.year * 12 + pension.starts.month - 1
                share = 1.0 if who in there else pension.survivor_share
                total += pension.annual * share / 12 * self._unpaid(year, first)
            if who not in there:
                continue
            own = person.social_security.annual_at_claiming / 12 * self._unpaid_benefits(year, claim_month(person) + 1)
            total += own * level
            if len(people) == 2 and len(there) == 2:
                both = max(claim_month(one) for one in people)
                months = self._unpaid_benefits(year, both + 1)
                total += _spouse_benefit(person, people[1 - who]) / 12 * months * level
        return total

    def _unpaid(self, year: int, first: int) -> int:
        return sum(day.year >= year and day.year * 12 + day.month - 1 < first for day in self.month_ends)

    def _unpaid_benefits(self, year: int, first: int) -> float:
        unpaid = [day for day in self.month_ends if day.year >= year and day.year * 12 + day.month - 1 < first]
        return sum(self.incomes.benefits_paid(day.year) for day in unpaid)

    def months_of(self, year: int) -> int:
        """Return how many of a year's month ends the plan has."""
        return sum(day.year == year for day in self.month_ends)

    def due(self, today: date) -> tuple[float, int]:
        """Return the share of the yearly target that is due on a month end, and the year it is for."""
        timing, year = self.household.spends, today.year
        if timing is SpendingTiming.MONTHLY:
            return 1 / 12, year
        if today.month < 12:
            return 0.0, year
        if timing is SpendingTiming.YEAR_END:
            return self.months_of(year) / 12, year
        is_last = year == self.last_year or self.lives.nobody_after(year)
        return (0.0, year) if is_last else (1.0, year + 1)

    def event(self, today: date) -> float:
        """Return the events paid on a month end, in today's dollars."""
        total = 0.0
        for event in self.household.events:
            later = [day for day in self.month_ends if (day.year, day.month) >= (event.date.year, event.date.month)]
            if today == (later[0] if later else self.month_ends[-1]):
                total += event.amount
        return total


def _net_payments(items: YearItems) -> float:
    figures = items.figures
    return figures["spending"] + figures["tax_paid"] + figures["trading_cost"] - figures["outside_income"]


def _spouse_benefit(person: Person, other: Person) -> float:
    """Return what a spouse's benefit adds a year."""
    if not person.social_security.takes_spousal:
        return 0.0
    age = max(claim_month(person), claim_month(other)) - (person.born.year * 12 + person.born.month - 1)
    return spouse_excess(primary_amount(person), primary_amount(other), person.born.year, age)
