"""What may be deducted, gifts to a donor-advised fund, a move, and changes of the law that a plan asks about."""

from sim.api.scenario import STATES
from ui.fields import words
from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

DEDUCTIONS: dict[str, Field] = {
    "household.deductions.property_tax": Field(
        "Property tax a year",
        Kind.USD,
        "Real estate tax on the homes you own, in today's dollars; it is part of your spending.",
        "With state income tax it is deducted up to $40,400 in 2026, less above $505,000 of income, $10,000 from 2030 "
        "(IRC 164(b)(6), (7)); the list counts where it is more than the standard deduction.",
        "The county's bill, or Schedule A, line 5b.",
    ),
    "household.deductions.mortgage_interest": Field(
        "Mortgage interest a year",
        Kind.USD,
        "Interest on the loan for your home, as far as it may be deducted (loans up to $750,000).",
        "It is deducted in full where you itemize (IRC 163(h)(3)).",
        "Form 1098, box 1, or Schedule A, line 8a.",
    ),
    "household.deductions.mortgage_until": Field(
        "Mortgage interest until",
        Kind.DATE,
        "The last month in which interest is paid; empty: to the plan's end.",
        "Once the loan is paid off, the standard deduction is often more.",
        "The lender's schedule of payments.",
        may_be_empty=True,
    ),
    "household.deductions.medical": Field(
        "Medical costs you pay yourself a year",
        Kind.USD,
        "What nobody pays back, HSAs neither: Medicare and insurance premiums, care, drugs, in today's dollars.",
        "What exceeds 7.5% of adjusted gross income is deducted where you itemize (IRC 213).",
        "Receipts and premium notices, or Schedule A, line 1.",
    ),
    "household.deductions.charity_cash": Field(
        "Gifts of cash to charities a year",
        Kind.USD,
        "Gifts by check or card, in today's dollars; they are part of your spending.",
        "Where you itemize they are deducted above 0.5% and up to 60% of income; beside the standard deduction $1,000, "
        "$2,000 on a joint return, from 2026 (IRC 170(b)(1)(G), (I), 170(p)).",
        "The charities' letters, or Schedule A, line 11.",
    ),
    "household.fund_gift.amount": Field(
        "Gift to a donor-advised fund a year",
        Kind.USD,
        "Given each December of the years below, on top of the spending target, in today's dollars.",
        "Shares held long are deducted at their value up to 30% of income, and nobody pays tax on their gain (IRC "
        "170(b)(1)(C)); what is above the limits is carried for five years.",
        DECIDE,
    ),
    "household.fund_gift.first_year": Field(
        "First year of the gift",
        Kind.WHOLE,
        "The first calendar year with this gift; empty: the plan's first.",
        "Several years' gifts in one high year can be worth more than one each year.",
        DECIDE,
        may_be_empty=True,
    ),
    "household.fund_gift.last_year": Field(
        "Last year of the gift",
        Kind.WHOLE,
        "The last calendar year with this gift; empty: the plan's last. The same year in both: one gift.",
        "The same.",
        DECIDE,
        may_be_empty=True,
    ),
    "household.fund_gift.gives_lots": Field(
        "Gives the shares that gained most",
        Kind.FLAG,
        "Whether lots held more than a year with the highest gain are given first; cash fills what they lack.",
        "A lot with a gain is worth more given than sold; one with a loss is better sold, and the loss used.",
        DECIDE,
    ),
    "household.move.date": Field(
        "Day of a move to another state",
        Kind.DATE,
        "The day on which the household moves; empty: it stays.",
        "Gains and conversions after the move are taxed by the new state; in the year of the move each state taxes its "
        "part of the year.",
        DECIDE,
        may_be_empty=True,
    ),
    "household.move.state": Field(
        "State moved to",
        Kind.CHOICE,
        "Where the household lives from then on.",
        "Nine states tax no wages, and California taxes gains like wages at up to 13.3%.",
        DECIDE,
        {"": "none", **{code: code for code in STATES}},
    ),
    "household.move.local_income_tax.place": Field(
        "County or city with an income tax there",
        Kind.TEXT,
        "The county or city of the new state whose income tax is counted; empty: none.",
        "It adds 1% to 4% in most of them.",
        "The page The law lists the places.",
    ),
    "household.move.local_income_tax.base": Field(
        "The new place's rates are on",
        Kind.CHOICE,
        "What a schedule of your own for the new place is on.",
        "Many cities tax wages alone.",
        "The instructions of the local return.",
        words.LOCAL_BASE,
    ),
    "household.move.local_income_tax.brackets[].rate": Field(
        "Rate", Kind.PERCENT, "The local rate from here on.", "A single rate begins at 0.", "The local ordinance."
    ),
    "household.move.local_income_tax.brackets[].over": Field(
        "Begins above", Kind.USD, "Income above which the rate holds.", "It may differ by filing status.", "The same."
    ),
    "household.move.local_income_tax.brackets[].over_joint": Field(
        "Begins above, joint return",
        Kind.USD,
        "The same on a joint return; empty: as beside it.",
        "Joint brackets are often wider.",
        "The same.",
        may_be_empty=True,
    ),
    "law_changes.benefit_cut": Field(
        "Social Security is cut by",
        Kind.PERCENT,
        "The share of every benefit that is no longer paid from a year on.",
        "The trustees' report of 2025 expects 77% of benefits to be payable once reserves are used up in 2033.",
        "A question to the plan, not a forecast.",
    ),
    "law_changes.benefit_cut_from": Field(
        "From the year",
        Kind.WHOLE,
        "The first calendar year of the cut; empty: the plan's first.",
        "The earlier, the more has to come out of savings.",
        "The trustees' yearly report (ssa.gov/oact/tr).",
        may_be_empty=True,
    ),
    "law_changes.rate_rise": Field(
        "Income tax rates rise by",
        Kind.PERCENT,
        "Points by which the rate of every federal bracket of ordinary income rises; those on long-term gains stay.",
        "Higher rates later make conversions now worth more, and losses better kept.",
        "A question to the plan, not a forecast.",
    ),
    "law_changes.rate_rise_from": Field(
        "Higher rates from the year",
        Kind.WHOLE,
        "The first calendar year of the higher rates; empty: the plan's first.",
        "The same.",
        YOUR_CHOICE,
        may_be_empty=True,
    ),
    "law_changes.ends_step_up": Field(
        "No new cost basis at a death",
        Kind.FLAG,
        "Whether survivors and heirs keep the cost of what was bought, instead of its value on the day of death.",
        "A gain deferred to a death is then taxed after all: harvesting is worth less.",
        "Proposed now and then; today IRC 1014 gives the new basis.",
    ),
    "law_changes.indexes_loss_limit": Field(
        "The yearly limit on losses grows with prices",
        Kind.FLAG,
        "Whether the $3,000 ($1,500 separate) of losses that other income takes each year grows with prices.",
        "The limit has stood since 1978; losses carried over would be used sooner.",
        "Proposed now and then; today IRC 1211(b) does not index it.",
    ),
}
