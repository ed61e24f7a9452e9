"""The statistics of a race: who leads, who is measurably worse, on common paths and with many comparisons at once."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np

from sim.estimate.luck import Luck
from sim.results.paired import DRAG_UNIT

RISK = 0.05
RESAMPLES, RESAMPLING_SEED = 200, 20_260_101


@dataclass(frozen=True)
class Goal:
    """What a search wants more of.

    key : of a figure of `Findings`, one number a strategy and a path
    percentile : of the paths; None for their mean
    smallest : a difference below this is rounding
    """

    name: str
    label: str
    key: str
    unit: str
    is_lower_better: bool = False
    percentile: float | None = None
    smallest: float = 0.005

    def score(self, values: np.ndarray) -> np.ndarray:
        """Return the goal of each row, (n,) from (n, n_paths), so that more is better."""
        found: np.ndarray = _statistic(values, self.percentile)
        return -found if self.is_lower_better else found


GOALS = (
    Goal("after_tax_wealth_real", "After-tax wealth", "after_tax_wealth_real", "real USD"),
    Goal("heirs_wealth_real", "What heirs keep", "heirs_wealth_real", "real USD"),
    Goal("income_p10_real", "Income at the 10th percentile", "mean_income_real", "real USD/yr", percentile=10.0),
    Goal("success_percent", "Paths without a shortfall", "target_met_percent", "% of paths"),
    Goal("tax_drag_bp", "Tax drag", "tax_drag_bp", DRAG_UNIT, is_lower_better=True, smallest=0.0005),
)
GOAL = {goal.name: goal for goal in GOALS}


def critical_value(n_comparisons: int) -> float:
    """Return how many standard errors a difference must have so that, of so many, one in twenty runs errs at all.

    Bonferroni's inequality: each comparison gets its part of the risk, one-sided, whatever their dependence. With
    candidates times rounds as the number, the truly best one is dropped with at most that risk.
    """
    return NormalDist().inv_cdf(1.0 - RISK / n_comparisons)


def _statistic(values: np.ndarray, percentile: float | None) -> np.ndarray:
    if percentile is None:
        return np.nanmean(values, axis=-1)
    found: np.ndarray = np.percentile(values, percentile, axis=-1)
    return found


@dataclass(frozen=True)
class Gap:
    """A difference on the same paths with its standard error, in the goal's unit; None where it is unknown."""

    mean: float | None
    standard_error: float | None

    @classmethod
    def of(cls, mean: float, error: float) -> Self:
        """Return the gap of two numbers, of which each may be unknown."""
        return cls(*(float(number) if np.isfinite(number) else None for number in (mean, error)))

    @property
    def is_measurable(self) -> bool:
        """Whether it lies outside two standard errors."""
        if self.mean is None or self.standard_error is None:
            return False
        return abs(self.mean) > 2.0 * self.standard_error


def differences_from(
    values: np.ndarray, against: int, percentile: float | None, luck: Luck
) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's statistic less that of row `against`, and its paired standard error, (n,) each.

    A mean's error comes from the differences path by path; a percentile's from resampled paths, the same for every
    row. What was drawn together is one draw.
    """
    if percentile is None:
        apart = values - values[against]
        return np.nanmean(apart, axis=1), np.array([luck.standard_error(row) for row in apart])
    center = _statistic(values, percentile)
    return center - center[against], _resampled_error(values, against, percentile, luck)


def _resampled_error(values: np.ndarray, against: int, percentile: float, luck: Luck) -> np.ndarray:
    """Return the standard deviation of the difference over resampled paths (Efron 1979, the bootstrap)."""
    random = np.random.default_rng(RESAMPLING_SEED)
    n = values.shape[1]
    draws = []
    for _ in range(RESAMPLES):
        found = _statistic(values[:, luck.resampled(random, n, 1)[0]], percentile)
        draws.append(found - found[against])
    spread: np.ndarray = np.std(np.array(draws), axis=0, ddof=1)
    return spread


def measurably_worse(goal: Goal, values: np.ndarray, n_comparisons: int, luck: Luck) -> tuple[int, np.ndarray]:
    """Return the leader, and which rows are worse than it beyond what luck explains at this many comparisons."""
    leader = int(np.nanargmax(goal.score(values)))
    apart, errors = differences_from(values, leader, goal.percentile, luck)
    behind = apart if goal.is_lower_better else -apart
    return leader, behind > np.maximum(critical_value(n_comparisons) * errors, goal.smallest)
