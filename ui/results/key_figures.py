"""The key figures on top of a page of results: the strategy the answer is about, each with its paired difference."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from sim.api.results import (
    DEFINITIONS,
    DRAG_UNIT,
    MEASURE,
    NO_DIFFERENCE,
    Measure,
    PairedDifference,
    Term,
    default_goal,
    measure_of,
    versus,
)
from sim.api.scenario import LivesKind
from ui.core import glossary, session
from ui.core.text import md, usd
from ui.runs.outcome import Outcome

Color = Literal["normal", "inverse", "off"]
SHOWN = {
    "after_tax_wealth_real": "After-tax wealth",
    "heirs_wealth_real": "What heirs keep",
    "tax_drag_bp": "Tax drag",
    "mean_income_real": "Income a year",
}

SHORT_UNIT = {DRAG_UNIT: "bp", "% of paths": "%"}
"""How a measure that is no amount of money is written."""

TERM_OF = {
    "after_tax_wealth_real": Term.WEALTH,
    "heirs_wealth_real": Term.HEIRS,
    "tax_drag_bp": Term.DRAG,
    "mean_income_real": Term.INCOME,
}


def wanted_goal() -> str:
    """Return what counts first to this user: as chosen on *The answer*, else what fits how the plan ends."""
    chosen = session.slot("objective", lambda: None)
    lives = session.get("household.lives.kind", LivesKind.RANDOM)
    return chosen or default_goal(LivesKind(lives) if lives in [*LivesKind] else LivesKind.RANDOM)


def wanted_objective() -> str:
    """Return the measure of the paths that stands for it: what heirs keep where safe spending comes first."""
    return measure_of(wanted_goal())


def pair(outcome: Outcome, objective: str) -> tuple[int, int]:
    """Return (strategy, reference) by position: the verdict's; the reference twice where it is about none."""
    names = [strategy["name"] for strategy in outcome.strategies]
    found = outcome.summary["verdict"][objective]
    reference = names.index(found["compared_with"])
    return (reference if found["strategy"] is None else names.index(found["strategy"])), reference


def show(outcome: Outcome, fields: tuple[str, ...] = tuple(SHOWN)) -> None:
    """Show the figures over all paths, and below each what the strategy changes with two standard errors."""
    strategy, reference = pair(outcome, wanted_objective())
    names = [one["name"] for one in outcome.strategies]
    for column, field in zip(st.columns(len(fields)), fields, strict=True):
        measure = MEASURE[field]
        row = versus(outcome.findings, measure, reference)[strategy]
        delta, color = delta_words(row, measure)
        column.metric(
            SHOWN[field],
            value_words(outcome, strategy, measure),
            delta=None if strategy == reference else delta,
            delta_color=color,
            delta_arrow="off" if color == "off" else "auto",
            help=md(DEFINITIONS[TERM_OF[field]][1], 600),
        )
    if strategy == reference:
        words = (
            f"{md(names[strategy], 60)}: means over all paths in {outcome.findings.dollars}; tax drag in basis "
            "points a year, of which each (1 bp) is \\$1 on every \\$10,000 of the portfolio."
        )
    else:
        words = (
            f"**{md(names[strategy], 60)}**, and how it differs from **{md(names[reference], 60)}** on the same paths: "
            f"means over all paths in {outcome.findings.dollars}; tax drag in basis points a year, of which "
            "each (1 bp) is \\$1 on every \\$10,000 of the portfolio; ± is how far chance alone may move a figure."
        )
    glossary.noted(words)


def value_words(outcome: Outcome, strategy: int, measure: Measure) -> str:
    """Return the mean of a strategy's figure over the paths on which it is known."""
    values = outcome.findings.figure(measure.key)[strategy]
    known = values[values == values]
    if not len(known):
        return "n/a"
    mean = float(known.mean())
    unit = SHORT_UNIT.get(measure.unit)
    return f"{mean:,.1f} {unit}" if unit else usd(mean)


def delta_words(row: PairedDifference, measure: Measure) -> tuple[str, Color]:
    """Return a difference as a metric shows it, and how it is colored: green where better, gray where nothing is."""
    if row.is_zero:
        return "the same on every path", "off"
    if not row.is_measurable:
        return NO_DIFFERENCE, "off"
    color: Color = "inverse" if measure.is_lower_better else "normal"
    if unit := SHORT_UNIT.get(measure.unit):
        return f"{row.mean:+.2f} ± {2 * row.standard_error:.2f} {unit}", color
    return f"{'+' if row.mean > 0 else ''}{usd(row.mean)} ± {usd(2 * row.standard_error)}", color
