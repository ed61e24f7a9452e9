"""One path under one strategy, from the start to the horizon."""

import numpy as np

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.begin import begin
from sim.engine.kernels.lives.heirs import income_of_heirs_at_once, settle_estate, spread_income_of_heirs
from sim.engine.kernels.lives.lives import end_lives, nobody_after
from sim.engine.kernels.lives.people import is_survivor
from sim.engine.kernels.rollovers.indirect import money_on_the_way
from sim.engine.kernels.rollovers.rollover import roll_over_due
from sim.engine.kernels.sheltered.annuities import pay_annuities
from sim.engine.kernels.sheltered.conversions import convert
from sim.engine.kernels.sheltered.hsa import earn_in_hsas
from sim.engine.kernels.sheltered.payroll import contribute_payroll, read_contribution_limits
from sim.engine.kernels.sheltered.required import take_missing_rmds
from sim.engine.kernels.sheltered.required_first import take_rmds_early
from sim.engine.kernels.sheltered.series import pay_series
from sim.engine.kernels.sheltered.sheltered import (
    account_value,
    counts_for_rmd,
    reinvest_sheltered,
    share_of_second_in_income,
)
from sim.engine.kernels.spending.cash_flow import (
    earn_interest,
    note_late_cash,
    pay_distributions,
    receive_income,
)
from sim.engine.kernels.spending.fund_gifts import give_to_fund
from sim.engine.kernels.spending.gifts import give_to_charity, pay_medical_costs
from sim.engine.kernels.spending.pretax_allowance import foresee_allowance
from sim.engine.kernels.spending.spending import spend_and_settle
from sim.engine.kernels.spending.spending_rules import set_spending
from sim.engine.kernels.taxes.cash_out import cash_out_tax, liquidation_tax, tax_as_is
from sim.engine.kernels.taxes.medicare import charge_medicare, read_premium, read_tier
from sim.engine.kernels.taxes.payroll_tax import charge_payroll_tax, read_wage_base
from sim.engine.kernels.taxes.so_far import book_so_far, receive_so_far
from sim.engine.kernels.taxes.tax_year import settle_year, unrealized_gains
from sim.engine.kernels.trading.come_back import come_back
from sim.engine.kernels.trading.gains import harvest_gains
from sim.engine.kernels.trading.location import balance_household
from sim.engine.kernels.trading.losses import harvest_losses
from sim.engine.kernels.trading.marginal_rate import is_taxed_enough, remember_items
from sim.engine.kernels.trading.rebalance import rebalance
from sim.engine.kernels.trading.replacements import follow_replacements
from sim.engine.kernels.trading.trades import taxable_value
from sim.engine.records.codes import COME_BACK, TAKE_GAINS, TAKE_LOSSES, Kind, Rmds
from sim.engine.records.fields import Terminal, Yearly
from sim.engine.records.types import (
    Cash,
    EstateLaws,
    Household,
    LawsOfRun,
    Level,
    Levels,
    Lives,
    Market,
    PathLaws,
    Policy,
    Positions,
    Quotes,
    Rollovers,
    Spending,
    State,
    Step,
    Steps,
    YearEnds,
)

JANUARY, APRIL, DECEMBER = 1, 4, 12


@cold_kernel
def record_year_end(
    household: Household, cash: Cash, positions: Positions, rollovers: Rollovers, now: Step, quotes: Quotes
) -> None:
    """Write the year-end balances, and the values that next year's RMDs rest on. Modifies `positions`."""
    taxable, sheltered = positions["taxable"], positions["sheltered"]
    year, yearly, lots = now["year"], positions["tally"]["yearly"], taxable["lots"]
    yearly[year, Yearly.BALANCE_TAXABLE] = taxable_value(household, taxable, quotes)
    yearly[year, Yearly.BALANCE_OTHER] = cash["balance"] + money_on_the_way(household, rollovers)
    for account in range(household["n_accounts"]):
        value, kind = account_value(household, sheltered, account, quotes), household["account_kind"][account]
        roth = value if kind == Kind.ROTH else value * sheltered["roth_share"][account]
        yearly[year, Yearly.BALANCE_ROTH] += roth
        yearly[year, Yearly.BALANCE_PRETAX if counts_for_rmd(household, account) else Yearly.BALANCE_OTHER] += (
            value - roth
        )
        sheltered["rmd_balance"][account], sheltered["rmd_taken"][account] = value - roth, 0.0
    for k in range(household["n_rollovers"]):
        if rollovers["promised"][k] > 0.0:  # Reg. 1.401(a)(9)-7: counts for the receiving account's next RMD
            sheltered["rmd_balance"][household["rollover_target"][k]] += rollovers["promised"][k]
    basis = 0.0
    for line in range(household["n_lines"]):
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            basis += lot["units"] * lot["unit_basis"]
    yearly[year, Yearly.TAXABLE_BASIS] = basis


