"""The household's milestones as a timeline: a row for each kind, a marker for each person's date."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from sim.views.theme import LIGHT, MARKERS, Theme, dressed, hover, label
from sim.views.view import View
from sim.year.milestones import Milestone, What

ROW_PIXELS, LEAST_PIXELS = 30, 170
HOUSEHOLD = "Household"


def milestone_timeline(found: tuple[Milestone, ...], start: date, theme: Theme = LIGHT) -> View:
    """Return the timeline from the plan's start to its last milestone; spans of a year or more are bars."""
    rows = [what for what in What if any(one.what is what for one in found)]
    people = list(dict.fromkeys(one.who or HOUSEHOLD for one in found))
    figure = go.Figure()
    for index, who in enumerate(people):
        figure.add_traces(_of_person(found, who, index, rows, theme))
    ticks = list(range(len(rows)))
    figure.update_yaxes(
        tickvals=ticks, ticktext=[str(row) for row in rows], range=[len(rows) - 0.4, -0.6], zeroline=False
    )
    figure.update_xaxes(type="date", tickformat="%Y")
    figure.add_vline(x=start.isoformat(), line={"color": theme.quiet, "dash": "dash", "width": 1.5})
    height = max(LEAST_PIXELS, ROW_PIXELS * len(rows) + 90)
    return View(dressed(figure, theme, height=height), milestone_table(found), milestones_in_words(found))


def _of_person(found: tuple[Milestone, ...], who: str, index: int, rows: list[What], theme: Theme) -> list[go.Scatter]:
    mine = [one for one in found if (one.who or HOUSEHOLD) == who]
    shift = 0.16 * (index - 0.5) if index < 2 else 0.0
    common = {"legendgroup": str(index), "hovertemplate": "%{customdata}<extra></extra>"}
    spans = [
        go.Scatter(
            x=[one.day.isoformat(), one.until.isoformat()],
            y=[rows.index(one.what) + shift] * 2,
            mode="lines",
            line={"color": theme.color(index), "width": 5},
            opacity=0.55,
            customdata=[hover(sentence(one))] * 2,
            showlegend=False,
            **common,
        )
        for one in mine
        if one.until > one.day
    ]
    points = [one for one in mine if one.until == one.day or one.what is What.ROLLOVER]
    markers = go.Scatter(
        x=[one.day.isoformat() for one in points],
        y=[rows.index(one.what) + shift for one in points],
        name=label(who),
        mode="markers",
        marker={"symbol": MARKERS[index % len(MARKERS)], "size": 11, "color": theme.color(index)},
        customdata=[hover(sentence(one)) for one in points],
        **common,
    )
    return [*spans, markers]


def us_day(day: date) -> str:
    """Return the day as the pages write it: 06/15/2026."""
    return f"{day:%m/%d/%Y}"


def sentence(one: Milestone) -> str:
    """Return a milestone in a sentence."""
    when = us_day(one.day) if one.until == one.day else f"{us_day(one.day)} to {us_day(one.until)}"
    who = f"{one.who}, " if one.who else ""
    return f"{who}{one.what}, {when}. {one.note}"


def milestone_table(found: tuple[Milestone, ...]) -> pd.DataFrame:
    """Return one row a milestone, as text."""
    columns = ["When", "Who", "What", "What it means", "Rule"]
    rows = [
        (
            us_day(one.day) + ("" if one.until == one.day else f" to {us_day(one.until)}"),
            one.who or HOUSEHOLD,
            str(one.what),
            one.note,
            one.reference,
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=columns)


def milestones_in_words(found: tuple[Milestone, ...]) -> str:
    """Return the first and the last milestone in a sentence, also the picture's text alternative."""
    if not found:
        return "There are no milestones within the plan."
    first, last = found[0], found[-1]
    return f"{len(found)} milestones. First: {sentence(first)} Last: {sentence(last)}"
