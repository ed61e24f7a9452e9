"""What moves the answer, as a tornado: how far each input takes a strategy's difference, the strongest on top."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import signed_usd
from sim.results.paired import MEASURE, PairedDifference
from sim.studies.what_moves import Moved, Side, WhatMoves
from sim.views.sentences import a_year, quantity, two_errors
from sim.views.theme import LIGHT, Theme, dressed, hover, plain
from sim.views.view import View

RAISES, LOWERS, LUCK = "Raises it", "Lowers it", "Could be chance"
PATTERN = {RAISES: "", LOWERS: "/", LUCK: "."}
ROW_HEIGHT, ROOM, ROOM_BESIDE, BAR_SHARE, TEXT_SHIFT = 66, 170, 0.05, 0.3, 10
NAMED = 3


def what_moves_view(found: WhatMoves, theme: Theme = LIGHT) -> View:
    """Return the tornado: bars from today's difference to the one with the input changed, two standard errors each."""
    figure, today = go.Figure(), found.today.mean
    for number, kind in enumerate(PATTERN):
        sides = [(row, side) for row in found.rows for side in (row.low, row.high) if _kind(side) == kind]
        if sides:
            color = theme.quiet if kind == LUCK else theme.color(number)
            figure.add_trace(_bars(found, kind, sides, color, theme))
    figure.add_vline(x=today, line={"color": theme.text, "width": 1.5, "dash": "dot"})
    _name_rows(figure, found.rows)
    ends = [today, *(end for row in found.rows for side in (row.low, row.high) for end in _ends(side, today))]
    room = ROOM_BESIDE * max(max(ends) - min(ends), 1.0)
    axis = f"{MEASURE[found.objective].label}: {plain(found.strategy)} less {plain(found.compared_with)}, mean"
    figure.update_xaxes(
        title_text=f"{axis}<br>[today's dollars{a_year(MEASURE[found.objective])}]",
        tickformat="$,.0f",
        range=[min(ends) - room, max(ends) + room],
    )
    names = [plain(row.label) for row in found.rows]
    figure.update_yaxes(
        categoryorder="array", categoryarray=names[::-1], showticklabels=False, range=[-0.5, len(names) - 0.1]
    )
    figure.update_layout(barmode="overlay", bargap=1 - BAR_SHARE)
    return View(dressed(figure, theme, ROOM + ROW_HEIGHT * len(found.rows)), _table(found), _words(found))


def _kind(side: Side) -> str:
    if side.change is None or side.change.is_zero:
        return ""
    if not side.change.is_measurable:
        return LUCK
    return RAISES if side.change.mean > 0 else LOWERS


def _ends(side: Side, today: float) -> tuple[float, ...]:
    if side.change is None:
        return ()
    error = two_errors(side.change)
    return (today + side.change.mean - error, today + side.change.mean + error)


def _bars(found: WhatMoves, kind: str, sides: list[tuple[Moved, Side]], color: str, theme: Theme) -> go.Bar:
    changes = [side.change for _, side in sides if side.change is not None]
    return go.Bar(
        y=[plain(row.label) for row, _ in sides],
        x=[change.mean for change in changes],
        base=[found.today.mean] * len(sides),
        orientation="h",
        name=kind,
        marker={"color": color, "pattern": {"shape": PATTERN[kind]}},
        error_x={
            "type": "data",
            "array": [two_errors(change) for change in changes],
            "thickness": 1.5,
            "width": 4,
            "color": theme.text,
        },
        customdata=[hover(sentence(found, row, side)) for row, side in sides],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _name_rows(figure: go.Figure, rows: tuple[Moved, ...]) -> None:
    """Write above each row's bars the input and what was tried, so that a phone has room. Modifies the figure."""
    for row in rows:
        tried = "   ".join(f"{_arrow(side)} {plain(side.said)}" for side in (row.low, row.high) if _kind(side))
        figure.add_annotation(
            text=f"<b>{plain(row.label)}</b><br>{tried or 'changes nothing'}",
            xref="paper",
            x=0,
            xanchor="left",
            y=plain(row.label),
            yanchor="bottom",
            yshift=TEXT_SHIFT,
            align="left",
            showarrow=False,
            font={"size": 12},
        )


def _arrow(side: Side) -> str:
    return "↑" if side.change is not None and side.change.mean > 0 else "↓"


def sentence(found: WhatMoves, row: Moved, side: Side) -> str:
    """Return what one value of an input does, in words."""
    measure, start = MEASURE[found.objective], f"{row.label}, {side.said}: "
    if side.change is None or side.value is None:
        return f"{start}not tried. {side.why_not}"
    then = f"the difference is {quantity(side.value.mean, measure)}"
    if side.change.is_zero:
        return f"{start}{then}, as today on every path."
    error = quantity(two_errors(side.change), measure)
    if not side.change.is_measurable:
        return f"{start}no measurable change ({quantity(side.change.mean, measure)}, plus or minus {error})."
    more = "more" if side.change.mean > 0 else "less"
    return f"{start}{then}, {quantity(abs(side.change.mean), measure)} {more} than today, plus or minus {error}."


def _words(found: WhatMoves) -> str:
    measure = MEASURE[found.objective]
    error = quantity(two_errors(found.today), measure)
    first = f"Today “{found.strategy}” less “{found.compared_with}” is {quantity(found.today.mean, measure)} ± {error}."
    sides = [(row, side) for row in found.rows for side in (row.low, row.high)]
    sure = [(row, side) for row, side in sides if side.change is not None and side.change.is_measurable]
    if not sure:
        return f"{first} None of the inputs moves it measurably."
    sure.sort(key=lambda pair: -pair[1].reach)
    named = ", ".join(
        f"{row.label.lower()} ({side.said}: {signed_usd(side.change.mean)})"
        for row, side in sure[:NAMED]
        if side.change is not None
    )
    turned = [side for _, side in sure if side.value is not None and _is_turned(side.value, found.today)]
    verb = "changes" if len(turned) == 1 else "change"
    turns = "" if not turned else f" {len(turned)} of the {len(sides)} values {verb} its sign."
    return f"{first} What moves it most: {named}.{turns}"


def _is_turned(value: PairedDifference, today: PairedDifference) -> bool:
    return value.is_measurable and today.is_measurable and value.mean * today.mean < 0


def _table(found: WhatMoves) -> pd.DataFrame:
    unit = MEASURE[found.objective].unit
    rows: list[dict[str, Any]] = []
    for row in found.rows:
        for side in (row.low, row.high):
            rows.append(
                {
                    "Input": row.label,
                    "Tried": side.said,
                    f"Difference then [{unit}]": None if side.value is None else side.value.mean,
                    f"Change [{unit}]": None if side.change is None else side.change.mean,
                    f"± (two standard errors) [{unit}]": None if side.change is None else two_errors(side.change),
                    "More than chance?": _told(side),
                }
            )
    return pd.DataFrame(rows)


def _told(side: Side) -> str:
    if side.change is None:
        return side.why_not
    if side.change.is_zero:
        return "the same on every path"
    return "yes" if side.change.is_measurable else "no measurable difference"
