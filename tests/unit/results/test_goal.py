"""What decides for a household that has not said: the lead sentence and the advice, by hand."""

from typing import Any

import pytest

from sim.results.compare_words import comparison_sentences, key_figures
from sim.results.findings import Findings
from sim.results.goal import SAFE_SPENDING, by_spending, default_goal, goal_json, measure_of
from sim.results.summary import summary
from sim.scenario.lives import LivesKind
from tests.unit.results.synthetic import random_result


def asked(mean: float, error: float, is_measurable: bool, is_zero: bool = False) -> dict[str, Any]:
    """Return what can be spent: $50,000 without harvesting, and so much more with it."""
    row = {"mean": mean, "standard_error": error, "is_zero": is_zero, "is_measurable": is_measurable}
    zero = {"mean": 0.0, "standard_error": 0.0, "is_zero": True, "is_measurable": False}
    return {
        "rate": 0.9,
        "compared_with": "None",
        "strategies": [
            {"name": "None", "spending": 50_000, "difference": zero, "why_not": ""},
            {"name": "Monthly", "spending": 50_000 + int(mean), "difference": row, "why_not": ""},
        ],
        "sentences": [],
    }


def test_with_lives_what_is_safe_to_spend_comes_first_and_else_wealth() -> None:
    assert default_goal(LivesKind.RANDOM) == default_goal(LivesKind.DATES) == SAFE_SPENDING
    assert default_goal(LivesKind.HORIZON) == "after_tax_wealth_real"
    assert measure_of(SAFE_SPENDING) == "heirs_wealth_real"
    assert measure_of("mean_income_real") == "mean_income_real"


@pytest.mark.parametrize(("mean", "advice", "words"), [(140.0, "harvest", "more"), (-140.0, "do_not_harvest", "less")])
def test_a_measurable_difference_decides(mean: float, advice: str, words: str) -> None:
    found = by_spending(asked(mean, 30.0, True), {"Monthly"})
    assert (found["decided_by"], found["advice"], found["strategy"]) == (SAFE_SPENDING, advice, "Monthly")
    assert found["lead"] == (
        f"“Monthly” lets you spend $140 ± $60 a year {words} than “None”, which allows $50,000; with either, 90% of "
        "the paths never fall short."
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (asked(40.0, 30.0, False), "(+$40 ± $60 a year with “Monthly”), so what heirs keep decides."),
        (asked(20.0, 1.0, True), "difference that matters in what"),  # 0.04% of $50,000
        (asked(0.0, 0.0, False, True), "the same on every path"),
        (None, "has not been worked out yet"),
    ],
)
def test_else_what_heirs_keep_decides_and_it_says_so(told: dict[str, Any] | None, words: str) -> None:
    found = by_spending(told, {"Monthly"})
    assert "decided_by" not in found
    assert words in found["lead"]
    assert "what heirs keep decides" in found["lead"]


def test_where_no_spending_is_safe_it_says_why() -> None:
    told = asked(0.0, 0.0, False)
    told["strategies"] = [
        {"name": name, "spending": None, "difference": None, "why_not": "Even $0 fails."} for name in "AB"
    ]
    assert by_spending(told, {"B"})["lead"] == "Even $0 fails. So what heirs keep decides."


def test_summary_paper_and_key_figures_follow_it() -> None:
    findings = Findings(random_result(n_strategies=2))
    before = summary(findings)
    told = before["verdict"][before["goal"]["decided_by"]]
    assert before["goal"]["headline"] == told["headline"]
    assert before["goal"]["sentence"].endswith(told["sentence"])
    spending = asked(140.0, 30.0, True)
    spending["compared_with"] = spending["strategies"][0]["name"] = findings.names[0]
    spending["strategies"][1]["name"] = findings.names[1]
    findings.asked[SAFE_SPENDING] = spending
    goal = goal_json(findings, SAFE_SPENDING)
    assert goal["sentence"] == goal["lead"]
    after = {**summary(findings), "goal": goal}
    assert comparison_sentences(after)[0].startswith(f"{goal['headline']} “{findings.names[1]}” lets you spend $140")
    head, first, second = key_figures(after)
    assert (head[-1], first[-1], second[-1]) == ("Safe to spend a year", "$50,000", "$50,140 (+$140 ± $60)")
