"""Means over the whole plan as bars, one a strategy, a color and a pattern a kind."""

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.findings import Findings
from sim.views.theme import PATTERNS, Theme, hover, strategy_axis

Sentence = Callable[[str, str, str], str]


def bars_of_means(
    findings: Findings, kinds: dict[str, str], amounts: dict[str, np.ndarray], sentence: Sentence, theme: Theme
) -> go.Figure:
    """Return bars of the mean amounts, (n_strategies, n_paths) by kind, in the findings' dollars.

    kinds : every kind with its title; those that never occur are left out
    sentence : from (kind, strategy's name, amount) to the hover text
    """
    figure = go.Figure()
    for number, (kind, title) in enumerate(kinds.items()):
        means = amounts[kind].mean(axis=1)
        if not means.any():
            continue
        sentences = [sentence(kind, name, usd(mean)) for name, mean in zip(findings.names, means.tolist(), strict=True)]
        figure.add_trace(
            go.Bar(
                x=list(range(len(findings.names))),
                y=means.tolist(),
                name=title,
                marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number % len(PATTERNS)]}},
                customdata=[hover(words) for words in sentences],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure.update_xaxes(title_text="Strategy", **strategy_axis(findings.names))
    figure.update_yaxes(tickformat="$,.0f")
    return figure
