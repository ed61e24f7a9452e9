"""Standard normal draws from a counter: the same (seed, path, day) gives the same numbers in any order, on any thread.

References
----------
Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3" (Philox4x32-10).
Wichura (1988), Algorithm AS 241, "The percentage points of the normal distribution", routine PPND16.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.jit import kernel

ROUNDS = 10
MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
TO_UNIT = 2.0**-32


class Key(NamedTuple):
    """The two 32-bit key words of Philox, from the seed."""

    low: np.uint64
    high: np.uint64


def key_of(seed: int) -> Key:
    """Return the key of a seed below 2**64."""
    return Key(np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF))


@kernel
def philox4x32(key, c0, c1, c2, c3):  # type: ignore[no-untyped-def]
    """Return four 32-bit words (as uint64) for a counter of four 32-bit words (as uint64)."""
    k0, k1 = key.low, key.high
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & MASK, (p0 >> SHIFT) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


@kernel
def normal_quantile(p):  # type: ignore[no-untyped-def]
    """Return the standard normal quantile of 0 < p < 1, to about 1e-16 relative (AS 241, PPND16)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = 2509.0809287301226727
        top = top * r + 33430.575583588128105
        top = top * r + 67265.770927008700853
        top = top * r + 45921.953931549871457
        top = top * r + 13731.693765509461125
        top = top * r + 1971.5909503065514427
        top = top * r + 133.14166789178437745
        top = top * r + 3.387132872796366608
        bottom = 5226.495278852545925
        bottom = bottom * r + 28729.085735721942674
        bottom = bottom * r + 39307.89580009271061
        bottom = bottom * r + 21213.794301586595867
        bottom = bottom * r + 5394.1960214247511077
        bottom = bottom * r + 687.1870074920579083
        bottom = bottom * r + 42.313330701600911252
        bottom = bottom * r + 1.0
        return q * top / bottom
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    value = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -value if q < 0.0 else value


@kernel
def _near_tail(r):  # type: ignore[no-untyped-def]
    top = 7.7454501427834140764e-4
    top = top * r + 0.0227238449892691845833
    top = top * r + 0.24178072517745061177
    top = top * r + 1.27045825245236838258
    top = top * r + 3.64784832476320460504
    top = top * r + 5.7694972214606914055
    top = top * r + 4.6303378461565452959
    top = top * r + 1.42343711074968357734
    bottom = 1.05075007164441684324e-9
    bottom = bottom * r + 5.475938084995344946e-4
    bottom = bottom * r + 0.0151986665636164571966
    bottom = bottom * r + 0.14810397642748007459
    bottom = bottom * r + 0.68976733498510000455
    bottom = bottom * r + 1.6763848301838038494
    bottom = bottom * r + 2.05319162663775882187
    bottom = bottom * r + 1.0
    return top / bottom


@kernel
def _far_tail(r):  # type: ignore[no-untyped-def]
    top = 2.01033439929228813265e-7
    top = top * r + 2.71155556874348757815e-5
    top = top * r + 0.0012426609473880784386
    top = top * r + 0.026532189526576123093
    top = top * r + 0.29656057182850489123
    top = top * r + 1.7848265399172913358
    top = top * r + 5.4637849111641143699
    top = top * r + 6.6579046435011037772
    bottom = 2.04426310338993978564e-15
    bottom = bottom * r + 1.4215117583164458887e-7
    bottom = bottom * r + 1.8463183175100546818e-5
    bottom = bottom * r + 7.868691311456132591e-4
    bottom = bottom * r + 0.0148753612908506148525
    bottom = bottom * r + 0.13692988092273580531
    bottom = bottom * r + 0.59983220655588793769
    bottom = bottom * r + 1.0
    return top / bottom


@kernel
def fill_normals(key, path, day, out):  # type: ignore[no-untyped-def]
    """Fill `out` (n,) with the standard normals of one path and day; number i depends only on (key, path, day, i)."""
    n = out.shape[0]
    for block in range((n + 3) // 4):
        words = philox4x32(key, np.uint64(path), np.uint64(day), np.uint64(block), np.uint64(0))
        first = 4 * block
        for i in range(min(4, n - first)):
            out[first + i] = normal_quantile((np.float64(words[i]) + 0.5) * TO_UNIT)