@cold_kernel
def decide_next_year(
    household: Household, positions: Positions, lives: Lives, spending: Spending, now: Step, price_level: float
) -> None:
    """Decide next year's spending by the year-end's value; spending that is taken ahead was decided before.

    Modifies `spending`.
    """
    if household["spends_ahead"] == 1:
        return
    year, value = now["year"], 0.0
    for field in (Yearly.BALANCE_TAXABLE, Yearly.BALANCE_PRETAX, Yearly.BALANCE_ROTH, Yearly.BALANCE_OTHER):
        value += positions["tally"]["yearly"][year, field]
    set_spending(household, positions, lives, spending, year + 1, year + 1, value, price_level)


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
    """Settle the last year and value what is left: cashed in, and as the heirs receive it. Modifies `state`."""
    positions, taxes, lives = state["positions"], state["taxes"], state["lives"]
    taxable, sheltered, tally = positions["taxable"], positions["sheltered"], positions["tally"]
    year, terminal = now["year"], tally["terminal"]
    before_tax = 0.0
    for field in (Yearly.BALANCE_TAXABLE, Yearly.BALANCE_PRETAX, Yearly.BALANCE_ROTH, Yearly.BALANCE_OTHER):
        before_tax += tally["yearly"][year, field]
    income = spread_income_of_heirs(household, sheltered, lives, quotes) + income_of_heirs_at_once(
        household, sheltered, quotes
    )
    gain, as_is = unrealized_gains(household, taxable, quotes), tax_as_is(household, laws, taxes, lives, tally, year)
    on_gains = liquidation_tax(household, laws, taxes, lives, tally, year, gain, as_is)
    at_once = on_gains + household["heirs_tax_rate"] * income
    cashed = at_once
    if household["cash_out_years"] > 1:
        second = income * share_of_second_in_income(household, sheltered, lives, quotes)
        cashed = cash_out_tax(household, laws, taxes, lives, tally, year, (gain, income, second), as_is)
    open_tax = settle_year(household, laws, taxes, state["medicare"], lives, tally, year, price_at_year_end)
    terminal[Terminal.WEALTH_BEFORE_TAX] = before_tax
    terminal[Terminal.OPEN_TAX] = open_tax
    terminal[Terminal.LIQUIDATION_TAX], terminal[Terminal.LIQUIDATION_TAX_AT_ONCE] = cashed, at_once
    terminal[Terminal.AFTER_TAX_WEALTH] = before_tax - open_tax - cashed
    settle_estate(household, estate, positions, lives, year, before_tax - open_tax, quotes, price_at_year_end)
    rise = price_at_year_end[price_at_year_end.shape[0] - 1] / price_at_year_end[year]
    if rise != 1.0:  # a path that ended before the plan keeps the purchasing power of that day
        for field in range(terminal.shape[0]):
            terminal[field] *= rise
    terminal[Terminal.END_YEAR] = household["first_year"] + year
    terminal[Terminal.WASH_BOOK_FORGOTTEN] = positions["wash"]["book"]["n_forgotten"]
    terminal[Terminal.LOT_MERGES] = taxable["lots"]["n_merges"]


@cold_kernel
def apply_law(household: Household, laws: PathLaws, state: State, now: Step, price_at_year_end: YearEnds) -> None:
    """In January read the Medicare tier, in April file last year's return. Modifies `state`."""
    cash, taxes, medicare, lives = state["cash"], state["taxes"], state["medicare"], state["lives"]
    tally, year = state["positions"]["tally"], now["year"]
    if now["month"] == JANUARY:
        read_tier(household, laws, medicare, lives, year)
        read_premium(household, laws, medicare, year)
        read_wage_base(laws, taxes, year)
        if household["has_payroll"] == 1:
            read_contribution_limits(household, laws, state["positions"]["sheltered"], year, price_at_year_end)
    elif year > 0:
        cash["tax_due"] += settle_year(household, laws, taxes, medicare, lives, tally, year - 1, price_at_year_end)


