"""The standard normal quantile as a table of polynomials: no logarithm, no root, no division, no branch.

The lower half of the distribution is cut into octaves of the probability (2**-33 to 2**-1) and each octave into equal
segments; on a segment the quantile is a polynomial through Chebyshev points. Octave and segment are the leading bits of
the probability as a float, so the right row is found by a shift.
"""

import math
from statistics import NormalDist

import numpy as np

SEGMENT_BITS = 5
OCTAVES = range(-33, -1)
FIRST_SEGMENT = (1023 + OCTAVES.start) << SEGMENT_BITS
"""The leading bits of the float 2**-33."""
DEGREE = 3


def quantile_table() -> np.ndarray:
    """Return the table, (n_segments, 4): the coefficients of rising powers of the probability.

    The largest error is 7.5e-10 (tested against the standard library's quantile), about the distance between the
    quantiles of two neighboring words of 32 bits. Degree 6 and its 1e-13 took twice the look-ups, and these are most
    of the time of a draw.
    """
    n = 1 << SEGMENT_BITS
    rows = [_row(2.0**octave * (1 + i / n), 2.0**octave * (1 + (i + 1) / n)) for octave in OCTAVES for i in range(n)]
    return np.array(rows)


def _row(start: float, end: float) -> list[float]:
    middle, half = (start + end) / 2, (end - start) / 2
    points = [middle + half * math.cos(math.pi * (k + 0.5) / (DEGREE + 1)) for k in range(DEGREE + 1)]
    quantile = NormalDist().inv_cdf
    return _interpolate(points, [quantile(p) for p in points])


def _interpolate(points: list[float], values: list[float]) -> list[float]:
    """Return the polynomial through the points, lowest power first (Newton's divided differences)."""
    differences = list(values)
    for order in range(1, len(points)):
        for i in range(len(points) - 1, order - 1, -1):
            differences[i] = (differences[i] - differences[i - 1]) / (points[i] - points[i - order])
    coefficients = [differences[-1]]
    for point, difference in zip(points[-2::-1], differences[-2::-1], strict=True):
        shifted = [0.0, *coefficients]
        scaled = [*(-point * c for c in coefficients), 0.0]
        coefficients = [a + b for a, b in zip(shifted, scaled, strict=True)]
        coefficients[0] += difference
    return coefficients
