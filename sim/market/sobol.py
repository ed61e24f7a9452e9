"""Points that fill a cube evenly: Sobol's sequence, scrambled in a way of its own in every set.

References
----------
Sobol' (1967), On the Distribution of Points in a Cube, USSR Comput. Math. Math. Phys. 7(4), 86-112.
Joe and Kuo (2008), Constructing Sobol Sequences with Better Two-Dimensional Projections, SIAM J. Sci. Comput. 30(5),
2635-2654; their table ``new-joe-kuo-6.21201``, whose first rows are ``data/sobol_directions.csv``.
Owen (1995), Randomly Permuted (t,m,s)-Nets and (t,s)-Sequences, in Monte Carlo and Quasi-Monte Carlo Methods, 299-317.
Burley (2020), Practical Hash-based Owen Scrambling, J. Computer Graphics Techniques 9(4), 1-20.
"""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.normals import MASK, Key, philox4x32

BITS = 32
SCRAMBLE_STREAM = np.uint64(24)
"""Of the counter-based generator; years of a record take 18 and 19, inflation 20."""
ONE = np.uint64(1)
FIRST_MIX, SECOND_MIX, THIRD_MIX = np.uint64(0x3D20ADEA), np.uint64(0x05526C56), np.uint64(0x53A22864)
"""Even factors: each bit of a product depends on lower bits only, which is what keeps a net a net."""


@cache
def direction_numbers(n_dimensions: int) -> np.ndarray:
    """Return what each bit of a point's number adds to its coordinates, uint64 (n_dimensions, 32), last bit first."""
    text = files("sim.market").joinpath("data/sobol_directions.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))[: n_dimensions - 1]
    numbers = [[1 << (BITS - 1 - bit) for bit in range(BITS)]]
    numbers += [_of(int(row["coefficients"]), [int(m) for m in row["numbers"].split()]) for row in rows]
    return np.array([[int(f"{number:032b}"[::-1], 2) for number in row] for row in numbers], dtype=np.uint64)


def _of(coefficients: int, first: list[int]) -> list[int]:
    """Return a dimension's direction numbers: the first ones as given, the others by the recurrence."""
    degree = len(first)
    found = [m << (BITS - 1 - bit) for bit, m in enumerate(first)]
    for bit in range(degree, BITS):
        number = found[bit - degree] ^ (found[bit - degree] >> degree)
        for k in range(1, degree):
            if coefficients >> (degree - 1 - k) & 1:
                number ^= found[bit - k]
        found.append(number)
    return found


@inner_kernel
def reversed_bits(word: np.uint64) -> np.uint64:
    """Return 32 bits in the reverse order."""
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        n, kept = np.uint64(shift), np.uint64(mask)
        word = ((word & kept) << n) | ((word >> n) & kept)
    return ((word & np.uint64(0xFFFF)) << np.uint64(16)) | (word >> np.uint64(16))


@inner_kernel
def sobol_word(numbers: np.ndarray, key: Key, member: int, index: int, dimension: int) -> np.uint64:
    """Return one coordinate of point `index` of a set, as 32 bits of a share of 1.

    The scramble depends on the key, the set and the dimension alone. Each point of each set is uniform in the cube, and
    the first 2**m points of a set are a net.
    """
    word, bit = np.uint64(0), 0
    while index > 0:
        if index & 1 == 1:
            word ^= numbers[dimension, bit]
        index >>= 1
        bit += 1
    added, factor, _, _ = philox4x32(key, np.uint64(member), np.uint64(dimension), np.uint64(0), SCRAMBLE_STREAM)
    word ^= (word * FIRST_MIX) & MASK
    word = (word + added) & MASK
    word = (word * (factor | ONE)) & MASK
    word ^= (word * SECOND_MIX) & MASK
    word ^= (word * THIRD_MIX) & MASK
    return reversed_bits(word)
