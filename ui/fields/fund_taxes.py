"""What distributions are made of, and how lots came into the household: the rare columns of the page Holdings."""

from ui.fields import words
from ui.fields.field import Field, Kind

FUND_LETTER = "The fund firm's year-end tax letter"

FUND_TAXES: dict[str, Field] = {
    "holdings.lots[].came_by": Field(
        "How you came by it",
        Kind.CHOICE,
        "Were these shares bought, inherited or given to you?",
        "An inherited lot is always long-term (IRC 1223(9)); a gift keeps the donor's basis for a gain (IRC 1015).",
        "Your papers: estate account, gift letter.",
        words.CAME_BY,
    ),
    "holdings.lots[].donor_basis": Field(
        "Gift: donor's basis, whole lot",
        Kind.USD,
        "What counted as the donor's cost on the day of the gift. The cost basis is then the value of that day.",
        "A gain is counted from the donor's basis, a loss from the lower of the two; between them there is neither.",
        "Ask the donor, or the broker that received the shares.",
        may_be_empty=True,
    ),
    "holdings.lots[].donor_acquired": Field(
        "Gift: donor held it since",
        Kind.DATE,
        "The day from which the donor held the shares; empty: nobody knows, and the day of the gift counts.",
        "The donor's time counts as yours, but not for a loss counted from the value of the day (IRC 1223(2)).",
        "Ask the donor, or the broker that received the shares.",
        may_be_empty=True,
    ),
    "securities[].treasury_share": Field(
        "Treasury interest [%]",
        Kind.PERCENT,
        "How much of the distributions is interest on US Treasuries.",
        "No state taxes it (31 USC 3124); on the federal return it is an ordinary dividend.",
        f"{FUND_LETTER}: income from US government obligations.",
    ),
    "securities[].treasury_assets": Field(
        "Treasuries in the fund [%]",
        Kind.PERCENT,
        "The least share of the fund's assets that was in Treasuries at the end of a quarter; empty: as of its income.",
        "California, Connecticut and New York let the interest be only where it is half of the assets or more.",
        f"{FUND_LETTER}: the note on California, Connecticut and New York.",
        may_be_empty=True,
    ),
    "securities[].exempt_share": Field(
        "Tax-exempt interest [%]",
        Kind.PERCENT,
        "How much of the distributions is interest on municipal bonds.",
        "It is no federal income (IRC 103), but counts for Social Security, Medicare and the premium credit.",
        "Form 1099-DIV, box 12, over boxes 1a and 12 together.",
    ),
    "securities[].own_state_share": Field(
        "Of it, your own state's [%]",
        Kind.PERCENT,
        "How much of the tax-exempt interest comes from bonds of your own state.",
        "States with an income tax take interest on other states' bonds.",
        f"{FUND_LETTER}: exempt interest by state.",
    ),
    "securities[].declares_daily": Field(
        "Exempt interest accrues daily",
        Kind.FLAG,
        "Does the fund declare its exempt interest every day? Most mutual funds do, exchange-traded funds do not.",
        "If not, a loss on shares held six months or less shrinks by the exempt interest received (IRC 852(b)(4)(B)).",
        "Prospectus: dividends.",
    ),
    "securities[].reit_share": Field(
        "Real estate dividends [%]",
        Kind.PERCENT,
        "How much of the distributions is dividends of real estate trusts that count as business income.",
        "A fifth of them is deducted (IRC 199A(b)(1)(B)).",
        "Form 1099-DIV, box 5 over box 1a.",
    ),
    "securities[].foreign_share": Field(
        "From abroad [%]",
        Kind.PERCENT,
        "How much of the distributions comes from foreign sources.",
        "The credit for foreign tax is at most the tax on that income (IRC 904(a)).",
        f"{FUND_LETTER}: foreign source income.",
    ),
    "securities[].foreign_tax_share": Field(
        "Foreign tax [%]",
        Kind.PERCENT,
        "Tax that the fund paid abroad, as a percentage of what it distributed to you.",
        "It is added to your dividends and credited against your tax (IRC 853, 901).",
        "Form 1099-DIV, box 7 over box 1a less box 7.",
    ),
    "securities[].short_gain_rate": Field(
        "Short-term gains a year [%]",
        Kind.PERCENT,
        "Short-term gains that the fund distributes each December, as a percentage of its price.",
        "They are taxed like wages, and no loss of yours offsets them but up to the yearly limit (IRC 852(b)(3)(B)).",
        "The fund's distribution history, over the price of the day.",
    ),
    "securities[].long_gain_rate": Field(
        "Long-term gains a year [%]",
        Kind.PERCENT,
        "Long-term gains that the fund distributes each December, as a percentage of its price.",
        "They are your long-term gains, however long you held the fund, and harvested losses offset them.",
        "The fund's distribution history, over the price of the day; Form 1099-DIV, box 2a.",
    ),
    "securities[].announced_on": Field(
        "Announced: ex-day",
        Kind.DATE,
        "The ex-dividend day of gains that the fund has announced for this year or the next; empty: none.",
        "What is announced takes the place of that year's yearly gains, and is paid at that month's end.",
        "The fund firm's list of estimated year-end distributions.",
        may_be_empty=True,
    ),
    "securities[].announced_short_rate": Field(
        "Announced: short-term [%]",
        Kind.PERCENT,
        "Short-term gains announced, as a percentage of the fund's price.",
        "They are taxed like wages; shares sold before the day are not paid them.",
        "The fund firm's list of estimated year-end distributions.",
    ),
    "securities[].announced_long_rate": Field(
        "Announced: long-term [%]",
        Kind.PERCENT,
        "Long-term gains announced, as a percentage of the fund's price.",
        "They are long-term gains of this year; shares sold before the day are not paid them.",
        "The fund firm's list of estimated year-end distributions.",
    ),
}