@inner_kernel
def _distribute(household: Household, cash: Cash, positions: Positions, now: Step, quotes: Quotes) -> None:
    """Pay a month end's distributions, to cash and into what paid them. Modifies `cash` and `positions`."""
    sheltered, tally = positions["sheltered"], positions["tally"]
    pay_distributions(household, cash, positions, now, quotes)
    reinvest_sheltered(household, sheltered, positions["wash"], tally, now, quotes)
    if household["taxes_hsas"] == 1 and now["month"] == DECEMBER:
        earn_in_hsas(household, sheltered, tally, now, quotes)


@inner_kernel
def _month_end(
    household: Household, state: State, now: Step, step: int, quotes: Quotes, level: Level, opening: float
) -> None:
    """Income, taxes, spending and rebalancing; opening : the cash before this day. Modifies `state`."""
    cash, lives, positions = state["cash"], state["lives"], state["positions"]
    sheltered, wash, tally = positions["sheltered"], positions["wash"], positions["tally"]
    earn_interest(cash, tally, now, level, opening)
    receive_income(household, cash, lives, state["spending"], tally, now, step, level["price_level"])
    if household["incomes"][now["income"]]["payrolls"] > 0.0:
        contribute_payroll(household, cash, positions, lives, now, quotes, level["price_level"])
    if household["incomes"][now["income"]]["all_payroll_taxed"] > 0.0:
        charge_payroll_tax(household, cash, state["taxes"], lives, tally, now, level["price_level"])
    charge_medicare(household, cash, state["medicare"], lives, tally, now, level["price_level"])
    if household["has_series"] == 1:
        pay_series(household, cash, positions, lives, now, step, quotes)
    if household["has_payments"] == 1:
        pay_annuities(household, cash, positions, lives, now, step, quotes)
    if household["medical"] > 0.0:
        pay_medical_costs(household, cash, sheltered, wash, tally, now, quotes, level["price_level"])
    if household["rmds"] >= Rmds.MONTHLY and sheltered["rmd_is_open"] == 1:
        take_rmds_early(household, cash, positions, lives, state["spending"], now, quotes, level["price_level"])
    spend_and_settle(household, state, now, quotes, level["price_level"])
    month = state["policy"]["rebalance_month"]
    if state["policy"]["rebalance_band"] <= 1.0 and (month == 0 or month == now["month"]):
        band = state["policy"]["rebalance_band"]
        if state["policy"]["rebalances_sheltered"] == 1:
            band = balance_household(household, state["policy"], positions, now, quotes)
        rebalance(household, state["policy"], cash, positions, now, quotes, band)


@inner_kernel
def _december(
    household: Household,
    policy: Policy,
    laws: PathLaws,
    state: State,
    now: Step,
    quotes: Quotes,
    level: Level,
    price_at_year_end: YearEnds,
) -> None:
    """What only a December brings: gifts, required distributions, conversions. Modifies `state`."""
    positions, lives = state["positions"], state["lives"]
    if household["has_gifts"] == 1:
        give_to_charity(household, laws, positions, lives, now, quotes, level["price_level"])
    take_missing_rmds(household, state["cash"], positions, lives, now, quotes)
    if household["fund_gift"][now["year"]] > 0.0:
        give_to_fund(household, state, now, quotes, level["price_level"])
    if policy["conversion"] != 0:
        convert(household, policy, laws, state, now, quotes, level["price_level"], price_at_year_end)
    if policy["min_marginal_rate"] > 0.0:
        remember_items(positions["tally"], now["year"])


@inner_kernel
def _end_year(household: Household, state: State, now: Step, quotes: Quotes) -> None:
    """Write the year's balances; then those who die in it pass on what is theirs. Modifies `state`."""
    positions, lives = state["positions"], state["lives"]
    record_year_end(household, state["cash"], positions, state["rollovers"], now, quotes)
    positions["sheltered"]["rmd_is_open"], state["cash"]["unspent_rmd"] = 1, 0.0
    if household["has_deaths"] == 1:
        end_lives(household, positions["taxable"], positions["sheltered"], lives, now, quotes)


