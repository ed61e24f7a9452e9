"""Strategies, market and simulation."""

from ui import words
from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

PLAN: dict[str, Field] = {
    "strategies[].name": Field(
        "Strategy",
        Kind.TEXT,
        "A name for the strategy.",
        "The first row is what all others are compared with.",
        YOUR_CHOICE,
    ),
    "strategies[].harvest": Field(
        "Harvests",
        Kind.CHOICE,
        "When losses are taken.",
        "Timing around the rollover decides whether losses survive the wash-sale rule.",
        DECIDE,
        words.HARVEST,
    ),
    "strategies[].min_loss_share": Field(
        "Least loss [% of basis]",
        Kind.PERCENT,
        "A lot is sold only when its loss is at least this share of its basis.",
        "A low threshold harvests more, trades more and lowers basis more.",
        DECIDE,
    ),
    "strategies[].min_loss_usd": Field(
        "Least loss a lot",
        Kind.USD,
        "A lot is sold only when its loss is at least this many dollars.",
        "Keeps small trades out.",
        DECIDE,
    ),
    "strategies[].days_from_rollover": Field(
        "Days from rollover",
        Kind.WHOLE,
        "Days before or after the rollover on which a one-time harvest happens.",
        "31 days or more keep rollover purchases outside the 61-day window.",
        DECIDE,
    ),
    "strategies[].trading_cost_bp": Field(
        "Trading cost [bp]",
        Kind.NUMBER,
        "Cost of a harvest trade in hundredths of a percent of the amount sold.",
        "Costs can exceed the value of a small loss.",
        "Half the bid-ask spread; 1 to 5 for large funds.",
    ),
    "market.inflation": Field(
        "Inflation a year [%]",
        Kind.PERCENT,
        "Mean rise of consumer prices a year.",
        "Brackets grow with it; the $3,000 loss limit and the Social Security thresholds do not.",
        "An assumption; 2 to 3 % is common.",
    ),
    "market.inflation_volatility": Field(
        "Inflation's standard deviation [%]",
        Kind.PERCENT,
        "How much inflation differs from year to year.",
        "Frozen thresholds bite harder on paths with high inflation.",
        "An assumption.",
    ),
    "market.classes[].expected_return": Field(
        "Expected return [%]",
        Kind.PERCENT,
        "Mean nominal return a year (arithmetic). Empty: the built-in figure.",
        "Higher drift leaves fewer losses to harvest.",
        "An assumption.",
        may_be_empty=True,
    ),
    "market.classes[].volatility": Field(
        "Volatility [%]",
        Kind.PERCENT,
        "Standard deviation of a year's return. Empty: the built-in figure.",
        "Higher volatility makes more losses to harvest.",
        "An assumption.",
        may_be_empty=True,
    ),
    "simulation.n_paths": Field(
        "Number of paths",
        Kind.WHOLE,
        "How many random futures are simulated.",
        "Four times the paths halve the standard error of every difference.",
        "2,000 show most differences; 10,000 small ones.",
    ),
    "simulation.taxes": Field(
        "Charge taxes",
        Kind.FLAG,
        "Off: no tax, surcharge or credit at all.",
        "Only to compare with published studies, which know no taxes; then harvesting is worth nothing.",
        YOUR_CHOICE,
    ),
    "simulation.seed": Field(
        "Seed",
        Kind.WHOLE,
        "Number the random futures are drawn from.",
        "The same seed gives the same result to the cent; another one shows what is luck.",
        YOUR_CHOICE,
    ),
}
