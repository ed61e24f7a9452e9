"""Sobol's points: their numbers against the published recurrence, and the net that every set of them is."""

import numpy as np

from sim.compile.decorators import kernel
from sim.market import sobol
from sim.market.normals import Key, key_of
from sim.market.sobol import BITS, direction_numbers, sobol_word
from sim.market.spread import N_DIRECTIONS, N_LIVES

N_POINTS = 64


@kernel
def fill_words(numbers: np.ndarray, key: Key, member: int, words: np.ndarray) -> None:
    """Fill `words` (n_points, n_dimensions) with the points of a set."""
    for index in range(words.shape[0]):
        for dimension in range(words.shape[1]):
            words[index, dimension] = sobol_word(numbers, key, member, index, dimension)


def points(member: int, seed: int = 5) -> np.ndarray:
    numbers = direction_numbers(N_LIVES + N_DIRECTIONS)
    words = np.zeros((N_POINTS, len(numbers)), np.uint64)
    fill_words(numbers, key_of(seed), member, words)
    return words.astype(np.float64) / 2.0**BITS


def test_direction_numbers_follow_the_recurrence() -> None:
    """Bratley and Fox (1988), ACM TOMS 14(1), 88-100: x^3 + x + 1 with 1, 3, 7 goes on with 5 and 7."""
    found = sobol._of(1, [1, 3, 7])
    assert [number >> (BITS - 1 - bit) for bit, number in enumerate(found[:5])] == [1, 3, 7, 5, 7]


def test_every_dimension_of_a_set_has_one_point_in_each_part() -> None:
    for member in (0, 7):
        parts = np.sort((points(member) * N_POINTS).astype(int), axis=0)
        assert (parts == np.arange(N_POINTS)[:, None]).all()


def test_the_first_two_dimensions_are_a_net() -> None:
    """A (0, 6, 2)-net in base 2: every box of 2^-a times 2^-(6 - a) holds one of the 64 points."""
    first, second = points(3)[:, 0], points(3)[:, 1]
    for a in range(7):
        boxes = (first * 2**a).astype(int) * 2 ** (6 - a) + (second * 2 ** (6 - a)).astype(int)
        assert (np.sort(boxes) == np.arange(N_POINTS)).all()


def test_sets_and_seeds_are_scrambled_apart() -> None:
    assert (points(0) != points(1)).mean() > 0.99
    assert (points(0) != points(0, seed=6)).mean() > 0.99


def test_a_point_is_uniform_over_the_sets() -> None:
    """Means of one point's coordinates over 400 sets: 1/2, each within four of their standard errors."""
    means = np.mean([points(member)[5] for member in range(400)], axis=0)
    assert np.abs(means - 0.5).max() < 4.0 / np.sqrt(12 * 400)
