"""What a household knows of the income that the rest of a year will bring."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.lives.people import all_live, lives_in
from sim.engine.kernels.sheltered.required import required_distribution
from sim.engine.kernels.spending.cash_flow import book_of_second, pension_cost, pension_income, social_security
from sim.engine.records.fields import TaxItem
from sim.engine.records.types import Household, Lives, Sheltered, Spending, Steps, Tally


@inner_kernel
def book_income_to_come(
    household: Household, lives: Lives, spending: Spending, tally: Tally, steps: Steps, first: int, level: float
) -> None:
    """Add the wages, benefits and pensions of the month ends from step `first` to its year's end. Modifies `tally`.

    level : of consumer prices now
    """
    year = steps[first]["year"]
    items = tally["items"][year & 1]
    for step in range(first, steps.shape[0]):
        now = steps[step]
        if now["year"] != year:
            break
        if now["is_month_end"] == 1:
            wages = household["incomes"][now["income"]]["wages"]
            items[TaxItem.WAGES1] += wages[0] * level if lives_in(lives, 0, year) else 0.0
            items[TaxItem.WAGES2] += wages[1] * level if lives_in(lives, 1, year) else 0.0
            items[TaxItem.SOCIAL_SECURITY] += social_security(household, lives, now) * level
            pensions = pension_income(household, lives, spending, now, step, level)
            items[TaxItem.PENSION] += pensions - pension_cost(household, lives, now)
            if household["n_people"] == 2 and all_live(lives, year):
                book_of_second(household, spending, tally, now, step, level)


@inner_kernel
def book_gains_to_come(household: Household, tally: Tally, steps: Steps, first: int, level: float) -> None:
    """Add the gains from elsewhere of the month ends from step `first` to its year's end. Modifies `tally`.

    level : of consumer prices now
    """
    year = steps[first]["year"]
    items = tally["items"][year & 1]
    for step in range(first, steps.shape[0]):
        if steps[step]["year"] != year:
            break
        if steps[step]["is_month_end"] == 1:
            items[TaxItem.SHORT_TERM] += household["outside_gain_short"] * level
            items[TaxItem.LONG_TERM] += household["outside_gain_long"] * level


@inner_kernel
def total_required(household: Household, sheltered: Sheltered, lives: Lives, year: int) -> float:
    """Return the required minimum distributions of the year, of everybody [USD]."""
    required = 0.0
    for person in range(household["n_people"]):
        required += required_distribution(household, sheltered, lives, person, year)
    return required
