"""Tax drag by strategy, and its paired difference from the first one."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.findings import Findings
from sim.results.percentiles import distribution
from sim.results.tables import drag_table
from sim.views.differences import difference_points, differences_in_words
from sim.views.sentences import DRAG, quantity
from sim.views.theme import LIGHT, PATTERNS, Theme, dressed, hover, label, strategy_axis
from sim.views.view import View


def tax_drag(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return tax drag as bars (mean over paths) and the paired differences beneath them [bp/yr]."""
    titles = ("Tax drag, mean over paths", f"Difference from “{label(findings.names[0])}”,<br>with two standard errors")
    figure = make_subplots(rows=2, cols=1, vertical_spacing=0.18, subplot_titles=titles)
    spreads = [distribution(row) for row in findings.tax_drag_bp]
    positions = list(range(len(spreads)))
    sentences = [
        f"With {name}, the portfolio costs {quantity(spread['mean'], DRAG)} in tax on average; one path "
        f"in twenty less than {quantity(spread['p5'], DRAG)}, one in twenty more than {quantity(spread['p95'], DRAG)}."
        for name, spread in zip(findings.names, spreads, strict=True)
    ]
    bars = go.Bar(
        x=positions,
        y=[spread["mean"] for spread in spreads],
        marker={
            "color": [theme.color(index) for index in positions],
            "pattern": {"shape": [PATTERNS[index % len(PATTERNS)] for index in positions]},
        },
        customdata=[hover(sentence) for sentence in sentences],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    figure.add_trace(bars, row=1, col=1)
    figure.add_trace(difference_points(findings, DRAG, theme), row=2, col=1)
    figure.update_xaxes(strategy_axis(findings.names))
    figure.update_xaxes(showticklabels=False, row=1, col=1)  # turned on a narrow page, they would meet the title below
    figure.update_xaxes(title_text="Strategy", row=2, col=1)
    figure.update_yaxes(title_text="Tax drag<br>[bp of the portfolio a year]", rangemode="tozero", row=1, col=1)
    figure.update_yaxes(title_text="Difference<br>[bp of the portfolio a year]", row=2, col=1)
    words = differences_in_words(findings, DRAG)
    return View(dressed(figure, theme, height=620), drag_table(findings), words)
