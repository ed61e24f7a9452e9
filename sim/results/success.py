"""What it means that a path succeeds, under each rule of spending."""

from collections.abc import Sequence

from sim.results.explain import usd
from sim.scenario.models import Scenario
from sim.scenario.spending import LaterLife, SpendingKind


def success_means(scenario: Scenario) -> str:
    """Return in a sentence or two what a year must deliver for the path to be a success."""
    home, rule = scenario.household, scenario.household.spending_rule
    if rule.kind is SpendingKind.FIXED:
        return (
            "A path succeeds when no year delivers less than its target, events included (within a cent and a "
            "millionth)."
        )
    floor = (
        f"a path succeeds when every year delivers the floor of {rule.floor_share:.0%} of the planned target "
        f"({usd(home.spending * rule.floor_share)} a year at first, today's dollars) and every event"
    )
    if rule.floor_share == 0 or home.spending == 0:
        floor = "with a floor of $0 every path succeeds unless an event cannot be paid"
    what = "Guardrails cut" if rule.kind is SpendingKind.GUARDRAILS else "A share of the portfolio cuts"
    return (
        f"{what} the target itself when markets fall, so meeting the target says little: {floor}. This rate cannot be "
        "compared with that of a fixed target; compare the leanest year's income as well. Under this rule part of what "
        "a strategy gains is spent, so look at income and wealth together."
    )


def spending_in_words(scenario: Scenario) -> str:
    """Return the spending target and what becomes of it, as a summary on paper says it."""
    home, rule = scenario.household, scenario.household.spending_rule
    words = f"{usd(home.spending)} a year after tax"
    if rule.later_life is not LaterLife.LEVEL and rule.kind is not SpendingKind.PORTFOLIO_SHARE:
        words += ", falling later in life" if rule.later_life is LaterLife.DECLINE else ", with a smile later in life"
    if rule.kind is SpendingKind.GUARDRAILS:
        words += f", cut and raised by guardrails, not below {rule.floor_share:.0%}"
    if rule.kind is SpendingKind.PORTFOLIO_SHARE:
        words = f"Benefits and {rule.portfolio_share:.1%} of the portfolio, at least {rule.floor_share:.0%} of " + words
    return words + (f"; {len(home.events)} events on top" if home.events else "")


def rate_in_words(share: float, interval: Sequence[float]) -> str:
    """Return a success rate with its Wilson interval: ``99.6% (99.0% to 99.8%)``."""
    low, high = interval
    return f"{share:.1%} ({low:.1%} to {high:.1%})"


def success_name(scenario: Scenario) -> str:
    """Return what a year delivers on a path that succeeds, for a sentence: the target, or the floor."""
    return "target" if scenario.household.spending_rule.kind is SpendingKind.FIXED else "floor"
