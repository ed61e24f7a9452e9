"""The rollover: accounts, dates, shares and what the cash buys."""

from ui.fields import words
from ui.fields.field import DECIDE, Field, Kind
from ui.fields.law_words import NOT_EARLY, WASH_DAYS

ROLLOVER: dict[str, Field] = {
    "rollovers[].from_account": Field(
        "From (401(k))",
        Kind.ACCOUNT,
        "The plan that is rolled over.",
        "Its money leaves on the date below. A 60-day rollover may also start from a traditional IRA, once a year.",
        "401(k) statement.",
    ),
    "rollovers[].to_account": Field(
        "To (traditional IRA)",
        Kind.ACCOUNT,
        "The IRA of the same person that receives the pretax money.",
        "A direct rollover to it is not taxed (IRC 402(c)).",
        "Your IRA; enter an empty one under Accounts if it is new.",
        may_be_empty=True,
    ),
    "rollovers[].to_roth_account": Field(
        "After-tax and Roth money to (Roth IRA)",
        Kind.ACCOUNT,
        "The Roth IRA that receives after-tax and Roth money. Empty if the plan has none.",
        "Sent at the same time, it is free of tax (Notice 2014-54).",
        "Your Roth IRA.",
        may_be_empty=True,
    ),
    "rollovers[].to_taxable_account": Field(
        "Employer stock to (taxable account)",
        Kind.ACCOUNT,
        "The taxable account that receives the employer stock, share for share.",
        "What the stock cost the plan is income now; its growth in the plan is a long-term gain whenever it is sold "
        "(IRC 402(e)(4)(B)), which harvested losses offset.",
        "Any brokerage account of yours; the plan's form 1099-R, box 6, shows the appreciation.",
        may_be_empty=True,
    ),
    "rollovers[].date": Field(
        "Date of the rollover",
        Kind.DATE,
        "The day the money leaves the plan.",
        f"What is bought that day can make losses taken {WASH_DAYS} before or after it wash sales.",
        DECIDE,
    ),
    "rollovers[].method": Field(
        "How it moves",
        Kind.CHOICE,
        "Directly in cash or in kind, to a Roth IRA, employer stock as shares, through your own hands, or not at all.",
        "Cash buys shares in the IRA, and those purchases can destroy losses for good (Rev. Rul. 2008-5).",
        "The plan's distribution form.",
        words.ROLLOVER_METHOD,
    ),
    "rollovers[].buys[].symbol": Field(
        "Buys",
        Kind.SYMBOL,
        "What the rollover cash buys.",
        "The same fund as one sold at a loss destroys that loss.",
        DECIDE,
    ),
    "rollovers[].buys[].weight": Field(
        "Weight [%]", Kind.PERCENT, "Share of the cash.", "The weights must add to 100%.", DECIDE
    ),
    "rollovers[].share": Field(
        "Share that moves [%]",
        Kind.PERCENT,
        "How much of the account is rolled over; the same share of every position and of its after-tax part.",
        "What stays in the plan keeps the rule of 55; what moves to the IRA loses it.",
        DECIDE,
    ),
    "rollovers[].reinvest_date": Field(
        "Invested again on",
        Kind.DATE,
        "Day on which the cash buys in the IRA. Empty: on the rollover date.",
        "Days out of the market miss its return, good or bad; purchases count for wash sales "
        f"{WASH_DAYS} before and after them.",
        "The IRA custodian: how long a check takes.",
        may_be_empty=True,
    ),
    "rollovers[].redeposit_date": Field(
        "Money reaches the IRA on",
        Kind.DATE,
        "Day on which the money is put into the IRA.",
        "Day 60 after the payment is the last one that counts; on day 61 all of it is income (IRC 402(c)(3)).",
        DECIDE,
        may_be_empty=True,
    ),
    "rollovers[].redeposited_share": Field(
        "Put into the IRA [%]",
        Kind.PERCENT,
        "Share of the pretax money that is put back: 100% with the withheld part replaced, 80% without it.",
        f"What is missing is income of the year, before {NOT_EARLY} with 10% on top (rule of 55 excepted).",
        DECIDE,
    ),
    "rollovers[].loan_balance": Field(
        "Loan still owed",
        Kind.USD,
        "What of the plan's loan is not paid back when you leave work.",
        "It is income of that year, though nothing is paid to you, unless you put as much into an IRA from other money "
        "by the day that year's return is due, extended (IRC 402(c)(3)(C)).",
        "The plan's loan statement: balance on your last day.",
    ),
    "rollovers[].replaced_from": Field(
        "Withheld part replaced from",
        Kind.ACCOUNT,
        "Account that pays the missing part. Empty: uninvested cash, then taxable lots.",
        "Taxable lots realize gains, which harvested losses absorb; a withdrawal from another IRA is income itself.",
        DECIDE,
        may_be_empty=True,
    ),
}
