"""Whose merit a gain is: bars of the conversion alone, the harvest alone and what only both have, by strategy."""

import pandas as pd
import plotly.graph_objects as go

from sim.results.paired import MEASURE
from sim.studies.whose_merit import WhoseMerit, amount
from sim.views.sentences import a_year, two_errors
from sim.views.theme import LIGHT, PATTERNS, Theme, dressed, hover, plain, strategy_axis
from sim.views.view import View

PARTS = {"conversion": "Conversions alone", "harvest": "Harvesting alone", "together": "Only both together"}


def merit_view(found: WhoseMerit, theme: Theme = LIGHT) -> View:
    """Return the parts of each strategy's gain over the first one as bars with two standard errors."""
    figure, measure = go.Figure(), MEASURE[found.objective]
    for number, (part, title) in enumerate(PARTS.items()):
        rows = [getattr(one, part) for one in found.strategies]
        said = [
            f"{title}, {one.name} compared with {found.compared_with}: {amount(getattr(one, part))}."
            for one in found.strategies
        ]
        figure.add_trace(
            go.Bar(
                x=list(range(len(rows))),
                y=[row.mean for row in rows],
                name=title,
                marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number]}},
                error_y={"type": "data", "array": [two_errors(row) for row in rows], "color": theme.quiet},
                customdata=[hover(words) for words in said],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    names = tuple(one.name for one in found.strategies)
    figure.update_xaxes(title_text=f"Strategy, compared with {plain(found.compared_with[:40])}", **strategy_axis(names))
    lines = f"Part of the gain, mean<br>[{measure.label.lower()}, today's dollars{a_year(measure)}]"
    figure.update_yaxes(title_text=lines, tickformat="$,.0f")
    figure.update_layout(barmode="group")
    return View(dressed(figure, theme, height=460), table(found), " ".join(found.as_json()["sentences"]))


def table(found: WhoseMerit) -> pd.DataFrame:
    """Return the gain and its parts as text, one row a strategy."""
    head = f"Gain over {found.compared_with}"
    return pd.DataFrame(
        [
            {
                "Strategy": one.name,
                head: amount(one.gain),
                **{title: amount(getattr(one, part)) for part, title in PARTS.items()},
            }
            for one in found.strategies
        ]
    )
