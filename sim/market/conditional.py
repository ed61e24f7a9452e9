"""Classes that a record does not hold: what the user's figures say of them once the others are known."""

from typing import NamedTuple

import numpy as np

from sim.market.lognormal import LognormalMarket


class Conditional(NamedTuple):
    """The normal law of the open classes given the known ones (log growth).

    response : (n, n) log growth of an open class for each unit by which a known class departs from its mean
    residual : (n, n) loadings of what stays open, a root-year; rows of known classes are 0
    """

    response: np.ndarray
    residual: np.ndarray


def given(base: LognormalMarket, known: np.ndarray) -> Conditional:
    """Return the law of the other classes where those of the mask `known` (n,) are given.

    References
    ----------
    Anderson (2003), "An introduction to multivariate statistical analysis", section 2.5.
    """
    n = len(known)
    covariance = base.loadings @ base.loadings.T
    inside, outside = np.flatnonzero(known), np.flatnonzero(~known)
    response, residual = np.zeros((n, n)), np.zeros((n, n))
    beta = covariance[np.ix_(outside, inside)] @ np.linalg.pinv(covariance[np.ix_(inside, inside)], hermitian=True)
    left = covariance[np.ix_(outside, outside)] - beta @ covariance[np.ix_(inside, outside)]
    values, vectors = np.linalg.eigh((left + left.T) / 2)
    response[np.ix_(outside, inside)] = beta
    residual[np.ix_(outside, outside)] = vectors * np.sqrt(np.maximum(values, 0.0))
    return Conditional(response, residual)
