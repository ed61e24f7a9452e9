"""The bracket map: three curves of the true marginal rate, and beneath one of them every rule that makes it."""

from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import usd
from sim.views.theme import DASHES, LIGHT, Theme, dressed, hover, plain
from sim.views.view import View
from sim.year.bracket_map import TOP, BracketMap, Curve
from sim.year.features import STEP, Feature, MapKind

NAMES = {
    MapKind.CONVERSION: "Roth conversion",
    MapKind.GAIN: "Long-term gain",
    MapKind.LOSS: "Harvested loss (tax saved)",
}
NEXT_DOLLAR = {
    MapKind.CONVERSION: ("converted", "costs"),
    MapKind.GAIN: ("of long-term gain", "costs"),
    MapKind.LOSS: ("of harvested loss", "saves"),
}
LEAST_CHANGE, MOST_GAP = 0.0015, 2_500
TABLE_STEP = 10_000
ROW_PX, CURVES_PX = 27, 400


def bracket_map_view(found: BracketMap, focus: MapKind = MapKind.CONVERSION, theme: Theme = LIGHT) -> View:
    """Return the three curves [share of the next dollar], the focus with its cliffs and its rules by name beneath."""
    curve = found.curves[focus]
    rows = feature_rows(curve)
    n_rows = max(len(rows), 1)
    traces = [_line(found, kind, number, theme, kind is focus) for number, kind in enumerate(MapKind)]
    traces += [_today(found.curves[kind], number, theme, kind is focus) for number, kind in enumerate(MapKind)]
    traces += [_cliff_marks(curve, theme), *_strip(rows, curve, theme)]
    layout = _layout(found, n_rows) | _cliff_labels(curve, theme)
    figure = dressed(go.Figure(traces, layout), theme, height=round(n_rows * ROW_PX + CURVES_PX + 110))
    figure.update_layout(margin={"t": 60, "r": 36})
    return View(figure, rate_table(found), map_in_words(found, focus))


def _layout(found: BracketMap, n_rows: int) -> dict[str, Any]:
    """Return two panes over one axis of dollars: the curves, and a row for each rule beneath them."""
    strip = n_rows * ROW_PX / (n_rows * ROW_PX + CURVES_PX)
    curves = found.curves.values()
    top = max(0.5, *(float(curve.rate.max()) * 1.3 for curve in curves))
    low = min(0.0, *(float(curve.rate.min()) * 1.1 for curve in curves))
    rates = {"text": "Tax on the next dollar<br>[% of it]"}
    dollars = {"text": "Dollars converted, realized or harvested this year [USD]"}
    around = [-TOP * 0.01, TOP * 1.01]
    return {
        "xaxis": {
            "anchor": "y2",
            "range": around,
            "tickformat": "$,.0f",
            "dtick": 50_000,
            "zeroline": False,
            "title": dollars,
        },
        "yaxis": {"domain": [strip + 0.03, 1], "range": [low, top], "tickformat": ".0%", "title": rates},
        "yaxis2": {"domain": [0, strip], "range": [n_rows - 0.4, -0.6], "visible": False, "anchor": "x"},
        "barmode": "overlay",
        "hovermode": "closest",
    }


def kept_points(curve: Curve) -> list[int]:
    """Return the steps at which the curve must be drawn: where it changes, and never far apart."""
    kept = [0]
    for step in range(1, len(curve.amounts)):
        last = kept[-1]
        if abs(curve.rate[step] - curve.rate[last]) > LEAST_CHANGE or (step - last) * STEP >= MOST_GAP:
            kept.append(step)
    return kept


def _line(found: BracketMap, kind: MapKind, number: int, theme: Theme, is_focus: bool) -> go.Scatter:
    curve = found.curves[kind]
    kept = kept_points(curve)
    color = theme.color(number) if is_focus else theme.see_through(number, 0.75)
    return go.Scatter(
        x=curve.amounts[kept].tolist(),
        y=curve.rate[kept].round(4).tolist(),
        name=NAMES[kind],
        mode="lines",
        line={"color": color, "dash": DASHES[number], "width": 3 if is_focus else 1.7, "shape": "hv"},
        customdata=[rate_sentence(found, curve, step) for step in kept],
        hovertemplate="%{customdata}<extra></extra>",
    )


