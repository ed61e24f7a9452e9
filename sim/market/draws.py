"""Single random words for what is drawn once a month or a year, from the generator of the normals."""

import numpy as np

from sim.compile.decorators import kernel
from sim.market.normals import Key, philox4x32

MARKET_STREAM = 0
MONTH_STREAM = 16
BLOCK_STREAM = 17
YEAR_STREAM = 18
INFLATION_STREAM = 20
PAIR_STREAM = 64
"""Streams of the generator: those below 16 belong to the normals of steps; the years' take their own and the
next, and pairs of securities, four a stream, all from theirs on."""

TO_UNIT = 2.0**-32


@kernel(inline=True)
def uniform(key: Key, path: int, day: int, stream: int) -> float:
    """Return the uniform number in (0, 1) of one path and day; it depends on these and the key alone."""
    word, _, _, _ = philox4x32(key, np.uint64(path), np.uint64(day), np.uint64(0), np.uint64(stream))
    return (np.float64(word) + 0.5) * TO_UNIT
