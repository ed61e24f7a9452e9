"""The state of one path under one strategy, as nested numpy records: one a noun.

A kernel takes the nouns that it reads or changes. What trades takes `POSITIONS`, the nouns that a trade goes through;
only what runs a whole step or a rollover takes the `STATE`.
"""

import numpy as np

from sim.engine.records.fields import TaxItem, Terminal, Yearly
from sim.engine.records.limits import (
    MAX_ACCOUNTS,
    MAX_GIFT_YEARS,
    MAX_PENSIONS,
    MAX_ROLLOVERS,
    MAX_SECURITIES,
    MAX_YEARS,
)
from sim.engine.records.policy import POLICY
from sim.law.state_law import STATE_SCRATCH
from sim.lots.kernels.open_lots import MAX_LINES, OPEN_LOTS, lots_dtype
from sim.lots.kernels.wash_book import WASH_BOOK

CASH = np.dtype(
    [
        ("balance", np.float64),  # [USD]
        ("tax_due", np.float64),  # of it, on the next payday [USD]
        ("reserve", np.float64),  # what of it is not invested [USD]
        ("unspent_rmd", np.float64),  # required distributions of the year that no spending has taken yet [USD]
        ("late", np.float64),  # what arrived since the last month end, by the interest it has missed [USD]
    ]
)
"""The household's cash."""

LIVES = np.dtype(
    [
        ("death_year", np.int64, (2,)),  # position of the last year of a life, past the axis where there is none
        ("first_death", np.int64),  # the earlier of the two
        ("holder", np.int64, (2,)),  # whose each person's accounts are now
    ]
)
"""Who lives how long, and whose the accounts are."""

SPENDING = np.dtype(
    [
        ("pretax_allowance", np.float64),  # of the year, that pretax money pays first; 0 where taxable accounts do
        ("target", np.float64),  # the year's spending [USD/yr], today's dollars
        ("floor", np.float64),  # what of it must be delivered
        ("rule_factor", np.float64),  # of the guardrails, on the planned spending
        ("first_rate", np.float64),  # the guardrails' first withdrawal rate, below 0 before
        ("rule_value", np.float64),  # portfolio, net payments until then and price level at the last decision
        ("rule_paid", np.float64),
        ("rule_level", np.float64),
        ("pension_level", np.float64, (MAX_PENSIONS,)),  # of prices when each pension with COLA began, 0 before
    ]
)
"""What the household spends, and what decides it."""

MEDICARE = np.dtype(
    [
        ("premium", np.float64),  # the standard one, one person's a month, this year
        ("surcharge", np.float64),  # one person's a month, this year
        ("is_relieved", np.int64),  # the year's surcharges are settled with its return
        ("usual_surcharge", np.float64, (2,)),  # the same without relief, by parity of the year
        ("relieved_months", np.int64, (2,)),  # by parity of the year, that wait for its return
        ("magi", np.float64, (MAX_YEARS,)),
    ]
)
"""Medicare's premiums, the surcharges on them, and the MAGI that these rest on."""

TAXES = np.dtype(
    [
        ("short_carryover", np.float64),
        ("long_carryover", np.float64),
        ("wage_base", np.float64),  # of Social Security tax, this year
        # the same under every strategy of a path: the first one works it out
        ("n_known", np.int64),  # years, from the first on, whose tax without the portfolio is known
        ("without_portfolio", np.float64, (MAX_YEARS,)),
        ("scratch", STATE_SCRATCH),  # work space of the state's return
        ("fund_gifts", np.float64, (2, 2)),  # to a donor-advised fund by parity of the year: cash, lots at value [USD]
        ("carried_gifts", np.float64, (2, MAX_GIFT_YEARS)),  # above the limits, of cash and lots, the latest year first
        ("ordinary_income", np.float64, (MAX_YEARS,)),  # of each return filed: taxable income at ordinary rates
        ("counts_gifts", np.float64),  # 0 while a household without the portfolio is looked at, else 1
    ]
)
"""What one return hands to the next."""

