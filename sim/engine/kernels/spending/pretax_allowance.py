"""How much pretax money a year's withdrawals may take before the taxable accounts pay: decided once a year."""

from sim.compile.decorators import cold_kernel
from sim.engine.kernels.lives.people import lives_in
from sim.engine.kernels.sheltered.conversions import income_below
from sim.engine.kernels.sheltered.sheltered import required_distribution
from sim.engine.kernels.spending.cash_flow import pension_cost, pension_income, social_security
from sim.engine.kernels.taxes.laws_on_path import bracket_end, federal_law_of
from sim.engine.kernels.taxes.tax_year import clear_tax_items
from sim.engine.records.codes import Convert
from sim.engine.records.fields import TaxItem
from sim.engine.records.types import Household, PathLaws, Policy, State, Steps

NO_END = 1e18


@cold_kernel
def foresee_allowance(
    household: Household, policy: Policy, laws: PathLaws, state: State, steps: Steps, first: int, level: float
) -> None:
    """Set the allowance of step `first`'s year: what lifts foreseen ordinary income to the bracket's end, or the RMDs.

    Modifies `state`.

    level : of consumer prices now
    """
    lives, spending, tally = state["lives"], state["spending"], state["positions"]["tally"]
    year = steps[first]["year"]
    parity = year & 1
    items = tally["items"]
    if year > 0:
        items[parity, TaxItem.INTEREST] = items[1 - parity, TaxItem.INTEREST]
        items[parity, TaxItem.DIVIDENDS] = items[1 - parity, TaxItem.DIVIDENDS]
        items[parity, TaxItem.QUALIFIED] = items[1 - parity, TaxItem.QUALIFIED]
    for step in range(first, steps.shape[0]):
        now = steps[step]
        if now["year"] != year:
            break
        if now["is_month_end"] == 1:
            wages = household["incomes"][now["income"]]["wages"]
            items[parity, TaxItem.WAGES1] += wages[0] * level if lives_in(lives, 0, year) else 0.0
            items[parity, TaxItem.WAGES2] += wages[1] * level if lives_in(lives, 1, year) else 0.0
            items[parity, TaxItem.SOCIAL_SECURITY] += social_security(household, lives, now) * level
            pensions = pension_income(household, lives, spending, now, step, level)
            items[parity, TaxItem.PENSION] += pensions - pension_cost(household, lives, now)
    law = federal_law_of(laws, year)
    limit = bracket_end(laws, year, policy["withdrawal_bracket"])
    allowance, required = income_below(household, Convert.TO_BRACKET, law, state, year, limit, NO_END), 0.0
    for person in range(household["n_people"]):
        required += required_distribution(household, state["positions"]["sheltered"], lives, person, year)
    spending["pretax_allowance"] = max(allowance, required)
    clear_tax_items(tally, parity)
