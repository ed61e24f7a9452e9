"""A month end: distributions and income arrive, and cash is raised from the accounts in the strategy's order."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import all_live, lives_in
from sim.engine.kernels.sheltered.sheltered import (
    account_value,
    add_units,
    counts_for_rmd,
    note_sheltered_purchase,
    withdraw,
)
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.kernels.trading.trades import add_line_units, buy_lot, sell_for, taxable_value
from sim.engine.records.codes import Payer
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import Household, Level, Quotes, State, Step


@inner_kernel
def pay_distributions(household: Household, state: State, now: Step, quotes: Quotes) -> None:
    """Pay the month's distributions of taxable lines, to cash or as new lots."""
    if state["lines_are_empty"] == 1:
        return
    month, paid, qualified = now["month"], 0.0, 0.0
    first, end = household["n_paying_to_cash"][month], household["n_paying"][month]
    for k in range(first):
        line = household["paying"][month, k]
        amount = state["line_units"][line] * quotes[Quote.PRICE, line] * household["distribution"][month, line]
        paid += amount
        qualified += amount * household["line_qualified_share"][line]
    state["cash"] += paid
    for k in range(first, end):
        line = household["paying"][month, k]
        amount = state["line_units"][line] * quotes[Quote.PRICE, line] * household["distribution"][month, line]
        paid += amount
        qualified += amount * household["line_qualified_share"][line]
        if amount > 0.0:
            _reinvest(household, state, now, line, quotes[Quote.PRICE, line])
    items = state["tax_items"][now["year"] & 1]
    items[TaxItem.DIVIDENDS] += paid
    items[TaxItem.QUALIFIED] += qualified


@inner_kernel
def _reinvest(household: Household, state: State, now: Step, line: int, price: float) -> None:
    """Buy new lots of the sides that paid a line's distribution."""
    a_unit, units = price * household["distribution"][now["month"], line], state["line_units"][line]
    on_side1, bought = max(0.0, min(state["replacement_units"][line], units)) * a_unit / price, units * a_unit / price
    add_line_units(state, line, bought)
    if bought - on_side1 > 1e-12 * bought:
        buy_lot(household, state, now, line, 0, bought - on_side1, price)
    if on_side1 > 1e-12 * bought:
        buy_lot(household, state, now, line, 1, on_side1, price)


@inner_kernel
def earn_interest(household: Household, state: State, now: Step, level: Level) -> None:
    """Pay the month's interest on the household's cash."""
    interest = max(0.0, state["cash"]) * level["interest"]
    state["cash"] += interest
    state["tax_items"][now["year"] & 1, TaxItem.INTEREST] += interest


@cold_kernel
def _begin_pensions(household: Household, state: State, step: int, price_level: float) -> None:
    """Fix the price level at which each pension with COLA begins on this step."""
    for k in range(household["n_pensions"]):
        if step == household["pension_first_step"][k]:
            state["pension_level"][k] = price_level


@inner_kernel
def _level_pensions(household: Household, state: State, now: Step) -> float:
    """Return the month's pensions without COLA [USD]."""
    income, of_month = 0.0, household["incomes"][now["income"]]
    if all_live(state, now["year"]):
        return of_month["level_pensions"]
    for person in range(household["n_people"]):
        is_alive = lives_in(state, person, now["year"])
        income += of_month["level_pension"][person] if is_alive else of_month["survivor_pension"][person]
    return income


@inner_kernel
def pension_income(household: Household, state: State, now: Step, step: int, price_level: float) -> float:
    """Return the month's pensions [USD]; those with COLA keep the purchasing power of their first payment."""
    income = _level_pensions(household, state, now)
    for k in range(household["n_pensions"]):
        first = household["pension_first_step"][k]
        if first < 0 or step < first:
            continue
        is_alive = lives_in(state, household["pension_owner"][k], now["year"])
        share = 1.0 if is_alive else household["pension_survivor_share"][k]
        begun = state["pension_level"][k]
        income += household["pension_amount"][k] * share * (price_level / begun if begun > 0.0 else 1.0)
    return income


@inner_kernel
def pension_cost(household: Household, state: State, now: Step) -> float:
    """Return what of the month's pensions is their cost coming back, free of tax [USD]. Reference: IRC 72(d)."""
    free, of_month = 0.0, household["incomes"][now["income"]]
    if all_live(state, now["year"]):
        return of_month["pension_costs"]
    for person in range(household["n_people"]):
        is_alive = lives_in(state, person, now["year"])
        free += of_month["pension_cost"][person] if is_alive else of_month["survivor_pension_cost"][person]
    return free


@inner_kernel
def social_security(household: Household, state: State, now: Step) -> float:
    """Return the month's benefits in prices of the start [USD]; a survivor gets the larger of own and survivor's."""
    year, total, of_month = now["year"], 0.0, household["incomes"][now["income"]]
    if all_live(state, year):
        return of_month["benefits"]
    for person in range(household["n_people"]):
        if not lives_in(state, person, year):
            continue
        benefit = of_month["own_benefit"][person]
        if household["n_people"] == 2:
            other = 1 - person
            if lives_in(state, other, year):
                benefit += of_month["spouse_benefit"][person]
            elif now["day"] >= household["survivor_from"][person, state["death_year"][other]]:
                benefit = max(benefit, household["survivor_benefit"][person, state["death_year"][other]])
        total += benefit
    return total


