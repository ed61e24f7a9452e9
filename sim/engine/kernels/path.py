"""One path under one strategy, from the start to the horizon."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.heirs import income_of_heirs_at_once, settle_estate, spread_income_of_heirs
from sim.engine.kernels.lives.lives import begin_lives, end_lives, nobody_after
from sim.engine.kernels.lives.people import is_survivor
from sim.engine.kernels.rollovers.indirect import money_on_the_way
from sim.engine.kernels.rollovers.rollover import roll_over_due
from sim.engine.kernels.sheltered.annuities import pay_annuities
from sim.engine.kernels.sheltered.conversions import convert
from sim.engine.kernels.sheltered.hsa import earn_in_hsas
from sim.engine.kernels.sheltered.roth_clocks import begin_clocks
from sim.engine.kernels.sheltered.sheltered import account_value, counts_for_rmd, reinvest_sheltered, take_missing_rmds
from sim.engine.kernels.spending.bracket_room import foresee_room
from sim.engine.kernels.spending.cash_flow import contribute_payroll, earn_interest, pay_distributions, receive_income
from sim.engine.kernels.spending.gifts import give_to_charity, pay_medical_costs
from sim.engine.kernels.spending.spending import spend_and_settle
from sim.engine.kernels.spending.spending_rules import begin_spending, set_spending
from sim.engine.kernels.taxes.medicare import begin_relief, charge_medicare, read_tier
from sim.engine.kernels.taxes.tax_year import clear_book, liquidation_tax, settle_year
from sim.engine.kernels.trading.come_back import come_back
from sim.engine.kernels.trading.gains import harvest_gains
from sim.engine.kernels.trading.losses import harvest_losses
from sim.engine.kernels.trading.rebalance import rebalance
from sim.engine.kernels.trading.reinvested import begin_notes
from sim.engine.kernels.trading.trades import taxable_value
from sim.engine.records.choices import COME_BACK, TAKE_GAINS, TAKE_LOSSES
from sim.engine.records.plan_and_state import Kind, T, Y
from sim.lots.kernels.open_lots import copy_lots
from sim.lots.kernels.wash_book import copy_wash_book

JANUARY, APRIL, DECEMBER = 1, 4, 12


@inner_kernel
def adopt(policy, own):  # type: ignore[no-untyped-def]
    """Copy the strategy's choices into the state, where every kernel finds them."""
    own["proceeds"], own["sale_method"] = policy["proceeds"], policy["sale_method"]
    own["is_proportional"], own["has_wash_rule"] = policy["is_proportional"], policy["has_wash_rule"]
    for k in range(policy["payers"].shape[0]):
        own["payers"][k] = policy["payers"][k]
    own["min_loss_share"], own["min_loss_usd"] = policy["min_loss_share"], policy["min_loss_usd"]
    own["cost_rate"], own["max_carryforward"] = policy["cost_rate"], policy["max_carryforward"]
    own["rebalance_band"], own["rebalance_month"] = policy["rebalance_band"], policy["rebalance_month"]


@rare_kernel
def begin(plan, policy, state, n_years):  # type: ignore[no-untyped-def]
    """Set the state to the scenario's first day."""
    adopt(policy, state["policy"])
    copy_lots(plan["start_lots"], state["lots"], plan["n_lines"])
    copy_wash_book(plan["start_wash"], state["wash"], plan["n_groups"])
    state["pieces"]["n"][0] = 0
    state["cash"], state["tax_due"] = plan["reserve"], 0.0
    state["short_carryover"], state["long_carryover"] = plan["short_carryover"], plan["long_carryover"]
    state["order"], state["surcharge"], state["pretax_room"] = plan["first_order"], 0.0, 0.0
    begin_lives(state)
    begin_relief(plan, state, 0)
    begin_clocks(plan, state, n_years)
    state["withheld"][0], state["withheld"][1] = 0.0, 0.0
    state["relieved_months"][0], state["relieved_months"][1] = 0, 0
    state["rmd_taken"][0], state["rmd_taken"][1] = 0.0, 0.0
    for k in range(plan["n_rollovers"]):
        state["transit"][k], state["promised"][k] = 0.0, 0.0
        state["parked"][k, 0], state["parked"][k, 1] = 0.0, 0.0
        state["nua_order"][k], state["nua_a_unit"][k] = 0, 0.0
    begin_notes(plan, state)
    clear_book(state, 0)
    clear_book(state, 1)
    for year in range(n_years):
        for field in range(state["yearly"].shape[1]):
            state["yearly"][year, field] = 0.0
    state["all_waiting"], state["lines_are_empty"] = 0.0, 0
    for line in range(plan["n_lines"]):
        state["line_units"][line] = plan["line_start_units"][line]
        state["line_weight"][line] = plan["line_weight"][line]
        state["side1_units"][line] = 0.0
        state["waiting"][line] = 0.0
    for account in range(plan["n_accounts"]):
        value = 0.0
        for k in range(plan["n_held"][account]):
            s = plan["held"][account, k]
            state["units"][account, s] = plan["account_start_units"][account, s]
            value += state["units"][account, s] * plan["start_price"][s]
        state["is_empty"][account] = 1 if value == 0.0 else 0
        state["basis"][account] = plan["account_start_basis"][account]
        state["state_basis"][account] = plan["account_start_state_basis"][account]
        state["booked_of_units"][account] = 0.0
        state["payments_left"][account], state["life_payment"][account] = 0, 0.0
        state["annuitant"][account] = plan["account_owner"][account]
        state["roth_share"][account] = plan["account_start_roth_share"][account]
        state["rmd_balance"][account] = value * (1.0 - state["roth_share"][account])
    begin_spending(plan, state)


