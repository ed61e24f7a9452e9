"""Accounts, lots and securities."""

from ui.fields import words
from ui.fields.field import DECIDE, STATEMENT, YOUR_CHOICE, Field, Kind
from ui.fields.law_words import NOT_EARLY, WASH_DAYS

HOLDINGS: dict[str, Field] = {
    "holdings.accounts[].id": Field(
        "Id", Kind.TEXT, "A short name the lots refer to.", "It ties lots and rollover to the account.", "Made for you."
    ),
    "holdings.accounts[].name": Field(
        "Account",
        Kind.TEXT,
        "A name for the account.",
        "Shown on every page. No account number is needed.",
        YOUR_CHOICE,
    ),
    "holdings.accounts[].type": Field(
        "Type",
        Kind.CHOICE,
        "What kind of account it is.",
        "Only a taxable account has gains and losses; inside a 401(k), an IRA or an annuity none exist.",
        "Top of the statement.",
        words.ACCOUNT_TYPE,
    ),
    "holdings.accounts[].owner": Field(
        "Owner",
        Kind.CHOICE,
        "Whose account it is.",
        "A rollover stays with its owner; required distributions follow the owner's age.",
        "Name on the statement.",
        words.OWNER,
    ),
    "holdings.accounts[].cash": Field(
        "Cash",
        Kind.USD,
        "Money not invested.",
        "It is spent before anything has to be sold.",
        f"{STATEMENT}: cash, sweep or money market balance.",
    ),
    "holdings.accounts[].reinvests_dividends": Field(
        "Reinvests dividends",
        Kind.FLAG,
        "Do dividends buy more of the fund that pays them?",
        "A reinvested dividend is a purchase: "
        f"within {WASH_DAYS} of a loss sale it makes part of that sale a wash sale.",
        "Account settings: dividends and capital gains.",
    ),
    "holdings.accounts[].after_tax_amount": Field(
        "401(k): after-tax part",
        Kind.USD,
        "After-tax contributions inside the 401(k), without their earnings. 0 for other accounts.",
        "It can go to a Roth IRA free of tax in the rollover (Notice 2014-54).",
        "401(k) statement: balance by source, after-tax.",
    ),
    "holdings.accounts[].is_of_present_employer": Field(
        "401(k): plan of the present employer",
        Kind.FLAG,
        "Is it the plan of the company the owner works for, of which the owner has at most 5%?",
        "It requires no distribution before the year in which work ends (IRC 401(a)(9)(C)(ii)).",
        "401(k) statement: the employer's name.",
    ),
    "holdings.accounts[].roth_contributions": Field(
        "Roth IRA: contributions",
        Kind.USD,
        "Contributions in it, and conversions more than five years old. Empty: all of it.",
        f"They come out first and free; then conversions, before {NOT_EARLY} with 10% for five years; then earnings.",
        "Forms 5498, box 10, and your Forms 8606.",
        may_be_empty=True,
    ),
    "holdings.accounts[].roth_opened": Field(
        "Roth IRA: since year",
        Kind.WHOLE,
        "Year of your first contribution to any Roth IRA. Empty: more than five years ago.",
        f"Earnings are free of tax from {NOT_EARLY} on once five years have passed (IRC 408A(d)(2)).",
        "Your first Form 5498 for a Roth IRA.",
        may_be_empty=True,
    ),
    "holdings.accounts[].pays_from": Field(
        "Annuity: pays from",
        Kind.DATE,
        "Month in which the annuity begins to pay monthly. Empty: only withdrawals.",
        "Of a payment a part is your investment and free of tax (IRC 72(b)); of a withdrawal the gain comes first.",
        DECIDE,
        may_be_empty=True,
    ),
    "holdings.accounts[].pays_years": Field(
        "Annuity: for years",
        Kind.WHOLE,
        "Over how many years the installments are paid; each is the value over the months that are left.",
        "The longer, the smaller the part of each that is free of tax.",
        "The contract's payout options.",
    ),
    "holdings.accounts[].pays_for": Field(
        "Annuity: pays",
        Kind.CHOICE,
        "Over a number of years, or until your death (or your spouse's, with a survivor's share).",
        "For life the insurer keeps the contract's value: it pays as long as you live, and nothing is left for heirs.",
        "The contract's payout options.",
        words.ANNUITY_TERM,
    ),
    "holdings.accounts[].payout_rate": Field(
        "Annuity for life: payout [%]",
        Kind.PERCENT,
        "Payments of a year as a percentage of the contract's value when they begin; they stay level.",
        "Your investment over payment times life expectancy (Reg. 1.72-9) is the part of each that is free of tax.",
        "The insurer's quote: monthly payment times 12, over the amount paid for it.",
        may_be_empty=True,
    ),
    "holdings.accounts[].pays_survivor_share": Field(
        "Annuity for life: survivor [%]",
        Kind.PERCENT,
        "What goes on to your spouse after your death, as a percentage of the payments. 0: they end with you.",
        "The longer two lives are expected to last, the smaller the part of each payment that is free of tax.",
        "The contract's payout options: joint and survivor.",
    ),
    "holdings.accounts[].roth_amount": Field(
        "401(k): Roth part",
        Kind.USD,
        "Value of the designated Roth part of the 401(k). 0 for other accounts.",
        "It rolls to a Roth IRA and is not taxed later.",
        "401(k) statement: balance by source, Roth.",
    ),
    "holdings.lots[].account": Field(
        "Account",
        Kind.ACCOUNT,
        "The account that holds the shares.",
        "The same loss is usable in a taxable account and does not exist in an IRA.",
        "Heading of the statement.",
    ),
    "holdings.lots[].symbol": Field(
        "Symbol", Kind.SYMBOL, "Ticker of what is held.", "It links the lot to its price and replacement.", STATEMENT
    ),
    "holdings.lots[].quantity": Field(
        "Shares", Kind.NUMBER, "Shares in this lot.", "Shares times price is today's value.", f"{STATEMENT}: quantity."
    ),
    "holdings.lots[].acquired": Field(
        "Acquired",
        Kind.DATE,
        "The day these shares were bought (trade date).",
        f"More than one year makes a gain or loss long-term; {WASH_DAYS} matter for wash sales.",
        "Lot details or cost basis view: open date, date acquired.",
    ),
    "holdings.lots[].cost_basis": Field(
        "Cost basis, whole lot",
        Kind.USD,
        "What the lot cost in all, not per share.",
        "Value less basis is the gain or loss there is to harvest.",
        "Lot details: cost basis (adjusted, after earlier wash sales).",
    ),
    "securities[].symbol": Field(
        "Symbol",
        Kind.TEXT,
        "Ticker, or any short name.",
        "Lots, replacements and the rollover refer to it.",
        STATEMENT,
    ),
    "securities[].name": Field("Name", Kind.TEXT, "Full name.", "Only shown back to you.", STATEMENT),
    "securities[].asset_class": Field(
        "Asset class",
        Kind.CHOICE,
        "What it mostly holds.",
        "Expected return, volatility and correlation come from the class.",
        "Fund fact sheet.",
        words.ASSET_CLASS,
    ),
    "securities[].price": Field(
        "Price",
        Kind.USD,
        "Price per share on the plan's first day.",
        "It says which lots are below cost.",
        f"{STATEMENT}: price or NAV.",
    ),
    "securities[].dividend_yield": Field(
        "Yield [%]",
        Kind.PERCENT,
        "Distributions a year as a percentage of price.",
        "They are taxed each year in a taxable account and, reinvested, make new lots.",
        "Fund fact sheet: distribution or 30-day SEC yield.",
    ),
    "securities[].qualified_share": Field(
        "Qualified [%]",
        Kind.PERCENT,
        "How much of the distributions are qualified dividends.",
        "Qualified dividends are taxed at 0, 15 or 20%; the rest like wages.",
        "Form 1099-DIV, box 1b over box 1a.",
    ),
    "securities[].expense_ratio": Field(
        "Fund cost [%]",
        Kind.PERCENT,
        "Yearly cost of the fund as a percentage of value.",
        "A replacement with higher costs eats up the savings.",
        "Fund fact sheet: expense ratio.",
    ),
    "securities[].own_volatility": Field(
        "Own risk [%]",
        Kind.PERCENT,
        "A single stock's yearly volatility in addition to that of its class.",
        "All single stocks share their class's ups and downs; this comes on top, for each company by itself.",
        "Your guess: large companies 15 to 25, small ones 30 to 50.",
    ),
    "securities[].identity_group": Field(
        "Identity group",
        Kind.TEXT,
        "Securities that share a group count as substantially identical; empty: identical only to itself.",
        f"Buying from the same group within {WASH_DAYS} makes it a wash sale (IRC 1091).",
        "Your judgment: funds on one index are commonly grouped. No ruling settles it.",
        may_be_empty=True,
    ),
    "securities[].replacement": Field(
        "Replacement",
        Kind.SYMBOL,
        "What a harvest buys instead, the same day. Empty: this security is never harvested.",
        "It keeps you in the market; it must be of another identity group and the same asset class.",
        DECIDE,
        may_be_empty=True,
    ),
    "securities[].is_employer_stock": Field(
        "Employer stock",
        Kind.FLAG,
        "Is it stock of the plan's employer?",
        "Inside the plan it cannot be harvested, and net unrealized appreciation rules may apply.",
        "401(k) statement.",
    ),
    "securities[].is_annuity": Field(
        "Annuity", Kind.FLAG, "Is it an annuity contract?", "An annuity cannot be harvested.", "The contract."
    ),
}
