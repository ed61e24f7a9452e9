"""A month end: distributions and income arrive, and cash is raised from the accounts in the strategy's order."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import all_live, lives_in, n_pretax
from sim.engine.kernels.sheltered.sheltered import (
    account_value,
    counts_for_rmd,
    withdraw,
)
from sim.engine.kernels.trading.paid_before import book_kinds, note_what_is_paid
from sim.engine.kernels.trading.trades import add_line_units, buy_lot, sell_for, taxable_value
from sim.engine.records.codes import Payer
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import (
    Cash,
    Household,
    Level,
    Lives,
    Policy,
    Positions,
    Quotes,
    Spending,
    Step,
    Tally,
)


@inner_kernel
def pay_distributions(household: Household, cash: Cash, positions: Positions, now: Step, quotes: Quotes) -> None:
    """Pay the month's distributions of taxable lines, to cash or as new lots. Modifies `cash` and `positions`."""
    taxable = positions["taxable"]
    if taxable["is_empty"] == 1:
        return
    month, paid, qualified = now["row"], 0.0, 0.0
    first, end = household["n_paying_to_cash"][month], household["n_paying"][month]
    if household["notes_paid"] == 1:
        note_what_is_paid(household, taxable, now, quotes)
    if household["has_kinds"] == 1:
        book_kinds(household, taxable, positions["tally"], now, quotes)
    for k in range(first):
        line = household["paying"][month, k]
        amount = taxable["units"][line] * quotes[Quote.PRICE, line] * quotes[Quote.DISTRIBUTION, line]
        paid += amount
        qualified += amount * household["line_qualified_share"][line]
    cash["balance"] += paid
    for k in range(first, end):
        line = household["paying"][month, k]
        amount = taxable["units"][line] * quotes[Quote.PRICE, line] * quotes[Quote.DISTRIBUTION, line]
        paid += amount
        qualified += amount * household["line_qualified_share"][line]
        if amount > 0.0:
            _reinvest(household, positions, now, line, quotes)
    if household["has_kinds"] == 0:
        items = positions["tally"]["items"][now["year"] & 1]
        items[TaxItem.DIVIDENDS] += paid
        items[TaxItem.QUALIFIED] += qualified


@inner_kernel
def _reinvest(household: Household, positions: Positions, now: Step, line: int, quotes: Quotes) -> None:
    """Buy new lots of the sides that paid a line's distribution. Modifies `positions`."""
    taxable, price = positions["taxable"], quotes[Quote.PRICE, line]
    a_unit, units = price * quotes[Quote.DISTRIBUTION, line], taxable["units"][line]
    on_side1, bought = max(0.0, min(taxable["replacement_units"][line], units)) * a_unit / price, units * a_unit / price
    add_line_units(taxable, line, bought)
    if bought - on_side1 > 1e-12 * bought:
        buy_lot(household, positions, now, line, 0, bought - on_side1, price)
    if on_side1 > 1e-12 * bought:
        buy_lot(household, positions, now, line, 1, on_side1, price)


@inner_kernel
def note_late_cash(cash: Cash, before: float, level: Level) -> None:
    """Note that what a day inside the month moved earns from this day on; before : its balance. Modifies `cash`."""
    if cash["balance"] != before:
        cash["late"] += (cash["balance"] - before) * level["interest"] / (1.0 + level["interest"])


@inner_kernel
def earn_interest(cash: Cash, tally: Tally, now: Step, level: Level, balance: float) -> None:
    """Pay the month's interest on the balance before this day, but for what came in late. Modifies `cash` and `tally`.

    A dollar that arrives earns what a dollar of cash grows by from that day to the month end.
    """
    grown = level["interest"]
    interest = max(0.0, balance * grown - cash["late"] * (1.0 + grown))
    cash["balance"] += interest
    cash["late"] = 0.0
    tally["items"][now["year"] & 1, TaxItem.INTEREST] += interest


@cold_kernel
def _begin_pensions(household: Household, spending: Spending, step: int, price_level: float) -> None:
    """Fix the price level at which each pension with COLA begins on this step. Modifies `spending`."""
    for k in range(household["n_pensions"]):
        if step == household["pension_first_step"][k]:
            spending["pension_level"][k] = price_level


