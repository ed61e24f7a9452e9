"""The exponential of a whole row on the processor's vector units."""

import math

import numpy as np

from sim.compile.decorators import kernel

SMALL = 0.35
COEFFICIENTS = tuple(1.0 / math.factorial(n) for n in range(14))
"""Taylor's series: below `SMALL` the first term left out is under 5e-18."""


@kernel
def exponentiate(row: np.ndarray) -> None:
    """Replace each element of a contiguous row (n,) by its exponential, to 3e-16 relative. Modifies `row`.

    A step's log growth is small, so a series without branches does, four at a time. A row with a large element (a
    single stock on a coarse step) goes through the library as a whole.
    """
    n_large = 0
    for i in range(row.shape[0]):  # counted: vector units have no largest of numbers that might be none
        n_large += 1 if abs(row[i]) > SMALL else 0
    if n_large > 0:
        for i in range(row.shape[0]):
            row[i] = math.exp(row[i])
        return
    for i in range(row.shape[0]):
        x = row[i]
        y = COEFFICIENTS[13]
        y = y * x + COEFFICIENTS[12]
        y = y * x + COEFFICIENTS[11]
        y = y * x + COEFFICIENTS[10]
        y = y * x + COEFFICIENTS[9]
        y = y * x + COEFFICIENTS[8]
        y = y * x + COEFFICIENTS[7]
        y = y * x + COEFFICIENTS[6]
        y = y * x + COEFFICIENTS[5]
        y = y * x + COEFFICIENTS[4]
        y = y * x + COEFFICIENTS[3]
        y = y * x + COEFFICIENTS[2]
        y = y * x + 1.0
        row[i] = y * x + 1.0
