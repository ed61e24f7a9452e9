"""How much pretax money a year's withdrawals may take before the taxable accounts pay: decided once a year."""

from sim.compile.decorators import cold_kernel
from sim.engine.kernels.sheltered.conversions import income_below
from sim.engine.kernels.spending.income_to_come import book_income_to_come, total_required
from sim.engine.kernels.taxes.laws_on_path import bracket_end
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
        for item in range(TaxItem.TREASURY, TaxItem.FOREIGN_INCOME + 1):
            items[parity, item] = items[1 - parity, item]
    book_income_to_come(household, lives, spending, tally, steps, first, level)
    bounds = (bracket_end(laws, year, policy["withdrawal_bracket"]), NO_END)
    allowance = income_below(household, Convert.TO_BRACKET, laws, state["taxes"], lives, tally, year, bounds)
    required = total_required(household, state["positions"]["sheltered"], lives, year)
    spending["pretax_allowance"] = max(allowance, required)
    clear_tax_items(tally, parity)