@inner_kernel
def _level_pensions(household: Household, lives: Lives, now: Step) -> float:
    """Return the month's pensions without COLA [USD]."""
    income, of_month = 0.0, household["incomes"][now["income"]]
    if all_live(lives, now["year"]):
        return of_month["level_pensions"]
    for person in range(household["n_people"]):
        is_alive = lives_in(lives, person, now["year"])
        income += of_month["level_pension"][person] if is_alive else of_month["survivor_pension"][person]
    return income


@inner_kernel
def pension_income(
    household: Household, lives: Lives, spending: Spending, now: Step, step: int, price_level: float
) -> float:
    """Return the month's pensions [USD]; those with COLA keep the purchasing power of their first payment."""
    income = _level_pensions(household, lives, now)
    for k in range(household["n_pensions"]):
        first = household["pension_first_step"][k]
        if first < 0 or step < first:
            continue
        is_alive = lives_in(lives, household["pension_owner"][k], now["year"])
        share = 1.0 if is_alive else household["pension_survivor_share"][k]
        begun = spending["pension_level"][k]
        income += household["pension_amount"][k] * share * (price_level / begun if begun > 0.0 else 1.0)
    return income


@inner_kernel
def pension_cost(household: Household, lives: Lives, now: Step) -> float:
    """Return what of the month's pensions is their cost coming back, free of tax [USD]. Reference: IRC 72(d)."""
    free, of_month = 0.0, household["incomes"][now["income"]]
    if all_live(lives, now["year"]):
        return of_month["pension_costs"]
    for person in range(household["n_people"]):
        is_alive = lives_in(lives, person, now["year"])
        free += of_month["pension_cost"][person] if is_alive else of_month["survivor_pension_cost"][person]
    return free


@inner_kernel
def social_security(household: Household, lives: Lives, now: Step) -> float:
    """Return the month's benefits in prices of the start [USD]; a survivor gets the larger of own and survivor's."""
    year, total, of_month = now["year"], 0.0, household["incomes"][now["income"]]
    if all_live(lives, year):
        return of_month["benefits"]
    for person in range(household["n_people"]):
        if not lives_in(lives, person, year):
            continue
        benefit = of_month["own_benefit"][person]
        if household["n_people"] == 2:
            other = 1 - person
            if lives_in(lives, other, year):
                benefit += of_month["spouse_benefit"][person]
            elif now["day"] >= household["survivor_from"][person, lives["death_year"][other]]:
                to_survivor = household["survivor_benefit"][person, lives["death_year"][other]]
                benefit = max(benefit, to_survivor * household["benefit_share"][year])
        total += benefit
    return total


@inner_kernel
def _wages(household: Household, lives: Lives, tally: Tally, now: Step, price_level: float) -> float:
    """Book the month's wages of each person; returns their sum [USD]. Modifies `tally`."""
    items, wages = tally["items"][now["year"] & 1], household["incomes"][now["income"]]["wages"]
    wages1 = wages[0] * price_level if lives_in(lives, 0, now["year"]) else 0.0
    wages2 = wages[1] * price_level if lives_in(lives, 1, now["year"]) else 0.0
    items[TaxItem.WAGES1] += wages1
    items[TaxItem.WAGES2] += wages2
    return wages1 + wages2


@cold_kernel
def _outside_gains(household: Household, tally: Tally, now: Step, price_level: float) -> float:
    """Book the month's gains from elsewhere; returns their sum [USD]. Modifies `tally`."""
    items, short, long = (
        tally["items"][now["year"] & 1],
        household["outside_gain_short"],
        household["outside_gain_long"],
    )
    items[TaxItem.SHORT_TERM] += short * price_level
    items[TaxItem.LONG_TERM] += long * price_level
    items[TaxItem.OUTSIDE_SHORT] += short * price_level
    items[TaxItem.OUTSIDE_LONG] += long * price_level
    return (short + long) * price_level


@inner_kernel
def book_of_second(
    household: Household, spending: Spending, tally: Tally, now: Step, step: int, price_level: float
) -> None:
    """Book what of the month's benefits and pensions is the second person's, both being alive. Modifies `tally`."""
    items, of_month = tally["items"][now["year"] & 1], household["incomes"][now["income"]]
    benefit = of_month["own_benefit"][1] + of_month["spouse_benefit"][1]
    pensions = of_month["level_pension"][1] - of_month["pension_cost"][1]
    for k in range(household["n_pensions"]):
        first = household["pension_first_step"][k]
        if household["pension_owner"][k] == 1 and 0 <= first <= step:
            begun = spending["pension_level"][k]
            pensions += household["pension_amount"][k] * (price_level / begun if begun > 0.0 else 1.0)
    items[TaxItem.SOCIAL_SECURITY2] += benefit * price_level
    items[TaxItem.PENSION2] += pensions


