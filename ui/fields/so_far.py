"""The year so far: what the plan's first year brought before the plan's first day."""

from ui.fields.field import Field, Kind

SHARE = "Left empty it is the share of the year that is over. It is on the year's return, and is not received again."

SO_FAR: dict[str, Field] = {
    "household.people[].wages.so_far": Field(
        "Wages so far this year",
        Kind.USD,
        "Wages of the plan's first year that were paid before the plan's start.",
        SHARE,
        "The last pay stub before the start: year to date, taxable wages.",
        may_be_empty=True,
    ),
    "holdings.accounts[].paid_so_far": Field(
        "Paid out so far this year",
        Kind.USD,
        "What this plan or IRA paid out in the plan's first year before its start, taxed as a whole.",
        "It is income of the year and counts toward its required distribution.",
        "The account's activity since January 1.",
    ),
    "household.so_far.interest": Field(
        "Interest so far this year",
        Kind.USD,
        "Taxable interest of the year before the plan's start, without that of funds.",
        SHARE,
        "Bank and brokerage statements: interest, year to date.",
        may_be_empty=True,
    ),
    "household.so_far.ordinary_dividends": Field(
        "Dividends so far this year",
        Kind.USD,
        "Dividends of the taxable accounts before the plan's start, qualified ones among them.",
        SHARE,
        "Brokerage statement: dividends, year to date.",
        may_be_empty=True,
    ),
    "household.so_far.qualified_dividends": Field(
        "Qualified dividends so far",
        Kind.USD,
        "What of these dividends is qualified.",
        "They are taxed like long-term gains. Left empty, it is the funds' own share.",
        "Last year's Form 1099-DIV, boxes 1a and 1b, shows the share.",
        may_be_empty=True,
    ),
    "household.so_far.gains_short": Field(
        "Short-term gains so far this year",
        Kind.USD,
        "Realized before the plan's start, less losses; a loss is negative.",
        "A loss harvested now is set against them in the same year. Left empty, none but gains from elsewhere by their "
        "share.",
        "Your broker's page of realized gains.",
        may_be_empty=True,
    ),
    "household.so_far.gains_long": Field(
        "Long-term gains so far this year",
        Kind.USD,
        "Realized before the plan's start, less losses, with funds' distributions of gains; a loss is negative.",
        "A loss harvested now is set against them in the same year. Left empty, none but gains from elsewhere by their "
        "share and what funds distribute.",
        "Your broker's page of realized gains.",
        may_be_empty=True,
    ),
    "household.so_far.withheld": Field(
        "Income tax paid so far this year",
        Kind.USD,
        "Federal and state income tax of the year that was withheld or paid in before the plan's start.",
        "Next April asks only for what is missing. Left empty, it is the share of the year that is over of the tax on "
        "a year like it, nothing on gains and distributions.",
        "The last pay stub, and estimated payments (Form 1040-ES).",
        may_be_empty=True,
    ),
}
