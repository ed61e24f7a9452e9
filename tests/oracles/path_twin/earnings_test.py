"""The earnings test of Social Security month by month, from docs/engine.md."""

from calendar import monthrange
from datetime import date, timedelta

from sim.law.benefit_ages import full_retirement_months, retirement_factor
from sim.scenario.household import Person

EXEMPT = {2025: (23_400.0, 62_160.0), 2026: (24_480.0, 65_160.0)}
"""A year's exempt amount, and that of the year of full retirement age."""


class EarningsTest:
    """One person's own benefit by the month that pays it."""

    def __init__(self, person: Person, first_year: int, inflation: float) -> None:
        self.person, self.first_year, self.rise = person, first_year, 1 + inflation
        born = person.born.year * 12 + person.born.month - 1
        self.claimed = born + person.social_security.claiming_age * 12
        self.full = born + full_retirement_months(person.born.year)
        self.a_month = person.social_security.annual_at_claiming / 12
        self.kept_back = self._kept_back()

    def paid(self, month: int) -> float:
        """Return the yearly amount at which a month pays the benefit of the month before it."""
        of = month - 1
        if of < self.claimed:
            return 0.0
        benefit = 12 * self.a_month
        if of < self.full:
            return benefit - 12 * self.kept_back.get(of, 0.0)
        if not self.kept_back:
            return benefit
        born, age = self.person.born.year, self.person.social_security.claiming_age * 12
        primary = benefit / retirement_factor(born, age)
        return primary * retirement_factor(born, age + len(self.kept_back))

    def is_nothing(self, month: int) -> bool:
        """Whether a claimed benefit is kept back whole."""
        return self.a_month > 0 and month > self.claimed and self.paid(month) < 0.01

    def _kept_back(self) -> dict[int, float]:
        kept: dict[int, float] = {}
        grace: int | None = None
        owed, owed_for = 0.0, None
        for month in range(self.claimed, self.full):
            year = month // 12
            if owed_for != year:
                owed, owed_for = self._owed(year), year
            if not self._works(month):
                grace = grace or year
                if grace == year:
                    continue
            part = min(owed, self.a_month)
            owed -= part
            if part > 0:
                kept[month] = part
        return kept

    def _owed(self, year: int) -> float:
        months = [month for month in range(year * 12, year * 12 + 12) if month < self.full]
        earned = sum(self.person.wages.annual / 12 for month in months if self._works(month))
        is_last = self.full // 12 == year
        exempt = EXEMPT[min(2026, max(2025, year))][is_last]
        if year > 2026:
            exempt = round(exempt * self.rise ** (year - 2026) / 120) * 120
        exempt /= self.rise ** max(0, year - self.first_year)
        return max(0.0, earned - exempt) / (3 if is_last else 2)

    def _works(self, month: int) -> bool:
        until = self.person.wages.until
        if until is None or self.person.wages.annual <= 0:
            return False
        day = date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1])
        while day.weekday() > 4:
            day -= timedelta(days=1)
        return day <= until
