"""Lower Social Security and Medicare tax on wages."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.law.federal_law import figures_of
from sim.law.figures import FIRST_YEAR
from sim.scenario.enums import FilingStatus


def lower_payroll_tax(household: np.void, calendar: Calendar, is_taxed: bool) -> None:
    """Fill the rates of the plan's first year, and the wage base as far as it is published."""
    figures, any_status = figures_of("payroll_tax"), FilingStatus.SINGLE
    base, first = figures["social_security_wage_base"], int(calendar.years[0])
    published = max(base.values)
    household["wage_base_year"], household["wage_base_step"] = published, base.step[any_status]
    for y, year in enumerate(calendar.years):
        household["wage_base"][y] = base.number(min(published, max(FIRST_YEAR, int(year))), any_status)
    if is_taxed:
        rates = (
            figures[name].number(max(FIRST_YEAR, first), any_status)
            for name in ("social_security_rate", "medicare_rate")
        )
        household["payroll_rates"] = tuple(rates)
