"""What the returns of the years say, over paths or on one: rates, filled brackets, Medicare's tier, what must come out.

Means are over the paths on which somebody lives. A rate over many paths is that of a dollar of their income.
"""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.studies.over_time.tax_years import TaxYears
from sim.views.theme import LIGHT, Theme, dressed
from sim.views.view import View
from sim.views.yearly_traces import bars, line

PERCENT = 100.0
SEEN_FROM = 0.5
"""A bracket that is filled by less than this in every year is left out [USD]."""


def tax_rates(found: TaxYears, theme: Theme = LIGHT) -> View:
    """Return the effective rates of each year and the rate of the federal bracket on top [%], weighed by income."""
    some, years, income = _lived(found), found.years, found.income.sum(axis=0)
    rates = {
        "Effective rate, federal and state": found.tax,
        "Effective rate, federal": found.federal_tax,
        "Marginal rate, federal bracket": found.marginal_rate * found.income,
    }
    figure, columns = go.Figure(), dict[str, Any](Year=years)
    for order, (name, amounts) in enumerate(rates.items()):
        shares = PERCENT * _ratio(amounts.sum(axis=0), income)
        columns[f"{name} [%]"] = shares.round(1)
        sentences = [f"{year}, {name.lower()}: {rate:.1f}%" for year, rate in zip(years, shares, strict=True)]
        trace = line(years[some], shares[some], name, _of(sentences, some), theme.color(order), order)
        figure.add_trace(trace.update(mode="lines+markers", marker_size=6))
    figure.update_yaxes(title_text="Rate [%]", ticksuffix="%", rangemode="tozero")
    whole, _, top = list(columns.values())[1:]
    words = "Effective rate, and the federal bracket on top: " + _first_and_last(
        found, [f"{one:.1f}% and {other:.1f}%" for one, other in zip(whole, top, strict=True)]
    )
    return View(_by_year(figure, theme, 340), pd.DataFrame(columns)[some], words)


def filled_brackets(found: TaxYears, theme: Theme = LIGHT, *, is_future: bool = False) -> View:
    """Return how much of each federal bracket the income of a year fills, stacked [USD/yr]."""
    some, years = _lived(found), found.years
    amounts = np.stack(
        [_mean(found, _worth(found, of_one, is_future)) for of_one in np.moveaxis(found.in_bracket, 2, 0)]
    )
    figure, columns = go.Figure(), dict[str, Any](Year=years)
    for order, (rate, filled) in enumerate(zip(found.rates, amounts, strict=True)):
        if filled.max() < SEEN_FROM:
            continue
        name = f"{PERCENT * rate:g}% bracket"
        columns[f"{name} [real USD/yr]"] = filled
        sentences = [f"{year}: {usd(float(one))} in the {name}" for year, one in zip(years, filled, strict=True)]
        figure.add_trace(bars(years[some], filled[some], name, _of(sentences, some), theme, order))
    figure.update_layout(barmode="stack", bargap=0.2, legend_traceorder="normal")
    dollars = "future dollars" if is_future else "today's dollars"
    figure.update_yaxes(title_text=f"Income taxed at ordinary rates<br>[{dollars} a year]", tickformat="$,.0f")
    highest = [_highest(found.rates, of_year) for of_year in amounts.T]
    words = "Income at ordinary rates after deductions, and the highest bracket it reaches: " + _first_and_last(
        found, [f"{usd(float(sum(of_year)))}, {rate}" for of_year, rate in zip(amounts.T, highest, strict=True)]
    )
    return View(_by_year(figure, theme, 400), pd.DataFrame(columns)[some], words)


