"""Where the money of each year comes from, against what is spent and paid; and how often it falls short by then."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.findings import Findings
from sim.views.theme import LIGHT, Theme, dressed, label
from sim.views.view import View
from sim.views.yearly_change import lived_means
from sim.views.yearly_traces import bars, line

SAVINGS = "Taxable accounts, Roth, HSA and cash"
SOURCES = ("Wages, benefits and pensions", "Required distributions", "Other pretax withdrawals", SAVINGS)


def sources_by_year(findings: Findings, index: int) -> dict[str, np.ndarray]:
    """Return what each source brings in a year [USD/yr], (n_years,) by its name: means over lived paths.

    What taxable accounts, Roth, HSA and cash bring is the rest of what is spent and paid in taxes and premiums; below 0
    where the others bring more, which is put aside. A part year counts as a yearly rate. Simplification: employer stock
    taken out in kind counts as withdrawn and put aside.
    """
    flows = {field: lived_means(findings, index, field) / findings.result.year_share for field in _FIELDS}
    pretax = np.maximum(flows["withdrawn_pretax"] - flows["converted"] - flows["rmd"], 0.0)
    amounts = [flows["outside_income"], flows["rmd"], pretax]
    amounts.append(flows["spending"] + flows["tax_paid"] - sum(amounts, np.zeros(())))
    return dict(zip(SOURCES, amounts, strict=True))


_FIELDS = ("outside_income", "rmd", "withdrawn_pretax", "converted", "spending", "tax_paid")


def income_by_source(findings: Findings, theme: Theme = LIGHT, *, strategy: int) -> View:
    """Return each year's sources as stacked bars, means over the paths on which somebody lives, and the target."""
    is_lived = findings.result.is_lived(strategy).any(axis=0)
    years = findings.result.years[is_lived]
    means = {name: amounts[is_lived] for name, amounts in sources_by_year(findings, strategy).items()}
    spent = np.nanmean(findings.income_of(strategy)[:, is_lived], axis=0)
    target = findings.wanted("spending_target")[is_lived]
    figure = go.Figure()
    for order, (name, amounts) in enumerate(means.items()):
        sentences = [
            f"{year}, {name}: {usd(float(amount))} a year" for year, amount in zip(years, amounts, strict=True)
        ]
        figure.add_trace(bars(years, amounts, name, sentences, theme, order))
    for name, amounts, dash in (("Spent, after tax", spent, 0), ("Spending target, median", target, 2)):
        sentences = [f"{name} {year}: {usd(float(amount))} a year" for year, amount in zip(years, amounts, strict=True)]
        figure.add_trace(line(years, amounts, name, sentences, theme.text, dash))
    figure.update_layout(barmode="relative", bargap=0.2)
    figure.update_xaxes(title_text="Calendar year", tickformat="d")
    figure.update_yaxes(title_text=f"Money of the year<br>[{findings.dollars} a year]", tickformat="$,.0f")
    columns: dict[str, Any] = {"Year": years}
    columns |= {f"{name}, mean [real USD/yr]": amounts for name, amounts in means.items()}
    columns |= {
        "Spent, mean [real USD/yr]": spent,
        "Taxes and premiums paid, mean [real USD/yr]": sum(means.values()) - spent,
    }
    words = f"In {years[0]} and in {years[-1]}, on average: " + "; ".join(
        f"{name[0].lower()}{name[1:]} {usd(float(amounts[0]))} and {usd(float(amounts[-1]))}"
        for name, amounts in means.items()
    )
    return View(dressed(figure, theme, height=480), pd.DataFrame(columns), words + ".")


def short_by_age(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the share of paths that fell short by each age of the first person, one line a strategy [% of paths]."""
    result = findings.result
    person = result.scenario.household.people[0]
    ages = result.years - person.born.year
    who = person.name or "the first person"
    figure, columns = go.Figure(), {"Year": result.years, f"Age of {who}": ages}
    for index, name in enumerate(findings.names):
        share = 100.0 * findings.short_so_far(index)
        columns[f"{name} [% of paths]"] = share
        sentences = [
            f"{name}: by {age}, {part:.1f}% of the paths fell short" for age, part in zip(ages, share, strict=True)
        ]
        figure.add_trace(line(ages, share, label(name), sentences, theme.color(index), index, shape="hv"))
    figure.update_xaxes(title_text=f"Age of {label(who)}", tickformat="d")
    figure.update_yaxes(title_text="Paths that fell short<br>by then [%]", rangemode="tozero")
    ends = [f"“{name}” {columns[f'{name} [% of paths]'][-1]:.1f}%" for name in findings.names]
    words = f"By {ages[-1]}, spending has fallen short on: " + ", ".join(ends) + " of the paths."
    return View(dressed(figure, theme, height=380), pd.DataFrame(columns), words)
