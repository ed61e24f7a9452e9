"""The household as a numpy record: what lowering makes of a scenario, the same for every path and strategy.

A record crosses from kernel to kernel as one pointer. Nested NamedTuples of arrays were tried first: every call then
carried some 900 scalars, and the first compilation took minutes instead of seconds.

Only `sim.engine.lowering` fills one. Axes: step, class, security, line (one security in one taxable account, at the
same position among the securities), account (sheltered ones only, in withdrawal order), person, year. Arrays have a
fixed size, `MAX_...`; the counts say how much of them is in use.
"""

import numpy as np

from sim.engine.records.codes import Limit, Payer
from sim.engine.records.fields import TaxItem
from sim.engine.records.limits import (
    MAX_ACCOUNTS,
    MAX_GIVEN,
    MAX_INCOMES,
    MAX_PENSIONS,
    MAX_ROLLOVERS,
    MAX_SECURITIES,
    MAX_YEARS,
    MONTH_ROWS,
)
from sim.engine.records.steps import INCOME
from sim.lots.kernels.open_lots import MAX_LINES, OPEN_LOTS
from sim.lots.kernels.wash_book import MAX_GROUPS, WASH_BOOK

SPENDING_FIELDS = [
    ("spending", np.float64),  # the target [USD/yr], today's dollars
    ("spending_curve", np.float64, (MAX_YEARS,)),  # what it is multiplied with
    ("spending_rule", np.int64),  # `sim.engine.records.codes.Rule`
    ("spends_ahead", np.int64),
    ("rule_from", np.int64),  # first year without wages, position on the year axis
    ("cut_above", np.float64),
    ("cut_share", np.float64),
    ("raise_below", np.float64),
    ("raise_share", np.float64),
    ("uncut_years", np.int64),
    ("freezes_after_loss", np.int64),
    ("portfolio_share", np.float64),
    ("floor_share", np.float64),
    ("start_wealth", np.float64),
    ("full_benefit", np.float64, (2,)),  # [USD/yr], today's dollars; the same for a spouse's benefit on top
    ("full_spouse_benefit", np.float64, (2,)),
    ("full_pension", np.float64, (2,)),  # without COLA [USD/yr], nominal
    ("full_survivor_pension", np.float64, (2,)),
    ("benefit_gap", np.float64, (2, MAX_YEARS)),  # from the year on, what is not paid yet until all has begun
    ("spouse_gap", np.float64, (2, MAX_YEARS)),
    ("pension_gap", np.float64, (2, MAX_YEARS)),  # nominal
    ("survivor_pension_gap", np.float64, (2, MAX_YEARS)),
]

LINE_FIELDS = [
    ("has_replacement", np.int64),
    ("reinvests", np.int64),
    ("start_units", np.float64),
    ("weight", np.float64),  # target share of the taxable lines' value at the start
    ("qualified_share", np.float64),
    ("is_stock", np.int64),  # of one company, whose trades cost another rate than a fund's
]

ACCOUNT_FIELDS = [
    ("kind", np.int64),
    ("owner", np.int64),
    ("early_until", np.int64),  # a distribution before this day is under an additional tax
    ("start_early_share", np.float64),  # that part of it: less than 1 of a 457(b), and 0 of an inherited IRA
    ("series_first", np.int64),  # step on which equal periodic payments begin, -1: never; the day that ends them
    ("series_end", np.int64),
    ("is_series_level", np.int64),  # worked out once, not every year
    ("series_rate", np.float64),
    ("rmd_pool", np.int64),  # accounts of one pool and holder count for each other's RMD; -1: each by itself
    ("inherited_period", np.float64),  # of an inherited IRA: its period in the plan's first year, one less each year
    ("inherited_end", np.int64),  # the year at whose end it is empty, position on the year axis
    ("start_basis", np.float64),  # after-tax contributions of a plan, investment in an annuity [USD]
    ("start_state_basis", np.float64),  # of an HSA, where the state sees an ordinary account [USD]
    ("paid_so_far", np.float64),  # of a plan or an IRA, in the first year before the plan [USD]
    ("start_roth_share", np.float64),  # designated Roth part of a plan
    ("first_payment", np.int64),  # step on which an annuity begins to pay, -1: never
    ("n_payments", np.int64),
    ("payout_rate", np.float64),  # of an annuity for life: yearly payments as a share of the value, 0 where for years
    ("survivor_share", np.float64),  # of its payments, after the owner's death
    ("multiple_of_both", np.float64),  # expected return multiples on the first payment, by who is alive [years]
    ("multiple_of_owner", np.float64),
    ("multiple_of_other", np.float64),
    ("survivor_early_until", np.int64),  # the same once the account is the survivor's
    ("roth", np.int64),  # of a traditional IRA: the owner's first Roth IRA, -1 where there is none
    ("last_bought", np.int64),  # day of the last purchase before the start
    ("least_kept", np.float64),  # see `sim.engine.kernels.trading.reinvested.holds_what_it_bought`
]

