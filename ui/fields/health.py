"""Medicare surcharges and health insurance before 65."""

from ui.fields.field import YOUR_CHOICE, Field, Kind

HEALTH: dict[str, Field] = {
    "household.medicare.magi_two_years_before": Field(
        "MAGI two years before the plan",
        Kind.USD,
        "Adjusted gross income and tax-exempt interest of the year two before the plan's first. Empty: not known.",
        "The Medicare premium of the plan's first year is set by it; empty means no surcharge in that year.",
        "Form 1040 of that year, lines 11 and 2a.",
        may_be_empty=True,
    ),
    "household.medicare.magi_year_before": Field(
        "MAGI of the year before the plan",
        Kind.USD,
        "The same of the year before the plan's first. Empty: not known.",
        "The Medicare premium of the plan's second year is set by it.",
        "Form 1040 of that year, lines 11 and 2a.",
        may_be_empty=True,
    ),
    "household.medicare.pays_part_b": Field(
        "Pays the Part B premium beside spending",
        Kind.FLAG,
        "Whether the standard Medicare premium is paid from 65 on, on top of the spending above.",
        "Social Security takes it off the benefit, so neither the gross benefit nor card statements show it.",
        "Off where your spending holds it already.",
    ),
    "household.medicare.other_premiums": Field(
        "Part D and supplement premiums a year",
        Kind.USD,
        "What each person on Medicare pays for drugs and a supplement, beside spending, in today's dollars.",
        "From 65 on it comes out of the accounts every month, as the Part B premium does.",
        "The insurers' yearly notices. 0 where your spending holds it already.",
    ),
    "household.medicare.appeals": Field(
        "Appeals the Medicare surcharge when work ends or a spouse dies (form SSA-44)",
        Kind.FLAG,
        "Whether the household asks for its lower income to count after a person stops working or dies.",
        "Income before the event no longer raises the premium of its year and of the two after it.",
        YOUR_CHOICE,
    ),
    "household.medical_from_hsa": Field(
        "Medical costs paid from HSAs a year",
        Kind.USD,
        "The part of your spending that is medical and that HSAs pay, month by month, while they last.",
        "For medical costs HSA money comes out free of tax (IRC 223(f)(1)); for anything else it is income.",
        "Premiums of Medicare, dental, drugs and what insurance leaves to you.",
    ),
    "household.marketplace.benchmark_premium": Field(
        "Benchmark premium a year before 65",
        Kind.USD,
        "Second lowest cost silver plan on the Marketplace, per person and year, today's dollars. 0: not insured "
        "there.",
        "The credit ends at 400% of the poverty line: one dollar of conversion or gain above it costs all of it.",
        "Form 1095-A column B, or the plan finder of the Marketplace.",
    ),
    "household.marketplace.premium": Field(
        "Premium paid a year before 65",
        Kind.USD,
        "Premium of your own plan, per person and year, today's dollars, before any credit.",
        "The credit is never higher. The spending target must include this premium.",
        "Form 1095-A column A.",
    ),
}