@rare_kernel
def record_year_end(plan, state, now, quotes):  # type: ignore[no-untyped-def]
    """Write the year-end balances, and the values that next year's RMDs rest on."""
    year, yearly, lots = now["year"], state["yearly"], state["lots"]
    yearly[year, Y.BALANCE_TAXABLE] = taxable_value(plan, state, quotes)
    yearly[year, Y.BALANCE_OTHER] = state["cash"] + money_on_the_way(plan, state)
    for account in range(plan["n_accounts"]):
        value, kind = account_value(plan, state, account, quotes), plan["account_kind"][account]
        roth = value if kind == Kind.ROTH else value * state["roth_share"][account]
        yearly[year, Y.BALANCE_ROTH] += roth
        yearly[year, Y.BALANCE_PRETAX if counts_for_rmd(plan, account) else Y.BALANCE_OTHER] += value - roth
        state["rmd_balance"][account] = value - roth
    for k in range(plan["n_rollovers"]):
        if state["promised"][k] > 0.0:  # Reg. 1.401(a)(9)-7: counts for the receiving account's next RMD
            state["rmd_balance"][plan["rollover_target"][k]] += state["promised"][k]
    basis = 0.0
    for line in range(plan["n_lines"]):
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            basis += lot["units"] * lot["unit_basis"]
    yearly[year, Y.TAXABLE_BASIS] = basis
    state["rmd_taken"][0], state["rmd_taken"][1] = 0.0, 0.0


@rare_kernel
def decide_next_year(plan, state, now, price_level):  # type: ignore[no-untyped-def]
    """Decide next year's spending by the year-end's value; spending that is taken ahead was decided before."""
    if plan["spends_ahead"] == 1:
        return
    year, value = now["year"], 0.0
    for field in (Y.BALANCE_TAXABLE, Y.BALANCE_PRETAX, Y.BALANCE_ROTH, Y.BALANCE_OTHER):
        value += state["yearly"][year, field]
    set_spending(plan, state, year + 1, year + 1, value, price_level)


@rare_kernel
def close_path(plan, laws, estate, state, now, quotes, price_at_year_end):  # type: ignore[no-untyped-def]
    """Settle the last year and value what is left: cashed in, and as the heirs receive it."""
    year, terminal = now["year"], state["terminal"]
    before_tax = 0.0
    for field in (Y.BALANCE_TAXABLE, Y.BALANCE_PRETAX, Y.BALANCE_ROTH, Y.BALANCE_OTHER):
        before_tax += state["yearly"][year, field]
    income = spread_income_of_heirs(plan, state, quotes) + income_of_heirs_at_once(plan, state, quotes)
    on_income = plan["heirs_tax_rate"] * income
    on_gains = liquidation_tax(plan, laws, state, year, quotes)
    open_tax = settle_year(plan, laws, state, year, price_at_year_end)
    terminal[T.WEALTH_BEFORE_TAX] = before_tax
    terminal[T.OPEN_TAX] = open_tax
    terminal[T.LIQUIDATION_TAX] = on_gains + on_income
    terminal[T.AFTER_TAX_WEALTH] = before_tax - open_tax - on_gains - on_income
    settle_estate(plan, estate, state, year, before_tax - open_tax, quotes, price_at_year_end)
    rise = price_at_year_end[price_at_year_end.shape[0] - 1] / price_at_year_end[year]
    if rise != 1.0:  # a path that ended before the plan keeps the purchasing power of that day
        for field in range(terminal.shape[0]):
            terminal[field] *= rise
    terminal[T.END_YEAR] = plan["first_year"] + year
    terminal[T.WASH_BOOK_FORGOTTEN] = state["wash"]["n_forgotten"]
    terminal[T.LOT_MERGES] = state["lots"]["n_merges"]


