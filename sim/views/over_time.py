"""The plan's years: what is owned, and what tax harvesting saves and costs, year by year."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.explain import usd
from sim.results.findings import TAX_KINDS, Findings
from sim.results.percentiles import percentiles
from sim.views.fan import bands
from sim.views.theme import DASHES, LIGHT, Theme, dressed, hover, label
from sim.views.view import View
from sim.views.yearly_change import is_kept, lived_means, with_error, year_means, yearly_change

BALANCES = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")


def wealth_by_year(findings: Findings, index: int) -> np.ndarray:
    """Return everything owned at each year's end before any tax on it [USD], (n_paths, n_years); NaN after a death."""
    held = sum((findings.result.yearly[name][index] for name in BALANCES), np.zeros(()))
    amounts: np.ndarray = np.where(findings.result.is_lived(index), held / findings.end_prices, np.nan)
    return amounts


def tax_by_year(findings: Findings, index: int) -> np.ndarray:
    """Return all taxes and surcharges of each year [USD/yr], (n_paths, n_years); 0 after a death."""
    total: np.ndarray = sum((findings.flow(kind)[index] for kind in TAX_KINDS), np.zeros(()))
    return total


def wealth_over_time(findings: Findings, theme: Theme = LIGHT, *, strategy: int) -> View:
    """Return what is owned at each year's end under a strategy: 5-95% and 25-75% of the paths, and the median."""
    if not is_kept(findings, BALANCES):
        return _mean_wealth(findings, theme, strategy)
    lived = findings.result.is_lived(strategy).any(axis=0)
    years = findings.result.years[lived].tolist()
    spread = {name: row[lived] for name, row in percentiles(wealth_by_year(findings, strategy)).items()}
    figure = go.Figure(bands(years, spread, theme))
    sentences = [
        f"{year}: half of the paths own {usd(float(spread['p50'][k]))} or more; one in twenty "
        f"{usd(float(spread['p5'][k]))} or less, one in twenty {usd(float(spread['p95'][k]))} or more."
        for k, year in enumerate(years)
    ]
    figure.add_trace(_line(years, spread["p50"], label(findings.names[strategy]), sentences, theme, 0))
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    figure.update_yaxes(title_text=f"Owned at the year's end<br>[{findings.dollars}]", tickformat="$,.0f")
    figure.update_yaxes(rangemode="tozero")
    words = f"With {findings.names[strategy]}, at first and at last: {sentences[0]} {sentences[-1]}"
    table = pd.DataFrame({"Year": years, **{f"Owned, {name} [real USD]": row for name, row in spread.items()}})
    return View(dressed(figure, theme, height=420), table, words)


def _mean_wealth(findings: Findings, theme: Theme, strategy: int) -> View:
    """Return the mean alone, which is what a large run keeps."""
    lived = findings.result.is_lived(strategy).any(axis=0)
    years = findings.result.years[lived]
    mean = sum((lived_means(findings, strategy, name) for name in BALANCES), np.zeros(()))[lived]
    sentences = [f"{year}: {usd(float(amount))} on average." for year, amount in zip(years, mean, strict=True)]
    name = label(findings.names[strategy])
    figure = go.Figure(_line(years.tolist(), mean, f"{name}, mean", sentences, theme, 0))
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    figure.update_yaxes(title_text=f"Owned at the year's end<br>[{findings.dollars}]", tickformat="$,.0f")
    words = f"With {findings.names[strategy]}, at first and at last: {sentences[0]} {sentences[-1]}"
    words += " A run of so many paths keeps no spread of it."
    table = pd.DataFrame({"Year": years, "Owned, mean [real USD]": mean})
    return View(dressed(figure, theme, height=420), table, words)


def _tax_means(findings: Findings, index: int) -> np.ndarray:
    """Return all taxes and surcharges of each year, mean over all paths [USD/yr], (n_years,)."""
    total: np.ndarray = sum((year_means(findings, index, kind) for kind in TAX_KINDS), np.zeros(()))
    return total


