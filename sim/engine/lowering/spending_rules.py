"""Lower the rule of spending, what it counts as steady income, and the events."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.spending_curve import spending_curve
from sim.engine.records.codes import Rule
from sim.engine.records.limits import MAX_YEARS
from sim.law.benefits.spouses import claim_month, spouse_benefits
from sim.scenario.enums import SpendingTiming
from sim.scenario.household import Household, Pension
from sim.scenario.models import Scenario
from sim.scenario.spending import SpendingKind

CODE_OF = {
    SpendingKind.FIXED: Rule.FIXED,
    SpendingKind.GUARDRAILS: Rule.GUARDRAILS,
    SpendingKind.PORTFOLIO_SHARE: Rule.PORTFOLIO_SHARE,
}


@dataclass(frozen=True)
class _Months:
    """The plan's month ends: (n,) months counted from year 0, and the plan's years, (n_years,)."""

    months: np.ndarray
    years: np.ndarray

    @classmethod
    def of(cls, calendar: Calendar) -> Self:
        ends = [calendar.dates[at] for at in np.flatnonzero(calendar.is_month_end)]
        return cls(np.array([day.year * 12 + day.month - 1 for day in ends]), calendar.years)

    def gaps(self, first: int, yearly: float, shares: np.ndarray | None = None) -> np.ndarray:
        """Return by year what a benefit paid from month `first` on leaves unpaid from that year on [USD].

        shares : (n_years,) what of it is paid in each year; all without
        """
        unpaid = self.months[self.months < first] // 12
        paid = np.ones(len(unpaid)) if shares is None else shares[unpaid - self.years[0]]
        gaps = np.zeros(MAX_YEARS)
        gaps[: len(self.years)] = (unpaid[None, :] >= self.years[:, None]) @ paid * (yearly / 12)
        return gaps


def lower_spending_rule(household: np.void, scenario: Scenario, calendar: Calendar) -> None:
    """Fill everything about the yearly decision but the start's wealth."""
    home = scenario.household
    rule, first_year = home.spending_rule, int(calendar.years[0])
    household["spending"], household["spending_rule"] = home.spending, CODE_OF[rule.kind]
    household["spends_ahead"] = home.spends is SpendingTiming.YEAR_START
    curve = spending_curve(rule, home.spending, home.people[0].born.year, calendar.years)
    household["spending_curve"][: len(curve)] = curve
    last_days = [p.wages.until for p in home.people if p.wages.annual > 0 and p.wages.until is not None]
    household["rule_from"] = max(
        (day.year + 1 - first_year for day in last_days if day >= calendar.dates[0]), default=0
    )
    for name in ("cut_above", "cut_share", "raise_below", "raise_share", "uncut_years", "freezes_after_loss"):
        household[name] = getattr(rule, name)
    household["portfolio_share"], household["floor_share"] = rule.portfolio_share, rule.floor_share
    shares = np.array([scenario.law_changes.benefit_share(int(year)) for year in calendar.years])
    _lower_steady_income(household, home, calendar, shares)


def _lower_steady_income(household: np.void, home: Household, calendar: Calendar, shares: np.ndarray) -> None:
    """Fill the benefits and pensions as if all had begun, and what of them is still unpaid from each year on."""
    spouses, months = spouse_benefits(home.people), _Months.of(calendar)
    for p, person in enumerate(home.people):
        yearly = person.social_security.annual_at_claiming
        household["full_benefit"][p], household["full_spouse_benefit"][p] = yearly, 12 * spouses[p][0]
        claimed = claim_month(person) + 1
        household["benefit_gap"][p] = months.gaps(claimed, yearly, shares)
        household["spouse_gap"][p] = months.gaps(spouses[p][1] + 1, 12 * spouses[p][0], shares)
        for pension in person.pensions:
            _lower_pension(household, p, pension, months)


def _lower_pension(household: np.void, p: int, pension: Pension, months: _Months) -> None:
    to_survivor = pension.annual * pension.survivor_share
    if not pension.has_cola:
        household["full_pension"][p] += pension.annual
        household["full_survivor_pension"][p] += to_survivor
    first = pension.starts.year * 12 + pension.starts.month - 1
    household["pension_gap"][p] += months.gaps(first, pension.annual)
    household["survivor_pension_gap"][p] += months.gaps(first, to_survivor)


def lower_events(steps: np.ndarray, scenario: Scenario, calendar: Calendar) -> None:
    """Fill what is paid beside the yearly spending: each event at the end of its month, as near as the plan has it."""
    if not scenario.household.events:
        return
    ends = [
        (step, day.year * 12 + day.month)
        for step in steps
        if step["is_month_end"] == 1
        for day in (date.fromordinal(int(step["day"])),)
    ]
    for event in scenario.household.events:
        month = event.date.year * 12 + event.date.month
        step = next((step for step, end in ends if end >= month), ends[-1][0])
        step["event"] += event.amount
