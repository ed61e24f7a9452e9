"""Tax by kind and year: with harvesting, and what harvesting changes in each kind."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.explain import signed_usd, usd
from sim.results.findings import TAX_KINDS, Findings
from sim.views.theme import LEGEND_ABOVE_TITLE, LIGHT, Theme, dressed
from sim.views.view import View
from sim.views.yearly_change import tax_change, with_error, year_means
from sim.views.yearly_traces import bars, errors, line

SEEN_FROM = 0.5
"""A kind whose yearly means stay below this in every year is left out [USD]."""


class _Kind(NamedTuple):
    """One kind of tax: its name, and its mean of each year with and without harvesting [USD/yr], (n_years,)."""

    name: str
    after: np.ndarray
    before: np.ndarray


def tax_by_kind(findings: Findings, theme: Theme = LIGHT, *, strategy: int, reference: int) -> View:
    """Return the mean tax of each year by kind under a strategy, and below it what changed against the reference."""
    years = findings.result.years
    kinds = _kinds(findings, strategy, reference)
    mean, error = tax_change(findings, strategy, reference)
    titles = ("Tax of the year, mean over paths", "What harvesting changes in it,<br>± two standard errors")
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.14, subplot_titles=titles)
    for order, kind in enumerate(kinds):
        figure.add_trace(_bars(years, kind.name, kind.after, usd, theme, order), row=1, col=1)
        more = _bars(years, kind.name, kind.after - kind.before, signed_usd, theme, order)
        figure.add_trace(more.update(showlegend=False), row=2, col=1)
    figure.add_trace(_total(years, mean, error, theme), row=2, col=1)
    figure.update_layout(barmode="relative", bargap=0.2)
    figure.update_yaxes(tickformat="$,.0f")
    figure.update_xaxes(title_text="Calendar year", tickformat="d", row=2, col=1)
    columns: dict[str, Any] = {"Year": years}
    for kind in kinds:
        columns[f"{kind.name} [real USD/yr]"] = kind.after
        columns[f"{kind.name}, change [real USD/yr]"] = kind.after - kind.before
    columns |= {"All, change [real USD/yr]": mean, "± two standard errors [real USD/yr]": error}
    figure = dressed(figure, theme, height=640)
    figure.update_layout(legend_y=LEGEND_ABOVE_TITLE)
    return View(figure, pd.DataFrame(columns), _words(kinds))


def _kinds(findings: Findings, strategy: int, reference: int) -> list[_Kind]:
    """Return the kinds of tax that occur under either strategy, in the order of their names."""
    found = []
    for field, name in TAX_KINDS.items():
        after, before = (year_means(findings, index, field) for index in (strategy, reference))
        if max(np.abs(after).max(), np.abs(before).max()) >= SEEN_FROM:
            found.append(_Kind(name, after, before))
    return found


def _bars(
    years: np.ndarray, name: str, amounts: np.ndarray, said: Callable[[float], str], theme: Theme, order: int
) -> go.Bar:
    sentences = [f"{year}, {name}: {said(float(amount))}" for year, amount in zip(years, amounts, strict=True)]
    return bars(years, amounts, name, sentences, theme, order).update(legendgroup=name)


def _total(years: np.ndarray, mean: np.ndarray, error: np.ndarray, theme: Theme) -> go.Scatter:
    sentences = [
        f"{year}, all kinds: {with_error(signed_usd(float(amount)), float(spread))}"
        for year, amount, spread in zip(years, mean, error, strict=True)
    ]
    return line(years, mean, "All kinds", sentences, theme.text).update(
        mode="markers",
        marker={"color": theme.text, "size": 5, "symbol": "diamond"},
        error_y=errors(error, theme.text),
    )


def _words(kinds: list[_Kind]) -> str:
    """Return which kinds harvesting changes most over the plan's years."""
    sums = {kind.name: float((kind.after - kind.before).sum()) for kind in kinds}
    moved = sorted((name for name in sums if abs(sums[name]) >= SEEN_FROM), key=lambda name: -abs(sums[name]))
    if not moved:
        return "On average harvesting changes no tax of the plan's years."
    parts = [f"{name[0].lower()}{name[1:]} by {signed_usd(sums[name])}" for name in moved[:3]]
    return "On average over the plan's years harvesting changes " + ", ".join(parts) + "."
