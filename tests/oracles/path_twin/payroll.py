"""What payroll pays into plans under the limits of the year, from docs/engine.md."""

import math
from datetime import date

from sim.law.federal_law import federal_years
from sim.scenario.enums import PlanKind
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.law import LevelAtEnd
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.sheltered import Sheltered

STEP = {"deferral_limit": 500, "catch_up_limit": 500, "older_catch_up_limit": 500, "additions_limit": 1_000}
ROTH_ONLY_FROM = 2026


def limit_of(name: str, year: int, level_at_end: LevelAtEnd) -> float:
    """Return a limit of a year: published, then the last one and the rise of prices on it, rounded down."""
    last, first = federal_years()[-1], federal_years()[0]
    published = float(figure("plan_limits", name, min(last, max(first, year)), "single"))
    rise = level_at_end(year - 1) / level_at_end(last - 1) if year > last else 1.0
    step = STEP.get(name, 5_000)
    return published + max(0, math.floor(published * (rise - 1) / step + 1e-9)) * float(step)


class Payroll:
    """Contributions of a year so far, by person: own ones, of them pretax, and all without the catch-up."""

    def __init__(self, scenario: Scenario, sheltered: Sheltered, lives: Lives, level_at_end: LevelAtEnd) -> None:
        self.scenario, self.sheltered, self.lives, self.level_at_end = scenario, sheltered, lives, level_at_end
        self.own: dict[tuple[int, int], float] = {}
        self.pretax: dict[tuple[int, int], float] = {}
        self.regular: dict[tuple[int, int], float] = {}

    def pay(self, today: date, level: float, items: YearItems, price: dict[str, float]) -> float:
        """Return what reaches the household's cash: below 0 where more of the pay goes into plans. level : a twelfth"""
        cash = 0.0
        for who, person in enumerate(self.scenario.household.people):
            wages = person.wages
            works = wages.until is not None and today <= wages.until and self.lives.lives(who, today.year)
            if works and wages.paid_into_plan > 0:
                cash += self._pay(who, person, today, level, items, price)
        return cash

    def _own(self, who: int, person: Person, year: int, level: float, most: float) -> tuple[float, float, float, float]:
        """Return own contributions that go in pretax, as Roth, pretax as typed but Roth by law, and what does not."""
        wages, age = person.wages, year - person.born.year
        pretax, roth = wages.plan_contribution * level, wages.plan_roth_contribution * level
        paid, of_pretax = self.own.get((who, year), 0.0), self.pretax.get((who, year), 0.0)
        deferral, room = limit_of("deferral_limit", year, self.level_at_end), max(0.0, most - paid)
        known = wages.plan_match is not None
        own = pretax - (wages.plan_match or 0.0) * level if known else 0.0
        before = self.level_at_end(year - 1) if year > self.scenario.start.year else 1.0
        yearly = wages.annual + (wages.plan_contribution - (wages.plan_match or 0.0) if known else 0.0)
        above = yearly * before > limit_of("roth_catch_up_wages", year, self.level_at_end)
        must_be_roth = age >= 50 and year >= ROTH_ONLY_FROM and above
        room_pretax = max(0.0, (deferral if must_be_roth else most) - of_pretax)
        if not known:
            as_roth = min(roth, room)
            return min(pretax, room - as_roth, room_pretax), as_roth, 0.0, 0.0
        share = min(1.0, room / (own + roth)) if own + roth > 0 else 1.0
        as_pretax = min(own * share, room_pretax)
        return as_pretax, roth * share, own * share - as_pretax, own * (1 - share)

    def _pay(
        self, who: int, person: Person, today: date, level: float, items: YearItems, price: dict[str, float]
    ) -> float:
        wages, year = person.wages, today.year
        age, deferral = year - person.born.year, limit_of("deferral_limit", year, self.level_at_end)
        catch_up = 0.0
        if age >= 50:
            name = "older_catch_up_limit" if 60 <= age <= 63 else "catch_up_limit"
            catch_up = limit_of(name, year, self.level_at_end)
        pretax, roth, turned, cut = self._own(who, person, year, level, deferral + catch_up)
        plan, key = self.sheltered.find(wages.plan_account or ""), (who, year)
        is_457b = plan.account.plan_kind is PlanKind.GOVERNMENTAL_457B
        everything = deferral if is_457b else limit_of("additions_limit", year, self.level_at_end)
        had = self.own.get(key, 0.0)
        self.own[key] = had + pretax + roth + turned
        self.pretax[key] = self.pretax.get(key, 0.0) + pretax
        regular = self.regular.get(key, 0.0) + min(self.own[key], deferral) - min(had, deferral)
        employer = wages.plan_contribution * level - pretax
        if wages.plan_match is not None:
            employer = wages.plan_match * level
        employer = min(employer, max(0.0, everything - regular))
        after_tax = min(wages.plan_after_tax_contribution * level, max(0.0, everything - regular - employer))
        self.regular[key] = regular + employer + after_tax
        items.wages[who] += turned + cut
        items.add("outside_income", pretax + employer + turned + cut)
        amount = pretax + employer + roth + turned + after_tax
        if amount > 0:
            security = self.scenario.security(wages.plan_buys or "")
            self.sheltered.pay_in(plan, security, amount, roth + turned, after_tax, price, today)
        return cut - roth - after_tax
