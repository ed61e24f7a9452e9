"""Percentiles over paths."""

import math
import warnings

import numpy as np

PERCENTILES = (5, 25, 50, 75, 95)
FINE_PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)

N_BINS = 41
OUTER = 1.0
"""Percent of the paths at either end that lie beyond the picture; they are counted in its last bars."""


def histogram(known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the edges of equal bins, one of them at zero, and the percent of the paths in each; (n,) known in."""
    low, high = np.percentile(known, [OUTER, 100 - OUTER])
    width = max((high - low) / N_BINS, 1e-9)
    edges = width * np.arange(np.floor(low / width), np.ceil(high / width) + 1)
    edges = edges if len(edges) > 1 else np.array([low - width, low + width])
    counts, _ = np.histogram(np.clip(known, edges[0], edges[-1]), edges)
    return edges, 100.0 * counts / len(known)


def curve(known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return amounts, and the percent of the paths at or below each: every percent from 1 to 99."""
    shares = np.linspace(OUTER, 100 - OUTER, 99)
    return np.percentile(known, shares), shares


def percentiles(values: np.ndarray, wanted: tuple[int, ...] = PERCENTILES) -> dict[str, np.ndarray]:
    """Return the wanted percentiles (p5 to p95) over the first axis (paths), each of the remaining shape.

    Undefined values are left out.

    Linear interpolation between order statistics (Hyndman and Fan's type 7).
    """
    unknown = np.isnan(values)
    if unknown.any():
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # a column of unknowns stays unknown
            rows = np.nanpercentile(values, wanted, axis=0)
    else:
        rows = np.percentile(values, wanted, axis=0)
    return {f"p{percentile}": row for percentile, row in zip(wanted, rows, strict=True)}


def distribution(values: np.ndarray) -> dict[str, float]:
    """Return mean and percentiles of one figure over paths, undefined values left out: (n_paths,) in."""
    known = values[~np.isnan(values)]
    mean = float(known.mean()) if len(known) else math.nan
    return {"mean": mean, **{name: float(value) for name, value in percentiles(values).items()}}
