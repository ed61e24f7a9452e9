"""What decides for a household that has not said what counts: spending that is safe, then what heirs keep."""

from typing import Any

from sim.results.explain import usd
from sim.results.findings import Findings
from sim.results.paired import STANDARD_ERRORS
from sim.results.plain_answer import plain_answer
from sim.results.verdict import HEADLINES, OBJECTIVES, SMALL_SHARE, Advice, default_objective, verdict
from sim.scenario.enums import HarvestTiming
from sim.scenario.lives import LivesKind

SAFE_SPENDING = "safe_spending"
WHAT_COUNTS = (SAFE_SPENDING, *OBJECTIVES)
"""What may count first: the measures of a verdict, and what is safe to spend, which is searched for."""


def default_goal(lives: LivesKind) -> str:
    """Return what counts first for a household that has not said: what is safe to spend, unless nobody dies."""
    return default_objective(lives) if lives is LivesKind.HORIZON else SAFE_SPENDING


def measure_of(goal: str) -> str:
    """Return the measure of a verdict by a goal: where safe spending does not decide, what heirs keep does."""
    return OBJECTIVES[1] if goal == SAFE_SPENDING else goal


def goal_json(findings: Findings, goal: str | None = None) -> dict[str, Any]:
    """Return what decides, and how, as ``summary.json`` holds it.

    goal : of `WHAT_COUNTS`; None: what fits how the plan ends
    """
    scenario = findings.result.scenario
    wanted = goal or default_goal(scenario.household.lives.kind)
    told = verdict(findings, measure_of(wanted))
    compared_with = findings.names[told.reference]
    found = {
        "goal": wanted,
        "decided_by": told.objective,
        "advice": str(told.advice),
        "headline": told.headline,
        "plain": plain_answer(findings, told),
        "lead": "",
        "strategy": None if told.strategy is None else findings.names[told.strategy],
        "compared_with": compared_with,
    }
    if wanted == SAFE_SPENDING and told.advice not in (Advice.NOTHING_TO_HARVEST, Advice.NOTHING_COMPARED):
        found |= by_spending(findings.asked.get(SAFE_SPENDING), _harvesting(findings))
    words = [found["lead"], "" if found["decided_by"] == SAFE_SPENDING else told.sentence]
    return {**found, "sentence": " ".join(part for part in words if part)}


def _harvesting(findings: Findings) -> set[str]:
    strategies = findings.result.scenario.strategies
    return {strategy.name for strategy in strategies if strategy.harvest is not HarvestTiming.NONE}


def by_spending(asked: dict[str, Any] | None, harvesting: set[str]) -> dict[str, Any]:
    """Return what safe spending says, and where it decides the advice too; the rest is left to the verdict.

    asked : as in ``summary.json``, None where nobody asked. harvesting : names of the strategies that harvest
    """
    if asked is None:
        return {"lead": "What is safe to spend has not been worked out yet; until then what heirs keep decides."}
    rows = [one for one in asked["strategies"] if one["name"] in harvesting and one["name"] != asked["compared_with"]]
    known = [one for one in rows if one["difference"] is not None]
    if not known:
        why = next((one["why_not"] for one in asked["strategies"] if one["why_not"]), "")
        return {"lead": f"{why} So what heirs keep decides.".strip()}
    best = max(known, key=lambda one: one["difference"]["mean"])
    difference, compared_with = best["difference"], asked["compared_with"]
    base = next(one["spending"] for one in asked["strategies"] if one["name"] == compared_with)
    if difference["is_zero"]:
        return {"lead": "Every strategy lets you spend the same on every path, so what heirs keep decides."}
    amount = f"{usd(abs(difference['mean']))} ± {usd(STANDARD_ERRORS * (difference['standard_error'] or 0.0))}"
    if not difference["is_measurable"] or abs(difference["mean"]) < SMALL_SHARE * base:
        sign = "-" if difference["mean"] < 0 else "+"
        how = "that matters " if difference["is_measurable"] else ""
        return {
            "lead": f"The strategies make no measurable difference {how}in what you can safely spend ({sign}{amount} a "
            f"year with “{best['name']}”), so what heirs keep decides."
        }
    is_more = difference["mean"] > 0
    advice = Advice.HARVEST if is_more else Advice.DO_NOT_HARVEST
    return {
        "decided_by": SAFE_SPENDING,
        "advice": str(advice),
        "headline": HEADLINES[advice],
        "strategy": best["name"],
        "compared_with": compared_with,
        "lead": f"“{best['name']}” lets you spend {amount} a year {'more' if is_more else 'less'} than "
        f"“{compared_with}”, which allows {usd(base)}; with either, {100 * asked['rate']:g}% of the paths never fall "
        "short.",
    }


def goal_words(goal: dict[str, Any]) -> str:
    """Return the answer in one paragraph: headline, and why."""
    return f"{goal['headline']} {goal['sentence']}"


def plain_words(goal: dict[str, Any]) -> str:
    """Return the answer without terms of the trade in one paragraph: headline, how much, how sure.

    goal : of ``summary.json``; that of an earlier version says no more than its headline
    """
    lead = goal["lead"] if goal.get("decided_by") == SAFE_SPENDING else ""
    return " ".join(part for part in (goal["headline"], lead, goal.get("plain", "")) if part)
