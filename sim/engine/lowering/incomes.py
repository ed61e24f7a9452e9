"""Lower what the people receive month by month: wages, benefits and pensions, each income that differs once."""

from datetime import date
from functools import lru_cache

import numpy as np

from sim.engine.records.limits import MAX_INCOMES
from sim.engine.records.steps import INCOME
from sim.errors import InputError, Problem
from sim.law.benefits.earnings_test import Worker, benefit_paid_in, is_withheld_whole, month_of, worker_of
from sim.law.benefits.pension_cost import free_of_tax
from sim.law.benefits.spouses import spouse_benefits
from sim.scenario.household import Person
from sim.scenario.law_changes import LawChanges

KEPT = 32
"""Plans whose incomes are kept: working them out is a fourth of lowering a plan, and most moves leave them alone."""


@lru_cache(maxsize=KEPT)
def incomes_of(
    people: tuple[Person, ...], first_year: int, inflation: float, law_changes: LawChanges, month_ends: tuple[date, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the incomes that differ, (n,) `INCOME`, the first one empty, and each month's position among them.

    Kept from one plan to the next: not to be written to.

    first_year, inflation : of the plan [1/yr]

    Raises
    ------
    InputError
        Where there is no room for so many.
    """
    empty = np.zeros(1, INCOME)[0]
    differing, incomes = {empty.tobytes(): 0}, [empty]
    workers = [worker_of(person, first_year, inflation) for person in people]
    spouses, positions = spouse_benefits(people), []
    for day in month_ends:
        income = _income_of(people, workers, spouses, day, law_changes.benefit_share(day.year))
        position = differing.setdefault(income.tobytes(), len(differing))
        if position == len(incomes):
            incomes.append(income)
        positions.append(position)
    if len(differing) > MAX_INCOMES:
        fix = f"Income changes too often: the limit is {MAX_INCOMES} times. Combine some pensions."
        raise InputError([Problem("household.people", str(len(differing)), fix)])
    return np.array(incomes), np.array(positions, np.int16)


def months_of(day: date) -> int:
    """Return a number of a day's month that rises by one a month."""
    return day.year * 12 + day.month


def _income_of(
    people: tuple[Person, ...], workers: list[Worker], spouses: tuple[tuple[float, int], ...], day: date, share: float
) -> np.void:
    """Return an `INCOME`: what the people receive in the month of a day.

    spouses : of `spouse_benefits`; share : of the benefits that is paid
    """
    income, month = np.zeros(1, INCOME)[0], month_of(day)
    for p in range(len(people)):
        _lower_income(income, p, people, day)
        income["own_benefit"][p] = share * benefit_paid_in(workers[p], month) / 12
        addition, after = spouses[p]
        if addition > 0.0 and month > after and not any(is_withheld_whole(worker, month) for worker in workers):
            income["spouse_benefit"][p] = share * addition
    income["benefits"] = sum(income["own_benefit"] + income["spouse_benefit"])
    income["level_pensions"], income["pension_costs"] = sum(income["level_pension"]), sum(income["pension_cost"])
    income["payrolls"] = sum(income["payroll"])
    income["all_wages"], income["all_payroll_taxed"] = income["wages"].sum(), income["payroll_taxed"].sum()
    return income


def _lower_income(income: np.void, p: int, people: tuple[Person, ...], day: date) -> None:
    """Add one person's income of one month."""
    person, spouse = people[p], people[1 - p] if len(people) > 1 else None
    if person.wages.until is not None and day <= person.wages.until:
        income["wages"][p] = person.wages.annual / 12
        income["payroll_taxed"][p] = income["wages"][p] * person.wages.pays_payroll_tax
        income["payroll"][p] = person.wages.paid_into_plan / 12
    for pension in person.pensions:
        free = free_of_tax(pension, person, spouse, day)
        income["pension_cost"][p] += free
        income["survivor_pension_cost"][p] += min(free, pension.annual / 12 * pension.survivor_share)
        if not pension.has_cola and months_of(day) >= months_of(pension.starts):
            income["level_pension"][p] += pension.annual / 12
            income["survivor_pension"][p] += pension.annual / 12 * pension.survivor_share
