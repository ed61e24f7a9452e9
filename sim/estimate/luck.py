"""How sure a mean over paths is: which paths are one draw, and what the draws say of the mean's error.

References
----------
Hall (1992), On the Removal of Skewness by Transformation, J. R. Statist. Soc. B 54(1), 221-228.
L'Ecuyer, Nakayama, Owen, Tuffin (2023), Confidence Intervals for Randomized Quasi-Monte Carlo Estimators, Proc. Winter
Simulation Conference, 445-456: Student's interval from independent scrambles holds what it says.
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from sim.estimate.wilson import STANDARD_ERRORS
from sim.scenario.market import MarketModel
from sim.scenario.models import Scenario

FEWEST_DRAWS, LEAST_SKEWNESS = 100, 1e-6


@dataclass(frozen=True)
class Luck:
    """How the paths of a run were drawn.

    is_in_pairs : paths 2k and 2k + 1 are antithetic
    n_sets : paths are spread evenly in so many independent sets, path k in set k % n_sets; 0: each by itself
    """

    is_in_pairs: bool = False
    n_sets: int = 0

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """Return how a plan's paths are drawn; start years of a record are what they are."""
        simulation = scenario.simulation
        return cls(simulation.antithetic_pairs, 0 if scenario.market.model is MarketModel.REPLAY else simulation.n_sets)

    def with_other(self, other: Self) -> Self:
        """Return what holds of differences between two runs path by path."""
        return type(self)(self.is_in_pairs or other.is_in_pairs, max(self.n_sets, other.n_sets))

    def standard_error(self, difference: np.ndarray) -> float:
        """Return the standard error of the mean of a column, (n_paths,) in, widened so that two of it hold the truth.

        NaN where it is unknown. Undefined figures are left out, and of pairs a lone last one.
        """
        if self.n_sets > 0:
            return _of_sets(difference, self.n_sets)
        if self.is_in_pairs:
            pairs = difference[: len(difference) // 2 * 2].reshape(-1, 2)
            pairs = pairs[~np.isnan(pairs).all(axis=1)]
            difference = np.nanmean(pairs, axis=1) if len(pairs) else difference[:0]
        known = difference[~np.isnan(difference)]
        if len(known) < 2:
            return math.nan
        return float(known.std(ddof=1) / math.sqrt(len(known))) * widening(known)

    def effective_paths(self, is_hit: np.ndarray) -> float:
        """Return how many paths drawn one by one tell a share as surely as these, bool (n_paths,) in.

        Of shares of 0 and 1, and where paths are not spread: as many as there are.
        """
        share, error = float(is_hit.mean()), self.standard_error(is_hit.astype(float))
        if self.n_sets == 0 or share in (0.0, 1.0) or not error > 0.0:
            return len(is_hit)
        return share * (1.0 - share) / error**2

    def resampled(self, random: np.random.Generator, n_paths: int, n_times: int) -> np.ndarray:
        """Return the paths of resamples of a run, (n_times, n_chosen): what was drawn together is drawn together."""
        if self.n_sets > 0:
            whole = max(n_paths // self.n_sets, 1)
            sets = min(self.n_sets, n_paths)
            chosen = random.integers(0, sets, size=(n_times, sets))
            members = np.arange(whole) * self.n_sets
            return (chosen[:, :, None] + members).reshape(n_times, -1)
        if self.is_in_pairs:
            first = 2 * random.integers(0, n_paths // 2, size=(n_times, n_paths // 2))
            return np.concatenate([first, first + 1, np.full((n_times, n_paths % 2), n_paths - 1)], axis=1)
        return random.integers(0, n_paths, size=(n_times, n_paths))


EACH_ALONE = Luck()
"""Paths that were drawn one by one."""


def _of_sets(difference: np.ndarray, n_sets: int) -> float:
    """Return the standard error by the means of independent sets, widened as Student's quantile is wider."""
    is_known = ~np.isnan(difference)
    members = np.arange(len(difference)) % n_sets
    counts = np.bincount(members, weights=is_known, minlength=n_sets)
    sums = np.bincount(members, weights=np.where(is_known, difference, 0.0), minlength=n_sets)
    n_held = int((counts > 0).sum())
    if n_held < 2:
        return math.nan
    apart = sums - counts * (sums.sum() / counts.sum())  # each set's share of the mean's error, times all paths
    variance = float((apart**2).sum()) / counts.sum() ** 2 * n_held / (n_held - 1)
    return math.sqrt(variance) * student_factor(n_held - 1)


def student_factor(freedom: int) -> float:
    """Return how many times wider two standard errors of so few draws must be to hold as much as two of many.

    References: Fisher and Cornish (1960), The Percentile Points of Distributions Having Known Cumulants, Technometrics
    2(2), 209-225.
    """
    z, n = STANDARD_ERRORS, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return (z + first / n + second / n**2 + third / n**3) / z


def widening(draws: np.ndarray) -> float:
    """Return the factor on a standard error so that two of it hold the truth as often as they say, (n,) draws in.

    Harvests pay on few paths, so differences are skewed and a mean too low comes with an error too small. The factor
    is the longer arm of an interval corrected for skewness over the plain one (Hall 1992). 1 below `FEWEST_DRAWS`,
    whose skewness says little.
    """
    spread = float(draws.std())
    if len(draws) < FEWEST_DRAWS or spread == 0.0:
        return 1.0
    a = float((((draws - draws.mean()) / spread) ** 3).mean()) / math.sqrt(len(draws))
    if abs(a) < LEAST_SKEWNESS:
        return 1.0
    arms = (3.0 / a * (math.cbrt(1.0 + a * (end - a / 6.0)) - 1.0) for end in (-STANDARD_ERRORS, STANDARD_ERRORS))
    return max(abs(arm) for arm in arms) / STANDARD_ERRORS