def medicare_tiers(found: TaxYears, theme: Theme = LIGHT, *, is_future: bool = False) -> View:
    """Return on which share of the paths with Medicare each tier is charged [%], and the mean surcharge [USD/yr]."""
    on_it = found.tier >= 0
    some = np.asarray(on_it.any(axis=0))
    years, n_on_it = found.years, on_it.sum(axis=0)
    figure, columns = go.Figure(), dict[str, Any](Year=years)
    for tier in range(int(found.tier.max(initial=0)) + 1):
        share = PERCENT * _ratio((found.tier == tier).sum(axis=0), n_on_it)
        name = f"Tier {tier}" if tier else "No surcharge"
        columns[f"{name} [% of paths]"] = share.round(1)
        sentences = [f"{year}, {name.lower()}: {one:.0f}% of paths" for year, one in zip(years, share, strict=True)]
        figure.add_trace(bars(years[some], share[some], name, _of(sentences, some), theme, tier))
    surcharge = _mean(found, _worth(found, found.surcharge, is_future))
    columns["Surcharge, mean [real USD/yr]"] = surcharge
    figure.update_layout(barmode="stack", bargap=0.2, legend_traceorder="normal")
    figure.update_yaxes(title_text="Paths with Medicare [%]", ticksuffix="%", range=[0, PERCENT])
    pays = PERCENT * _ratio((found.tier > 0).sum(axis=0), n_on_it)
    words = "Nobody has Medicare in these years."
    if some.any():
        costliest = int(surcharge.argmax())
        words = (
            f"Medicare surcharges are paid on {pays.max():.0f}% of paths at most; they are highest in "
            f"{years[costliest]}, {usd(float(surcharge[costliest]))} on average."
        )
        if len(found.paths) == 1:
            words = _of_one_path(found, surcharge)
    return View(_by_year(figure, theme, 360), pd.DataFrame(columns)[some], words)


def required_by_year(found: TaxYears, theme: Theme = LIGHT, *, is_future: bool = False) -> View:
    """Return the distributions that the law requires of each year, mean over paths [USD/yr]."""
    some, years = _lived(found), found.years
    amounts = _mean(found, _worth(found, found.required, is_future))
    name = "Required distributions"
    sentences = [f"{year}, {name.lower()}: {usd(float(one))}" for year, one in zip(years, amounts, strict=True)]
    figure = go.Figure(bars(years[some], amounts[some], name, _of(sentences, some), theme, 0).update(showlegend=False))
    dollars = "future dollars" if is_future else "today's dollars"
    figure.update_yaxes(title_text=f"{name}<br>[{dollars} a year]", tickformat="$,.0f", rangemode="tozero")
    figure.update_layout(bargap=0.2)
    begun = years[some & (amounts >= SEEN_FROM)]
    words = "No distribution is required in these years."
    if len(begun):
        first, most = begun[0] - years[0], int(amounts.argmax())
        words = (
            f"Distributions are required from {begun[0]} on, {usd(float(amounts[first]))} then; the most is "
            f"{usd(float(amounts[most]))} in {years[most]}."
        )
    table = pd.DataFrame({"Year": years, f"{name}, mean [real USD/yr]": amounts})[some]
    return View(_by_year(figure, theme, 300), table, words)


def _by_year(figure: go.Figure, theme: Theme, height: int) -> go.Figure:
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    return dressed(figure, theme, height=height)


def _lived(found: TaxYears) -> np.ndarray:
    return np.asarray(found.is_lived.any(axis=0))


def _mean(found: TaxYears, amounts: np.ndarray) -> np.ndarray:
    """Return the mean over the paths on which somebody lives, (n_years,); 0 where nobody does."""
    return _ratio((amounts * found.is_lived).sum(axis=0), found.is_lived.sum(axis=0))


def _worth(found: TaxYears, amounts: np.ndarray, is_future: bool) -> np.ndarray:
    """Return a year's amounts in the dollars that the page is in."""
    return amounts if is_future else amounts / found.mid_prices


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def _of(sentences: list[str], some: np.ndarray) -> list[str]:
    return [sentence for sentence, is_one in zip(sentences, some, strict=True) if is_one]


def _highest(rates: tuple[float, ...], filled: np.ndarray) -> str:
    """Return the highest bracket that is filled by anything, as ``22%``."""
    reached = [rate for rate, amount in zip(rates, filled, strict=True) if amount >= SEEN_FROM]
    return f"{PERCENT * reached[-1]:g}%" if reached else "none"


def _first_and_last(found: TaxYears, said: list[str]) -> str:
    some = np.flatnonzero(_lived(found))
    return "; ".join(f"{said[k]} in {found.years[k]}" for k in (some[0], some[-1])) + "."


def _of_one_path(found: TaxYears, surcharge: np.ndarray) -> str:
    """Return when a single path's tiers are charged."""
    charged = np.flatnonzero(found.tier[0] > 0)
    if not len(charged):
        return "No Medicare surcharge is charged on this path."
    highest = int(found.tier[0].max())
    when = ", ".join(str(found.years[k]) for k in charged[:6]) + (" and later" if len(charged) > 6 else "")
    return f"Surcharges are charged in {when}, by tier {highest} at most; {usd(float(surcharge.sum()))} in all."
