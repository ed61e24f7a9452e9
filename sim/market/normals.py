"""Standard normal draws from a counter: the same (seed, path, day) gives the same numbers in any order, on any thread.

References
----------
Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3" (Philox4x32-10).
"""

from typing import NamedTuple

import numpy as np

from sim.compile.decorators import inner_kernel, kernel
from sim.market.quantile_table import FIRST_SEGMENT, SEGMENT_BITS, quantile_table

ROUNDS = 10
MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
TO_UNIT = 2.0**-32
AT_2_TO_52 = np.uint64(0x4330000000000000)
"""The bits of 2.0**52."""
TWO_TO_52 = 2.0**52
TO_SEGMENT = np.uint64(52 - SEGMENT_BITS)
TABLE = quantile_table()


class Key(NamedTuple):
    """The two 32-bit key words of Philox, from the seed."""

    low: np.uint64
    high: np.uint64


def key_of(seed: int) -> Key:
    """Return the key of a seed below 2**64."""
    return Key(np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF))


@kernel(inline=True)
def philox4x32(
    key: Key, c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return four 32-bit words (as uint64) for a counter of four 32-bit words (as uint64)."""
    k0, k1 = key.low, key.high
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & MASK, (p0 >> SHIFT) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


@kernel(inline=True)
def below_2_to_52(word: np.uint64) -> float:
    """Return 2**52 + `word` as a float, by its bits: no vector unit has the conversion. `word`: 32 bits as uint64."""
    return np.uint64(word | AT_2_TO_52).view(np.float64)


@kernel
def normals_of_words(values: np.ndarray, low: np.ndarray) -> None:
    """Turn random words into standard normals, in place: `values` (n,) come from `below_2_to_52`.

    A word w stands for the probability (w + 1/2) / 2**32. `low` (n,) is work space.
    """
    for i in range(values.shape[0]):
        p = (values[i] - TWO_TO_52 + 0.5) * TO_UNIT
        values[i] = p
        low[i] = min(p, 1.0 - p)
    for i in range(values.shape[0]):
        segment = TABLE[np.int64(np.float64(low[i]).view(np.uint64) >> TO_SEGMENT) - FIRST_SEGMENT]
        z = ((segment[3] * low[i] + segment[2]) * low[i] + segment[1]) * low[i] + segment[0]
        values[i] = z if values[i] < 0.5 else -z


@inner_kernel
def normal_of_word(word: np.uint64) -> float:
    """Return the standard normal that a word stands for, see `normals_of_words`."""
    p = (np.float64(word) + 0.5) * TO_UNIT
    low = min(p, 1.0 - p)
    segment = TABLE[np.int64(np.float64(low).view(np.uint64) >> TO_SEGMENT) - FIRST_SEGMENT]
    z = ((segment[3] * low + segment[2]) * low + segment[1]) * low + segment[0]
    return z if p < 0.5 else -z


@kernel
def fill_normals(key: Key, path: int, days: np.ndarray, stream: int, out: np.ndarray, low: np.ndarray) -> None:
    """Fill `out` (n_rows, n_days) with a path's standard normals; n_rows is a multiple of four.

    Number (row, day) depends only on key, path, the day itself, `stream` and the row. Streams are independent: 0 is the
    market's. `low` (n_days,) is work space.

    A whole path, a row at a time, so that the processor's vector units draw four days at once, and a table instead of
    the rational functions of algorithm AS 241: with the exponential of `exponentials.py`, drawing a path went from 225
    to 45 microseconds (548 steps, 11 classes).
    """
    c0, c3 = np.uint64(path), np.uint64(stream)
    for block in range(out.shape[0] // 4):
        row0, row1, row2, row3 = out[4 * block], out[4 * block + 1], out[4 * block + 2], out[4 * block + 3]
        for i in range(days.shape[0]):
            w0, w1, w2, w3 = philox4x32(key, c0, np.uint64(days[i]), np.uint64(block), c3)
            row0[i] = below_2_to_52(w0)
            row1[i] = below_2_to_52(w1)
            row2[i] = below_2_to_52(w2)
            row3[i] = below_2_to_52(w3)
        for row in range(4 * block, 4 * block + 4):
            normals_of_words(out[row], low)
