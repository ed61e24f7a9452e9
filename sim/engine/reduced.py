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

MOST_BYTES = 128_000_000
"""A run whose yearly figures take more is reduced: five strategies, 3,500 paths, thirty years."""


def kept_fields(n_strategies: int, n_paths: int, n_years: int) -> tuple[str, ...]:
    """Return the yearly fields that a run of this size keeps in full."""
    return YEARLY_FIELDS if 8 * len(YEARLY_FIELDS) * n_strategies * n_paths * n_years <= MOST_BYTES else KEPT


@dataclass(frozen=True)
class ChunkSums:
    """What a chunk of paths adds: by field, nominal and real, over years (2, n_strategies, n_chunk_paths) and over
    paths (2, n_strategies, n_years)."""

    over_years: dict[str, np.ndarray]
    over_paths: dict[str, np.ndarray]


def chunk_sums(yearly: dict[str, np.ndarray], price_level: np.ndarray) -> ChunkSums:
    """Return the sums of a chunk's yearly fields, each (n_strategies, n_chunk_paths, n_years)."""
    mid = mid_year_prices(price_level)
    over_years, over_paths = {}, {}
    for field, amounts in yearly.items():
        both = amounts, amounts / (price_level if is_balance(field) else mid)
        over_years[field] = np.stack([one.sum(axis=2) for one in both])
        over_paths[field] = np.stack([one.sum(axis=1) for one in both])
    return ChunkSums(over_years, over_paths)


def joined(parts: list[ChunkSums], n_paths: int) -> Reduced:
    """Return the sums and means of a run from its chunks', in the order of their paths."""
    fields = parts[0].over_years if parts else {}
    return Reduced(
        sums={field: np.concatenate([part.over_years[field] for part in parts], axis=2) for field in fields},
        means={field: np.sum([part.over_paths[field] for part in parts], axis=0) / n_paths for field in fields},
    )