@inner_kernel
def _wages(household: Household, state: State, now: Step, price_level: float) -> float:
    """Book the month's wages of each person; returns their sum [USD]."""
    items, wages = state["tax_items"][now["year"] & 1], household["incomes"][now["income"]]["wages"]
    wages1 = wages[0] * price_level if lives_in(state, 0, now["year"]) else 0.0
    wages2 = wages[1] * price_level if lives_in(state, 1, now["year"]) else 0.0
    items[TaxItem.WAGES1] += wages1
    items[TaxItem.WAGES2] += wages2
    return wages1 + wages2


@cold_kernel
def _outside_gains(household: Household, state: State, now: Step, price_level: float) -> float:
    """Book the month's gains from elsewhere; returns their sum [USD]."""
    items, short, long = (
        state["tax_items"][now["year"] & 1],
        household["outside_gain_short"],
        household["outside_gain_long"],
    )
    items[TaxItem.SHORT_TERM] += short * price_level
    items[TaxItem.LONG_TERM] += long * price_level
    return (short + long) * price_level


@inner_kernel
def receive_income(household: Household, state: State, now: Step, step: int, price_level: float) -> None:
    """Receive the month's wages, Social Security, pensions and gains from elsewhere."""
    items, income = state["tax_items"][now["year"] & 1], 0.0
    if household["incomes"][now["income"]]["all_wages"] > 0.0:
        income += _wages(household, state, now, price_level)
    benefits = social_security(household, state, now) * price_level
    if now["pension_begins"] == 1:
        _begin_pensions(household, state, step, price_level)
    pensions = pension_income(household, state, now, step, price_level)
    items[TaxItem.SOCIAL_SECURITY] += benefits
    items[TaxItem.PENSION] += pensions - pension_cost(household, state, now)
    income += benefits + pensions
    if household["has_outside_gains"] == 1:
        income += _outside_gains(household, state, now, price_level)
    state["cash"] += income
    state["yearly"][now["year"], Yearly.OUTSIDE_INCOME] += income


@inner_kernel
def contribute_payroll(household: Household, state: State, now: Step, quotes: Quotes, price_level: float) -> None:
    """Buy with the month's payroll contributions in the 401(k); they are pre-tax and never pass through cash."""
    for person in range(household["n_people"]):
        amount = household["incomes"][now["income"]]["payroll"][person] * price_level
        if amount <= 0.0 or not lives_in(state, person, now["year"]):
            continue
        account, s = household["payroll_account"][person], household["payroll_security"][person]
        value = account_value(household, state, account, quotes)
        state["roth_share"][account] *= value / (value + amount)
        remember_reinvested_in(household, state, account, now["day"])
        add_units(state, account, s, amount / quotes[Quote.TOTAL_RETURN, s])
        state["yearly"][now["year"], Yearly.OUTSIDE_INCOME] += amount
        if household["security_group"][s] >= 0:
            note_sheltered_purchase(
                state, now, account, household["security_group"][s], amount / quotes[Quote.PRICE, s]
            )


@inner_kernel
def raise_cash(household: Household, state: State, now: Step, quotes: Quotes, amount: float) -> float:
    """Raise an amount from the accounts in the strategy's order. Returns what was raised."""
    policy = state["policy"]
    if policy["is_proportional"] == 1:
        return _raise_from_all(household, state, now, quotes, amount)
    raised = _raise_below_bracket(household, state, now, quotes, amount) if state["pretax_allowance"] > 0.0 else 0.0
    for k in range(policy["payers"].shape[0]):
        if raised >= amount:
            break
        if policy["payers"][k] == Payer.TAXABLE:
            if state["lines_are_empty"] == 0:
                raised += sell_for(household, state, now, quotes, amount - raised)
            continue
        for account in range(
            household["payer_from"][policy["payers"][k]], household["payer_from"][policy["payers"][k] + 1]
        ):
            if raised < amount and state["is_empty"][account] == 0:
                raised += withdraw(household, state, now, account, amount - raised, quotes)
    return raised


@cold_kernel
def _raise_below_bracket(household: Household, state: State, now: Step, quotes: Quotes, amount: float) -> float:
    """Raise an amount from plans and IRAs as far as the year's allowance goes; a plan's Roth part needs none."""
    raised = 0.0
    for account in range(household["n_accounts"]):
        counted = 1.0 - state["roth_share"][account]
        if counts_for_rmd(household, account) and counted > 0.0 and raised < amount and state["pretax_allowance"] > 0.0:
            asked = min(amount - raised, state["pretax_allowance"] / counted)
            paid = withdraw(household, state, now, account, asked, quotes)
            state["pretax_allowance"] -= paid * counted
            raised += paid
    return raised


@cold_kernel
def _raise_from_all(household: Household, state: State, now: Step, quotes: Quotes, amount: float) -> float:
    """Raise an amount from every account in proportion to its value."""
    in_lines = taxable_value(household, state, quotes)
    total = in_lines
    for account in range(household["n_accounts"]):
        if state["payments_left"][account] == 0:
            total += account_value(household, state, account, quotes)
    if total <= 0.0:
        return 0.0
    share = min(1.0, amount / total)
    raised = sell_for(household, state, now, quotes, in_lines * share)
    for account in range(household["n_accounts"]):
        part = account_value(household, state, account, quotes) * share
        raised += withdraw(household, state, now, account, part, quotes)
    return raised
