"""What becomes of the spending target year by year, and payments beside it."""

from ui.fields import words
from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

GUYTON_KLINGER = "Guyton and Klinger (2006), Journal of Financial Planning 19(3)"

SPENDING: dict[str, Field] = {
    "household.spending_rule.kind": Field(
        "Spending follows",
        Kind.CHOICE,
        "The target in today's dollars; or guardrails that cut and raise it; or a share of the portfolio.",
        "A rule that cuts spending makes the money last longer; what counts as success is then its floor.",
        DECIDE,
        words.SPENDING_RULE,
    ),
    "household.spending_rule.later_life": Field(
        "Later in life",
        Kind.CHOICE,
        "How the target changes with the first person's age, beyond prices.",
        "People spend less in real terms as they age: about 1% a year (Blanchett 2014). His smile rises again late in "
        "life; later work finds the steady fall, not the smile, within households.",
        DECIDE,
        words.LATER_LIFE,
    ),
    "household.spending_rule.decline_rate": Field(
        "Falls by a year [%]",
        Kind.PERCENT,
        "Real fall of the target in each year after the age next to it.",
        "1% a year over 20 years lowers spending by 18%.",
        "Blanchett (2014), Journal of Financial Planning 27(5): about 1%.",
    ),
    "household.spending_rule.decline_from_age": Field(
        "After age",
        Kind.WHOLE,
        "The target falls in each year in which the first person reaches a higher age.",
        "The earlier it begins, the more can be spent before.",
        DECIDE,
    ),
    "household.spending_rule.cut_above": Field(
        "Cut if above the first rate by [%]",
        Kind.PERCENT,
        "Spending is cut when the withdrawal rate exceeds the first one by more than this share of it.",
        "A tight rail cuts early and often; a wide one lets the portfolio run down.",
        f"{GUYTON_KLINGER}: 20%.",
    ),
    "household.spending_rule.cut_share": Field(
        "Cut by [%]",
        Kind.PERCENT,
        "By how much spending is cut.",
        "One cut lowers every later year too.",
        f"{GUYTON_KLINGER}: 10%.",
    ),
    "household.spending_rule.raise_below": Field(
        "Raise if below the first rate by [%]",
        Kind.PERCENT,
        "Spending is raised when the withdrawal rate is lower than the first one by more than this share of it.",
        "Without it good markets go to the heirs and not into spending.",
        f"{GUYTON_KLINGER}: 20%.",
    ),
    "household.spending_rule.raise_share": Field(
        "Raise by [%]",
        Kind.PERCENT,
        "By how much spending is raised.",
        "One raise lifts every later year too.",
        f"{GUYTON_KLINGER}: 10%.",
    ),
    "household.spending_rule.uncut_years": Field(
        "No cut in the last years",
        Kind.WHOLE,
        "Number of years before the plan's end in which nothing is cut.",
        "Near the end the money may be used up.",
        f"{GUYTON_KLINGER}: 15.",
    ),
    "household.spending_rule.freezes_after_loss": Field(
        "No rise with prices after a losing year",
        Kind.FLAG,
        "After a year in which the portfolio lost money, spending does not rise with prices while the rate is above "
        "the first.",
        "The missed rise is not made up for: a small cut in real terms.",
        f"{GUYTON_KLINGER}, modified withdrawal rule.",
    ),
    "household.spending_rule.portfolio_share": Field(
        "Share of the portfolio a year [%]",
        Kind.PERCENT,
        "Spending is benefits and pensions plus this share of the value at the last year's end; taxes come on top.",
        "It never runs out and never stays the same: the market decides each year's income.",
        "4 to 5% is common.",
    ),
    "household.spending_rule.floor_share": Field(
        "Floor [% of the target]",
        Kind.PERCENT,
        "The rule never asks for less than this share of the target, in today's dollars.",
        "A path succeeds when it delivers the floor in every year; at 0 every path succeeds.",
        "What the household cannot do without: housing, food, health.",
    ),
    "household.events[].label": Field(
        "What for", Kind.TEXT, "House, gift, care.", "Only shown back to you.", YOUR_CHOICE
    ),
    "household.events[].date": Field(
        "When",
        Kind.DATE,
        "It is paid at the end of this month; for a year alone take any day of it.",
        "A large payment in one year is paid by sales and withdrawals that are taxed in it.",
        DECIDE,
    ),
    "household.events[].amount": Field(
        "Amount, after tax",
        Kind.USD,
        "In today's dollars; it grows with prices until it is paid. For care over years enter one row a year.",
        "It comes on top of the yearly spending and must be delivered in full.",
        "An estimate.",
    ),
}