ROLLOVERS = np.dtype(
    [
        ("transit", np.float64, (MAX_ROLLOVERS,)),  # paid to the person, waiting for its redeposit [USD]
        ("promised", np.float64, (MAX_ROLLOVERS,)),  # what the redeposit is to be [USD]
        ("parked", np.float64, (MAX_ROLLOVERS, 2)),  # units of cash that wait in the IRA and in the Roth IRA
    ]
)
"""Rollovers that have begun and not ended."""

TALLY = np.dtype(
    [
        ("items", np.float64, (2, len(TaxItem))),  # of the open returns, by parity of the year
        # where the strategy asks for the marginal rate: last year's items; this year's, while they are foreseen
        ("items_before", np.float64, (len(TaxItem),)),
        ("items_booked", np.float64, (len(TaxItem),)),
        ("withheld", np.float64, (2,)),  # tax paid at the source, by parity of the year
        ("terminal", np.float64, (len(Terminal),)),
        ("yearly", np.float64, (MAX_YEARS, len(Yearly))),  # a year's figures are written together
    ]
)
"""What is added up of each year: the items of its return, and the figures that a run hands out."""

MAX_PAID = 8
"""Month ends whose distributions are remembered: more than the law looks back."""

PAID = np.dtype([("qualified", np.float64), ("long_gains", np.float64), ("exempt", np.float64)])
"""Of a line's distribution, a unit [USD]: what depends on how long the share is held."""

TAXABLE = np.dtype(
    [
        ("is_empty", np.int64),  # 1 where all lines surely are without units
        ("all_waiting", np.float64),
        # All units of a line are kept beside the lots and touched only by cash flows, so that a harvest, which moves
        # units from one side to the other, cannot change wealth by a rounding.
        ("units", np.float64, (MAX_LINES,)),
        ("weight", np.float64, (MAX_LINES,)),  # target share of the lines' value
        ("replacement_units", np.float64, (MAX_LINES,)),
        ("swap", np.float64, (MAX_LINES,)),  # worth of a replacement over that of the security, 1 at the start
        ("waiting", np.float64, (MAX_LINES,)),  # part of the cash that waits to buy its line [USD]
        ("gaps", np.float64, (MAX_LINES,)),  # work space [USD]; the same in units; the lines that have one
        ("gap_units", np.float64, (MAX_LINES,)),
        ("with_gap", np.int64, (MAX_LINES,)),
        ("nua_order", np.int64, (MAX_ROLLOVERS,)),  # number of the lot that a rollover's employer stock became
        ("nua_a_unit", np.float64, (MAX_ROLLOVERS,)),  # its net unrealized appreciation [USD]
        # the latest month ends with distributions, each in the place of its month
        ("paid_day", np.int64, (MAX_PAID,)),
        ("paid_year", np.int64, (MAX_PAID,)),
        ("paid_row", np.int64, (MAX_PAID,)),
        ("paid", PAID, (MAX_PAID, MAX_LINES)),
        ("lots", OPEN_LOTS),
        ("pieces", lots_dtype(1)),  # of the sale that is being made
    ]
)
"""The taxable lines and their lots."""

