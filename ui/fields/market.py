"""The market's models: what each of their figures means."""

from __future__ import annotations

from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

ASSUMPTION = "An assumption; docs/markets.md says where the built-in one comes from."
YOUR_FILE = "Your own file."
MODELS = {
    "lognormal": "Lognormal",
    "student_t": "Fat tails",
    "regimes": "Calm and crisis",
    "bootstrap": "History, resampled",
    "replay": "History, replayed",
    "stress": "Stress and recovery",
    "own": "Your own returns",
}
EPISODES = {
    "1973-1974": "1973-74",
    "2000-2002": "2000-02",
    "2007-2009": "2007-09",
    "2020": "Spring 2020 and recovery",
    "2022": "2022",
    "fall_and_recovery": "Fall and recovery of your own",
}
PLACES = {
    "start": "At the start",
    "before_rollover": "Before the rollover",
    "after_rollover": "After the rollover",
}


def _figure(label: str, kind: Kind, what: str, why: str) -> Field:
    return Field(label, kind, what, why, ASSUMPTION)


MARKET = {
    "market.model": Field(
        "Model",
        Kind.CHOICE,
        "How returns and inflation come about.",
        "Harvesting feeds on volatility and on recoveries; models differ in both.",
        YOUR_CHOICE,
        choices=MODELS,
    ),
    "market.correlations[].first": _figure("Class", Kind.TEXT, "One class of the pair.", "Which pair moves together."),
    "market.correlations[].second": _figure(
        "Other class", Kind.TEXT, "The other class of the pair.", "Which pair moves together."
    ),
    "market.correlations[].value": _figure(
        "Correlation", Kind.NUMBER, "Correlation of log returns, -1 to 1.", "Classes that move apart leave more losses."
    ),
    "market.student_t.degrees_of_freedom": _figure(
        "Degrees of freedom", Kind.NUMBER, "Fewer: fatter tails. 60 is almost normal.", "Deep falls leave deep losses."
    ),
    "market.regimes.crisis_share": _figure(
        "Months in crisis [%]", Kind.PERCENT, "Share of all months.", "More crises, more losses to harvest."
    ),
    "market.regimes.crisis_months": _figure(
        "Length of a crisis [months]", Kind.NUMBER, "Mean length of a crisis.", "Long falls outlast a wash-sale window."
    ),
    "market.regimes.volatility_ratio": _figure(
        "Volatility in a crisis", Kind.NUMBER, "As a multiple of calm months'.", "Losses come in bunches."
    ),
    "market.regimes.crisis_drop": _figure(
        "Drop in a crisis", Kind.NUMBER, "Lower mean a year, in volatilities.", "Deeper falls, steeper recoveries."
    ),
    "market.regimes.togetherness": _figure(
        "Togetherness [%]", Kind.PERCENT, "How far stocks' correlations move to 1.", "Replacements fall together."
    ),
    "market.history.block_years": _figure(
        "Years that stay together",
        Kind.WHOLE,
        "Length of a block when history is resampled.",
        "Keeps recoveries whole.",
    ),
    "market.history.first_start": Field(
        "First start year",
        Kind.WHOLE,
        "First start year to replay. Empty: 1928.",
        "1966 alone shows the worst start for a retiree.",
        DECIDE,
        may_be_empty=True,
    ),
    "market.history.last_start": Field(
        "Last start year",
        Kind.WHOLE,
        "Last start year to replay. Empty: the last with enough years after it.",
        "Later starts have too short a record.",
        DECIDE,
        may_be_empty=True,
    ),
    "market.history.wraps": Field(
        "Go on with 1928 after the last year",
        Kind.FLAG,
        "Replays late start years too.",
        "What follows the last year is then not what happened.",
        DECIDE,
    ),
    "market.history.series": _figure(
        "Columns of the record", Kind.TEXT, "Classes that follow a column of the record.", "Others follow your figures."
    ),
    "market.stress.episode": Field(
        "Script",
        Kind.CHOICE,
        "Which fall every path goes through.",
        "A loss that comes back is what harvesting keeps.",
        DECIDE,
        choices=EPISODES,
    ),
    "market.stress.placement": Field(
        "Placed",
        Kind.CHOICE,
        "When the script begins; before: it ends on the rollover's day.",
        "The order of fall and rollover decides what can be harvested.",
        DECIDE,
        choices=PLACES,
    ),
    "market.stress.fall": _figure(
        "Fall [%]", Kind.PERCENT, "Loss of US stocks, for a script of your own.", "Its size is the loss to harvest."
    ),
    "market.stress.fall_months": _figure(
        "Months of fall", Kind.WHOLE, "How long it falls.", "Slow falls make many lots."
    ),
    "market.stress.recovery_months": _figure(
        "Months of recovery", Kind.WHOLE, "How long until the loss is made good.", "A harvest must come before it."
    ),
    "market.own[].name": Field("Name", Kind.TEXT, "What the record is.", "Shown with results.", YOUR_FILE),
    "market.own[].period": Field("Period", Kind.TEXT, "Monthly or annual.", "How figures are scaled.", YOUR_FILE),
    "market.own[].first_year": Field("First year", Kind.WHOLE, "Year of the first figure.", "Whole years.", YOUR_FILE),
    "market.own[].first_month": Field("First month", Kind.WHOLE, "Of the first figure.", "Whole years.", YOUR_FILE),
    "market.own[].returns": Field("Returns", Kind.TEXT, "Shares by class.", "The record itself.", YOUR_FILE),
    "market.own[].use": Field("Use", Kind.TEXT, "Fit, or bootstrap.", "Few years: fit them.", YOUR_FILE),
}
