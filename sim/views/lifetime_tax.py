"""Lifetime tax by kind, stacked by strategy."""

import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.findings import TAX_KINDS, Findings
from sim.results.paired import MEASURE
from sim.results.tables import tax_table
from sim.views.differences import differences_in_words
from sim.views.theme import LIGHT, PATTERNS, Theme, dressed, hover, strategy_axis
from sim.views.view import View


def lifetime_tax(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the mean tax by kind over the plan as stacked bars [real USD]; kinds that never occur are left out."""
    figure = go.Figure()
    for number, (kind, title) in enumerate(TAX_KINDS.items()):
        amounts = findings.tax_by_kind[kind].mean(axis=1)
        if not amounts.any():
            continue
        sentences = [
            f"{title} with {name}: {usd(amount)} on average over the whole plan, in {findings.dollars}."
            for name, amount in zip(findings.names, amounts.tolist(), strict=True)
        ]
        figure.add_trace(
            go.Bar(
                x=list(range(len(findings.names))),
                y=amounts.tolist(),
                name=title,
                marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number % len(PATTERNS)]}},
                customdata=[hover(sentence) for sentence in sentences],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure.update_layout(barmode="relative", bargap=0.35)
    figure.update_xaxes(title_text="Strategy", **strategy_axis(findings.names))
    figure.update_yaxes(title_text=f"Tax over the whole plan, mean<br>[{findings.dollars}]", tickformat="$,.0f")
    words = differences_in_words(findings, MEASURE["lifetime_tax_real"])
    return View(dressed(figure, theme, height=520), tax_table(findings), words)
