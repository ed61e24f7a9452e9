"""What a difference is made of, as a waterfall from the first part to the whole."""

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import signed_usd, usd
from sim.results.paired import MEASURE, STANDARD_ERRORS
from sim.views.theme import LIGHT, Theme, dressed, hover, plain
from sim.views.view import View

Row = dict[str, Any]
ADDS, TAKES, LUCK, WHOLE = "Adds", "Subtracts", "Could be chance", "Total"
PATTERN = {ADDS: "", TAKES: "/", LUCK: ".", WHOLE: "x"}
BAR_HEIGHT, ROOM, NAMED = 34, 170, 3
LABEL_ROOM = 0.18
"""Room for an amount beside the longest bar, as a share of the picture."""


def attribution_view(found: dict[str, Any], strategy: str, objective: str, dollars: str, theme: Theme = LIGHT) -> View:
    """Return the waterfall of one strategy's difference from the reference, from what ``summary.json`` holds.

    dollars : what amounts are in, for the axis
    """
    one = next(row for row in found["strategies"] if row["name"] == strategy)[objective]
    total, parts = one["total"], [part for part in one["parts"] if not part["is_zero"]]
    labels = {name: piece["label"] for name, piece in found["pieces"].items()}
    a_year = " a year" if MEASURE[objective].unit.endswith("/yr") else ""
    figure, at = go.Figure(), 0.0
    steps: list[tuple[str, str, float, Row]] = []
    for part in parts:
        steps.append((labels[part["piece"]], _kind(part), at, part))
        at += part["mean"]
    steps.append(("Total", WHOLE, 0.0, total))
    for number, kind in enumerate(PATTERN):
        chosen = [step for step in steps if step[1] == kind]
        if chosen:
            color = theme.quiet if kind == LUCK else theme.color(number)
            figure.add_trace(_bars(kind, chosen, f"{dollars}{a_year}", (color, theme.text)))
    figure.add_trace(_connectors(steps, theme))
    figure.add_trace(_amounts(steps))
    figure.add_vline(x=0, line={"color": theme.quiet, "width": 1.5, "dash": "dot"})
    names = [plain(label) for label, *_ in steps]
    figure.update_yaxes(
        title_text="Part of the difference [piece of the law]", categoryorder="array", categoryarray=names[::-1]
    )
    axis = f"{MEASURE[objective].label}: {plain(strategy)} less {plain(found['compared_with'])}, mean over paths"
    ends = [start for _, _, start, _ in steps]
    ends += [start + row["mean"] + sign * _two_errors(row) for _, _, start, row in steps for sign in (-1, 1)]
    room = LABEL_ROOM * (max(ends) - min(ends)) or 1.0
    figure.update_xaxes(
        title_text=f"{axis}<br>[{dollars}{a_year}]", tickformat="$,.0f", range=[min(ends) - room / 3, max(ends) + room]
    )
    figure.update_layout(barmode="overlay", bargap=0.3)
    height = ROOM + BAR_HEIGHT * len(steps)
    words = _words(strategy, found["compared_with"], steps[:-1], total, a_year)
    return View(dressed(figure, theme, height), _table(found, one, objective), words)


def _kind(part: Row) -> str:
    if not part["is_measurable"]:
        return LUCK
    return ADDS if part["mean"] > 0 else TAKES


def _bars(kind: str, steps: list[tuple[str, str, float, Row]], unit: str, colors: tuple[str, str]) -> go.Bar:
    color, of_errors = colors
    amounts = [float(row["mean"]) for *_, row in steps]
    return go.Bar(
        y=[plain(label) for label, *_ in steps],
        x=amounts,
        base=[start for *_, start, _ in steps],
        orientation="h",
        name=kind,
        marker={"color": color, "pattern": {"shape": PATTERN[kind]}},
        error_x={
            "type": "data",
            "array": [_two_errors(row) for *_, row in steps],
            "thickness": 1.5,
            "width": 4,
            "color": of_errors,
        },
        customdata=[hover(_sentence(label, row, unit)) for label, _, _, row in steps],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _connectors(steps: list[tuple[str, str, float, Row]], theme: Theme) -> go.Scatter:
    """Return the thin lines that carry the sum from one bar to the next."""
    x: list[float | None] = []
    y: list[str | None] = []
    for (label, _, start, row), (following, *_) in pairwise(steps):
        end = start + row["mean"]
        x += [end, end, None]
        y += [plain(label), plain(following), None]
    line = {"color": theme.quiet, "width": 1, "dash": "dot"}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def _amounts(steps: list[tuple[str, str, float, Row]]) -> go.Scatter:
    """Return every amount as text, to the right of its bar and of its error."""
    return go.Scatter(
        y=[plain(label) for label, *_ in steps],
        x=[start + max(0.0, row["mean"], row["mean"] + _two_errors(row)) for _, _, start, row in steps],
        mode="text",
        text=[f"  {signed_usd(row['mean'])}" for *_, row in steps],
        textposition="middle right",
        hoverinfo="skip",
        showlegend=False,
    )


def _two_errors(row: Row) -> float:
    return STANDARD_ERRORS * float(row["standard_error"] or 0.0)


def _sentence(label: str, row: Row, unit: str) -> str:
    amount, error = usd(abs(row["mean"])), usd(_two_errors(row))
    if not row["is_measurable"]:
        return f"{label}: no measurable difference ({usd(row['mean'])} plus or minus {error}), in {unit}."
    verb = "adds" if row["mean"] > 0 else "subtracts"
    return f"{label} {verb} {amount} on average, plus or minus {error} (two standard errors), in {unit}."


def _words(strategy: str, reference: str, steps: list[tuple[str, str, float, Row]], total: Row, a_year: str) -> str:
    if total["is_zero"] and not steps:
        return f"“{strategy}” is the same as “{reference}” on every path, and so is every part: exactly $0."
    whole = f"{usd(total['mean'])}{a_year} ± {usd(_two_errors(total))}"
    if not total["is_measurable"]:
        whole = f"no measurable difference ({whole})"
    sure = sorted((s for s in steps if s[3]["is_measurable"]), key=lambda s: -abs(s[3]["mean"]))[:NAMED]
    named = ", ".join(f"{label} {signed_usd(row['mean'])}" for label, _, _, row in sure)
    parts = f" The largest parts: {named}." if named else " Any part of it could be chance."
    return f"“{strategy}” less “{reference}”: {whole}.{parts}"


def _table(found: dict[str, Any], one: Row, objective: str) -> pd.DataFrame:
    unit = MEASURE[objective].unit
    rows = []
    for part in [*one["parts"], {**one["total"], "piece": "", "is_idle": False}]:
        piece = found["pieces"].get(part["piece"], {"label": "Total"})
        rows.append(
            {
                "Part": piece["label"],
                f"Amount, mean [{unit}]": part["mean"],
                f"Two standard errors [{unit}]": _two_errors(part),
                "More than chance?": _told(part),
            }
        )
    return pd.DataFrame(rows)


def _told(part: Row) -> str:
    if part["is_idle"]:
        return "no effect here"
    if part["is_zero"]:
        return "the same on every path"
    return "yes" if part["is_measurable"] else "no measurable difference"
