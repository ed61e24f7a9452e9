"""What annuities that pay in months of a year add to its return, at today's values; the rules are the engine's."""

import math
from collections.abc import Iterator, Sequence
from datetime import date

from sim.law.ages import nearest_age, not_early
from sim.law.annuity_multiples import couple_multiple, exclusion_step
from sim.scenario.enums import AnnuityTerm, Owner
from sim.scenario.holdings import Account
from sim.scenario.models import Scenario

MONTHS = 12


def annuity_income(scenario: Scenario, days: Sequence[date]) -> tuple[float, float, float]:
    """Return what of some months' payments is income, what of that is under the 10% (IRC 72(q)), and the spouse's.

    All [USD]. days : the months' ends
    """
    income = early = of_spouse = 0.0
    for account in scenario.holdings.accounts:
        for taxed, is_early in _payments(scenario, account, days):
            income += taxed
            early += taxed if is_early else 0.0
            of_spouse += taxed if account.owner is Owner.SPOUSE else 0.0
    return income, early, of_spouse


def _payments(scenario: Scenario, account: Account, days: Sequence[date]) -> Iterator[tuple[float, bool]]:
    """Yield (taxed part, is it early) of each month's payment."""
    starts, person = account.pays_from, scenario.household.person(account.owner)
    if starts is None or person is None:
        return
    value = scenario.account_value(account.id)
    cost = account.cash + sum(lot.cost_basis for lot in scenario.holdings.lots if lot.account == account.id)
    free_from = not_early(person.born, account.type)
    is_for_life = account.pays_for is AnnuityTerm.LIFE
    for day in days:
        number = (day.year - starts.year) * MONTHS + day.month - starts.month
        if number < 0 or (not is_for_life and number >= account.pays_years * MONTHS):
            continue
        if is_for_life:
            paid = value * (account.payout_rate or 0.0) / MONTHS
            taxed = paid * (1.0 - min(1.0, exclusion_ratio(scenario, account, value, cost)))
        else:
            taxed = max(0.0, value - cost) / (account.pays_years * MONTHS)
        yield taxed, day < free_from and not is_for_life


def exclusion_ratio(scenario: Scenario, account: Account, value: float, cost: float) -> float:
    """Return the share of each payment for life that is free of tax, to the tenth of a percent.

    References: IRC 72(b)(1), Reg. 1.72-4(a)(2), 1.72-5(a), (b)(2).
    """
    assert account.pays_from is not None
    assert account.payout_rate is not None
    people, owner = scenario.household.people, scenario.household.person(account.owner)
    ages = [nearest_age(person, account.pays_from) for person in people]
    mine = next(age for person, age in zip(people, ages, strict=True) if person is owner)
    other = next((age for person, age in zip(people, ages, strict=True) if person is not owner), mine)
    share = account.pays_survivor_share if len(people) > 1 else 0.0
    expected = value * account.payout_rate * couple_multiple(mine, other, share)
    return math.floor(cost / expected / exclusion_step() + 0.5) * exclusion_step() if expected > 0 else 0.0
