"""Percentiles over paths."""

import math

import numpy as np

PERCENTILES = (5, 25, 50, 75, 95)
FINE_PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)


def percentiles(values: np.ndarray, wanted: tuple[int, ...] = PERCENTILES) -> dict[str, np.ndarray]:
    """Return the wanted percentiles (p5 to p95) over the first axis (paths), each of the remaining shape.

    Undefined values are left out.

    Linear interpolation between order statistics (Hyndman and Fan's type 7).
    """
    known = np.isnan(values)
    if known.any():
        if known.all():
            rows = np.full((len(wanted), *values.shape[1:]), math.nan)
        else:
            rows = np.nanpercentile(values, wanted, axis=0)
    else:
        rows = np.percentile(values, wanted, axis=0)
    return {f"p{percentile}": row for percentile, row in zip(wanted, rows, strict=True)}


def distribution(values: np.ndarray) -> dict[str, float]:
    """Return mean and percentiles of one figure over paths, undefined values left out: (n_paths,) in."""
    known = values[~np.isnan(values)]
    mean = float(known.mean()) if len(known) else math.nan
    return {"mean": mean, **{name: float(value) for name, value in percentiles(values).items()}}
