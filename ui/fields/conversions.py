"""A strategy's Roth conversions."""

from ui.fields import words
from ui.fields.field import DECIDE, Field, Kind
from ui.fields.law_words import NOT_EARLY

CONVERSIONS: dict[str, Field] = {
    "strategies[].conversion.kind": Field(
        "Converts to Roth",
        Kind.CHOICE,
        "What decides how much of the traditional IRAs is converted each December, after the RMD.",
        "Conversion income is ordinary; harvested losses offset $3,000 of it a year, and any gains of sales "
        "that pay its tax.",
        DECIDE,
        words.CONVERSION,
    ),
    "strategies[].conversion.first_year": Field(
        "First year",
        Kind.WHOLE,
        "First calendar year with a conversion. Empty: the plan's first.",
        "The years between work and Social Security or RMDs have room in low brackets.",
        DECIDE,
        may_be_empty=True,
    ),
    "strategies[].conversion.last_year": Field(
        "Last year",
        Kind.WHOLE,
        "Last calendar year with a conversion. Empty: the plan's last.",
        "From 63 on a conversion can raise the Medicare premium two years later.",
        DECIDE,
        may_be_empty=True,
    ),
    "strategies[].conversion.amount": Field(
        "Amount a year",
        Kind.USD,
        "What is converted each year, in today's dollars.",
        "All of it but nondeductible contributions is income of the year (IRC 408A(d)(3)).",
        DECIDE,
    ),
    "strategies[].conversion.bracket_rate": Field(
        "Bracket to fill [%]",
        Kind.PERCENT,
        "The rate of the bracket that conversions fill to its upper end.",
        "Income above the other income of the year is converted at this rate or less.",
        "10, 12, 22, 24, 32 or 35; see the brackets under Law.",
    ),
    "strategies[].conversion.irmaa_tier": Field(
        "Highest Medicare tier kept",
        Kind.WHOLE,
        "Conversions stop where the income would reach the next tier; 0 is no surcharge.",
        "One dollar above a tier's limit costs each person the whole surcharge two years later.",
        "0 to 4; see Medicare under Law.",
    ),
    "strategies[].conversion.withheld_share": Field(
        "Withheld as tax [%]",
        Kind.PERCENT,
        "Share of what leaves the IRA that is paid as tax and does not reach the Roth IRA.",
        "At 0 the tax is paid from cash and taxable accounts next April. "
        f"Before {NOT_EARLY}, 10% more on what is withheld.",
        DECIDE,
    ),
}
