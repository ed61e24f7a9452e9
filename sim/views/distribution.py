"""How a strategy's paired difference spreads over paths: a histogram, and the share of paths below each amount."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.findings import Findings
from sim.results.paired import Measure, differences, paired_difference
from sim.results.percentiles import FINE_PERCENTILES, curve, histogram, percentiles
from sim.views.compare import quantity_axis
from sim.views.sentences import WEALTH, difference_sentence, quantity
from sim.views.theme import LIGHT, PATTERNS, Theme, dressed, hover, plain
from sim.views.view import View


def difference_distribution(
    findings: Findings, theme: Theme = LIGHT, strategy: int = 1, reference: int = 0, measure: Measure = WEALTH
) -> View:
    """Return the distribution of one strategy's difference from the reference on the same paths."""
    rows = differences(findings, measure, reference)
    known = rows[strategy][~np.isnan(rows[strategy])]
    name, other = findings.names[strategy], findings.names[reference]
    sentence = difference_sentence(
        f"“{name}”", f"“{other}”", paired_difference(rows[strategy], measure, findings.luck), measure
    )
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.08, row_heights=[0.6, 0.4])
    if len(known):
        figure.add_traces(_bars(known, measure, theme), rows=1, cols=1)
        figure.add_trace(_curve(known, measure, theme), row=2, col=1)
    figure.add_vline(x=0, line={"color": theme.quiet, "width": 1.5, "dash": "dot"})
    title = f"{measure.label}: {plain(name)} less {plain(other)}, same path<br>[{quantity_axis(findings, measure)}]"
    figure.update_xaxes(title_text=title, row=2, col=1)
    if measure.is_money:
        figure.update_xaxes(tickformat="$,.0f")
    figure.update_yaxes(title_text="Share of paths<br>[%]", row=1, col=1)
    figure.update_yaxes(title_text="Paths at or below<br>[%]", range=[0, 100], row=2, col=1)
    figure.update_layout(barmode="overlay", bargap=0.05)
    return View(dressed(figure, theme, height=520), _table(known, measure), sentence)


def _bars(known: np.ndarray, measure: Measure, theme: Theme) -> list[go.Bar]:
    """Return one bar a bin, in two colors and patterns: worse and better."""
    edges, shares = histogram(known)
    width, middles = edges[1] - edges[0], (edges[:-1] + edges[1:]) / 2
    is_better = middles < 0 if measure.is_lower_better else middles > 0
    bars = []
    for number, (label, chosen) in enumerate((("better", is_better), ("worse", ~is_better))):
        sentences = [
            f"On {share:.1f}% of paths the difference lies between {quantity(left, measure)} and "
            f"{quantity(right, measure)}: {label}, or no different."
            for left, right, share in zip(
                edges[:-1][chosen].tolist(), edges[1:][chosen].tolist(), shares[chosen].tolist(), strict=True
            )
        ]
        bars.append(
            go.Bar(
                x=middles[chosen].tolist(),
                y=shares[chosen].tolist(),
                width=width,
                name=f"Paths on which it is {label}",
                marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number]}},
                customdata=[hover(text) for text in sentences],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return bars


def _curve(known: np.ndarray, measure: Measure, theme: Theme) -> go.Scatter:
    amounts, shares = curve(known)
    sentences = [
        f"On {share:.0f}% of paths the difference is {quantity(amount, measure)} or less."
        for share, amount in zip(shares.tolist(), amounts.tolist(), strict=True)
    ]
    return go.Scatter(
        x=amounts.tolist(),
        y=shares.tolist(),
        mode="lines",
        line={"color": theme.color(2), "width": 2.5},
        customdata=[hover(text) for text in sentences],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _table(known: np.ndarray, measure: Measure) -> pd.DataFrame:
    rows = percentiles(known, FINE_PERCENTILES) if len(known) else {}
    return pd.DataFrame(
        [
            {"Share of paths": f"{name.removeprefix('p')}% at or below", f"Difference [{measure.unit}]": float(value)}
            for name, value in rows.items()
        ]
    )