@rare_kernel
def apply_law(plan, laws, state, now, price_at_year_end):  # type: ignore[no-untyped-def]
    """In January read the Medicare tier, in April file last year's return."""
    if now["month"] == JANUARY:
        read_tier(plan, laws, state, now["year"])
    elif now["year"] > 0:
        state["tax_due"] += settle_year(plan, laws, state, now["year"] - 1, price_at_year_end)


@inner_kernel
def _month_end(plan, state, now, step, quotes, level):  # type: ignore[no-untyped-def]
    """Income, taxes, spending and rebalancing."""
    earn_interest(plan, state, now, level)
    receive_income(plan, state, now, step, level["price_level"])
    if plan["incomes"][now["income"]]["payrolls"] > 0.0:
        contribute_payroll(plan, state, now, quotes, level["price_level"])
    charge_medicare(plan, state, now)
    if plan["has_payments"] == 1:
        pay_annuities(plan, state, now, step, quotes)
    if plan["medical"] > 0.0:
        pay_medical_costs(plan, state, now, quotes, level["price_level"])
    spend_and_settle(plan, state, now, quotes, level["price_level"])
    month = state["policy"]["rebalance_month"]
    if state["policy"]["rebalance_band"] <= 1.0 and (month == 0 or month == now["month"]):
        rebalance(plan, state, now, quotes)


@inner_kernel
def run_path(plan, policy, fires, laws, steps, market, levels, price_at_year_end, state):  # type: ignore[no-untyped-def]
    """Fill the state's `yearly` and `terminal` with what happens on one path under one strategy.

    Parameters
    ----------
    fires : (n_active,) what the strategy does, see `sim.engine.records.choices`
    laws : (2,) `LAW_ROOM`, the household's and a survivor's; and the law of estates of the published years
    steps, levels : (n_active,) records `STEP`, `LEVEL`
    market : (n_active, 3, n_securities) quotes
    price_at_year_end : (n_years,)
    """
    rooms, estate = laws
    begin(plan, policy, state, price_at_year_end.shape[0])
    if policy["withdrawal_bracket"] >= 0:
        foresee_room(plan, policy, rooms[0], state, steps, 0, 1.0)
    if plan["magi_before"][0] >= 0.0:  # a plan that begins later in the year has no January to read the tier in
        read_tier(plan, rooms[0], state, 0)
    for step in range(steps.shape[0]):
        now, quotes = steps[step], market[step]
        if now["is_month_end"] == 1:
            pay_distributions(plan, state, now, quotes)
            reinvest_sheltered(plan, state, now)
            if plan["taxes_hsas"] == 1 and now["month"] == DECEMBER:
                earn_in_hsas(plan, state, now, quotes)
        if now["rolls_over"] == 1:
            roll_over_due(plan, state, now, step, quotes)
        if fires[step] & COME_BACK:
            come_back(plan, state, now, quotes)
        if fires[step] & TAKE_LOSSES:
            harvest_losses(plan, state, now, quotes)
        if now["at"] < 0:
            spend_and_settle(plan, state, now, quotes, levels[step]["price_level"])
        elif now["is_month_end"] == 1:
            if now["month"] == JANUARY or now["month"] == APRIL:
                whose = is_survivor(plan, state, now["year"] - (2 if now["month"] == JANUARY else 1))
                apply_law(plan, rooms[1] if whose else rooms[0], state, now, price_at_year_end)
            _month_end(plan, state, now, step, quotes, levels[step])
            if now["month"] == DECEMBER:
                laws_now = rooms[1] if is_survivor(plan, state, now["year"]) else rooms[0]
                if plan["has_gifts"] == 1:
                    give_to_charity(plan, laws_now, state, now, quotes, levels[step]["price_level"])
                take_missing_rmds(plan, state, now, quotes)
                if policy["conversion"] != 0:
                    level = levels[step]["price_level"]
                    convert(plan, policy, laws_now, state, now, quotes, level, price_at_year_end)
                if fires[step] & TAKE_GAINS:
                    harvest_gains(plan, laws_now, state, now, quotes)
                record_year_end(plan, state, now, quotes)
                if plan["has_deaths"] == 1:
                    end_lives(plan, state, now, quotes)
                if step == steps.shape[0] - 1 or nobody_after(plan, state, now["year"]):
                    close_path(plan, laws_now, estate, state, now, quotes, price_at_year_end)
                    return
                decide_next_year(plan, state, now, levels[step]["price_level"])
                if policy["withdrawal_bracket"] >= 0:
                    laws_next = rooms[1] if is_survivor(plan, state, now["year"] + 1) else rooms[0]
                    foresee_room(plan, policy, laws_next, state, steps, step + 1, levels[step]["price_level"])
