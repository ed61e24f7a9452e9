"""Retirement income by year: a fan of percentiles for each strategy."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.findings import Findings
from sim.results.percentiles import percentiles
from sim.results.success import rate_in_words, success_name
from sim.results.tables import income_table
from sim.views.fan import bands
from sim.views.theme import DASHES, LIGHT, MARKERS, Theme, dressed, hover, label
from sim.views.view import View

FANS_SHOWN = 2


def retirement_income(findings: Findings, theme: Theme = LIGHT, shown: tuple[int, ...] | None = None) -> View:
    """Return after-tax income by year as fans: 5-95% and 25-75% of paths, and the median [real USD/yr].

    `shown` are the positions of the strategies to show at once, the first two by default; the legend shows the others.
    """
    visible = set(range(FANS_SHOWN) if shown is None else shown)
    figure = go.Figure()
    for index, name in enumerate(findings.names):
        figure.add_traces(_fan(findings, index, name, theme, index in visible))
    figure.add_trace(_wanted(findings, theme, "spending_target", "Spending target", "dot"))
    if success_name(findings.result.scenario) == "floor":
        figure.add_trace(_wanted(findings, theme, "spending_floor", "Spending floor", "dash"))
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    figure.update_yaxes(title_text=f"After-tax income<br>[{findings.dollars} a year]", tickformat="$,.0f")
    figure.update_yaxes(rangemode="tozero")
    return View(dressed(figure, theme, height=480), income_table(findings), income_in_words(findings))


def income_in_words(findings: Findings) -> str:
    """Return on how many paths every year delivers the target, or the floor of its rule, strategy by strategy."""
    what = success_name(findings.result.scenario)
    rates = findings.is_success.mean(axis=1)
    words = [rate_in_words(rate, findings.success_interval(index)) for index, rate in enumerate(rates)]
    if len(set(words)) == 1:
        who = "Every strategy delivers" if len(rates) > 1 else f"“{findings.names[0]}” delivers"
        return f"{who} the spending {what} in every year on {words[0]} of paths."
    parts = [f"“{name}” on {rate}" for name, rate in zip(findings.names, words, strict=True)]
    return f"The spending {what} is delivered in every year by " + ", ".join(parts) + " of paths."


def _fan(findings: Findings, index: int, name: str, theme: Theme, is_shown: bool) -> list[go.Scatter]:
    lived = findings.result.is_lived(index).any(axis=0)
    years = findings.result.years[lived].tolist()
    spread = {name: row[lived] for name, row in percentiles(findings.income_of(index)).items()}
    common: dict[str, Any] = {"legendgroup": str(index), "visible": True if is_shown else "legendonly"}
    sentences = [_sentence(name, year, spread, number) for number, year in enumerate(years)]
    median = go.Scatter(
        x=years,
        y=spread["p50"].tolist(),
        name=label(name),
        mode="lines+markers",
        line={"color": theme.color(index), "dash": DASHES[index % len(DASHES)], "width": 2.5},
        marker={"symbol": MARKERS[index % len(MARKERS)], "size": 6},
        customdata=sentences,
        hovertemplate="%{customdata}<extra></extra>",
        **common,
    )
    return [*bands(years, spread, theme, index, **common), median]


def _sentence(name: str, year: int, spread: dict[str, np.ndarray], number: int) -> str:
    low, middle, high = (usd(float(spread[key][number])) for key in ("p5", "p50", "p95"))
    text = f"{year}, {name}: half of the paths deliver {middle} a year or more;"
    text += f" one in twenty {low} or less, one in twenty {high} or more."
    return hover(text)


def _wanted(findings: Findings, theme: Theme, field: str, name: str, dash: str) -> go.Scatter:
    """Return the median over paths of a yearly amount that spending is held against."""
    result = findings.result
    target = findings.wanted(field)
    years, target = result.years[~np.isnan(target)], target[~np.isnan(target)]
    return go.Scatter(
        x=years.tolist(),
        y=target.tolist(),
        name=name,
        mode="lines",
        line={"color": theme.quiet, "dash": dash, "width": 1.5},
        customdata=[
            hover(f"{name} {year}: {usd(float(amount))} a year, median of the paths.")
            for year, amount in zip(years, target, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
