"""The generator against Random123's known answers, the quantile against the standard library, streams against order."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from numba import njit

from sim.market.normals import AT_2_TO_52, Key, fill_normals, key_of, normals_of_words, philox4x32

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
    got = _philox(Key(*_words(key)), *_words(counter))
    assert [int(word) for word in got] == [int(word) for word in _words(answer)]


def test_the_key_holds_every_bit_of_the_seed() -> None:
    key = key_of(0x299F31D0A4093822)
    assert (int(key.low), int(key.high)) == (0xA4093822, 0x299F31D0)


@njit
def _philox(key, c0, c1, c2, c3):  # type: ignore[no-untyped-def]
    """Call the generator as kernels do: it is made to become part of its caller."""
    return philox4x32(key, c0, c1, c2, c3)


def _quantiles(words: np.ndarray) -> np.ndarray:
    values = (words.astype(np.uint64) | AT_2_TO_52).view(np.float64)
    normals_of_words(values, np.empty(len(values)))
    return values


def test_quantile_against_the_standard_library() -> None:
    """Both tails to the last word, every octave, the middle, and 20,000 words spread over the whole range.

    Two neighboring words in the middle, where they lie closest, are 5.8e-10 apart.
    """
    ends = np.concatenate([np.arange(2_000), 2 ** np.arange(32) - 1, 2**31 + np.arange(-1_000, 1_000)])
    spread = np.random.default_rng(3).integers(0, 2**32, 20_000)
    words = np.concatenate([ends, 2**32 - 1 - ends, spread])
    expected = [NormalDist().inv_cdf((float(word) + 0.5) * 2.0**-32) for word in words]
    assert np.abs(_quantiles(words) - expected).max() < 7.5e-10


def test_quantile_is_symmetric_to_the_last_bit() -> None:
    words = np.random.default_rng(4).integers(0, 2**31, 5_000)
    assert (_quantiles(words) == -_quantiles(2**32 - 1 - words)).all()


def test_quantile_inverts_the_normal_distribution_in_the_far_tail() -> None:
    """erfc knows the tail exactly: p = erfc(-x / sqrt 2) / 2. An error of 7.5e-10 in x = -6.2 is 4.7e-9 of p."""
    words = np.array([0, 1, 5, 100, 5_000])
    for word, x in zip(words, _quantiles(words), strict=True):
        assert 0.5 * math.erfc(-x / math.sqrt(2)) == pytest.approx((word + 0.5) * 2.0**-32, rel=4.7e-9)


def _draws(path: int, days: list[int], n_rows: int = 12, seed: int = 42, stream: int = 0) -> np.ndarray:
    """Return normals (n_rows, n_days)."""
    out = np.empty((n_rows, len(days)))
    fill_normals(key_of(seed), path, np.array(days), stream, out, np.empty(len(days)))
    return out


def test_a_draw_depends_on_seed_path_day_stream_and_row_only() -> None:
    first = _draws(3, [739_000, 739_007])
    _draws(4, [739_000])
    assert (_draws(3, [738_000, 739_000, 739_007])[:, 1:] == first).all()
    assert (_draws(3, [739_007, 739_000], n_rows=4) == first[:4, ::-1]).all()
    for other in (
        _draws(4, [739_000, 739_007]),
        _draws(3, [739_001, 739_008]),
        _draws(3, [739_000, 739_007], seed=43),
        _draws(3, [739_000, 739_007], stream=1),
    ):
        assert (other != first).all()


def test_draws_are_standard_normal() -> None:
    """200,000 draws: mean, variance, fourth moment and lag products within five standard errors of the normal's."""
    sample = np.concatenate([_draws(path, [739_000 + path % 7], n_rows=100, seed=5)[:, 0] for path in range(2_000)])
    n = sample.size
    assert abs(sample.mean()) < 5 / math.sqrt(n)
    assert abs(sample.var() - 1) < 5 * math.sqrt(2 / n)
    assert abs((sample**4).mean() - 3) < 5 * math.sqrt(96 / n)
    for lag in (1, 2, 3, 4, 100):
        assert abs((sample[lag:] * sample[:-lag]).mean()) < 5 / math.sqrt(n - lag)


def test_draws_pass_kolmogorov_and_smirnov() -> None:
    """At 20,000 draws the largest distance exceeds 1.95 / sqrt(n) once in a thousand samples; the seed is fixed."""
    sample = np.sort(np.concatenate([_draws(path, [740_000], n_rows=12, seed=11)[:10, 0] for path in range(2_000)]))
    expected = np.array([NormalDist().cdf(x) for x in sample])
    place = np.arange(1, sample.size + 1) / sample.size
    assert np.abs(place - expected).max() < 1.95 / math.sqrt(sample.size)
