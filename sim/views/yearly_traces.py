"""What pictures of the plan's years are made of: a line, bars, and error bars, with a sentence at each year."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import plotly.graph_objects as go

from sim.views.theme import DASHES, PATTERNS, Theme, hover

AT_A_YEAR = "%{customdata}<extra></extra>"


def line(
    years: np.ndarray, amounts: np.ndarray, name: str, sentences: Iterable[str], color: str, dash: int = 0, **more: Any
) -> go.Scatter:
    """Return a line over the years; dash : of `DASHES`. more : of the line itself."""
    return go.Scatter(
        x=years.tolist(),
        y=amounts.tolist(),
        name=name,
        mode="lines",
        line={"color": color, "dash": DASHES[dash % len(DASHES)], "width": 2.5, **more},
        customdata=[hover(sentence) for sentence in sentences],
        hovertemplate=AT_A_YEAR,
    )


def bars(
    years: np.ndarray, amounts: np.ndarray, name: str, sentences: Iterable[str], theme: Theme, order: int
) -> go.Bar:
    """Return bars over the years in a color and a pattern of their own."""
    return go.Bar(
        x=years.tolist(),
        y=amounts.tolist(),
        name=name,
        marker={"color": theme.color(order), "pattern": {"shape": PATTERNS[order % len(PATTERNS)]}},
        customdata=[hover(sentence) for sentence in sentences],
        hovertemplate=AT_A_YEAR,
    )


def errors(spread: np.ndarray, color: str) -> dict[str, Any]:
    """Return error bars; an unknown error has none."""
    return {"type": "data", "array": np.nan_to_num(spread).tolist(), "color": color, "thickness": 1, "width": 2}
