"""Bars with error bars for the paired differences from the first strategy; shared by several pictures."""

import math

import plotly.graph_objects as go

from sim.results.findings import Findings
from sim.results.paired import STANDARD_ERRORS, Measure, versus
from sim.views.sentences import difference_sentence
from sim.views.theme import MARKERS, Theme, hover


def difference_points(findings: Findings, measure: Measure, theme: Theme) -> go.Scatter:
    """Return each strategy's mean paired difference with two standard errors; hollow where not measurable."""
    rows = versus(findings, measure)
    first = findings.names[0]
    positions = list(range(len(rows)))
    symbols = [MARKERS[index % len(MARKERS)] + ("" if row.is_measurable else "-open") for index, row in enumerate(rows)]
    errors = [STANDARD_ERRORS * row.standard_error if math.isfinite(row.standard_error) else 0.0 for row in rows]
    sentences = [
        f"{name}: the strategy that the others are compared with."
        if index == 0
        else difference_sentence(name, first, row, measure)
        for index, (name, row) in enumerate(zip(findings.names, rows, strict=True))
    ]
    return go.Scatter(
        x=positions,
        y=[row.mean for row in rows],
        mode="markers",
        marker={"symbol": symbols, "size": 12, "color": [theme.color(index) for index in positions]},
        error_y={"type": "data", "array": errors, "color": theme.quiet, "thickness": 2, "width": 6},
        customdata=[hover(sentence) for sentence in sentences],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def differences_in_words(findings: Findings, measure: Measure) -> str:
    """Return one sentence a strategy on its difference from the first."""
    rows = versus(findings, measure)
    first = f"“{findings.names[0]}”"
    pairs = list(zip(findings.names, rows, strict=True))[1:]
    if not pairs:
        return "There is only one strategy, so nothing is compared."
    if all(row.is_zero for _, row in pairs):
        return f"Every strategy's {measure.label.lower()} is exactly that of {first} on every path."
    return " ".join(difference_sentence(f"“{name}”", first, row, measure) for name, row in pairs)
