"""The default market assumptions of ``data/market.toml``, with what the scenario changes."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from sim.scenario.enums import AssetClass
from sim.scenario.market import Market

CLASSES = tuple(AssetClass)
"""The order of the class axis in every market array."""


@cache
def default_assumptions() -> dict[str, Any]:
    """Return the data file as it stands."""
    return tomllib.loads(files("sim.market").joinpath("data/market.toml").read_text())


def distributions_a_year() -> np.ndarray:
    """Return how often each class distributes: (n_classes,) int64, 0 for never."""
    classes = default_assumptions()["classes"]
    return np.array([classes[c]["distributions_a_year"] for c in CLASSES], dtype=np.int64)


def means_and_volatilities(market: Market) -> tuple[np.ndarray, np.ndarray]:
    """Return yearly means and volatilities, each (n_classes + 1,), inflation last."""
    classes = default_assumptions()["classes"]
    rows = [(classes[c]["expected_return"], classes[c]["volatility"]) for c in CLASSES]
    for asset_class, changed in market.classes.items():
        rows[CLASSES.index(asset_class)] = (changed.expected_return, changed.volatility)
    rows.append((market.inflation, market.inflation_volatility))
    table = np.array(rows)
    return table[:, 0].copy(), table[:, 1].copy()


def correlation_matrix() -> np.ndarray:
    """Return the full correlation matrix, (n_classes + 1, n_classes + 1), inflation last."""
    triangle = default_assumptions()["correlation"]
    n = len(CLASSES) + 1
    lower = np.zeros((n, n))
    for i, name in enumerate([*CLASSES, "inflation"]):
        lower[i, : i + 1] = triangle[name]
    return lower + lower.T - np.eye(n)
