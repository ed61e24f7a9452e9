"""How the spending target changes with age, in today's dollars."""

import math

import numpy as np

from sim.scenario.spending import LaterLife, SpendingRule

SMILE_AGES = (65, 95)
"""Outside of these ages the smile's study says little; the target stays."""


def smile_change(age: int, spending: float) -> float:
    """Return the real change of a year's spending from this age to the next.

    Parameters
    ----------
    spending : yearly spending at retirement [USD]

    References
    ----------
    Blanchett (2014), Exploring the Retirement Consumption Puzzle, Journal of Financial Planning 27(5), regression of
    the change of real spending on age, its square and the logarithm of spending.
    """
    return 0.00008 * age**2 - 0.0125 * age - 0.0066 * math.log(spending) + 0.546


def spending_curve(rule: SpendingRule, spending: float, born: int, years: np.ndarray) -> np.ndarray:
    """Return by year what the target is multiplied with, 1 in the first: (n_years,).

    born : year of birth of the first person, whose age counts
    """
    factors = [1.0]
    for year in years[1:]:
        age = int(year) - born
        change = 0.0
        if rule.later_life is LaterLife.DECLINE and age > rule.decline_from_age:
            change = -rule.decline_rate
        elif rule.later_life is LaterLife.SMILE and SMILE_AGES[0] < age <= SMILE_AGES[1] and spending >= 1.0:
            change = smile_change(age - 1, spending)
        factors.append(factors[-1] * (1.0 + change))
    return np.array(factors)
