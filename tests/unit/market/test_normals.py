"""The generator against Random123's known answers, the quantile against the standard library, streams against order."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from sim.market.normals import Key, fill_normals, key_of, normal_quantile, philox4x32

# Random123 (Salmon et al. 2011), file kat_vectors, philox4x32 with 10 rounds: counter, key, result.
KNOWN_ANSWERS = (
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
)


def _words(text: str) -> list[np.uint64]:
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_known_answers(counter: str, key: str, answer: str) -> None:
    got = philox4x32(Key(*_words(key)), *_words(counter))
    assert [int(word) for word in got] == [int(word) for word in _words(answer)]


def test_the_key_holds_every_bit_of_the_seed() -> None:
    key = key_of(0x299F31D0A4093822)
    assert (int(key.low), int(key.high)) == (0xA4093822, 0x299F31D0)


@pytest.mark.parametrize("p", [2.0**-33, 1e-12, 1e-9, 0.001, 0.02425, 0.0749, 0.0751, 0.25, 0.4999, 0.5, 0.75, 0.999])
def test_quantile_against_the_standard_library(p: float) -> None:
    expected = NormalDist().inv_cdf(p)
    assert normal_quantile(p) == pytest.approx(expected, rel=5e-15, abs=1e-16)


def test_quantile_over_the_whole_range() -> None:
    exact = NormalDist()
    for p in np.linspace(1e-6, 1 - 1e-6, 5_001):
        assert abs(normal_quantile(p) - exact.inv_cdf(float(p))) < 1e-12


def test_quantile_inverts_the_normal_distribution_in_the_far_tail() -> None:
    """erfc knows the tail exactly: p = erfc(-x / sqrt 2) / 2."""
    for x in (-6.0, -7.0, -8.0, -5.1, -3.0):
        p = 0.5 * math.erfc(-x / math.sqrt(2))
        assert normal_quantile(p) == pytest.approx(x, rel=1e-13)


def _draws(path: int, day: int, n: int = 11, seed: int = 42) -> np.ndarray:
    out = np.empty(n)
    fill_normals(key_of(seed), path, day, out)
    return out


def test_a_draw_depends_on_seed_path_day_and_place_only() -> None:
    first = _draws(3, 739_000)
    _draws(4, 739_000)
    _draws(3, 739_001)
    assert (_draws(3, 739_000) == first).all()
    assert (_draws(3, 739_000, n=5) == first[:5]).all()
    for other in (_draws(4, 739_000), _draws(3, 739_001), _draws(3, 739_000, seed=43)):
        assert (other != first).all()


def test_draws_are_standard_normal() -> None:
    """200,000 draws: mean, variance, fourth moment and lag products within five standard errors of the normal's."""
    sample = np.concatenate([_draws(path, 739_000 + path % 7, n=100, seed=5) for path in range(2_000)])
    n = sample.size
    assert abs(sample.mean()) < 5 / math.sqrt(n)
    assert abs(sample.var() - 1) < 5 * math.sqrt(2 / n)
    assert abs((sample**4).mean() - 3) < 5 * math.sqrt(96 / n)
    for lag in (1, 2, 3, 4, 100):
        assert abs((sample[lag:] * sample[:-lag]).mean()) < 5 / math.sqrt(n - lag)


def test_draws_pass_kolmogorov_and_smirnov() -> None:
    """At 20,000 draws the largest distance exceeds 1.95 / sqrt(n) once in a thousand samples; the seed is fixed."""
    sample = np.sort(np.concatenate([_draws(path, 740_000, n=10, seed=11) for path in range(2_000)]))
    expected = np.array([NormalDist().cdf(x) for x in sample])
    place = np.arange(1, sample.size + 1) / sample.size
    assert np.abs(place - expected).max() < 1.95 / math.sqrt(sample.size)
