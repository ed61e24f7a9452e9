"""A verdict in worlds with other assumptions: the difference in each with two standard errors, today's as a line."""

import pandas as pd
import plotly.graph_objects as go

from sim.results.paired import MEASURE
from sim.studies.worlds import Sign, World, Worlds, sentence
from sim.views.sentences import a_year, quantity, two_errors
from sim.views.theme import LIGHT, Theme, dressed, hover, label, plain
from sim.views.view import View

TITLES = {Sign.HOLDS: "Holds", Sign.TURNS: "Turns", Sign.UNCLEAR: "No measurable difference"}
SHAPES = {Sign.HOLDS: "circle", Sign.TURNS: "diamond", Sign.UNCLEAR: "circle-open"}
ROW_HEIGHT, ROOM = 34, 170


def worlds_view(found: Worlds, theme: Theme = LIGHT) -> View:
    """Return each world's difference with two standard errors, the lowest at the bottom, and today's as a line."""
    figure = go.Figure()
    tried = sorted((world for world in found.worlds if world.value is not None), key=_mean)
    for number, sign in enumerate(TITLES):
        rows = [world for world in tried if world.sign is sign]
        if rows:
            color = theme.quiet if sign is Sign.UNCLEAR else theme.color(number)
            figure.add_trace(_points(found, sign, rows, color))
    figure.add_vline(x=found.today.mean, line={"color": theme.text, "width": 1.5, "dash": "dot"})
    figure.add_vline(x=0.0, line={"color": theme.quiet, "width": 1})
    measure = MEASURE[found.objective]
    lines = (f"{measure.label}, mean", f"{label(found.strategy)} less", label(found.compared_with))
    figure.update_xaxes(
        title_text="<br>".join((*lines, f"[today's dollars{a_year(measure)}; dotted: as planned]")),
        tickformat="$,.0f",
    )
    figure.update_yaxes(categoryorder="array", categoryarray=[_name(world) for world in tried])
    return View(dressed(figure, theme, ROOM + ROW_HEIGHT * len(tried)), _table(found), sentence(found))


def _mean(world: World) -> float:
    return world.value.mean if world.value is not None else 0.0


def _name(world: World) -> str:
    return plain(world.label)


def _points(found: Worlds, sign: Sign, rows: list[World], color: str) -> go.Scatter:
    values = [world.value for world in rows if world.value is not None]
    return go.Scatter(
        x=[value.mean for value in values],
        y=[_name(world) for world in rows],
        mode="markers",
        name=TITLES[sign],
        marker={"color": color, "symbol": SHAPES[sign], "size": 11},
        error_x={"type": "data", "array": [two_errors(value) for value in values], "thickness": 1.5, "color": color},
        customdata=[hover(world_sentence(found, world)) for world in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def world_sentence(found: Worlds, world: World) -> str:
    """Return what the difference is in one world."""
    if world.value is None:
        return f"Where {world.where}: not tried. {world.why_not}"
    measure = MEASURE[found.objective]
    words = f"Where {world.where}: {quantity(world.value.mean, measure)}"
    words += f", plus or minus {quantity(two_errors(world.value), measure)}"
    return f"{words}; {TITLES[world.sign].lower()}."


def _table(found: Worlds) -> pd.DataFrame:
    unit = MEASURE[found.objective].unit
    rows = []
    for world in found.worlds:
        value = world.value
        rows.append(
            {
                "Where": world.where,
                "The answer": world.why_not if value is None else TITLES[world.sign].lower(),
                f"Difference [{unit}]": None if value is None else value.mean,
                f"± (two standard errors) [{unit}]": None if value is None else two_errors(value),
                "Why it is tried": world.why,
            }
        )
    return pd.DataFrame(rows)
