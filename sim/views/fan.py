"""What lies between percentiles of the paths, year by year: two bands, the wider one the fainter."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from sim.views.theme import Theme

BANDS = (("p5", "p95", 0.14), ("p25", "p75", 0.28))


def bands(
    years: list[int], spread: dict[str, np.ndarray], theme: Theme, index: int = 0, **common: Any
) -> list[go.Scatter]:
    """Return the bands of 90% and 50% of the paths in a color of the theme.

    spread : by percentile, (n_years,)
    common : properties of every trace
    """
    return [
        go.Scatter(
            x=years + years[::-1],
            y=spread[low].tolist() + spread[high].tolist()[::-1],
            mode="lines",
            fill="toself",
            fillcolor=theme.see_through(index, alpha),
            line={"width": 0},
            hoverinfo="skip",
            showlegend=False,
            **common,
        )
        for low, high, alpha in BANDS
    ]
