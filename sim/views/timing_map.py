"""The timing map as a picture: color is what a harvest is worth, crosses are cells in which its loss is destroyed."""

import math
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.paired import MEASURE, STANDARD_ERRORS
from sim.studies.timing_map import Cell, TimingMap
from sim.views.sentences import quantity
from sim.views.theme import LIGHT, Theme, dressed, hover
from sim.views.view import View

LOSS_COLORS, EVEN_COLOR, GAIN_COLORS = ("#8c3d04", "#fdd0a2"), "#f7f7f7", ("#d6e6f4", "#083d7f")
"""From the largest loss to the least; nothing; from the least gain to the largest."""


def day_words(day: date) -> str:
    """Return a day the US way: ``Jun 15, 2026``."""
    return f"{day:%b} {day.day}, {day.year}"


def timing_picture(found: TimingMap, theme: Theme = LIGHT, planned: tuple[date, ...] = ()) -> View:
    """Return the map; `planned` are the harvest dates of today's plan."""
    n = len(found.days)
    values = [[found.cell(h, r).value.mean for r in range(n)] for h in range(n)]
    low, high, stops = colors_of(values)
    figure = go.Figure(
        go.Heatmap(
            x=list(found.days),
            y=[row.day for row in found.rows],
            z=values,
            zmin=low,
            zmax=high,
            colorscale=stops,
            text=[["×" if found.is_washed(h, r) else "" for r in range(n)] for h in range(n)],
            texttemplate="%{text}",
            customdata=[[hover(cell_sentence(found, h, r)) for r in range(n)] for h in range(n)],
            hovertemplate="%{customdata}<extra></extra>",
            colorbar={
                "title": {"text": "Value [today's dollars]", "side": "top"},
                "tickformat": "$,.0f",
                "nticks": 5,
                "orientation": "h",
                "y": -0.22,
                "yanchor": "top",
                "thickness": 16,
            },  # below, so that a phone has room for the map
            xgap=1,
            ygap=1,
        )
    )
    best_h, best_r = found.best_safe
    figure.add_trace(
        _mark(
            found.days[best_r], found.rows[best_h].day, "star", "Best safe cell", cell_sentence(found, best_h, best_r)
        )
    )
    for number, day in enumerate(planned):
        words = f"Today's plan harvests on {day_words(day)} and reinvests on {day_words(found.today)}."
        mark = _mark(found.today, day, "circle", "Today's plan", words)
        mark.showlegend = number == 0
        figure.add_trace(mark)
    figure.update_xaxes(title_text="Rollover money is reinvested on", tickformat="%b %d<br>%Y")
    figure.update_yaxes(title_text="Losses are harvested on", tickformat="%b %d, %Y")
    return View(dressed(figure, theme, height=620), table_of(found), words_of(found))


def colors_of(values: list[list[float]]) -> tuple[float, float, list[list[Any]]]:
    """Return the least and the largest value of the scale, and its colors as plotly takes them.

    Gains from the palest to the darkest blue, so that gains close together differ; losses likewise in brown.
    """
    flat = [value for row in values for value in row]
    gains, losses = [value for value in flat if value > 0], [value for value in flat if value <= 0]
    marks = [(min(losses), LOSS_COLORS[0]), (max(losses), LOSS_COLORS[1])] if losses else []
    marks += [(0.0, EVEN_COLOR)] if losses and gains else []
    marks += [(min(gains), GAIN_COLORS[0]), (max(gains), GAIN_COLORS[1])] if gains else []
    low, high = marks[0][0], marks[-1][0]
    if high - low < 1.0:  # all alike: the darker color
        color = GAIN_COLORS[1] if gains else LOSS_COLORS[0]
        return low, low + 1.0, [[0, color], [1, color]]
    return low, high, [[(value - low) / (high - low), color] for value, color in marks]


def _mark(x: date, y: date, symbol: str, name: str, sentence: str) -> go.Scatter:
    return go.Scatter(
        x=[x],
        y=[y],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 16, "color": "#111111", "line": {"width": 3, "color": "#ffd400"}},
        customdata=[hover(sentence)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def cell_sentence(found: TimingMap, harvest: int, reinvestment: int) -> str:
    """Return one cell in words."""
    row, measure, bought = found.rows[harvest], MEASURE[found.objective], found.days[reinvestment]
    cell, lost = found.cell(harvest, reinvestment).value, found.cell(harvest, reinvestment).lost
    apart = (bought - row.day).days
    when = "on the same day" if apart == 0 else f"{abs(apart)} days {'later' if apart > 0 else 'earlier'}"
    start = f"Harvest on {day_words(row.day)}, reinvest on {day_words(bought)}, {when}: "
    error = quantity(STANDARD_ERRORS * cell.standard_error, measure)
    worth = f"worth {quantity(cell.mean, measure)} ± {error}"
    if not cell.is_measurable:
        worth = f"no measurable value ({quantity(cell.mean, measure)} ± {error})"
    if not found.is_washed(harvest, reinvestment):
        return f"{start}{worth}. No wash sale through the rollover."
    if lost <= 0:
        return f"{start}{worth}. Inside the 61 days, but the rollover buys nothing identical."
    return f"{start}{worth}. Inside the 61 days: on average {quantity(lost, measure)} of losses are lost for good."


def table_of(found: TimingMap) -> pd.DataFrame:
    """Return one row a harvest date: worth outside and inside the 61 days."""
    return pd.DataFrame(
        [
            {
                "Harvest on": day_words(row.day),
                "Losses harvested, mean [real USD]": row.washed.harvested,
                "Worth, rollover more than 30 days earlier [real USD]": _mean(row.before),
                "Worth, rollover within 30 days [real USD]": row.washed.value.mean,
                "Worth, rollover more than 30 days later [real USD]": _mean(row.after),
                "± of the one within (two standard errors) [real USD]": STANDARD_ERRORS
                * row.washed.value.standard_error,
                "Lost for good within 30 days, mean [real USD]": row.washed.lost,
            }
            for row in found.rows
        ]
    )


def _mean(cell: Cell | None) -> float:
    return math.nan if cell is None else cell.value.mean


def words_of(found: TimingMap) -> str:
    """Return the map in two sentences."""
    harvest, reinvestment = found.best_safe
    best = found.cell(harvest, reinvestment).value
    low, high = (usd(amount) for amount in found.best_interval)
    first = (
        f"The best safe cell: {cell_sentence(found, harvest, reinvestment)} As the highest of {found.n_simulated} "
        f"values it was lucky too: an interval that holds for all of them at once is {low} to {high}."
    )
    if best.is_measurable and best.mean < 0:
        first = f"No date is good for a harvest here: even the best one costs more than it saves. {first}"
    safe = (cell.value.mean - row.washed.value.mean for row in found.rows for cell in (row.before, row.after) if cell)
    worst = max(safe)
    if max(row.washed.lost for row in found.rows) <= 0:
        return f"{first} The rollover buys nothing identical to what is harvested, so no cell destroys a loss."
    measure = MEASURE[found.objective]
    return f"{first} Reinvesting within 30 days of the harvest costs up to {quantity(worst, measure)} of its value."
