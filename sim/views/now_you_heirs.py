"""What harvesting changes now, for the household, and for its heirs: three amounts beside each other."""

import math

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import signed_usd, usd
from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, versus
from sim.views.theme import LIGHT, Theme, dressed, hover, plain
from sim.views.view import View

MEASURES = (("You, at the end", "after_tax_wealth_real"), ("Your heirs", "heirs_wealth_real"))


def now_you_heirs(
    findings: Findings, strategy: int, reference: int, saved_now: float | None, theme: Theme = LIGHT
) -> View:
    """Return the three differences as bars with two standard errors.

    saved_now : how much the first year's bill falls by the sales planned now [USD]; None where none are
    """
    rows = [("Now: this year's tax", saved_now, 0.0)] if saved_now is not None else []
    for title, name in MEASURES:
        found = versus(findings, MEASURE[name], reference)[strategy]
        error = 0.0 if math.isnan(found.standard_error) else STANDARD_ERRORS * found.standard_error
        rows.append((title, found.mean, error))
    sentences = [f"{title}: {signed_usd(amount)}{_spread(error)}" for title, amount, error in rows]
    figure = go.Figure(
        go.Bar(
            x=[amount for _, amount, _ in rows],
            y=[f"{title}<br><b>{plain(signed_usd(amount))}</b>" for title, amount, _ in rows],
            orientation="h",
            marker={"color": [theme.color(0 if amount >= 0 else 1) for _, amount, _ in rows]},
            error_x={"type": "data", "array": [error for *_, error in rows], "color": theme.quiet, "thickness": 2},
            customdata=[hover(sentence) for sentence in sentences],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_xaxes(tickformat="$,.0f", title_text=f"More by harvesting [{findings.dollars}]", nticks=5)
    figure.update_yaxes(autorange="reversed")
    table = pd.DataFrame(
        [
            {"For": title, "More by harvesting [USD]": amount, "± two standard errors [USD]": error}
            for title, amount, error in rows
        ]
    )
    dressed(figure, theme, height=230)
    figure.update_layout(margin={"l": 10, "r": 10, "t": 10, "b": 10})
    return View(figure, table, "More by harvesting. " + "; ".join(sentences) + ".")


def _spread(error: float) -> str:
    return f" ± {usd(error)}" if error else ""
