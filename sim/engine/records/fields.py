"""Axes of what a run hands out and of what a path works with: yearly and terminal fields, quotes, tax items."""

from enum import IntEnum, unique
from typing import Any

YEARLY_FIELDS = (
    "spending",  # after-tax spending delivered
    "spending_real",  # the same in dollars of the start: every month by its own price level
    "spending_target",  # what the household wanted to spend
    "spending_floor",  # what of it must be delivered for the year to be a success: all of a fixed target
    "outside_income",  # wages, benefits, pensions, annuities for life less what bought them, other gains; payroll
    "tax_ordinary",  # the year's regular tax on ordinary income
    "tax_gains",  # the year's regular tax on long-term gains and qualified dividends, stacked on top
    "tax_amt",
    "tax_niit",
    "tax_additional",  # 10% additional tax on early distributions, additional Medicare tax
    "tax_state",
    # income tax the household would owe on wages, pensions, benefits, gains from elsewhere; where lowering left out
    # the taxable accounts alone, on all but these
    "tax_without_portfolio",
    "premium_credit",  # premium tax credit before 65, positive; taken off the year's tax
    "irmaa",  # Medicare surcharges of the year
    "medicare_premiums",  # standard premiums of Part B, and those of Part D and a supplement: no tax, no spending
    "payroll_tax",  # Social Security and Medicare tax on wages, but for the additional Medicare tax
    "tax_paid",  # cash that left in the year for taxes, surcharges and premiums (a year's tax is paid the next April)
    "harvested_loss",  # losses realized by harvest trades, positive
    "harvested_gain",  # gains realized by gain-harvest trades, positive
    "wash_deferred",  # losses disallowed and added to a replacement's basis
    "wash_permanent",  # losses disallowed for good: the replacement sits in an IRA or a plan
    "loss_used_gains",  # losses of the year and carried in that offset gains
    "loss_used_income",  # losses that offset ordinary income, up to the yearly limit
    "carryover_expired",  # unused loss that ended with a death
    "carryover",  # unused loss carried out of the year, both characters
    "rmd",  # required minimum distribution of the year
    "converted",  # moved from traditional IRAs to Roth IRAs
    "roth_not_qualified",  # of Roth distributions: conversions under the 10% again, and earnings that are income
    "charity_gifts",  # from IRAs to charity, not income; part of `spending` and its target
    "hsa_earnings",  # inside HSAs: income only where the state knows no HSA (California, New Jersey), else 0
    "medical_from_hsa",  # medical costs that HSAs paid, free of tax
    "withdrawn_pretax",  # all distributions from plans, IRAs and annuities
    "trading_cost",
    "balance_taxable",  # year-end values
    "balance_pretax",
    "balance_roth",
    "balance_other",  # HSA, annuity and savings
    "taxable_basis",  # year-end cost basis of the taxable accounts
)
"""Nominal USD a year (balances: nominal USD at the year's end)."""

TERMINAL_FIELDS = (
    "wealth_before_tax",  # everything owned at the horizon, before any tax on it
    "liquidation_tax",  # tax if all of it were cashed over the plan's `cash_out_years`
    "liquidation_tax_at_once",  # the same in one year: gains realized at once, pretax money at the heirs' rate
    "after_tax_wealth",  # wealth_before_tax - liquidation_tax, less the last year's open tax
    "heirs_wealth",  # what heirs keep: taxable lots stepped up, pretax money at the heirs' rate over ten years
    "heirs_income_tax",  # heirs' income tax in it
    "estate_tax",
    "charity",  # what charity gets of the pretax money, no part of what heirs keep
    "end_year",  # calendar year at whose end the path closes: the plan's last, or that of the last death
    "wash_book_forgotten",  # a count: purchases and losses that the list of open wash sales had no room for
    "lot_merges",  # a count: how often a full row of lots had two of them merged
    "open_tax",  # tax of the last year, due after the horizon; already taken off the two wealth figures
)
"""Nominal USD at the horizon, but for the year and the count."""


def is_balance(field: str) -> bool:
    """Return whether a yearly field is a value at the year's end, not a flow of the year."""
    return field.startswith("balance_") or field in ("taxable_basis", "carryover")


def _positions(name: str, fields: tuple[str, ...]) -> Any:
    """Return an IntEnum that gives each field its position."""
    return IntEnum(name, [field.upper() for field in fields], start=0)


Yearly = _positions("Yearly", YEARLY_FIELDS)
"""Position of each yearly field on the field axis."""

Terminal = _positions("Terminal", TERMINAL_FIELDS)
"""Position of each terminal field on the field axis."""


@unique
class Quote(IntEnum):
    """Rows of a step's quotes (5, n_securities)."""

    PRICE = 0  # of a share, after the step's distribution [USD]
    TOTAL_RETURN = 1  # price of a share with every distribution reinvested [USD]
    EARNED = 2  # distributions and interest of such a share since the start [USD], where a state taxes them in HSAs
    DISTRIBUTION = 3  # at a month end, of a share, over the price after it
    SWAP = 4  # of a line with a replacement: worth of the replacement over that of the security, 1 at the start


@unique
class TaxItem(IntEnum):
    """What a year's return is made of, nominal USD; two years are open at once (a return is filed the next April)."""

    INTEREST = 0
    DIVIDENDS = 1
    QUALIFIED = 2
    PENSION = 3
    ANNUITY = 4
    IRA = 5
    EARLY = 6
    HSA = 7
    HSA_EARLY = 8
    SOCIAL_SECURITY = 9
    WAGES1 = 10
    WAGES2 = 11
    SHORT_TERM = 12
    LONG_TERM = 13
    LOSSES = 14  # gross allowed losses, positive
    NUA = 15  # of the long-term gains
    QCD = 16  # of what left plans and IRAs
    HSA_EARNINGS = 17  # distributions and interest inside HSAs, where the state taxes them
    HSA_GAINS = 18  # realized there, signed
    OUTSIDE_SHORT = 19  # of the short-term gains, those from elsewhere
    OUTSIDE_LONG = 20
    ONCE = 21  # of what left plans and IRAs, conversions and rollovers: what the next year need not bring again
    PENSION2 = 22  # the second person's part of the items above
    ANNUITY2 = 23
    IRA2 = 24
    QCD2 = 25
    SOCIAL_SECURITY2 = 26
    PLAN = 27  # of what left plans and IRAs, from employers' plans
    PLAN2 = 28
    TREASURY = 29  # of funds' distributions, interest that no state taxes; not in the dividends
    EXEMPT = 30  # interest that is no federal income
    OTHER_STATES = 31  # of it, from bonds of other states
    REIT = 32  # of the dividends, from real estate trusts
    FOREIGN_TAX = 33  # that funds paid; in the dividends too
    FOREIGN_INCOME = 34  # of the dividends, from foreign sources
