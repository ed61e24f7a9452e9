"""One path at a glance: what is left at the end of each year, and what was spent and paid in it."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.results.explain import usd
from sim.trace.one_path import years_table
from sim.trace.path_record import PathRecord
from sim.views.theme import DASHES, LIGHT, MARKERS, PATTERNS, Theme, dressed, hover
from sim.views.view import View

BALANCES = {
    "balance_taxable": "Taxable account",
    "balance_pretax": "Pretax accounts",
    "balance_roth": "Roth",
    "balance_other": "Cash, HSA and annuities",
}
FLOWS = {"spending": "Spending", "tax_paid": "Taxes and Medicare paid", "harvested_loss": "Losses harvested"}


def path_view(record: PathRecord, theme: Theme = LIGHT) -> View:
    """Return the balances of every year stacked, and beneath them the year's flows [USD of the year]."""
    n = len(record.year_ends)
    years = [int(year) for year in record.years[:n]]
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.1, row_heights=[0.6, 0.4])
    for number, (field, name) in enumerate(BALANCES.items()):
        amounts = record.yearly[field][:n].tolist()
        if any(amounts):
            figure.add_trace(_bars(years, amounts, name, number, theme), row=1, col=1)
    for number, (field, name) in enumerate(FLOWS.items()):
        amounts = record.yearly[field][:n].tolist()
        if any(amounts):
            figure.add_trace(_line(years, amounts, name, len(BALANCES) + number, theme), row=2, col=1)
    figure.update_layout(barmode="stack", bargap=0.2, legend_traceorder="normal")
    figure.update_xaxes(title_text="Calendar year", tickformat="d", row=2, col=1)
    figure.update_yaxes(title_text="Left at the end<br>[future dollars]", tickformat="$,.0f", row=1, col=1)
    figure.update_yaxes(title_text="In the year<br>[future dollars]", tickformat="$,.0f", row=2, col=1)
    return View(dressed(figure, theme, height=580), years_table(record).iloc[:n], _words(record, years))


def _bars(years: list[int], amounts: list[float], name: str, number: int, theme: Theme) -> go.Bar:
    sentences = [f"{name} at the end of {year}: {usd(a)}." for year, a in zip(years, amounts, strict=True)]
    return go.Bar(
        x=years,
        y=amounts,
        name=name,
        marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number]}},
        customdata=[hover(text) for text in sentences],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(years: list[int], amounts: list[float], name: str, number: int, theme: Theme) -> go.Scatter:
    sentences = [f"{name} in {year}: {usd(a)}." for year, a in zip(years, amounts, strict=True)]
    return go.Scatter(
        x=years,
        y=amounts,
        name=name,
        mode="lines+markers",
        line={"color": theme.color(number), "dash": DASHES[number % len(DASHES)], "width": 2.5},
        marker={"symbol": MARKERS[number % len(MARKERS)], "size": 7},
        customdata=[hover(text) for text in sentences],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _words(record: PathRecord, years: list[int]) -> str:
    name = record.scenario.strategies[record.strategy].name
    last = len(years) - 1
    total = sum(float(record.yearly[field][last]) for field in BALANCES)
    spent, paid = (float(record.yearly[field][: last + 1].sum()) for field in ("spending", "tax_paid"))
    return (
        f"Path {record.path + 1} with “{name}”: {usd(spent)} spent and {usd(paid)} of taxes and Medicare paid "
        f"from {years[0]} to {years[last]}, {usd(total)} left at the end before tax, in the dollars of each year."
    )
