"""One path under one strategy, from the start to the horizon."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
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
from sim.engine.kernels.spending.cash_flow import contribute_payroll, earn_interest, pay_distributions, receive_income
from sim.engine.kernels.spending.gifts import give_to_charity, pay_medical_costs
from sim.engine.kernels.spending.pretax_allowance import foresee_allowance
from sim.engine.kernels.spending.spending import spend_and_settle
from sim.engine.kernels.spending.spending_rules import begin_spending, set_spending
from sim.engine.kernels.taxes.medicare import begin_relief, charge_medicare, read_tier
from sim.engine.kernels.taxes.tax_year import clear_tax_items, liquidation_tax, settle_year
from sim.engine.kernels.trading.come_back import come_back
from sim.engine.kernels.trading.gains import harvest_gains
from sim.engine.kernels.trading.losses import harvest_losses
from sim.engine.kernels.trading.rebalance import rebalance
from sim.engine.kernels.trading.reinvested import begin_notes
from sim.engine.kernels.trading.trades import taxable_value
from sim.engine.records.codes import COME_BACK, TAKE_GAINS, TAKE_LOSSES, Kind
from sim.engine.records.fields import Terminal, Yearly
from sim.engine.records.types import (
    EstateLaws,
    Household,
    LawsOfRun,
    Level,
    Levels,
    Market,
    PathLaws,
    Policy,
    Quotes,
    State,
    Step,
    Steps,
    YearEnds,
)
from sim.lots.kernels.open_lots import copy_lots
from sim.lots.kernels.wash_book import copy_wash_book

JANUARY, APRIL, DECEMBER = 1, 4, 12


@inner_kernel
def adopt(policy: Policy, own: Policy) -> None:
    """Copy the strategy's choices into the state, where every kernel finds them."""
    own["proceeds"], own["sale_method"] = policy["proceeds"], policy["sale_method"]
    own["is_proportional"], own["has_wash_rule"] = policy["is_proportional"], policy["has_wash_rule"]
    for k in range(policy["payers"].shape[0]):
        own["payers"][k] = policy["payers"][k]
    own["min_loss_share"], own["min_loss_usd"] = policy["min_loss_share"], policy["min_loss_usd"]
    own["cost_rate"], own["max_carryforward"] = policy["cost_rate"], policy["max_carryforward"]
    own["rebalance_band"], own["rebalance_month"] = policy["rebalance_band"], policy["rebalance_month"]


@cold_kernel
def begin(household: Household, policy: Policy, state: State, n_years: int) -> None:
    """Set the state to the scenario's first day."""
    adopt(policy, state["policy"])
    copy_lots(household["start_lots"], state["lots"], household["n_lines"])
    copy_wash_book(household["start_wash"], state["wash"], household["n_groups"])
    state["pieces"]["n"][0] = 0
    state["cash"], state["tax_due"] = household["reserve"], 0.0
    state["short_carryover"], state["long_carryover"] = household["short_carryover"], household["long_carryover"]
    state["order"], state["surcharge"], state["pretax_allowance"] = household["first_order"], 0.0, 0.0
    begin_lives(state)
    begin_relief(household, state, 0)
    begin_clocks(household, state, n_years)
    state["withheld"][0], state["withheld"][1] = 0.0, 0.0
    state["relieved_months"][0], state["relieved_months"][1] = 0, 0
    state["rmd_taken"][0], state["rmd_taken"][1] = 0.0, 0.0
    for k in range(household["n_rollovers"]):
        state["transit"][k], state["promised"][k] = 0.0, 0.0
        state["parked"][k, 0], state["parked"][k, 1] = 0.0, 0.0
        state["nua_order"][k], state["nua_a_unit"][k] = 0, 0.0
    begin_notes(household, state)
    clear_tax_items(state, 0)
    clear_tax_items(state, 1)
    for year in range(n_years):
        for field in range(state["yearly"].shape[1]):
            state["yearly"][year, field] = 0.0
    state["all_waiting"], state["lines_are_empty"] = 0.0, 0
    for line in range(household["n_lines"]):
        state["line_units"][line] = household["line_start_units"][line]
        state["line_weight"][line] = household["line_weight"][line]
        state["replacement_units"][line] = 0.0
        state["waiting"][line] = 0.0
    for account in range(household["n_accounts"]):
        value = 0.0
        for k in range(household["n_held"][account]):
            s = household["held"][account, k]
            state["units"][account, s] = household["account_start_units"][account, s]
            value += state["units"][account, s] * household["start_price"][s]
        state["is_empty"][account] = 1 if value == 0.0 else 0
        state["basis"][account] = household["account_start_basis"][account]
        state["state_basis"][account] = household["account_start_state_basis"][account]
        state["booked_of_units"][account] = 0.0
        state["payments_left"][account], state["life_payment"][account] = 0, 0.0
        state["annuitant"][account] = household["account_owner"][account]
        state["roth_share"][account] = household["account_start_roth_share"][account]
        state["rmd_balance"][account] = value * (1.0 - state["roth_share"][account])
    begin_spending(household, state)


