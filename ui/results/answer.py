"""The answer on a page: the verdict with a link behind every number, and the whole comparison as one table."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from sim.api.results import (
    DETAILS,
    DRAG_UNIT,
    MEASURE,
    MEASURES,
    NO_DIFFERENCE,
    OBJECTIVES,
    SAFE_SPENDING,
    WHAT_COUNTS,
    Measure,
    conventions,
    goal_json,
    measure_of,
)
from sim.views.now_you_heirs import now_you_heirs
from ui.core import charts, glossary, running, session
from ui.core.text import md, percent, usd
from ui.results import key_figures
from ui.results.to_do import Advised
from ui.runs.outcome import Outcome

COLORS = {"harvest": "success", "do_not_harvest": "warning"}
NAMES = {
    SAFE_SPENDING: "Spending that is safe",
    "after_tax_wealth_real": "After-tax wealth",
    "heirs_wealth_real": "What heirs keep",
    "mean_income_real": "Retirement income",
}

MEASURES_MADE = (
    "- **Lifetime tax** and each **tax** by kind: sums over the plan's years of the tax *of* each year; the tax on "
    "cashing everything at the end is apart, in after-tax wealth.\n"
    "- **Paths without a shortfall** deliver in every year what the spending rule must deliver; the **leanest year** "
    "is the lowest after-tax income of a path's years.\n"
    "- **Losses and gains harvested** are those of the strategy's own sales. **Washed** losses are not allowed because "
    "the same security was bought within 30 days before or after (IRC 1091). What is **used** lowered a return (IRC "
    "1211, 1212); what is **never used** is carried out of the last year and ends there (Rev. Rul. 74-175).\n"
    "- Amounts of a year are divided by the path's price level in the middle of it, amounts at the horizon by the one "
    "there; in future dollars nothing is divided.\n"
    "- **Law** is that of each year as published, later years grown with the path's inflation. **Uncertain:** returns, "
    "inflation, law, lives; ± covers chance among the paths only."
)


def goal() -> str:
    """Let the user choose what counts first; kept for the session."""
    _choice(WHAT_COUNTS, key_figures.wanted_goal(), "goal-choice")
    return key_figures.wanted_goal()


def objective() -> str:
    """Let the user choose what counts among what every path has a figure of; kept for the session."""
    _choice(OBJECTIVES, key_figures.wanted_objective(), "objective-choice")
    return key_figures.wanted_objective()


def _choice(offered: tuple[str, ...], chosen: str, key: str) -> None:
    def keep() -> None:
        session.fill_slot("objective", session.held(key) or None)

    st.segmented_control(
        "What counts most to you?",
        list(offered),
        default=chosen,
        format_func=lambda name: NAMES[name],
        key=key,
        on_change=keep,
    )


def show_plainly(outcome: Outcome, wanted: str) -> dict[str, Any]:
    """Show the answer in words without terms; return what decides, as ``summary.json`` holds it."""
    today = in_today(outcome).findings
    decided = goal_json(today, wanted)
    box = getattr(st, COLORS.get(decided["advice"], "info"))
    shown = decided if outcome.findings is today else goal_json(outcome.findings, wanted)
    lead = decided["lead"] if decided["decided_by"] == SAFE_SPENDING else ""
    worlds = outcome.summary["worlds"]
    words = [lead, shown["plain"], "" if worlds is None else worlds["sentence"]]
    box(f"### {md(decided['headline'])}\n\n{md(' '.join(part for part in words if part), 1_200)}")
    said = (
        "Harvesting is selling what is worth less than it cost, for the tax loss, and buying something like it the "
        f"same day. {md(conventions(outcome.findings.result.scenario), 600)} Amounts in {outcome.findings.dollars}; ± "
        "is how far chance alone may move a figure."
    )
    glossary.noted(said)
    return decided


def show_now_you_heirs(outcome: Outcome, wanted: str, advised: Advised) -> None:
    """Show what harvesting changes now, at the end and for heirs, where something is compared."""
    strategy, reference = key_figures.pair(outcome, wanted)
    if strategy == reference:
        return
    saved = advised.plan.effect.saved if advised.plan is not None else None
    theme = charts.page_theme()
    made = outcome.once(
        ("now-you-heirs", strategy, reference, saved, theme.text),
        lambda: now_you_heirs(outcome.findings, strategy, reference, saved, theme),
    )
    charts.draw(made, "now-you-heirs")


def show_verdict(outcome: Outcome, wanted: str, decided: dict[str, Any]) -> None:
    """Show the answer by a goal in full, a link behind every number; decided : what `show_plainly` returned.

    Nothing where no strategy is spoken of: all of it stands on top.
    """
    found: dict[str, Any] = outcome.summary["verdict"][measure_of(wanted)]
    if found["strategy"] is None:
        return
    box = getattr(st, COLORS.get(decided["advice"], "info"))
    by_spending = decided["decided_by"] == SAFE_SPENDING
    words = [md(decided["lead"], 900), "" if by_spending else linked(found["phrases"])]
    box(f"### {md(decided['headline'])}\n\n{'  '.join(part for part in words if part)}")
    glossary.noted(f"{md(conventions(outcome.findings.result.scenario), 600)} *What moves it* tries others.")
    others = [name for name in OBJECTIVES if outcome.summary["verdict"][name]["advice"] != decided["advice"]]
    for name in others:
        st.markdown(f"Judged by **{NAMES[name].lower()}**: {md(outcome.summary['verdict'][name]['headline'])}")


def in_today(outcome: Outcome) -> Outcome:
    """Return the run in today's dollars, in which what is safe to spend is, whatever the page shows."""
    shown = running.latest()
    return outcome if shown is None else shown.outcome


