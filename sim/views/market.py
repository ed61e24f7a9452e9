"""Pictures of a market: growth, yearly returns, falls, correlations, and the model beside its record."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from sim.market.figures import MarketFigures
from sim.views.theme import DASHES, LIGHT, MARKERS, PATTERNS, Theme, dressed, hover
from sim.views.view import View

BINS = np.arange(-0.60, 0.8001, 0.05)
TABLE_YEARS = 5
TICKS = [digit * 10**power for power in range(-4, 5) for digit in (1, 2, 5)]
SHARES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
BANDS = ((5, 95, 0.14), (25, 75, 0.28))
OF_SPELLS, LEAST_SPELLS = (5, 50, 95), 20
"""Percentiles over the record's spells of years, which overlap, and how many of them there are at least."""


def percent(share: float, digits: int = 1) -> str:
    """Return a share as a percentage in words, ``-12.3%``."""
    return f"{100 * share:.{digits}f}%"


def _growth_name(figures: MarketFigures) -> str:
    return "after inflation" if figures.is_real else "before inflation"


def market_growth(figures: MarketFigures, theme: Theme = LIGHT) -> View:
    """Return the growth of $1 as a fan: 5-95% and 25-75% of paths, and the median."""
    months = np.arange(figures.level.shape[1])
    years = (figures.sample.first_year + months / 12).tolist()
    figure = go.Figure()
    for low, high, alpha in BANDS:
        edge = figures.fan[low].tolist(), figures.fan[high].tolist()
        figure.add_scatter(
            x=years + years[::-1],
            y=edge[0] + edge[1][::-1],
            mode="lines",
            fill="toself",
            fillcolor=theme.see_through(0, alpha),
            line={"width": 0},
            name=f"{low} to {high}% of paths",
            hoverinfo="skip",
        )
    sentences = [
        hover(
            f"After {month / 12:.1f} years \\$1 is ${middle:.2f} on half of the paths; ${low:.2f} or less on one in 20."
        )
        for month, middle, low in zip(months.tolist(), figures.fan[50].tolist(), figures.fan[5].tolist(), strict=True)
    ]
    figure.add_scatter(
        x=years,
        y=figures.fan[50].tolist(),
        name="Median",
        mode="lines",
        line={"color": theme.color(0), "width": 2.5},
        customdata=[text.replace("\\", "") for text in sentences],
        hovertemplate="%{customdata}<extra></extra>",
    )
    spells = _spells(figures)
    for number, (name, row) in enumerate(spells.items(), 1):
        figure.add_scatter(
            x=[figures.sample.first_year + year for year in range(len(row))],
            y=row.tolist(),
            name=name,
            mode="lines",
            line={"color": theme.color(1), "width": 1.5, "dash": DASHES[number % len(DASHES)]},
            customdata=[hover(f"{name}: after {year} years \\$1 was ${value:.2f}.") for year, value in enumerate(row)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_yaxes(title_text=f"Growth of $1,<br>{_growth_name(figures)}", type="log")
    figure.update_yaxes(tickvals=TICKS, ticktext=[f"${tick:g}" for tick in TICKS])
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    every = sorted({*range(0, figures.sample.n_years, TABLE_YEARS), figures.sample.n_years} - {0})
    columns = {f"{k}% of paths below": [f"${figures.fan[k][12 * n]:,.2f}" for n in every] for k in figures.fan}
    table = pd.DataFrame({"After": [f"{n} years" for n in every], **columns})
    for name, row in spells.items():
        table[name] = [f"${row[n]:,.2f}" if n < len(row) else "" for n in every]
    last = [float(figures.fan[k][-1]) for k in (5, 50, 95)]
    words = (
        f"{figures.label}: $1 becomes ${last[1]:,.2f} or more in {figures.sample.n_years} years on half of the paths, "
        f"{_growth_name(figures)}; ${last[0]:,.2f} or less on one in twenty, ${last[2]:,.2f} or more on one in twenty."
    )
    return View(dressed(figure, theme), table, words + _spell_words(spells))


def _spells(figures: MarketFigures) -> dict[str, np.ndarray]:
    """Return percentiles of what $1 became in the record's spells of each length, (n_years + 1,), by name."""
    if figures.past is None or len(figures.past) < LEAST_SPELLS:
        return {}
    level = np.concatenate([[0.0], np.cumsum(np.log1p(figures.past))])
    longest = min(figures.sample.n_years, len(figures.past) - LEAST_SPELLS + 1)
    rows = [np.percentile(np.exp(level[n:] - level[: len(level) - n]), OF_SPELLS) for n in range(longest + 1)]
    years = figures.record.years
    names = [f"Record {years[0]} to {years[-1]}: {k}% of spells below" for k in OF_SPELLS]
    return dict(zip(names, np.array(rows).T, strict=True))


def _spell_words(spells: dict[str, np.ndarray]) -> str:
    if not spells:
        return ""
    low, middle, high = (float(row[-1]) for row in spells.values())
    n = len(next(iter(spells.values()))) - 1
    became = f"${middle:,.2f} in the middle, ${low:,.2f} and ${high:,.2f} at the edges"
    return f" In the record's spells of {n} years it became {became}."


def _shares(returns: np.ndarray) -> np.ndarray:
    """Return the share of returns in each bin; what lies beyond the picture is counted in its last bars."""
    counts, _ = np.histogram(np.clip(returns.ravel(), BINS[0], BINS[-1]), BINS)
    shares: np.ndarray = counts / returns.size
    return shares


def market_years(figures: MarketFigures, theme: Theme = LIGHT) -> View:
    """Return how often a calendar year brings which return: all years of all paths."""
    shares, returns = _shares(figures.yearly), figures.yearly.ravel()
    middles, is_loss = (BINS[:-1] + BINS[1:]) / 2, BINS[1:] <= 1e-9
    sentences = np.array(
        [
            hover(f"{share:.1%} of all years bring between {percent(low, 0)} and {percent(high, 0)}.")
            for share, low, high in zip(shares.tolist(), BINS[:-1].tolist(), BINS[1:].tolist(), strict=True)
        ]
    )
    figure = go.Figure()
    for number, (name, chosen) in enumerate((("Gains", ~is_loss), ("Losses", is_loss))):
        figure.add_bar(
            x=middles[chosen].tolist(),
            y=shares[chosen].tolist(),
            name=name,
            marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number]}},
            customdata=sentences[chosen].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_layout(bargap=0.05, barmode="overlay")
    figure.update_xaxes(title_text=f"Return of a calendar year, {_growth_name(figures)}", tickformat=".0%")
    figure.update_yaxes(title_text="Share of years", tickformat=".0%")
    table = pd.DataFrame({"Share of years": [f"{k}% at or below" for k in SHARES]})
    table["Return"] = [percent(float(value)) for value in np.percentile(returns, SHARES)]
    words = (
        f"{figures.label}: the mean year brings {percent(returns.mean())}, the standard deviation is "
        f"{percent(returns.std())}; {percent(float((returns < 0).mean()), 0)} of all years end with a loss, one year "
        f"in twenty with {percent(float(np.percentile(returns, 5)))} or worse."
    )
    return View(dressed(figure, theme), table, words)


