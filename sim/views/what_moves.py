"""What moves the answer, as a tornado: how far each input takes a strategy's difference, the strongest on top."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.paired import MEASURE, PairedDifference
from sim.studies.what_moves import Moved, Side, WhatMoves
from sim.views.sentences import a_year, quantity, two_errors
from sim.views.theme import LIGHT, Theme, dressed, hover, plain
from sim.views.view import View

RAISES, LOWERS, LUCK = "Raises it", "Lowers it", "Could be chance"
PATTERN = {RAISES: "", LOWERS: "/", LUCK: "."}
BAR_HEIGHT, ROOM, LABEL_ROOM = 46, 170, 0.65
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
    figure.add_trace(_labels(found, today))
    ends = [today, *(end for row in found.rows for side in (row.low, row.high) for end in _ends(side, today))]
    room = LABEL_ROOM * max(max(ends) - min(ends), 1.0)
    axis = f"{MEASURE[found.objective].label}: {plain(found.strategy)} less {plain(found.compared_with)}, mean"
    figure.update_xaxes(
        title_text=f"{axis}<br>[today's dollars{a_year(MEASURE[found.objective])}]",
        tickformat="$,.0f",
        range=[min(ends) - room, max(ends) + room],
    )
    names = [plain(row.label) for row in found.rows]
    figure.update_yaxes(title_text="Input", categoryorder="array", categoryarray=names[::-1])
    figure.update_layout(barmode="overlay", bargap=0.35)
    return View(dressed(figure, theme, ROOM + BAR_HEIGHT * len(found.rows)), _table(found), _words(found))


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


def _labels(found: WhatMoves, today: float) -> go.Scatter:
    """Return what was tried as text beyond each bar and its error; two on one side stand one above the other."""
    x, y, text, place = [], [], [], []
    for row in found.rows:
        shown = [side for side in (row.low, row.high) if _kind(side)]
        is_one_side = len(shown) == 2 and shown[0].change.mean * shown[1].change.mean > 0  # type: ignore[union-attr]
        if is_one_side:
            far = max(shown, key=lambda side: side.reach)
            near = next(side for side in shown if side is not far)
            shown, said = [far], f"{plain(near.said)};<br>  {plain(far.said)}"
        for side in shown:
            assert side.change is not None
            is_right = side.change.mean > 0
            ends = _ends(side, today)
            x.append(max(today, *ends) if is_right else min(today, *ends))
            y.append(plain(row.label))
            text.append(f"  {said if is_one_side else plain(side.said)}  ")
            place.append("middle right" if is_right else "middle left")
    shown_as = {"mode": "text", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    return go.Scatter(x=x, y=y, text=text, textposition=place, **shown_as)


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
        f"{row.label.lower()} ({side.said}: {'+' if side.change.mean > 0 else ''}{usd(side.change.mean)})"
        for row, side in sure[:NAMED]
        if side.change is not None
    )
    turned = [side for _, side in sure if side.value is not None and _is_turned(side.value, found.today)]
    turns = "" if not turned else f" {len(turned)} of the {len(sides)} values change its sign."
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
