"""Lower what the household could deduct, its gifts to a donor-advised fund, and what-ifs of the law."""

import numpy as np

from sim.engine.lowering.calendar import Calendar
from sim.law.itemizing.itemizing_law import ItemizingLaw, gift_carry_years, load_itemizing_law
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.scenario.law_changes import LawChanges
from sim.scenario.models import Scenario

MONTHS = 12


def lower_deductions(household: np.void, scenario: Scenario, calendar: Calendar) -> None:
    """Fill what the household could list, by year, the gifts to a fund, and what-ifs of the law."""
    _lower_law_changes(household, scenario.law_changes, calendar, scenario.simulation.taxes)
    listed, gift = scenario.household.deductions, scenario.household.fund_gift
    household["medical_listed"], household["property_tax"] = listed.medical, listed.property_tax
    household["charity_cash"] = listed.charity_cash
    household["gives_lots"], household["gift_carry_years"] = gift.gives_lots, gift_carry_years(int(calendar.years[0]))
    until = listed.mortgage_until
    for y, year in enumerate(int(one) for one in calendar.years):
        owed = MONTHS if until is None else min(MONTHS, max(0, (until.year - year) * MONTHS + until.month))
        household["mortgage_interest"][y] = listed.mortgage_interest * owed / MONTHS
        household["fund_gift"][y] = gift.amount if gift.is_given_in(year) else 0.0


def itemizing_laws(home: Household, status: FilingStatus, plan_years: tuple[int, ...]) -> tuple[ItemizingLaw, ...]:
    """Return the law of itemized deductions of every year of the plan; none for a household without lists."""
    return tuple(load_itemizing_law(year, status) for year in plan_years) if home.itemizes else ()


def _lower_law_changes(household: np.void, changes: LawChanges, calendar: Calendar, is_taxed: bool) -> None:
    """Fill the what-ifs of the law; where nothing is taxed, no rate rises."""
    first = int(calendar.years[0])
    for y, year in enumerate(int(one) for one in calendar.years):
        household["benefit_share"][y] = changes.benefit_share(year)
    household["rate_rise"] = changes.rate_rise
    household["rate_rise_from"] = (changes.rate_rise_from or first) - first
    household["indexes_loss_limit"], household["has_step_up"] = changes.indexes_loss_limit, not changes.ends_step_up
    household["has_law_changes"] = is_taxed and (changes.rate_rise > 0.0 or changes.indexes_loss_limit)
