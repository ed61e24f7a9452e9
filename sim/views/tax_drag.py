"""Tax drag by strategy: how it differs from the first one's, with the drag itself written beside each point."""

import plotly.graph_objects as go

from sim.results.findings import Findings
from sim.results.percentiles import distribution
from sim.results.tables import drag_table
from sim.views.differences import difference_points, differences_in_words
from sim.views.sentences import DRAG
from sim.views.theme import LIGHT, Theme, dressed, label, strategy_axis
from sim.views.view import View


def tax_drag(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the paired differences of tax drag with two standard errors, and each strategy's mean as text [bp/yr].

    Bars of the drags themselves would be equal bars: what harvesting changes is a few hundredths of them.
    """
    points = difference_points(findings, DRAG, theme)
    means = [distribution(row)["mean"] for row in findings.tax_drag_bp]
    points.update(
        mode="markers+text",
        text=["n/a" if mean != mean else f"{mean:,.1f} bp" for mean in means],
        textposition="top center",
        textfont={"color": theme.text, "size": 13},
        cliponaxis=False,
    )
    figure = go.Figure(points)
    figure.add_hline(0.0, line={"color": theme.quiet, "width": 1})
    figure.update_xaxes(strategy_axis(findings.names))
    figure.update_xaxes(title_text="Strategy; beside each point its own tax drag, mean")
    figure.update_yaxes(title_text=f"Difference from “{label(findings.names[0])}”<br>[bp of the portfolio a year]")
    return View(dressed(figure, theme, height=400), drag_table(findings), differences_in_words(findings, DRAG))
