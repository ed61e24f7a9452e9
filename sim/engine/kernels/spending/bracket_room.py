"""How much pre-tax money a year's withdrawals may take before the taxable accounts pay: decided once a year."""

from sim.compile.decorators import rare_kernel
from sim.engine.kernels.lives.people import lives_in
from sim.engine.kernels.sheltered.conversions import Convert, income_below
from sim.engine.kernels.sheltered.sheltered import required_distribution
from sim.engine.kernels.spending.cash_flow import pension_cost, pension_income, social_security
from sim.engine.kernels.taxes.laws_on_path import bracket_end, federal_law_of
from sim.engine.kernels.taxes.tax_year import clear_book
from sim.engine.records.plan_and_state import B

NO_END = 1e18


@rare_kernel
def foresee_room(plan, policy, laws, state, steps, first, level):  # type: ignore[no-untyped-def]
    """Set the room of the year of step `first`: what lifts foreseen ordinary income to the bracket's end, or the RMDs.

    level : of consumer prices now
    """
    year = steps[first]["year"]
    parity = year & 1
    book = state["book"]
    if year > 0:
        book[parity, B.INTEREST] = book[1 - parity, B.INTEREST]
        book[parity, B.DIVIDENDS] = book[1 - parity, B.DIVIDENDS]
        book[parity, B.QUALIFIED] = book[1 - parity, B.QUALIFIED]
    for step in range(first, steps.shape[0]):
        now = steps[step]
        if now["year"] != year:
            break
        if now["is_month_end"] == 1:
            wages = plan["incomes"][now["income"]]["wages"]
            book[parity, B.WAGES1] += wages[0] * level if lives_in(state, 0, year) else 0.0
            book[parity, B.WAGES2] += wages[1] * level if lives_in(state, 1, year) else 0.0
            book[parity, B.SOCIAL_SECURITY] += social_security(plan, state, now) * level
            book[parity, B.PENSION] += pension_income(plan, state, now, step, level) - pension_cost(plan, state, now)
    law = federal_law_of(laws, year)
    limit = bracket_end(laws, year, policy["withdrawal_bracket"])
    room, required = income_below(plan, Convert.TO_BRACKET, law, state, year, limit, NO_END), 0.0
    for person in range(plan["n_people"]):
        required += required_distribution(plan, state, person, year)
    state["pretax_room"] = max(room, required)
    clear_book(state, parity)
