"""Correlation matrices: are they possible, the nearest possible one, and their factor.

References
----------
Higham (2002), "Computing the nearest correlation matrix", IMA Journal of Numerical Analysis 22: alternating projections
with Dykstra's correction.
"""

import numpy as np

LEAST_EIGENVALUE = -1e-10
REPAIRED_EIGENVALUE = 1e-8
"""A repaired matrix is a little inside, so that rounding it to ten decimals keeps it possible."""


def is_possible(matrix: np.ndarray) -> bool:
    """Return whether random variables can have these correlations: the matrix is positive semidefinite."""
    return float(np.linalg.eigvalsh(matrix)[0]) >= LEAST_EIGENVALUE


def nearest_possible(matrix: np.ndarray, rounds: int = 500) -> np.ndarray:
    """Return the possible correlation matrix that is nearest in the sum of squared differences."""
    n = len(matrix)
    here, correction = matrix.copy(), np.zeros((n, n))
    for _ in range(rounds):
        values, vectors = np.linalg.eigh(here - correction)
        clipped = (vectors * np.maximum(values, 0.0)) @ vectors.T
        correction = clipped - (here - correction)
        last, here = here, clipped.copy()
        np.fill_diagonal(here, 1.0)
        if np.abs(here - last).max() < 1e-12:
            break
    least = float(np.linalg.eigvalsh(here)[0])
    if least < REPAIRED_EIGENVALUE:  # mix in as little of the identity as lifts the least eigenvalue
        share = (REPAIRED_EIGENVALUE - least) / (1.0 - least)
        here = (1.0 - share) * here + share * np.eye(n)
    return (here + here.T) / 2


def factor(matrix: np.ndarray) -> np.ndarray:
    """Return the lower triangle whose product with its transpose is the matrix, zeros where a pivot is zero.

    numpy's own Cholesky refuses a matrix that is possible but singular, such as two classes that move as one.
    """
    n = len(matrix)
    lower = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i, j] - lower[i, :j] @ lower[j, :j]
            if i == j:
                lower[i, i] = np.sqrt(max(rest, 0.0)) if rest > 1e-14 else 0.0
            elif lower[j, j] > 0.0:
                lower[i, j] = rest / lower[j, j]
    return lower
