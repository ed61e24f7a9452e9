"""How long people live, and what a survivor has."""

from ui.fields import words
from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

LIVES: dict[str, Field] = {
    "household.lives.kind": Field(
        "How long people live",
        Kind.CHOICE,
        "To the plan's end, to a year you name, or to a year drawn on every path from a life table.",
        "A survivor files as single, keeps the larger benefit; lots are stepped up, a carryover ends with its owner.",
        DECIDE,
        words.LIVES,
    ),
    "household.lives.survivor_spending_share": Field(
        "Survivor's spending [%]",
        Kind.PERCENT,
        "What one of two people spends after the other's death, as a share of the couple's target.",
        "A survivor needs less but pays tax in narrower brackets.",
        "Two thirds to four fifths is common.",
    ),
    "household.people[].sex": Field(
        "Sex (life table)",
        Kind.CHOICE,
        "For random lives only. Empty: the mean of both tables.",
        "Women live longer; the longer life decides how long the money must last.",
        YOUR_CHOICE,
        words.SEX,
        may_be_empty=True,
    ),
    "household.people[].dies_in": Field(
        "Dies at the end of (year)",
        Kind.WHOLE,
        "For lives by date only: the last calendar year of the life. Empty: outlives the plan.",
        "Shows what a first death does to tax, benefits and harvested losses.",
        YOUR_CHOICE,
        may_be_empty=True,
    ),
    "household.people[].social_security.takes_spousal": Field(
        "A spouse's benefit on top",
        Kind.FLAG,
        "Whether half of the other's full benefit is paid where it exceeds the person's own.",
        "It starts once both have claimed, and is lower before full retirement age (42 USC 402(b), (q)).",
        "Your Social Security statement, section for spouses.",
    ),
    "household.people[].pensions[].investment": Field(
        "What it cost",
        Kind.USD,
        "Your own after-tax contributions to it when it began. 0: the employer paid all, or from pretax pay.",
        "They come back free of tax in equal parts over 160 to 410 months (Simplified Method, IRC 72(d)).",
        "Form 1099-R, box 9b, or the plan's statement.",
    ),
    "household.people[].pensions[].survivor_share": Field(
        "To the survivor [%]",
        Kind.PERCENT,
        "Share of the pension that goes on to the surviving spouse.",
        "It decides what the survivor must withdraw.",
        "The pension's benefit statement.",
    ),
}
