"""Lower what payroll pays into plans and the limits on it, and equal periodic payments out of them."""

from collections.abc import Callable
from datetime import date

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.engine.lowering.holdings import Holdings
from sim.engine.records.codes import Limit
from sim.law.ages import birthday, not_early
from sim.law.federal_law import federal_years, figures_of
from sim.law.rmd_law import OLDEST, load_rmd_tables
from sim.scenario.enums import AccountType, FilingStatus, Owner, PlanKind, SeriesMethod
from sim.scenario.household import Person, Wages
from sim.scenario.models import Scenario
from sim.statute import counted

MONTHS = 12
FIGURE_OF = {
    Limit.DEFERRAL: "deferral_limit",
    Limit.CATCH_UP: "catch_up_limit",
    Limit.OLDER_CATCH_UP: "older_catch_up_limit",
    Limit.ADDITIONS: "additions_limit",
    Limit.ROTH_WAGES: "roth_catch_up_wages",
}


def lower_plans(
    household: np.void,
    scenario: Scenario,
    calendar: Calendar,
    holdings: Holdings,
    first_step: Callable[[date], tuple[int, date]],
) -> None:
    """Fill what payroll pays into plans, and the equal payments out of them.

    first_step : of a month, (position among the active steps or -1, its day)
    """
    _lower_payroll(household, scenario, calendar, holdings)
    _lower_series(household, scenario, calendar, holdings, first_step)


def _lower_payroll(household: np.void, scenario: Scenario, calendar: Calendar, holdings: Holdings) -> None:
    """Fill each person's contributions a month, the plan and security, and the limits as far as they are published."""
    people = scenario.household.people
    for p, person in enumerate(people):
        wages = person.wages
        if wages.paid_into_plan <= 0 or wages.plan_buys is None:
            continue
        household["has_payroll"] = 1
        account = holdings.account_index(wages.plan_account)
        household["payroll_account"][p] = account
        household["payroll_security"][p] = holdings.security_index(wages.plan_buys)
        kind = holdings.accounts[account].plan_kind
        household["payroll_is_457b"][p] = kind is PlanKind.GOVERNMENTAL_457B
        household["payroll_pretax"][p] = wages.plan_contribution / MONTHS
        household["payroll_roth"][p] = wages.plan_roth_contribution / MONTHS
        household["payroll_after_tax"][p] = wages.plan_after_tax_contribution / MONTHS
        household["payroll_own"][p] = -1.0 if wages.plan_match is None else _own(wages) / MONTHS
        household["payroll_wages"][p] = wages.annual + (0.0 if wages.plan_match is None else _own(wages))
    if household["has_payroll"] == 1:
        _lower_limits(household, people, calendar)


def _own(wages: Wages) -> float:
    return wages.plan_contribution - (wages.plan_match or 0.0)


def _lower_limits(household: np.void, people: tuple[Person, ...], calendar: Calendar) -> None:
    figures, first, last = figures_of("plan_limits"), federal_years()[0], federal_years()[-1]
    for limit, name in FIGURE_OF.items():
        household["contribution_step"][limit] = figures[name].step[FilingStatus.SINGLE]
        for y, year in enumerate(calendar.years):
            published = min(last, max(first, int(year)))
            household["contribution_limit"][limit, y] = figures[name].number(published, FilingStatus.SINGLE)
    for y, year in enumerate(calendar.years):
        household["is_catch_up_roth"][y] = year >= counted("roth_catch_up_from", int(year))
        for p, person in enumerate(people):
            household["catch_up_limit"][p, y] = _catch_up(int(year) - person.born.year, int(year))


def _catch_up(age: int, year: int) -> int:
    """Return the number of the catch-up that a person of an age may pay in, 0 for none. IRC 414(v)(2), (5)."""
    if age < counted("catch_up_age", year):
        return 0
    is_older = counted("older_catch_up_age", year) <= age < counted("older_catch_up_end_age", year)
    return int(Limit.OLDER_CATCH_UP if is_older else Limit.CATCH_UP)


def _lower_series(
    household: np.void,
    scenario: Scenario,
    calendar: Calendar,
    holdings: Holdings,
    first_step: Callable[[date], tuple[int, date]],
) -> None:
    """Fill each account's equal periodic payments: first step, last day, rate; and life expectancies by year."""
    household["account_series_first"] = -1
    for a, account in enumerate(holdings.accounts):
        if account.series_from is None:
            continue
        step, day = first_step(account.series_from)
        if step < 0:
            continue
        owner = scenario.household.people[0 if account.owner is Owner.SELF else 1]
        years = int(counted("equal_payments_years", day.year))
        end = max(not_early(owner.born, AccountType.TRADITIONAL_IRA), birthday(day, years))
        is_level = account.series_method is SeriesMethod.AMORTIZATION
        household["has_series"] = 1
        household["account_series_first"][a], household["account_series_end"][a] = step, end.toordinal()
        household["account_is_series_level"][a] = is_level
        household["account_series_rate"][a] = account.series_rate if is_level else 0.0
        early = household["account_early_until"][a]
        household["account_early_until"][a] = min(early, account.series_from.replace(day=1).toordinal())
    if household["has_series"] == 1:
        single = load_rmd_tables().single
        for p, person in enumerate(scenario.household.people):
            for y, year in enumerate(calendar.years):
                household["single_period"][p, y] = single[min(int(year) - person.born.year, OLDEST)]
