"""The default market assumptions of ``data/market.toml``, with what the scenario changes."""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from sim.errors import InputError, Problem
from sim.market.correlations import is_possible, nearest_possible
from sim.scenario.enums import AssetClass
from sim.scenario.holdings import Security
from sim.scenario.market import RETURN_NAMES, ClassAssumption, Correlation, Market, ReturnsAre

CLASSES = tuple(AssetClass)
"""The order of the class axis in every market array."""

BONDS = (AssetClass.US_BOND, AssetClass.LONG_BOND, AssetClass.TIPS)
"""The classes that can follow a yield."""

SHOWN_CHANGES = 6
LEAST_YIELD, MOST_YIELD = 1e-4, 0.25
"""Of a bond fund on the first day, a year; the most is that of any security."""


@cache
def default_assumptions() -> dict[str, Any]:
    """Return the data file as it stands."""
    return tomllib.loads(files("sim.market").joinpath("data/market.toml").read_text())


@cache
def distributions_a_year() -> np.ndarray:
    """Return how often each class distributes: (n_classes,) int64, 0 for never; not to be written to."""
    classes = default_assumptions()["classes"]
    return np.array([classes[c]["distributions_a_year"] for c in CLASSES], dtype=np.int64)


def means_and_volatilities(market: Market) -> tuple[np.ndarray, np.ndarray]:
    """Return arithmetic yearly means and volatilities, each (n_classes + 1,), inflation last."""
    classes = default_assumptions()["classes"]
    rows = [(classes[c]["expected_return"], classes[c]["volatility"]) for c in CLASSES]
    for asset_class, changed in market.classes.items():
        rows[CLASSES.index(asset_class)] = (arithmetic_mean(changed, market.returns_are), changed.volatility)
    rows.append((market.inflation, market.inflation_volatility))
    table = np.array(rows)
    return table[:, 0].copy(), table[:, 1].copy()


def durations(market: Market) -> np.ndarray:
    """Return the duration of each class that follows a yield, (n_classes + 1,) [years], 0 for the others."""
    bonds, found = market.bonds, np.zeros(len(RETURN_NAMES))
    if bonds.follow_yields:
        found[[CLASSES.index(name) for name in BONDS]] = (
            bonds.us_bond_duration,
            bonds.long_bond_duration,
            bonds.tips_duration,
        )
    return found


def own_volatility(security: Security) -> float:
    """Return what yearly volatility a security adds to its class's: the usual one of its kind where none is said."""
    if security.own_volatility is not None:
        return security.own_volatility
    return float(default_assumptions()["own_volatility"].get(security.asset_class, 0.0))


def compound_growth(mean: float, volatility: float) -> float:
    """Return the compound growth a year, over many years, of lognormal returns with this yearly mean and deviation."""
    return (1.0 + mean) ** 2 / math.hypot(1.0 + mean, volatility) - 1.0


def arithmetic_mean(assumed: ClassAssumption, returns_are: ReturnsAre) -> float:
    """Return the mean of single years that a class's figures say, whichever way they are quoted.

    With growth g compounded and v the deviation of a year, m solves (1 + g) = (1 + m)^2 / sqrt((1 + m)^2 + v^2).
    """
    if returns_are is ReturnsAre.ARITHMETIC:
        return assumed.expected_return
    grown = (1.0 + assumed.expected_return) ** 2
    return math.sqrt((grown + math.hypot(grown, 2.0 * (1.0 + assumed.expected_return) * assumed.volatility)) / 2) - 1.0


def default_correlations() -> np.ndarray:
    """Return the data file's correlation matrix, (n_classes + 1, n_classes + 1), inflation last."""
    triangle = default_assumptions()["correlation"]
    n = len(RETURN_NAMES)
    lower = np.zeros((n, n))
    for i, name in enumerate(RETURN_NAMES):
        lower[i, : i + 1] = triangle[name]
    return lower + lower.T - np.eye(n)


def asked_correlations(market: Market) -> np.ndarray:
    """Return the defaults with the scenario's pairs, whether such a matrix is possible or not."""
    matrix = default_correlations()
    for pair in market.correlations:
        i, j = RETURN_NAMES.index(str(pair.first)), RETURN_NAMES.index(str(pair.second))
        matrix[i, j] = matrix[j, i] = pair.value
    return matrix


def correlation_problems(market: Market) -> list[Problem]:
    """Return what is wrong with the scenario's correlations: a pair with itself, twice, or an impossible matrix."""
    problems: list[Problem] = []
    seen: dict[frozenset[str], int] = {}
    for index, pair in enumerate(market.correlations):
        place, shown = f"market.correlations[{index}]", f"{pair.first} - {pair.second}: {pair.value:g}"
        key = frozenset((str(pair.first), str(pair.second)))
        if len(key) == 1 and pair.value != 1.0:
            problems.append(Problem(place, shown, "A class's correlation with itself is 1; remove this entry."))
        elif key in seen:
            fix = f"Entry {seen[key]} already has this pair; remove one of the two."
            problems.append(Problem(place, shown, fix))
        seen.setdefault(key, index)
    if problems:
        return problems
    matrix = asked_correlations(market)
    if is_possible(matrix):
        return []
    least = float(np.linalg.eigvalsh(matrix)[0])
    changes = [f"{first} - {second} {old:.2f} to {new:.2f}" for first, second, old, new in repair_changes(market)]
    fix = (
        "These correlations cannot all hold at once (the matrix is not positive semidefinite: its smallest eigenvalue "
        f"is {least:.3f}). The nearest possible matrix changes "
        f"{'; '.join(changes[:SHOWN_CHANGES])}{'; and others' if len(changes) > SHOWN_CHANGES else ''}. Change these "
        "pairs."
    )
    return [Problem("market.correlations", "", fix)]


def repair_changes(market: Market, least: float = 0.005) -> list[tuple[str, str, float, float]]:
    """Return what the nearest possible matrix changes: pairs with old and new value, the largest change first."""
    old = asked_correlations(market)
    new = nearest_possible(old)
    n = len(RETURN_NAMES)
    pairs = [(RETURN_NAMES[j], RETURN_NAMES[i], old[i, j], new[i, j]) for i in range(n) for j in range(i)]
    changed = [pair for pair in pairs if abs(pair[3] - pair[2]) >= least]
    return sorted(changed, key=lambda pair: -abs(pair[3] - pair[2]))


def repaired_pairs(market: Market) -> tuple[Correlation, ...]:
    """Return the pairs that make of the built-in correlations the possible matrix nearest to what the scenario asks."""
    new, built_in = nearest_possible(asked_correlations(market)), default_correlations()
    return tuple(
        Correlation.model_validate(
            {"first": RETURN_NAMES[j], "second": RETURN_NAMES[i], "value": round(float(new[i, j]), 10)}
        )
        for i in range(len(RETURN_NAMES))
        for j in range(i)
        if abs(new[i, j] - built_in[i, j]) > 1e-9
    )


def correlation_matrix(market: Market | None = None) -> np.ndarray:
    """Return the correlations of log returns, (n_classes + 1, n_classes + 1), inflation last.

    Raises
    ------
    InputError
        Where no returns can have the scenario's correlations; it shows what the nearest possible matrix changes.
    """
    if market is None or not market.correlations:
        return default_correlations()
    problems = correlation_problems(market)
    if problems:
        raise InputError(problems)
    return asked_correlations(market)
