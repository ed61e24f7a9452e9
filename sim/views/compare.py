"""After-tax wealth by strategy, and the distribution of the paired difference from the first one."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.findings import Findings
from sim.results.paired import DRAG_UNIT, Measure, differences
from sim.results.percentiles import distribution
from sim.results.tables import difference_table, wealth_table
from sim.views.differences import difference_points, differences_in_words
from sim.views.sentences import WEALTH, quantity
from sim.views.theme import LIGHT, Theme, dressed, hover, label, plain, strategy_axis
from sim.views.view import View


def comparison(findings: Findings, theme: Theme = LIGHT, measure: Measure = WEALTH) -> View:
    """Return boxes of a measure over paths, and beneath them boxes of its paired difference with the mean's error."""
    unit = quantity_axis(findings, measure)
    titles = (f"{measure.label}, all paths", f"Difference from “{label(findings.names[0])}”,<br>on the same path")
    figure = make_subplots(rows=2, cols=1, vertical_spacing=0.2, subplot_titles=titles)
    figure.add_traces(_boxes(findings, findings.figure(measure.key), measure, theme, "has"), rows=1, cols=1)
    figure.add_traces(_boxes(findings, differences(findings, measure), measure, theme, "differs by"), rows=2, cols=1)
    figure.add_trace(difference_points(findings, measure, theme), row=2, col=1)
    figure.update_xaxes(strategy_axis(findings.names))
    figure.update_xaxes(showticklabels=False, row=1, col=1)  # turned on a narrow page, they would meet the title below
    figure.update_xaxes(title_text="Strategy", row=2, col=1)
    figure.update_yaxes(title_text=f"{measure.label}<br>[{unit}]", row=1, col=1)
    figure.update_yaxes(title_text=f"Difference<br>[{unit}]", row=2, col=1)
    if measure.is_money:
        figure.update_yaxes(tickformat="$,.0f")
    table = wealth_table(findings) if measure is WEALTH else difference_table(findings, measure)
    return View(dressed(figure, theme, height=720), table, differences_in_words(findings, measure))


def quantity_axis(findings: Findings, measure: Measure) -> str:
    """Return the unit as an axis title says it."""
    names = {
        DRAG_UNIT: "bp of the portfolio a year",
        "real USD": findings.dollars,
        "real USD/yr": f"{findings.dollars} a year",
    }
    return names.get(measure.unit, measure.unit)


def _boxes(findings: Findings, values: np.ndarray, measure: Measure, theme: Theme, verb: str) -> list[go.Box]:
    """Return one box a strategy from percentiles alone, so that a page never carries every path."""
    boxes = []
    for index, (name, row) in enumerate(zip(findings.names, values, strict=True)):
        spread = distribution(row)
        low, q1, middle, q3, high = (spread[key] for key in ("p5", "p25", "p50", "p75", "p95"))
        sentence = (
            f"{name} {verb} {quantity(middle, measure)} on the median path; half of the paths lie between "
            f"{quantity(q1, measure)} and {quantity(q3, measure)}, nine in ten between {quantity(low, measure)} and "
            f"{quantity(high, measure)}."
        )
        boxes.append(
            go.Box(
                x=[index],
                lowerfence=[low],
                q1=[q1],
                median=[middle],
                q3=[q3],
                upperfence=[high],
                mean=[spread["mean"]],
                name=plain(name),
                fillcolor=theme.see_through(index, 0.25),
                line={"color": theme.color(index)},
                hoverinfo="text",
                hovertext=hover(sentence),
                showlegend=False,
            )
        )
    return boxes
