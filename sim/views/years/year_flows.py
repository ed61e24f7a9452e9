"""One year's money on one path: where every dollar of it came from and where it went, to the cent."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.trace.one_path import cash_table
from sim.trace.path_record import PathRecord
from sim.views.theme import LIGHT, Theme, dressed, hover, plain
from sim.views.view import View

NAMES = {
    "Income from other sources": "Wages, benefits, pensions",
    "Distributions paid out": "Dividends and interest of funds",
    "Sold to raise cash": "Sold from taxable accounts",
}
"""What a flow of the year's cash is called here, where not by its own name."""

DRAWN, KEPT = "Taken from cash", "Kept in cash"
CENTS, HALF_A_CENT = 100, 0.005
MIDDLE = "Money of the year"


def year_flows(record: PathRecord, year: int, theme: Theme = LIGHT) -> View:
    """Return what came in and what went out in a year as a Sankey diagram [USD of the year]; both sums are the same.

    year : position on the path's year axis
    """
    sources, uses = sides_of(record, year)
    whole = sum(sources.values())
    names = [*sources, MIDDLE, *uses]
    middle, amounts = len(sources), [*sources.values(), *uses.values()]
    ends = [(k, middle) if k < middle else (middle, k + 1) for k in range(len(amounts))]
    sentences = [f"{name}: {_dollars(cents)}" for name, cents in (*sources.items(), *uses.items())]
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            textfont={"color": theme.text, "size": 13, "shadow": "none"},
            node={
                "label": [*map(_label, sources.items()), _label((MIDDLE, whole)), *map(_label, uses.items())],
                "color": [theme.color(k) if k != middle else theme.quiet for k in range(len(names))],
                "pad": 34,
                "thickness": 14,
                "line": {"width": 0},
                "hoverinfo": "none",
            },
            link={
                "source": [source for source, _ in ends],
                "target": [target for _, target in ends],
                "value": [cents / CENTS for cents in amounts],
                "color": [theme.see_through(source if source != middle else target, 0.35) for source, target in ends],
                "customdata": [hover(sentence) for sentence in sentences],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )
    rows = [("Came in", name, cents / CENTS) for name, cents in sources.items()]
    rows += [("Went out", name, cents / CENTS) for name, cents in uses.items()]
    table = pd.DataFrame(rows, columns=["", "What", "Amount [USD]"])
    words = (
        f"In {record.years[year]}, {_dollars(whole)} came in: {_listed(sources)}. It went out again: {_listed(uses)}."
    )
    dressed(figure, theme, height=100 + 70 * max(len(sources), len(uses), 3)).update_layout(margin_b=34, margin_t=10)
    return View(figure, table, words)


def sides_of(record: PathRecord, year: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return what came in and what went out in a year, by name in whole cents; both add up to the same."""
    table = cash_table(record, year)
    names, amounts = table["What"].tolist(), table["Amount [USD]"].tolist()
    moved = zip(names[1:-1], amounts[1:-1], strict=True)
    flows = [(NAMES.get(name, name) if amount > 0 else name, amount) for name, amount in moved]
    flows.append((DRAWN, amounts[0] - amounts[-1]) if amounts[0] > amounts[-1] else (KEPT, amounts[0] - amounts[-1]))
    came = {name: amount for name, amount in flows if amount >= HALF_A_CENT}
    went = {name: -amount for name, amount in flows if amount <= -HALF_A_CENT}
    whole = round(CENTS * sum(came.values()))
    return in_cents(came, whole), in_cents(went, whole)


def in_cents(amounts: dict[str, float], whole: int) -> dict[str, int]:
    """Return amounts [USD] as whole cents that add up to `whole`; the last cents go where most was cut off.

    whole : [cents], within the rounding of the amounts' own sum
    """
    exact = CENTS * np.array(list(amounts.values()))
    cents = np.floor(exact).astype(int)
    for k in np.argsort(cents - exact, kind="stable")[: max(whole - int(cents.sum()), 0)]:
        cents[k] += 1
    return dict(zip(amounts, cents.tolist(), strict=True))


def _label(row: tuple[str, int]) -> str:
    return f"{plain(row[0])}<br>{plain(usd(row[1] / CENTS))}"


def _dollars(cents: int) -> str:
    return f"${cents / CENTS:,.2f}"


def _listed(amounts: dict[str, int]) -> str:
    return ", ".join(f"{name[0].lower()}{name[1:]} {_dollars(cents)}" for name, cents in amounts.items()) or "nothing"
