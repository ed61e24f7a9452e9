"""The plan's years: what is owned, and what tax harvesting saves and costs, year by year."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.explain import usd
from sim.results.findings import TAX_KINDS, Findings
from sim.results.percentiles import percentiles
from sim.views.fan import bands
from sim.views.theme import LEGEND_ABOVE_TITLE, LIGHT, Theme, dressed, label
from sim.views.view import View
from sim.views.yearly_change import is_kept, lived_means, tax_change, with_error, year_means
from sim.views.yearly_traces import bars as bars_of_years
from sim.views.yearly_traces import errors, line

BALANCES = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")


def wealth_by_year(findings: Findings, index: int) -> np.ndarray:
    """Return everything owned at each year's end before any tax on it [USD], (n_paths, n_years); NaN after a death."""
    held = sum((findings.result.yearly[name][index] for name in BALANCES), np.zeros(()))
    amounts: np.ndarray = np.where(findings.result.is_lived(index), held / findings.end_prices, np.nan)
    return amounts


def wealth_over_time(findings: Findings, theme: Theme = LIGHT, *, strategy: int) -> View:
    """Return what is owned at each year's end under a strategy: 5-95% and 25-75% of the paths, and the median.

    Of a large run the mean alone, which is what it keeps.
    """
    lived = findings.result.is_lived(strategy).any(axis=0)
    years, name = findings.result.years[lived], findings.names[strategy]
    has_spread = is_kept(findings, BALANCES)
    if has_spread:
        spread = {key: row[lived] for key, row in percentiles(wealth_by_year(findings, strategy)).items()}
        middle, said, traces = spread["p50"], label(name), list(bands(years.tolist(), spread, theme))
        sentences = [
            f"{year}: half of the paths own {usd(float(spread['p50'][k]))} or more; one in twenty "
            f"{usd(float(spread['p5'][k]))} or less, one in twenty {usd(float(spread['p95'][k]))} or more."
            for k, year in enumerate(years)
        ]
        columns = {f"Owned, {key} [real USD]": row for key, row in spread.items()}
    else:
        middle, said, traces = lived_means(findings, strategy, *BALANCES)[lived], f"{label(name)}, mean", []
        sentences = [f"{year}: {usd(float(amount))} on average." for year, amount in zip(years, middle, strict=True)]
        columns = {"Owned, mean [real USD]": middle}
    figure = go.Figure([*traces, line(years, middle, said, sentences, theme.color(0))])
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    figure.update_yaxes(title_text=f"Owned at the year's end<br>[{findings.dollars}]", tickformat="$,.0f")
    figure.update_yaxes(rangemode="tozero")
    words = f"With {name}, at first and at last: {sentences[0]} {sentences[-1]}"
    words += "" if has_spread else " A run of so many paths keeps no spread of it."
    return View(dressed(figure, theme, height=420), pd.DataFrame({"Year": years, **columns}), words)


def tax_over_time(findings: Findings, theme: Theme = LIGHT, *, strategy: int, reference: int) -> View:
    """Return the mean tax of each year with and without harvesting, and below it the paired difference."""
    years = findings.result.years
    both = [year_means(findings, index, *TAX_KINDS) for index in (reference, strategy)]
    mean, error = tax_change(findings, strategy, reference)
    titles = ("Tax of the year, mean over paths", "What harvesting changes in it,<br>with two standard errors")
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.14, subplot_titles=titles)
    for order, (index, amounts) in enumerate(zip((reference, strategy), both, strict=True)):
        name = findings.names[index]
        sentences = [f"{year}, {name}: {usd(float(amount))}" for year, amount in zip(years, amounts, strict=True)]
        figure.add_trace(line(years, amounts, label(name), sentences, theme.color(order), order), row=1, col=1)
    sentences = [
        f"{year}: {with_error(usd(float(amount)), float(spread))} by harvesting"
        for year, amount, spread in zip(years, mean, error, strict=True)
    ]
    below = bars_of_years(years, mean, "", sentences, theme, 0)
    signs = [theme.color(0 if amount <= 0 else 1) for amount in mean]
    below.update(marker_color=signs, error_y=errors(error, theme.quiet), showlegend=False)
    figure.add_trace(below, row=2, col=1)
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
    figure = dressed(figure, theme, height=580)
    figure.update_layout(legend_y=LEGEND_ABOVE_TITLE)
    return View(figure, table, words)


def years_table(findings: Findings, strategy: int) -> pd.DataFrame:
    """Return a row a year: income, tax, required distributions, surcharges, wealth; means over lived paths."""
    lived, mean = findings.result.is_lived(strategy), partial(lived_means, findings, strategy)
    spent = np.nan_to_num(findings.income_of(strategy)).sum(axis=0) / np.maximum(lived.sum(axis=0), 1)
    columns: dict[str, Any] = {
        "Year": findings.result.years,
        "Somebody lives [% of paths]": 100.0 * lived.mean(axis=0),
        "Spent [real USD/yr]": spent,
        "Tax [real USD/yr]": mean(*TAX_KINDS),
        "Medicare surcharge [real USD/yr]": mean("irmaa"),
        "Required distributions [real USD/yr]": mean("rmd"),
        "Converted to Roth [real USD/yr]": mean("converted"),
        "Losses harvested [real USD/yr]": mean("harvested_loss"),
        "Owned at the year's end [real USD]": mean(*BALANCES),
    }
    return pd.DataFrame(columns)