def linked(phrases: list[dict[str, Any]]) -> str:
    """Return the sentence as Markdown, each number a link to its definition below."""
    parts = []
    for phrase in phrases:
        text = md(phrase["text"], 900)
        words = text.strip()
        if phrase["term"] and words:
            lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            parts.append(f"{lead}[{words}](#{phrase['term']}){trail}")
        else:
            parts.append(text)
    return "".join(parts)


def definitions(outcome: Outcome) -> None:
    """Show what each number of the verdict means, each under its own anchor."""
    st.subheader("What the numbers mean")
    # A heading's anchor is its text in lower case with hyphens, which is how the terms are named.
    for row in outcome.summary["definitions"].values():
        st.markdown(f"###### {md(row['title'])}\n{md(row['text'], 900)}")


def comparison_table(outcome: Outcome) -> pd.DataFrame:
    """Return every measure by strategy: the mean of the first, and the paired difference of each other one."""
    first, *others = outcome.strategies
    rows = []
    for measure in (*MEASURES, *DETAILS):
        level = _level(outcome, measure)
        cells = {s["name"]: _cell(s["versus_baseline_by_measure"][measure.key], measure) for s in others}
        is_idle = level == 0 and all(
            s["versus_baseline_by_measure"][measure.key]["is_zero"] for s in others
        )  # nothing of it ever happens
        if not is_idle:
            rows.append({"Measure, mean over paths": _named(measure), first["name"]: _amount(level, measure), **cells})
    return pd.DataFrame(rows)


def _named(measure: Measure) -> str:
    """Return the measure's name; a basis point says of what."""
    return f"{measure.label} [{DRAG_UNIT}]" if measure.unit == DRAG_UNIT else measure.label


def _level(outcome: Outcome, measure: Measure) -> float:
    values = outcome.findings.figure(measure.key)[0]
    known = values[values == values]
    return float(known.mean()) if len(known) else math.nan


def _amount(amount: float, measure: Measure) -> str:
    if amount != amount:
        return "n/a"
    if measure.unit == DRAG_UNIT:
        return f"{amount:,.1f}"
    return f"{amount:.1f}%" if measure.unit.startswith("%") else usd(amount)


def _cell(row: dict[str, Any], measure: Measure) -> str:
    if row["is_zero"]:
        return "the same on every path"
    if row["mean"] is None or row["standard_error"] is None:
        return "n/a"
    if not row["is_measurable"]:
        return NO_DIFFERENCE
    mean, error = row["mean"], 2 * row["standard_error"]
    if unit := key_figures.SHORT_UNIT.get(measure.unit):
        words = f"{mean:+.2f} ± {error:.2f} {unit}"
    else:
        words = f"{'+' if mean > 0 else ''}{usd(mean)} ± {usd(error)}"
    return f"{words}; better on {percent(row['share_better'])}"


def distribution_of(outcome: Outcome, wanted: str, verdict: dict[str, Any]) -> tuple[int, int] | None:
    """Return (strategy, reference) by position for the picture of the difference; None where nothing differs."""
    names = [strategy["name"] for strategy in outcome.strategies]
    if verdict["strategy"] is None or len(names) < 2:
        return None
    index, reference = names.index(verdict["strategy"]), names.index(verdict["compared_with"])
    assert wanted in MEASURE
    return index, reference
