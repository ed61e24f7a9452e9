"""Large runs: what is kept of every path and year, and what only as sums over years and means over paths."""

from dataclasses import dataclass

import numpy as np

from sim.engine.result import YEARLY_FIELDS, Reduced, is_balance, mid_year_prices

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

BALANCES = [position for position, field in enumerate(YEARLY_FIELDS) if is_balance(field)]

MOST_BYTES = 128_000_000
"""A run whose yearly figures take more is reduced: five strategies, 3,500 paths, thirty years."""


def kept_fields(n_strategies: int, n_paths: int, n_years: int) -> tuple[str, ...]:
    """Return the yearly fields that a run of this size keeps in full."""
    return YEARLY_FIELDS if 8 * len(YEARLY_FIELDS) * n_strategies * n_paths * n_years <= MOST_BYTES else KEPT


@dataclass(frozen=True)
class ChunkSums:
    """What a chunk of paths adds, nominal and real: over years (2, n_fields, n_strategies, n_chunk_paths), and over
    paths (2, n_fields, n_strategies, n_years)."""

    over_years: np.ndarray
    over_paths: np.ndarray


def chunk_sums(yearly: np.ndarray, price_level: np.ndarray) -> ChunkSums:
    """Return the sums of a chunk's yearly fields, (n_fields, n_strategies, n_chunk_paths, n_years).

    All fields at once: field by field, the calls took a fifth of the time of a path.
    """
    real = yearly / mid_year_prices(price_level)
    real[BALANCES] = yearly[BALANCES] / price_level
    both = yearly, real
    return ChunkSums(np.stack([one.sum(axis=3) for one in both]), np.stack([one.sum(axis=2) for one in both]))


def joined(parts: list[ChunkSums], n_paths: int, kept: tuple[str, ...]) -> Reduced:
    """Return the sums and means of the fields that are not kept, from the chunks' in the order of their paths."""
    if not parts:
        return Reduced({}, {})
    sums = np.concatenate([part.over_years for part in parts], axis=3)
    means = np.sum([part.over_paths for part in parts], axis=0) / n_paths
    others = [(position, field) for position, field in enumerate(YEARLY_FIELDS) if field not in kept]
    return Reduced(
        sums={field: sums[:, position] for position, field in others},
        means={field: means[:, position] for position, field in others},
    )
