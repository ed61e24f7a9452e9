"""Large runs: what is kept of every path and year, and what only as sums over years and means over paths."""

from typing import Any

import numpy as np

from sim.engine.records.fields import YEARLY_FIELDS
from sim.engine.records.job import GRAIN
from sim.engine.run.result import Reduced

KEPT = (
    "spending",
    "spending_real",
    "spending_target",
    "spending_floor",
    "outside_income",
    "tax_paid",
    "tax_ordinary",
    "carryover",
)
"""Yearly fields whose every path and year percentiles, success, tax drag and the attribution need."""

MOST_BYTES = 128_000_000
"""A run whose yearly figures take more is reduced: five strategies, 3,500 paths, thirty years."""


MOST_DOUBLE_BYTES = 256_000_000
"""A run that would keep more than this of them in double precision keeps them in single: to seven digits."""


def precision(n_strategies: int, n_paths: int, n_years: int, kept: tuple[str, ...]) -> type[np.floating[Any]]:
    """Return in what the yearly figures of a run of this size are kept; it is worked with in double precision."""
    return np.float64 if 8 * len(kept) * n_strategies * n_paths * n_years <= MOST_DOUBLE_BYTES else np.float32


def kept_fields(n_strategies: int, n_paths: int, n_years: int) -> tuple[str, ...]:
    """Return the yearly fields that a run of this size keeps in full."""
    return YEARLY_FIELDS if 8 * len(YEARLY_FIELDS) * n_strategies * n_paths * n_years <= MOST_BYTES else KEPT


def reduced(sums: np.ndarray, grains: np.ndarray, kept: tuple[str, ...]) -> Reduced:
    """Return the sums and means of the fields that are not kept.

    Parameters
    ----------
    sums : (n_strategies, n_paths, 2, n_fields) over the years, nominal and real
    grains : (n_strategies, 2, n_years, n_fields) whole numbers of `GRAIN`, summed over the paths
    """
    n_paths = sums.shape[1]
    if n_paths == 0:
        return Reduced({}, {})
    over_paths = grains * GRAIN / n_paths
    others = [(position, field) for position, field in enumerate(YEARLY_FIELDS) if field not in kept]
    return Reduced(
        sums={field: sums[:, :, :, position].transpose(2, 0, 1) for position, field in others},
        means={field: over_paths[:, :, :, position].transpose(1, 0, 2) for position, field in others},
    )
