"""Lower the gifts from IRAs to charity and what HSAs pay."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.law.ages import birthday
from sim.law.federal_law import federal_years, figures_of
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household


def lower_gifts(household: np.void, home: Household, calendar: Calendar) -> None:
    """Fill each person's yearly gift and its first day, the limit by year, and the medical costs."""
    figures, first, last = figures_of("retirement"), federal_years()[0], federal_years()[-1]
    age = figures["qcd_age"].number(last, FilingStatus.SINGLE)
    for p, person in enumerate(home.people):
        household["gift"][p] = person.charity_gift
        household["gift_from"][p] = birthday(person.born, int(age), round(age % 1 * 12)).toordinal()
    household["has_gifts"] = any(person.charity_gift > 0 for person in home.people)
    for y, year in enumerate(calendar.years):
        limit = figures["qcd_limit"].number(min(last, max(first, int(year))), FilingStatus.SINGLE)
        household["gift_limit"][y] = limit
    household["gift_limit_step"] = figures["qcd_limit"].step[FilingStatus.SINGLE]
    household["medical"] = home.medical_from_hsa