@cold_kernel
def record_year_end(household: Household, state: State, now: Step, quotes: Quotes) -> None:
    """Write the year-end balances, and the values that next year's RMDs rest on."""
    year, yearly, lots = now["year"], state["yearly"], state["lots"]
    yearly[year, Yearly.BALANCE_TAXABLE] = taxable_value(household, state, quotes)
    yearly[year, Yearly.BALANCE_OTHER] = state["cash"] + money_on_the_way(household, state)
    for account in range(household["n_accounts"]):
        value, kind = account_value(household, state, account, quotes), household["account_kind"][account]
        roth = value if kind == Kind.ROTH else value * state["roth_share"][account]
        yearly[year, Yearly.BALANCE_ROTH] += roth
        yearly[year, Yearly.BALANCE_PRETAX if counts_for_rmd(household, account) else Yearly.BALANCE_OTHER] += (
            value - roth
        )
        state["rmd_balance"][account] = value - roth
    for k in range(household["n_rollovers"]):
        if state["promised"][k] > 0.0:  # Reg. 1.401(a)(9)-7: counts for the receiving account's next RMD
            state["rmd_balance"][household["rollover_target"][k]] += state["promised"][k]
    basis = 0.0
    for line in range(household["n_lines"]):
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            basis += lot["units"] * lot["unit_basis"]
    yearly[year, Yearly.TAXABLE_BASIS] = basis
    state["rmd_taken"][0], state["rmd_taken"][1] = 0.0, 0.0


@cold_kernel
def decide_next_year(household: Household, state: State, now: Step, price_level: float) -> None:
    """Decide next year's spending by the year-end's value; spending that is taken ahead was decided before."""
    if household["spends_ahead"] == 1:
        return
    year, value = now["year"], 0.0
    for field in (Yearly.BALANCE_TAXABLE, Yearly.BALANCE_PRETAX, Yearly.BALANCE_ROTH, Yearly.BALANCE_OTHER):
        value += state["yearly"][year, field]
    set_spending(household, state, year + 1, year + 1, value, price_level)


@cold_kernel
def close_path(
    household: Household,
    laws: PathLaws,
    estate: EstateLaws,
    state: State,
    now: Step,
    quotes: Quotes,
    price_at_year_end: YearEnds,
) -> None:
    """Settle the last year and value what is left: cashed in, and as the heirs receive it."""
    year, terminal = now["year"], state["terminal"]
    before_tax = 0.0
    for field in (Yearly.BALANCE_TAXABLE, Yearly.BALANCE_PRETAX, Yearly.BALANCE_ROTH, Yearly.BALANCE_OTHER):
        before_tax += state["yearly"][year, field]
    income = spread_income_of_heirs(household, state, quotes) + income_of_heirs_at_once(household, state, quotes)
    on_income = household["heirs_tax_rate"] * income
    on_gains = liquidation_tax(household, laws, state, year, quotes)
    open_tax = settle_year(household, laws, state, year, price_at_year_end)
    terminal[Terminal.WEALTH_BEFORE_TAX] = before_tax
    terminal[Terminal.OPEN_TAX] = open_tax
    terminal[Terminal.LIQUIDATION_TAX] = on_gains + on_income
    terminal[Terminal.AFTER_TAX_WEALTH] = before_tax - open_tax - on_gains - on_income
    settle_estate(household, estate, state, year, before_tax - open_tax, quotes, price_at_year_end)
    rise = price_at_year_end[price_at_year_end.shape[0] - 1] / price_at_year_end[year]
    if rise != 1.0:  # a path that ended before the plan keeps the purchasing power of that day
        for field in range(terminal.shape[0]):
            terminal[field] *= rise
    terminal[Terminal.END_YEAR] = household["first_year"] + year
    terminal[Terminal.WASH_BOOK_FORGOTTEN] = state["wash"]["n_forgotten"]
    terminal[Terminal.LOT_MERGES] = state["lots"]["n_merges"]