ROLLOVER_FIELDS = [
    ("step", np.int64),
    ("second_step", np.int64),  # of the redeposit or the purchases, where they are later; -1 past the plan's end
    ("source", np.int64),
    ("target", np.int64),
    ("roth_target", np.int64),
    ("method", np.int64),  # `Move`
    ("is_cash", np.int64),
    ("is_parked", np.int64),  # the cash buys on the second step
    ("share", np.float64),
    ("redeposited_share", np.float64),  # 0 where the redeposit comes too late
    ("withheld_rate", np.float64),
    ("replaced_from", np.int64),  # -1: household's cash, then taxable lines
    ("day", np.int64),
    ("year", np.int64),  # of the first step, position on the year axis
    ("stock", np.int64),  # employer stock that is distributed in kind, and the taxable line that receives it
    ("stock_line", np.int64),
    ("loan", np.float64),  # of the plan, offset [USD]
    ("stock_cost", np.float64),  # what the plan paid for a share of the start [USD]
]

PAYROLL_FIELDS = [
    ("has_payroll", np.int64),
    ("payroll_account", np.int64, (2,)),
    ("payroll_security", np.int64, (2,)),
    ("payroll_is_457b", np.int64, (2,)),
    ("payroll_pretax", np.float64, (2,)),  # [USD/month], today's dollars, the employer's part in it; the next ones too
    ("payroll_own", np.float64, (2,)),  # of it the person's own, below 0 where that is not known
    ("payroll_roth", np.float64, (2,)),
    ("payroll_after_tax", np.float64, (2,)),
    ("payroll_wages", np.float64, (2,)),  # on which Social Security tax is asked [USD/yr], today's dollars
    ("contribution_limit", np.float64, (len(Limit), MAX_YEARS)),  # published, the last one for later years [USD/yr]
    ("contribution_step", np.float64, (len(Limit),)),
    ("catch_up_limit", np.int64, (2, MAX_YEARS)),  # number of the limit, 0 for none
    ("is_catch_up_roth", np.int64, (MAX_YEARS,)),  # where the wages of the year before are high
    ("has_series", np.int64),  # of equal periodic payments
    ("single_period", np.float64, (2, MAX_YEARS)),  # life expectancy by the age reached [years]
]

SO_FAR_FIELDS = [
    ("has_so_far", np.int64),
    ("so_far", np.float64, (len(TaxItem),)),  # what the first year's return holds of the time before the plan [USD]
    ("so_far_share", np.float64),  # of the first year, by months
    ("so_far_withheld", np.float64),  # below 0: not known
]

REINVESTING = np.dtype(
    [
        ("share", np.float64),  # of the position's shares after the distribution, what it has bought
        ("account", np.int16),
        ("security", np.int16),
        ("group", np.int16),
    ],
    align=True,
)
"""A sheltered position that reinvests a distribution."""

PAID_AS = np.dtype(
    [
        ("dividends", np.float64),  # of funds and companies, but for what stands below apart
        ("qualified", np.float64),  # of them
        ("reit", np.float64),  # of them, from real estate trusts
        ("foreign_tax", np.float64),  # in them, though nobody received it
        ("foreign_income", np.float64),  # of them, with that tax
        ("treasury", np.float64),  # interest that no state taxes
        ("exempt", np.float64),  # interest that is no federal income
        ("other_states", np.float64),  # of it
        ("long_gains", np.float64),
        ("exempt_of_loss", np.float64),  # exempt interest that is taken off a loss of shares held for a short time
    ]
)
"""What a line's distribution is to the return, as shares of it."""

