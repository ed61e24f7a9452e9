"""What a column of differences says of its mean's error, however its paths were drawn."""

import math

import numpy as np
import pytest

from sim.estimate.luck import EACH_ALONE, Luck, student_factor, widening
from sim.estimate.wilson import wilson_interval

IN_SETS = Luck(n_sets=4)


def test_the_error_of_sets_is_that_of_their_means() -> None:
    """Means of the four sets 2, 3, 4, 7: their standard deviation is root(14 / 3), of their mean root(14 / 12)."""
    column = np.array([1.0, 2.0, 3.0, 6.0, 3.0, 4.0, 5.0, 8.0])
    expected = math.sqrt(14 / 12) * student_factor(3)
    assert IN_SETS.standard_error(column) == pytest.approx(expected, rel=1e-12)


def test_an_undefined_figure_is_left_out_of_its_set() -> None:
    """Three figures and two, sums 9 and 4, mean 2.6: 9 - 3 * 2.6 = 1.2 away, and 4 - 2 * 2.6 = -1.2."""
    column = np.array([1.0, 1.0, 3.0, 3.0, 5.0, math.nan])
    expected = math.sqrt((1.2**2 + 1.2**2) / 5**2 * 2) * student_factor(1)
    assert Luck(n_sets=2).standard_error(column) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("luck", [EACH_ALONE, IN_SETS, Luck(is_in_pairs=True)])
def test_one_path_leaves_the_error_unknown(luck: Luck) -> None:
    assert math.isnan(luck.standard_error(np.array([5.0])))


def test_fewer_paths_than_sets_are_one_draw_each() -> None:
    """2 and 6 in two of four sets: a standard deviation of root 8, of the mean 2."""
    assert IN_SETS.standard_error(np.array([2.0, 6.0])) == pytest.approx(2.0 * student_factor(1), rel=1e-12)


@pytest.mark.parametrize(("freedom", "quantile"), [(7, 2.42881), (15, 2.18116), (31, 2.08393)])
def test_students_quantiles(freedom: int, quantile: float) -> None:
    """Student's quantiles at the probability below two standard errors, 0.97725 (scipy 1.16, stats.t.ppf)."""
    assert 2 * student_factor(freedom) == pytest.approx(quantile, rel=1e-3)


def test_resamples_of_sets_hold_whole_sets() -> None:
    chosen = IN_SETS.resampled(np.random.default_rng(3), 10, 50)
    assert chosen.shape == (50, 8)
    for row in chosen.reshape(50, 4, 2):
        assert (row[:, 1] - row[:, 0] == 4).all()
        assert (row[:, 0] < 4).all()


def test_differences_of_two_runs_are_drawn_as_the_closer_one() -> None:
    assert EACH_ALONE.with_other(IN_SETS) == IN_SETS.with_other(EACH_ALONE) == IN_SETS


def test_skewed_differences_widen_the_error_and_symmetric_ones_do_not():
    """Hall's transformation by hand: a = skewness / root n = 0.1, the arm 3 / a * (1 - cbrt(1 - a * (2 + a / 6)))."""
    n = 400
    even = np.tile([-1.0, 1.0], n // 2)
    assert widening(even) == 1.0
    draws = np.zeros(n)  # skewness of a share p of ones: (1 - 2p) / root(p (1 - p)) = 2 where p = (1 - 1 / root 2) / 2
    draws[: round(n * (1 - 1 / math.sqrt(2)) / 2)] = 1.0
    p = draws.mean()
    a = (1 - 2 * p) / math.sqrt(p * (1 - p)) / math.sqrt(n)
    assert a == pytest.approx(0.1, rel=0.02)
    wanted = 3 / a * (1 - (1 - a * (2 + a / 6)) ** (1 / 3)) / 2
    assert wanted > 1.05
    assert widening(draws) == pytest.approx(wanted, rel=1e-12)
    assert widening(-draws) == pytest.approx(wanted, rel=1e-12)
    assert widening(draws[:99]) == 1.0


def test_a_share_of_sets_is_told_as_surely_as_their_means_say() -> None:
    """Wilson's interval reaches two standard errors either way of a share near a half, here of the sets' means."""
    hits = np.random.default_rng(4).random((50, 32)) < 0.6
    hits[:, ::2] = ~hits[:, 1::2]  # what one set has too few its neighbor has too many: the mean is a half
    luck = Luck(n_sets=32)
    low, high = wilson_interval(0.5, luck.effective_paths(hits.ravel()))
    assert (high - low) / 4 == pytest.approx(luck.standard_error(hits.ravel().astype(float)), rel=0.02)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_every_path_agrees_it_counts_them(share: float) -> None:
    assert Luck(n_sets=4).effective_paths(np.full(20, share == 1.0)) == 20
    assert EACH_ALONE.effective_paths(np.array([True, False])) == 2
