"""What a household could itemize in one year, at the plan's inflation."""

from sim.scenario.models import Scenario
from sim.tax.listed.schedule_a import Lists

MONTHS = 12


def lists_of(scenario: Scenario, year: int) -> Lists | None:
    """Return the year's lists [USD]; None for a household that lists nothing.

    Simplification: a gift of lots to a donor-advised fund is taken whole as lots held long; gifts carried from earlier
    years are left out.
    """
    home = scenario.household
    if not home.itemizes:
        return None
    listed, gift = home.deductions, home.fund_gift
    level = (1.0 + scenario.market.inflation) ** (year - scenario.start.year)
    until, months = listed.mortgage_until, MONTHS
    if until is not None:
        months = min(max((until.year - year) * MONTHS + until.month, 0), MONTHS)
    given = gift.amount * level if gift.is_given_in(year) else 0.0
    return Lists(
        medical=listed.medical * level,
        property_tax=listed.property_tax * level,
        mortgage_interest=listed.mortgage_interest * months / MONTHS,
        cash=listed.charity_cash * level,
        fund_cash=0.0 if gift.gives_lots else given,
        property=given if gift.gives_lots else 0.0,
        carried_cash=0.0,
        carried_property=0.0,
    )