HOUSEHOLD = np.dtype(
    [
        ("first_year", np.int64),
        ("price_growth_before", np.float64),  # a year, before the plan begins
        ("share_of_year_before", np.float64),  # of the first calendar year
        ("first_order", np.int64),  # number of the last purchase before the start
        ("n_lines", np.int64),
        ("n_securities", np.int64),
        ("n_accounts", np.int64),
        ("payer_from", np.int64, (len(Payer) + 1,)),  # first account of each payer; plans and IRAs are one
        ("first_hsa", np.int64),  # HSAs are the last accounts
        ("n_rollovers", np.int64),
        ("n_pensions", np.int64),
        ("n_people", np.int64),
        ("n_groups", np.int64),
        ("filing_status", np.int64),
        ("survivor_status", np.int64),
        ("has_ira_basis", np.int64),
        ("has_nua", np.int64),
        ("has_gifts", np.int64),
        ("roth_free", np.float64, (2,)),  # of Roth IRAs at the start: comes out first and free [USD]
        ("long_term_years", np.int64),  # that a lot must be held for more than
        ("roth_clock_years", np.int64),  # that a contribution or a conversion must be old
        ("roth_clock", np.int64, (2,)),  # year of the first contribution, a position on the year axis or below 0
        ("has_payments", np.int64),  # of annuities
        ("exclusion_step", np.float64),  # what the share free of tax is rounded to
        ("gift", np.float64, (2,)),  # from IRAs to charity [USD/yr], today's dollars
        ("gift_from", np.int64, (2,)),  # its first day
        ("gift_limit", np.float64, (MAX_YEARS,)),  # published, the last one for later years [USD/yr]
        ("gift_limit_step", np.float64),
        ("medical_listed", np.float64),  # what could be deducted [USD/yr], today's dollars
        ("property_tax", np.float64),
        ("charity_cash", np.float64),
        ("mortgage_interest", np.float64, (MAX_YEARS,)),  # nominal
        ("fund_gift", np.float64, (MAX_YEARS,)),  # to a donor-advised fund, today's dollars
        ("gives_lots", np.int64),
        ("gift_carry_years", np.int64),
        ("benefit_share", np.float64, (MAX_YEARS,)),  # of Social Security, what is paid
        ("has_law_changes", np.int64),
        ("rate_rise", np.float64),  # of every bracket, from a year on
        ("rate_rise_from", np.int64),  # on the year axis
        ("indexes_loss_limit", np.int64),
        ("has_step_up", np.int64),
        ("taxes_hsas", np.int64),  # the state knows no HSA, and there is one
        ("medical", np.float64),  # paid from HSAs [USD/yr], today's dollars
        ("is_under_65", np.int64, (2, MAX_YEARS)),  # on January 1
        ("has_deaths", np.int64),
        ("n_years", np.int64),
        ("key", np.uint64, (2,)),  # of the random numbers
        ("survival", np.float64, (2, MAX_YEARS)),  # chance to be alive after each year's end
        ("is_community_property", np.int64),
        ("survivor_spending_share", np.float64),
        ("survivor_benefit", np.float64, (2, MAX_YEARS)),  # of the person, by the other's year of death [USD/month]
        ("survivor_from", np.int64, (2, MAX_YEARS)),  # its first day
        *SPENDING_FIELDS,
        ("heirs_tax_rate", np.float64),
        ("cash_out_years", np.int64),
        ("left_out", np.int64),  # of the year's tax without the portfolio: 0 all of it, 1 the taxable accounts alone
        ("heirs_gains_rate", np.float64),
        ("heirs_factor", np.float64),  # worth of a dollar that comes out of an inherited account over the years
        ("charity_share", np.float64),  # of the pretax money
        ("charity_amount", np.float64),  # beside it, today's dollars
        ("elects_portability", np.int64),
        ("investments2", np.float64),  # the second person's share of what investments earn
        ("has_outside_gains", np.int64),
        ("outside_gain_short", np.float64),  # [USD/month], today's dollars
        ("outside_gain_long", np.float64),
        *PAYROLL_FIELDS,
        *SO_FAR_FIELDS,
        ("reserve", np.float64),  # cash that is never invested [USD]; months of spending, where that is more
        ("reserve_months", np.float64),
        ("rmds", np.int64),  # `sim.engine.records.codes.Rmds`
        ("short_carryover", np.float64),
        ("long_carryover", np.float64),
        ("bond_share", np.float64),  # of all stocks and bonds at the start, but for HSAs and annuities
        ("bucket", np.int64, (MAX_SECURITIES,)),  # `sim.engine.records.codes.Bucket`
        ("mix", np.float64, (MAX_SECURITIES,)),  # of the stocks, and of the bonds, that an account without any buys
        ("asset_class", np.int64, (MAX_SECURITIES,)),
        ("start_price", np.float64, (MAX_SECURITIES,)),
        ("rows_of_year", np.int64, (MAX_YEARS,)),  # the first one of the year's rows by month
        (
            "distribution",
            np.float64,
            (MONTH_ROWS, MAX_SECURITIES),
        ),  # by month, at its end: of a share, over the price after it
        ("distributed", np.float64, (MONTH_ROWS, MAX_SECURITIES)),  # the same over the price before it
        # shares that one start share has become with every distribution reinvested: what the years before and the
        # months that are paid have made of it, to be multiplied
        ("grown_by_year", np.float64, (MAX_YEARS, MAX_SECURITIES)),
        ("grown_by_month", np.float64, (MONTH_ROWS, MAX_SECURITIES)),
        # securities whose class follows a yield: what they pay is drawn with each path
        ("n_following", np.int64),
        ("following", np.int64, (MAX_SECURITIES,)),
        ("follows_yield", np.int64, (MAX_SECURITIES,)),
        ("expense_ratio", np.float64, (MAX_SECURITIES,)),
        ("gains_paid", np.float64, (MONTH_ROWS, MAX_SECURITIES)),  # by month, beside the yield: over the price before
        ("n_own_draws", np.int64),
        ("own_draw", np.int64, (MAX_SECURITIES,)),  # number of the draw that moves a single stock by itself, -1: none
        ("own_volatility", np.float64, (MAX_SECURITIES,)),
        # lines whose replacement has a course of its own: a pair's draw and yearly deviation, below 0 where it is
        # swapped the other way round, or the own draws and volatilities of two companies, by side; -1: no such draw
        ("n_tracking", np.int64),
        ("tracking", np.int64, (MAX_LINES,)),
        ("n_pair_draws", np.int64),
        ("pair_draw", np.int64, (MAX_LINES,)),
        ("pair_error", np.float64, (MAX_LINES,)),
        ("n_companies_swapped", np.int64),
        ("company_draw", np.int64, (MAX_LINES, 2)),
        ("company_risk", np.float64, (MAX_LINES, 2)),
        ("security_group", np.int64, (MAX_SECURITIES,)),  # -1 where no taxable line can meet it
        *[(f"line_{name}", kind, (MAX_LINES,)) for name, kind in LINE_FIELDS],
        ("n_paying", np.int64, (MONTH_ROWS,)),  # by month: the lines whose securities pay a distribution at its end,
        ("n_paying_to_cash", np.int64, (MONTH_ROWS,)),  # first those that pay to cash
        ("paying", np.int64, (MONTH_ROWS, MAX_LINES)),
        ("notes_paid", np.int64),  # distributions are remembered: how long a share is held decides what they are
        ("has_kinds", np.int64),  # some line pays something else than dividends
        ("paid_as", PAID_AS, (MONTH_ROWS, MAX_LINES)),  # by month
        ("dividend_days", np.int64),  # that a share must be held for more than
        ("has_fund_losses", np.int64),  # some line pays what its losses depend on
        ("fund_loss_months", np.int64),
        ("n_given", np.int64),  # lots with two bases: their numbers, and what a gain rests on
        ("given_order", np.int64, (MAX_GIVEN,)),
        ("given_basis", np.float64, (MAX_GIVEN,)),  # a unit [USD]
        ("given_held_from", np.int64, (MAX_GIVEN,)),
        ("line_group", np.int64, (MAX_LINES, 2)),  # by side
        ("line_ratio", np.float64, (MAX_LINES, 2)),  # shares of the side's security a unit
        *[(f"account_{name}", kind, (MAX_ACCOUNTS,)) for name, kind in ACCOUNT_FIELDS],
        ("account_start_units", np.float64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        # the securities that each account can ever hold, and those of them with a group: most are in few accounts
        ("n_held", np.int64, (MAX_ACCOUNTS,)),
        ("held", np.int64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        ("n_watched_held", np.int64, (MAX_ACCOUNTS,)),  # none for an annuity: its purchases are the insurer's
        ("watched_held", np.int64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        # plans, IRAs and Roth IRAs, which hold the household's mix together, and what of theirs are stocks and bonds
        ("n_located", np.int64),
        ("located", np.int64, (MAX_ACCOUNTS,)),
        ("n_stocks_held", np.int64, (MAX_ACCOUNTS,)),
        ("stocks_held", np.int64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        ("n_bonds_held", np.int64, (MAX_ACCOUNTS,)),
        ("bonds_held", np.int64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        ("n_in_hsas", np.int64),
        ("in_hsas", np.int64, (MAX_SECURITIES,)),  # the securities that HSAs can hold
        ("n_reinvesting", np.int64, (MONTH_ROWS,)),  # by month: which of those with a group pay one
        ("reinvesting", REINVESTING, (MONTH_ROWS, MAX_ACCOUNTS * MAX_SECURITIES)),  # in order of their groups
        ("reinvesting_from", np.int64, (MONTH_ROWS, MAX_GROUPS + 1)),  # the first one of each group
        ("n_reinvesting_groups", np.int64, (MONTH_ROWS,)),
        ("reinvesting_groups", np.int64, (MONTH_ROWS, MAX_GROUPS)),  # that some of them belongs to
        *[(f"rollover_{name}", kind, (MAX_ROLLOVERS,)) for name, kind in ROLLOVER_FIELDS],
        ("rollover_weight", np.float64, (MAX_ROLLOVERS, MAX_SECURITIES)),
        ("incomes", INCOME, (MAX_INCOMES,)),  # the first one is none
        ("pension_amount", np.float64, (MAX_PENSIONS,)),  # with COLA: first monthly payment
        ("pension_owner", np.int64, (MAX_PENSIONS,)),
        ("pension_survivor_share", np.float64, (MAX_PENSIONS,)),
        ("pension_first_step", np.int64, (MAX_PENSIONS,)),  # -1 past the horizon
        ("pays_part_b", np.int64),  # standard premiums are paid beside spending
        ("other_premiums", np.float64),  # of Medicare, a person and month, prices of the start
        ("wage_base", np.float64, (MAX_YEARS,)),  # of Social Security tax: published, the last one for later years
        ("wage_base_year", np.int64),  # calendar year of that last one
        ("wage_base_step", np.float64),
        ("payroll_rates", np.float64, (2,)),  # Social Security up to the base, Medicare on all wages
        ("premium_lookback", np.int64),  # years between the income that counts and the premium
        ("magi_before", np.float64, (2,)),  # of two years and of the year before the plan, -1 where it is not known
        ("appeals", np.int64),  # against Medicare's surcharges after a life-changing event
        ("is_relieved", np.int64, (MAX_YEARS,)),  # Medicare surcharges of the year are settled with its return
        ("benchmark_premium", np.float64),  # a person [USD/yr], prices of the start; 0 where there is no credit
        ("premium", np.float64),
        ("is_insured", np.int64, (2, MAX_YEARS, 12)),  # on the month's end
        ("insured_years", np.int64),  # of the plan, until nobody is insured so any more
        ("medicare_from", np.int64, (2,)),  # day of the 65th birthday
        ("age", np.int64, (2, MAX_YEARS)),  # on December 31 for the return, 0 for nobody
        ("rmd_period", np.float64, (2, MAX_YEARS)),  # 0 before the applicable age
        ("joint_period", np.float64, (2, MAX_YEARS)),  # the same with a living spouse as only beneficiary
        ("rmd_from", np.int64, (MAX_ACCOUNTS,)),  # first year, on the year axis: a plan waits for the end of work
        ("start_lots", OPEN_LOTS),
        ("start_wash", WASH_BOOK),
    ]
)