def rate_sentence(found: BracketMap, curve: Curve, step: int) -> str:
    """Return as hover text what the next dollar costs or saves at a step, of what, and by which rules."""
    what, does = NEXT_DOLLAR[curve.kind]
    amount = float(curve.amounts[step])
    parts = [f"{curve.federal_rate[step] * 100:.1f} federal tax"]
    if abs(curve.state_rate[step]) > LEAST_CHANGE:
        parts.append(f"{curve.state_rate[step] * 100:.1f} {found.basis.taxing_state} tax")
    if abs(curve.credit_rate[step]) > LEAST_CHANGE:
        parts.append(f"{curve.credit_rate[step] * 100:.1f} of premium tax credit")
    names = ", ".join(feature.name for feature in curve.features_at(amount))
    cents = f"{curve.rate[step] * 100:.1f} cents"
    lines = f"On top of {usd(amount)}, the next dollar {what} {does} {cents}:\n{', '.join(parts)}."
    return plain_lines(lines) + "<br>" + _at_work(names)


def plain_lines(text: str) -> str:
    """Return our own words as hover text; quicker than `plain`, which also takes care of what users type."""
    return text.replace("$", "&#36;").replace("\n", "<br>")


@lru_cache(maxsize=512)
def _at_work(names: str) -> str:
    return hover(f"In effect: {names}." if names else "No rule taxes it.")