@cold_kernel
def apply_law(household: Household, laws: PathLaws, state: State, now: Step, price_at_year_end: YearEnds) -> None:
    """In January read the Medicare tier, in April file last year's return."""
    if now["month"] == JANUARY:
        read_tier(household, laws, state, now["year"])
    elif now["year"] > 0:
        state["tax_due"] += settle_year(household, laws, state, now["year"] - 1, price_at_year_end)


@inner_kernel
def _month_end(household: Household, state: State, now: Step, step: int, quotes: Quotes, level: Level) -> None:
    """Income, taxes, spending and rebalancing."""
    earn_interest(household, state, now, level)
    receive_income(household, state, now, step, level["price_level"])
    if household["incomes"][now["income"]]["payrolls"] > 0.0:
        contribute_payroll(household, state, now, quotes, level["price_level"])
    charge_medicare(household, state, now)
    if household["has_payments"] == 1:
        pay_annuities(household, state, now, step, quotes)
    if household["medical"] > 0.0:
        pay_medical_costs(household, state, now, quotes, level["price_level"])
    spend_and_settle(household, state, now, quotes, level["price_level"])
    month = state["policy"]["rebalance_month"]
    if state["policy"]["rebalance_band"] <= 1.0 and (month == 0 or month == now["month"]):
        rebalance(household, state, now, quotes)


@inner_kernel
def run_path(
    household: Household,
    policy: Policy,
    actions: np.ndarray,
    laws: LawsOfRun,
    steps: Steps,
    market: Market,
    levels: Levels,
    price_at_year_end: YearEnds,
    state: State,
) -> None:
    """Fill the state's `yearly` and `terminal` with what happens on one path under one strategy.

    Parameters
    ----------
    actions : (n_active,) what the strategy does, see `sim.engine.records.codes`
    laws : (2,) `PATH_LAWS`, the household's and a survivor's; and the law of estates of the published years
    steps, levels : (n_active,) records `STEP`, `LEVEL`
    market : (n_active, 3, n_securities) quotes
    price_at_year_end : (n_years,)
    """
    by_status, estate = laws
    begin(household, policy, state, price_at_year_end.shape[0])
    if policy["withdrawal_bracket"] >= 0:
        foresee_allowance(household, policy, by_status[0], state, steps, 0, 1.0)
    if household["magi_before"][0] >= 0.0:  # a plan that begins later in the year has no January to read the tier in
        read_tier(household, by_status[0], state, 0)
    for step in range(steps.shape[0]):
        now, quotes = steps[step], market[step]
        if now["is_month_end"] == 1:
            pay_distributions(household, state, now, quotes)
            reinvest_sheltered(household, state, now)
            if household["taxes_hsas"] == 1 and now["month"] == DECEMBER:
                earn_in_hsas(household, state, now, quotes)
        if now["rolls_over"] == 1:
            roll_over_due(household, state, now, step, quotes)
        if actions[step] & COME_BACK:
            come_back(household, state, now, quotes)
        if actions[step] & TAKE_LOSSES:
            harvest_losses(household, state, now, quotes)
        if now["calendar_step"] < 0:
            spend_and_settle(household, state, now, quotes, levels[step]["price_level"])
        elif now["is_month_end"] == 1:
            if now["month"] == JANUARY or now["month"] == APRIL:
                whose = is_survivor(household, state, now["year"] - (2 if now["month"] == JANUARY else 1))
                apply_law(household, by_status[1] if whose else by_status[0], state, now, price_at_year_end)
            _month_end(household, state, now, step, quotes, levels[step])
            if now["month"] == DECEMBER:
                laws_now = by_status[1] if is_survivor(household, state, now["year"]) else by_status[0]
                if household["has_gifts"] == 1:
                    give_to_charity(household, laws_now, state, now, quotes, levels[step]["price_level"])
                take_missing_rmds(household, state, now, quotes)
                if policy["conversion"] != 0:
                    level = levels[step]["price_level"]
                    convert(household, policy, laws_now, state, now, quotes, level, price_at_year_end)
                if actions[step] & TAKE_GAINS:
                    harvest_gains(household, laws_now, state, now, quotes)
                record_year_end(household, state, now, quotes)
                if household["has_deaths"] == 1:
                    end_lives(household, state, now, quotes)
                if step == steps.shape[0] - 1 or nobody_after(household, state, now["year"]):
                    close_path(household, laws_now, estate, state, now, quotes, price_at_year_end)
                    return
                decide_next_year(household, state, now, levels[step]["price_level"])
                if policy["withdrawal_bracket"] >= 0:
                    laws_next = by_status[1] if is_survivor(household, state, now["year"] + 1) else by_status[0]
                    foresee_allowance(household, policy, laws_next, state, steps, step + 1, levels[step]["price_level"])