@inner_kernel
def receive_income(
    household: Household,
    cash: Cash,
    lives: Lives,
    spending: Spending,
    tally: Tally,
    now: Step,
    step: int,
    price_level: float,
) -> None:
    """Receive the month's wages, Social Security, pensions and gains from elsewhere.

    Modifies `cash`, `spending` and `tally`.
    """
    items, income = tally["items"][now["year"] & 1], 0.0
    if household["incomes"][now["income"]]["all_wages"] > 0.0:
        income += _wages(household, lives, tally, now, price_level)
    benefits = social_security(household, lives, now) * price_level
    if now["pension_begins"] == 1:
        _begin_pensions(household, spending, step, price_level)
    pensions = pension_income(household, lives, spending, now, step, price_level)
    items[TaxItem.SOCIAL_SECURITY] += benefits
    items[TaxItem.PENSION] += pensions - pension_cost(household, lives, now)
    if household["n_people"] == 2 and all_live(lives, now["year"]):
        book_of_second(household, spending, tally, now, step, price_level)
    income += benefits + pensions
    if household["has_outside_gains"] == 1:
        income += _outside_gains(household, tally, now, price_level)
    cash["balance"] += income
    tally["yearly"][now["year"], Yearly.OUTSIDE_INCOME] += income


@inner_kernel
def raise_cash(
    household: Household,
    policy: Policy,
    positions: Positions,
    lives: Lives,
    spending: Spending,
    now: Step,
    quotes: Quotes,
    amount: float,
) -> float:
    """Raise an amount from the accounts in the strategy's order. Returns what was raised.

    Modifies `positions` and `spending`.
    """
    if policy["is_proportional"] == 1:
        return _raise_from_all(household, policy, positions, lives, now, quotes, amount)
    raised = (
        _raise_below_bracket(household, positions, lives, spending, now, quotes, amount)
        if spending["pretax_allowance"] > 0.0
        else 0.0
    )
    for k in range(policy["payers"].shape[0]):
        if raised >= amount:
            break
        if policy["payers"][k] == Payer.TAXABLE:
            if positions["taxable"]["is_empty"] == 0:
                raised += sell_for(household, policy, positions, now, quotes, amount - raised)
            continue
        for account in range(
            household["payer_from"][policy["payers"][k]], household["payer_from"][policy["payers"][k] + 1]
        ):
            if raised < amount and positions["sheltered"]["is_empty"][account] == 0:
                raised += withdraw(household, positions, lives, now, account, amount - raised, quotes)
    return raised


@cold_kernel
def _raise_below_bracket(
    household: Household,
    positions: Positions,
    lives: Lives,
    spending: Spending,
    now: Step,
    quotes: Quotes,
    amount: float,
) -> float:
    """Raise an amount from plans and IRAs as far as the year's allowance goes; a plan's Roth part needs none.

    Modifies `positions` and `spending`.
    """
    raised = 0.0
    for account in range(n_pretax(household)):
        counted = 1.0 - positions["sheltered"]["roth_share"][account]
        if (
            counts_for_rmd(household, account)
            and counted > 0.0
            and raised < amount
            and spending["pretax_allowance"] > 0.0
        ):
            asked = min(amount - raised, spending["pretax_allowance"] / counted)
            paid = withdraw(household, positions, lives, now, account, asked, quotes)
            spending["pretax_allowance"] -= paid * counted
            raised += paid
    return raised


@cold_kernel
def _raise_from_all(
    household: Household, policy: Policy, positions: Positions, lives: Lives, now: Step, quotes: Quotes, amount: float
) -> float:
    """Raise an amount from every account in proportion to its value. Modifies `positions`."""
    sheltered = positions["sheltered"]
    in_lines = taxable_value(household, positions["taxable"], quotes)
    total = in_lines
    for account in range(household["n_accounts"]):
        if sheltered["payments_left"][account] == 0:
            total += account_value(household, sheltered, account, quotes)
    if total <= 0.0:
        return 0.0
    share = min(1.0, amount / total)
    raised = sell_for(household, policy, positions, now, quotes, in_lines * share)
    for account in range(household["n_accounts"]):
        part = account_value(household, sheltered, account, quotes) * share
        raised += withdraw(household, positions, lives, now, account, part, quotes)
    return raised