def _today(curve: Curve, number: int, theme: Theme, is_focus: bool) -> go.Scatter:
    what, does = NEXT_DOLLAR[curve.kind]
    rate = curve.rate_at(curve.today)
    sentence = f"Today you are at {usd(curve.today)}: the next dollar {what} {does} {rate * 100:.1f} cents."
    return go.Scatter(
        x=[curve.today],
        y=[rate],
        mode="markers+text" if is_focus else "markers",
        text=[f"<b>You: {plain(usd(curve.today))}</b>"],
        textposition="top right" if curve.today < TOP * 0.8 else "top left",
        textfont={"color": theme.text},
        marker={
            "color": theme.color(number),
            "size": 14 if is_focus else 9,
            "line": {"color": theme.text, "width": 2},
        },
        hovertext=[hover(sentence)],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def cliff_sentence(curve: Curve, name: str, at: float, amount: float) -> str:
    """Return what crossing a cliff does."""
    way = "costs" if (amount > 0) == (curve.kind is not MapKind.LOSS) else "saves"
    what = NEXT_DOLLAR[curve.kind][0]
    return f"{name}: the dollar {what} just above {usd(at)} {way} {usd(abs(amount))} at once."


def _cliff_marks(curve: Curve, theme: Theme) -> go.Scatter:
    return go.Scatter(
        x=[cliff.at for cliff in curve.cliffs],
        y=[curve.rate_at(cliff.at) for cliff in curve.cliffs],
        mode="markers",
        marker={"symbol": "diamond", "size": 10, "color": theme.color(8), "line": {"color": theme.text, "width": 1}},
        hovertext=[hover(cliff_sentence(curve, cliff.name, cliff.at, cliff.amount)) for cliff in curve.cliffs],
        hovertemplate="%{hovertext}<extra></extra>",
        name="Cliff, in dollars",
        showlegend=bool(curve.cliffs),
    )


def _cliff_labels(curve: Curve, theme: Theme) -> dict[str, Any]:
    """Return each cliff as a dotted line with its name and dollars; in three heights, so that none covers another."""
    shapes, annotations = [], []
    for number, cliff in enumerate(curve.cliffs):
        line = {"color": theme.color(8), "dash": "dot", "width": 1.3}
        shapes.append(
            {"type": "line", "x0": cliff.at, "x1": cliff.at, "y0": 0, "y1": 1, "yref": "y domain", "line": line}
        )
        sign = "+" if cliff.amount > 0 else "-"
        side = "left" if cliff.at < TOP * 0.8 else "right"
        annotations.append(
            {
                "x": cliff.at,
                "y": 1 - 0.11 * (number % 3),
                "yref": "y domain",
                "xanchor": side,
                "yanchor": "top",
                "align": side,
                "text": f"{plain(cliff.name)}<br>{sign}{plain(usd(abs(cliff.amount)))}",
                "showarrow": False,
                "font": {"size": 12, "color": theme.text},
            }
        )
    return {"shapes": shapes, "annotations": annotations}


def feature_rows(curve: Curve) -> list[list[Feature]]:
    """Return the rules of a curve in rows: all ordinary brackets share one, every other rule has its own."""
    rows: dict[str, list[Feature]] = {}
    for feature in curve.features:
        row = feature.name
        if feature.name.endswith("% bracket"):
            row = "brackets"
        elif feature.name.startswith(("Gain at", "Gains pushed")):
            row = "gains"
        rows.setdefault(row, []).append(feature)
    return list(rows.values())


def _strip(rows: list[list[Feature]], curve: Curve, theme: Theme) -> list[Any]:
    bars = []
    for place, row in enumerate(rows):
        bars.append(
            go.Bar(
                x=[feature.stop - feature.start for feature in row],
                base=[feature.start for feature in row],
                y=[place] * len(row),
                orientation="h",
                width=0.8,
                marker={
                    "color": [theme.see_through(place, 0.30 if n % 2 == 0 else 0.16) for n in range(len(row))],
                    "line": {"color": theme.color(place), "width": 1},
                },
                hovertext=[hover(_feature_sentence(feature, curve)) for feature in row],
                hovertemplate="%{hovertext}<extra></extra>",
                showlegend=False,
                yaxis="y2",
            )
        )
    return [*bars, _strip_names(rows, theme)]


def _feature_sentence(feature: Feature, curve: Curve) -> str:
    what = {"conversion": "converted", "gain": "of gain", "loss": "of loss"}[curve.kind]
    until = "on" if feature.stop >= TOP else f"to {usd(feature.stop)}"
    return f"{feature.name}, from {usd(feature.start)} {until} {what}. {feature.note}"


def _strip_names(rows: list[list[Feature]], theme: Theme) -> go.Scatter:
    """Return the names inside their bars; a row's next bar starts too near for a long name, so it is cut there."""
    x, y, text = [], [], []
    for place, row in enumerate(rows):
        for number, feature in enumerate(row):
            room = (row[number + 1].start if number + 1 < len(row) else TOP * 1.01) - feature.start
            name = feature.name.replace(" bracket", "") if feature.name.endswith("% bracket") else feature.name
            if room >= len(name) * TOP / 130:
                x.append(feature.start)
                y.append(place)
                text.append("\u2009" + plain(name))
    return go.Scatter(
        x=x, y=y, text=text, mode="text", textposition="middle right", textfont={"color": theme.text, "size": 12},
        hoverinfo="skip", showlegend=False, yaxis="y2",
    )  # fmt: skip


def rate_table(found: BracketMap) -> pd.DataFrame:
    """Return the three rates every $10,000 [cents of the next dollar]."""
    amounts = range(0, TOP + 1, TABLE_STEP)
    columns: dict[str, list[Any]] = {"Dollars [USD]": list(amounts)}
    for kind, curve in found.curves.items():
        columns[f"{NAMES[kind]} [cents]"] = [round(curve.rate_at(amount) * 100, 1) for amount in amounts]
    return pd.DataFrame(columns)


def rule_table(curve: Curve) -> pd.DataFrame:
    """Return every rule and every cliff of a curve, in the order in which they are met."""
    rules = [
        (feature.start, feature.stop, feature.name, _rates_between(curve, feature), feature.note)
        for feature in curve.features
    ]
    cliffs = [
        (cliff.at, cliff.at, cliff.name, usd(cliff.amount) + " at once", cliff_sentence(curve, *_parts(cliff)))
        for cliff in curve.cliffs
    ]
    rows = sorted([*rules, *cliffs], key=lambda row: (row[0], row[1]))
    return pd.DataFrame(rows, columns=["From [USD]", "To [USD]", "Rule", "The next dollar", "What it does"])


def _parts(cliff: Any) -> tuple[str, float, float]:
    return cliff.name, cliff.at, cliff.amount


def _rates_between(curve: Curve, feature: Feature) -> str:
    inside = curve.rate[(curve.amounts >= feature.start) & (curve.amounts < feature.stop)] * 100
    inside = inside[1:-1] if len(inside) > 2 else inside  # a step across a threshold holds some of both sides
    low, high = inside.min(), inside.max()
    return f"{low:.1f} cents" if high - low < 0.1 else f"{low:.1f} to {high:.1f} cents"


def map_in_words(found: BracketMap, focus: MapKind) -> str:
    """Return where the household stands, the dearest stretch and the cliffs of the focus."""
    curve = found.curves[focus]
    what, does = NEXT_DOLLAR[focus]
    dearest = int(curve.rate.argmax())
    text = f"You are at {usd(curve.today)}: the next dollar {what} {does} {curve.rate_at(curve.today) * 100:.1f} cents."
    text += f" At most it {does} {curve.rate[dearest] * 100:.1f} cents, from {usd(float(curve.amounts[dearest]))} on."
    if curve.cliffs:
        listed = ", ".join(f"{cliff.name} {usd(abs(cliff.amount))} above {usd(cliff.at)}" for cliff in curve.cliffs)
        text += f" Cliffs: {listed}."
    return text