def market_falls(figures: MarketFigures, theme: Theme = LIGHT) -> View:
    """Return how many paths meet a fall of each depth at least once, measured by month ends."""
    depths = np.arange(0.0, 0.951, 0.01)
    shares = np.array([(figures.worst_fall >= depth).mean() for depth in depths])
    figure = go.Figure(
        go.Scatter(
            x=depths.tolist(),
            y=shares.tolist(),
            mode="lines",
            fill="tozeroy",
            fillcolor=theme.see_through(1, 0.2),
            line={"color": theme.color(1), "width": 2.5},
            customdata=[
                hover(f"{share:.0%} of the paths fall by {depth:.0%} or more from an earlier high at least once.")
                for depth, share in zip(depths.tolist(), shares.tolist(), strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    )
    title = f"Deepest fall in {figures.sample.n_years} years from an earlier high, {_growth_name(figures)}"
    figure.update_xaxes(title_text=title, tickformat=".0%")
    figure.update_yaxes(title_text="Paths with such<br>a fall or a deeper one", tickformat=".0%", range=[0, 1.02])
    table = pd.DataFrame({"Share of paths": [f"{k}% at or below" for k in SHARES]})
    table["Deepest fall"] = [percent(float(value)) for value in np.percentile(figures.worst_fall, SHARES)]
    table["Longest time below an earlier high"] = [
        f"{value / 12:.1f} years" for value in np.percentile(figures.months_below, SHARES)
    ]
    words = (
        f"{figures.label}: half of the paths fall by {percent(float(np.median(figures.worst_fall)), 0)} or more at "
        f"some time, one in twenty by {percent(float(np.percentile(figures.worst_fall, 95)), 0)} or more; the longest "
        f"time below an earlier high is {np.median(figures.months_below) / 12:.1f} years or more on half of them."
    )
    return View(dressed(figure, theme), table, words)


def market_correlations(figures: MarketFigures, theme: Theme = LIGHT) -> View:
    """Return the correlations of the paths' yearly log returns as a colored table."""
    names, matrix = list(figures.labels.values()), figures.correlations
    rounded = np.round(matrix, 2) + 0.0
    figure = go.Figure(
        go.Heatmap(
            z=rounded.tolist(),
            x=names,
            y=names,
            zmin=-1,
            zmax=1,
            colorscale=[
                [0, theme.see_through(1, 0.75)],
                [0.5, theme.see_through(9, 0.08)],
                [1, theme.see_through(0, 0.75)],
            ],
            text=[["" if np.isnan(value) else f"{value:.2f}" for value in row] for row in rounded],
            texttemplate="%{text}",
            textfont={"color": theme.text},
            hovertemplate="%{y} and %{x}: %{z:.2f}<extra></extra>",
            xgap=1,
            ygap=1,
            colorbar={"title": {"text": ""}, "thickness": 12},
        )
    )
    dressed(figure, theme, height=560)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(tickangle=-40, showgrid=False)
    table = pd.DataFrame(rounded, columns=names).map(lambda value: "" if np.isnan(value) else f"{value:.2f}")
    table.insert(0, "Correlation of", names)
    here = list(figures.labels).index(figures.asset_class)
    others = [
        (names[k], float(matrix[here, k])) for k in range(len(names)) if k != here and not np.isnan(matrix[here, k])
    ]
    if not others:
        return View(figure, table, f"{figures.label} never moves, so it is not correlated with anything.")
    most, least = max(others, key=lambda pair: pair[1]), min(others, key=lambda pair: pair[1])
    words = (
        f"Over a year, “{figures.label}” moves most closely with “{most[0]}” ({most[1]:.2f}) and least closely with "
        f"“{least[0]}” ({least[1]:.2f}). 1: always together; 0: unrelated; -1: always opposite."
    )
    return View(figure, table, words)


def market_and_record(figures: MarketFigures, theme: Theme = LIGHT) -> View:
    """Return the share of years at or below each return, the model's and the record's on the same axes."""
    figure = go.Figure()
    years = figures.record.years
    kinds = [("The model", figures.yearly.ravel())]
    if figures.past is not None:
        kinds.append((f"The record, {years[0]} to {years[-1]}", figures.past))
    for number, (name, returns) in enumerate(kinds):
        shares = np.linspace(0.5, 99.5, 100) if number == 0 else 100 * (np.arange(len(returns)) + 0.5) / len(returns)
        amounts = np.percentile(returns, shares) if number == 0 else np.sort(returns)
        figure.add_scatter(
            x=amounts.tolist(),
            y=(shares / 100).tolist(),
            name=name,
            mode="lines" if number == 0 else "lines+markers",
            line={"color": theme.color(number), "dash": DASHES[number], "width": 2.5},
            marker={"symbol": MARKERS[number], "size": 5},
            customdata=[
                hover(f"{name}: {share:.0f}% of years bring {percent(amount)} or less.")
                for share, amount in zip(shares.tolist(), amounts.tolist(), strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_xaxes(title_text=f"Return of a calendar year, {_growth_name(figures)}", tickformat=".0%")
    figure.update_yaxes(title_text="Years at or below", tickformat=".0%", range=[0, 1.02])
    table = pd.DataFrame({"Figure": [name for name, _ in FIGURES]})
    for name, returns in kinds:
        table[name] = [percent(float(of(returns))) for _, of in FIGURES]
    return View(dressed(figure, theme), table, _record_words(figures))


FIGURES = (
    ("Mean", np.mean),
    ("Standard deviation", np.std),
    ("One year in twenty at or below", lambda returns: np.percentile(returns, 5)),
    ("Median", np.median),
    ("One year in twenty at or above", lambda returns: np.percentile(returns, 95)),
    ("Worst", np.min),
    ("Best", np.max),
)


def _record_words(figures: MarketFigures) -> str:
    if figures.past is None:
        return f"{figures.label} has no record here: only the model is shown. It follows your figures."
    model, past = figures.yearly.ravel(), figures.past
    error = past.std(ddof=1) / np.sqrt(len(past))
    miss = model.mean() - past.mean()
    how = "within" if abs(miss) <= 2 * error else "beyond"
    return (
        f"{figures.label}: the model's mean year brings {percent(model.mean())}, the record's {percent(past.mean())} ± "
        f"{percent(2 * error)} (two standard errors of {len(past)} years), so the difference is {how} what chance "
        f"alone explains. Standard deviation: {percent(model.std())} and {percent(past.std())}."
    )