@inner_kernel
def _is_of_survivor(household: Household, lives: Lives, now: Step) -> bool:
    """Return whether January's Medicare tier, or April's return, goes by a year that a survivor lived alone in."""
    return is_survivor(
        household, lives, now["year"] - (household["premium_lookback"] if now["month"] == JANUARY else 1)
    )


@inner_kernel
def _open(
    household: Household, policy: Policy, laws: PathLaws, state: State, steps: Steps, price_at_year_end: YearEnds
) -> None:
    """Set the state to the first day, with what is decided on it. Modifies `state`."""
    begin(household, policy, state, price_at_year_end.shape[0])
    if household["has_so_far"] == 1:
        receive_so_far(household, laws, state["taxes"], state["lives"], state["positions"]["tally"])
    if policy["withdrawal_bracket"] >= 0:
        foresee_allowance(household, policy, laws, state, steps, 0, 1.0)
        book_so_far(household, state["positions"]["tally"])
    read_premium(household, laws, state["medicare"], 0)
    read_wage_base(laws, state["taxes"], 0)
    if household["has_payroll"] == 1:
        read_contribution_limits(household, laws, state["positions"]["sheltered"], 0, price_at_year_end)
    if household["magi_before"][0] >= 0.0:  # a plan that begins later in the year has no January to read the tier in
        read_tier(household, laws, state["medicare"], state["lives"], 0)


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
    """Fill the state's tally with what happens on one path under one strategy. Modifies `state`.

    Parameters
    ----------
    actions : (n_active,) what the strategy does, see `sim.engine.records.codes`
    laws : (2,) `PATH_LAWS`, the household's and a survivor's; and the law of estates of the published years
    steps, levels : (n_active,) records `STEP`, `LEVEL`
    market : (n_active, 5, n_securities) quotes
    price_at_year_end : (n_years,)
    """
    positions = state["positions"]
    cash, lives = state["cash"], state["lives"]
    by_status, estate = laws
    _open(household, policy, by_status[0], state, steps, price_at_year_end)
    for step in range(steps.shape[0]):
        now, quotes, level, opening = steps[step], market[step], levels[step], cash["balance"]
        follow_replacements(household, positions["taxable"], now, quotes)
        if now["is_month_end"] == 1:
            _distribute(household, cash, positions, now, quotes)
        if now["rolls_over"] == 1:
            roll_over_due(household, state, now, step, quotes)
        if actions[step] & COME_BACK:
            come_back(household, state["policy"], cash, positions, now, quotes)
        if actions[step] & TAKE_LOSSES and (
            policy["min_marginal_rate"] <= 0.0
            or is_taxed_enough(
                household,
                by_status[1] if is_survivor(household, lives, now["year"]) else by_status[0],
                state,
                steps,
                step,
                quotes,
                level["price_level"],
                price_at_year_end,
            )
        ):
            harvest_losses(household, state["policy"], cash, positions, state["taxes"], now, quotes)
        if now["calendar_step"] < 0:
            spend_and_settle(household, state, now, quotes, level["price_level"])
        elif now["is_month_end"] == 0:
            note_late_cash(cash, opening, level)
        else:
            if now["month"] == JANUARY or now["month"] == APRIL:
                whose = _is_of_survivor(household, lives, now)
                apply_law(household, by_status[1] if whose else by_status[0], state, now, price_at_year_end)
            _month_end(household, state, now, step, quotes, level, opening)
            if now["month"] == DECEMBER:
                laws_now = by_status[1] if is_survivor(household, lives, now["year"]) else by_status[0]
                _december(household, policy, laws_now, state, now, quotes, level, price_at_year_end)
                if actions[step] & TAKE_GAINS:
                    harvest_gains(household, laws_now, state, now, quotes)
                _end_year(household, state, now, quotes)
                if step == steps.shape[0] - 1 or nobody_after(household, lives, now["year"]):
                    close_path(household, laws_now, estate, state, now, quotes, price_at_year_end)
                    return
                decide_next_year(household, positions, lives, state["spending"], now, level["price_level"])
                if policy["withdrawal_bracket"] >= 0:
                    laws_next = by_status[1] if is_survivor(household, lives, now["year"] + 1) else by_status[0]
                    foresee_allowance(household, policy, laws_next, state, steps, step + 1, level["price_level"])