def tax_over_time(findings: Findings, theme: Theme = LIGHT, *, strategy: int, reference: int) -> View:
    """Return the mean tax of each year with and without harvesting, and below it the paired difference."""
    years = findings.result.years
    both = [_tax_means(findings, index) for index in (reference, strategy)]
    mean, error = yearly_change(findings, strategy, reference, tuple(TAX_KINDS))
    titles = ("Tax of the year, mean over paths", "What harvesting changes in it, with two standard errors")
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.14, subplot_titles=titles)
    for order, (index, amounts) in enumerate(zip((reference, strategy), both, strict=True)):
        name = findings.names[index]
        sentences = [f"{year}, {name}: {usd(float(amount))}" for year, amount in zip(years, amounts, strict=True)]
        figure.add_trace(_line(years.tolist(), amounts, label(name), sentences, theme, order), row=1, col=1)
    sentences = [
        f"{year}: {with_error(usd(float(amount)), float(spread), usd(float(np.nan_to_num(spread))))} by harvesting"
        for year, amount, spread in zip(years, mean, error, strict=True)
    ]
    figure.add_trace(
        go.Bar(
            x=years.tolist(),
            y=mean.tolist(),
            marker={"color": [theme.color(0 if amount <= 0 else 1) for amount in mean]},
            error_y={
                "type": "data",
                "array": np.nan_to_num(error).tolist(),
                "color": theme.quiet,
                "thickness": 1,
                "width": 2,
            },
            customdata=[hover(sentence) for sentence in sentences],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        ),
        row=2,
        col=1,
    )
    figure.update_yaxes(tickformat="$,.0f")
    figure.update_xaxes(title_text="Calendar year", tickformat="d", row=2, col=1)
    table = pd.DataFrame(
        {
            "Year": years,
            f"Tax with {findings.names[reference]}, mean [real USD/yr]": both[0],
            f"Tax with {findings.names[strategy]}, mean [real USD/yr]": both[1],
            "Change by harvesting, mean [real USD/yr]": mean,
            "± two standard errors [real USD/yr]": error,
        }
    )
    saved, more = float(-mean[mean < 0].sum()), float(mean[mean > 0].sum())
    words = (
        f"On average over the plan's years, harvesting saves {usd(saved)} of tax in the years in which it saves, and "
        f"costs {usd(more)} in the others; the tax of cashing out at the end is apart."
    )
    return View(dressed(figure, theme, height=560), table, words)


def years_table(findings: Findings, strategy: int) -> pd.DataFrame:
    """Return a row a year: income, tax, required distributions, surcharges, wealth; means over lived paths."""
    lived = findings.result.is_lived(strategy).mean(axis=0)
    with np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a year in which nobody lives on any path has no mean
        spent = np.nan_to_num(np.nanmean(findings.income_of(strategy), axis=0))

    def mean(*fields: str) -> np.ndarray:
        found: np.ndarray = sum((lived_means(findings, strategy, field) for field in fields), np.zeros(()))
        return found

    columns: dict[str, Any] = {
        "Year": findings.result.years,
        "Somebody lives [% of paths]": 100.0 * lived,
        "Spent [real USD/yr]": spent,
        "Tax [real USD/yr]": mean(*TAX_KINDS),
        "Medicare surcharge [real USD/yr]": mean("irmaa"),
        "Required distributions [real USD/yr]": mean("rmd"),
        "Converted to Roth [real USD/yr]": mean("converted"),
        "Losses harvested [real USD/yr]": mean("harvested_loss"),
        "Owned at the year's end [real USD]": mean(*BALANCES),
    }
    return pd.DataFrame(columns)


def _line(
    years: list[int], amounts: np.ndarray, name: str, sentences: list[str], theme: Theme, order: int
) -> go.Scatter:
    return go.Scatter(
        x=years,
        y=amounts.tolist(),
        name=name,
        mode="lines",
        line={"color": theme.color(order), "dash": DASHES[order], "width": 2.5},
        customdata=[hover(sentence) for sentence in sentences],
        hovertemplate="%{customdata}<extra></extra>",
    )