SHELTERED = np.dtype(
    [
        # Shares are counted in terms of the total-return price.
        ("units", np.float64, (MAX_ACCOUNTS, MAX_SECURITIES)),
        ("is_empty", np.int64, (MAX_ACCOUNTS,)),  # surely: all of it went, and nothing was added since
        ("basis", np.float64, (MAX_ACCOUNTS,)),
        ("state_basis", np.float64, (MAX_ACCOUNTS,)),
        ("booked_of_units", np.float64, (MAX_ACCOUNTS,)),  # of what an HSA's units earned since the start [USD]
        ("roth_share", np.float64, (MAX_ACCOUNTS,)),
        ("early_share", np.float64, (MAX_ACCOUNTS,)),  # of an account, that the 10% can meet
        ("payments_left", np.int64, (MAX_ACCOUNTS,)),  # of an annuity that has begun to pay
        (
            "payment_excluded",
            np.float64,
            (MAX_ACCOUNTS,),
        ),  # of each, till the cost is recovered [USD; for life: share]
        ("annuitant", np.int64, (MAX_ACCOUNTS,)),  # whose life an annuity pays for
        ("life_payment", np.float64, (MAX_ACCOUNTS,)),  # a month [USD]
        ("life_share", np.float64, (MAX_ACCOUNTS,)),  # of it, for the other after the annuitant's death
        ("series_payment", np.float64, (MAX_ACCOUNTS,)),  # equal periodic ones, a month [USD]
        # of each person: limits on the year's contributions to plans, and what was paid in so far [USD]
        ("deferral_limit", np.float64, (2,)),
        ("catch_up_limit", np.float64, (2,)),
        ("pretax_limit", np.float64, (2,)),
        ("additions_limit", np.float64, (2,)),
        ("deferred", np.float64, (2,)),
        ("deferred_pretax", np.float64, (2,)),
        ("added", np.float64, (2,)),
        ("rmd_balance", np.float64, (MAX_ACCOUNTS,)),  # value at the last year end that counts for the RMD
        ("rmd_taken", np.float64, (MAX_ACCOUNTS,)),  # distributions of the year that count
        ("stocks", np.float64, (MAX_ACCOUNTS,)),  # work space of a rebalancing [USD]
        ("bonds", np.float64, (MAX_ACCOUNTS,)),
        ("bond_target", np.float64, (MAX_ACCOUNTS,)),
        ("rmd_is_open", np.int64),  # 0 where none of the year is surely missing any more
        ("roth_free", np.float64, (2,)),
        ("roth_clock", np.int64, (2,)),
        ("roth_converted", np.float64, (2, MAX_YEARS)),  # taxed by a conversion of the year, still in a Roth IRA [USD]
    ]
)
"""Plans, IRAs, annuities, Roth IRAs and HSAs."""

WASH = np.dtype(
    [
        ("order", np.int64),  # number of the latest purchase
        # the last two month ends, on which reinvested distributions bought in sheltered accounts
        ("latest_note", np.int64),
        ("n_notes", np.int64),
        ("note", np.int64, (2,)),  # which of all
        ("noted_day", np.int64, (2,)),
        ("noted_month", np.int64, (2,)),
        ("noted_year", np.int64, (2,)),
        ("noted_order", np.int64, (2,)),  # number of the first purchase
        ("noted_groups", np.int64),  # bit g where one of the two may have bought group g
        ("notes_read", np.int64, (MAX_ACCOUNTS,)),  # how many there were when each account's were written into the book
        ("last_bought", np.int64, (MAX_ACCOUNTS,)),  # day on which each account last bought otherwise
        ("noted_bought", np.float64, (2, MAX_SECURITIES)),  # by a share of the start, of what follows a yield
        ("share_left", np.float64, (2, MAX_ACCOUNTS)),  # of an account's units, since each of the two
        ("taken", np.int64, (2, MAX_ACCOUNTS * MAX_SECURITIES)),  # the note out of which each purchase was taken
        ("book", WASH_BOOK),
    ]
)
"""What the wash-sale rule remembers: purchases anywhere, losses that wait for one."""

POSITIONS = np.dtype([("taxable", TAXABLE), ("sheltered", SHELTERED), ("wash", WASH), ("tally", TALLY)])
"""What is held, and what buying and selling it goes through."""

STATE = np.dtype(
    [
        ("policy", POLICY),
        ("cash", CASH),
        ("lives", LIVES),
        ("spending", SPENDING),
        ("medicare", MEDICARE),
        ("taxes", TAXES),
        ("rollovers", ROLLOVERS),
        ("positions", POSITIONS),
    ]
)
