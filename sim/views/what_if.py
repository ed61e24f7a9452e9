"""What if: what a strategy is worth in the plan as it stands, and in the plan with something moved."""

import math

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import signed_usd, usd
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference
from sim.studies.what_if import WhatIf
from sim.views.theme import LIGHT, Theme, dressed, hover
from sim.views.view import View


def what_if(found: WhatIf, dollars: str, theme: Theme = LIGHT) -> View:
    """Return both differences as points with two standard errors; dollars : what amounts are in."""
    measure = MEASURE[found.objective]
    rows = [(title, *_of(row)) for title, row in (("Your plan", found.plan), ("Then", found.changed))]
    sentences = [f"{title}: {signed_usd(mean)} ± {usd(error)}" for title, mean, error in rows]
    figure = go.Figure(
        go.Scatter(
            x=[mean for _, mean, _ in rows],
            y=[title for title, *_ in rows],
            mode="markers",
            marker={"size": 12, "color": [theme.quiet, theme.color(0)], "symbol": ["circle", "diamond"]},
            error_x={"type": "data", "array": [error for *_, error in rows], "color": theme.quiet, "thickness": 2},
            customdata=[hover(sentence) for sentence in sentences],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    title = f"{measure.label}, more by harvesting [{dollars}]"
    figure.update_xaxes(tickformat="$,.0f", title_text=title, nticks=6, rangemode="tozero")
    figure.update_yaxes(autorange="reversed", range=[1.5, -0.5])
    dressed(figure, theme, height=150)
    figure.update_layout(margin={"l": 10, "r": 10, "t": 10, "b": 10})
    columns = ("Plan", "More by harvesting [USD]", "± two standard errors [USD]")
    table = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return View(figure, table, f"{measure.label}, more by harvesting. " + "; ".join(sentences) + ".")


def _of(row: PairedDifference) -> tuple[float, float]:
    error = 0.0 if math.isnan(row.standard_error) else STANDARD_ERRORS * row.standard_error
    return row.mean, error
