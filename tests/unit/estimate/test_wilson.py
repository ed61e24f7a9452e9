"""Wilson's interval against published ones, and against its definition."""

import pytest

from sim.estimate.wilson import possible_counts, wilson_interval


@pytest.mark.parametrize(
    ("seen", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals(seen: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-Sided Confidence Intervals for the Single Proportion, Statistics in Medicine 17, Table I."""
    assert wilson_interval(seen / n, n, 1.959964) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("n", [1, 7, 60, 1_000])
@pytest.mark.parametrize("share", [0.005, 0.1, 0.5])
def test_the_possible_counts_are_those_whose_interval_holds_the_share(n: int, share: float) -> None:
    holding = [k for k in range(n + 1) if wilson_interval(k / n, n)[0] <= share <= wilson_interval(k / n, n)[1]]
    assert possible_counts(share, n) == (holding[0], holding[-1])
    assert holding == list(range(holding[0], holding[-1] + 1))


def test_ends_stay_inside_and_nothing_is_known_of_no_path() -> None:
    assert wilson_interval(1.0, 50)[1] == 1.0
    assert wilson_interval(0.0, 50)[0] == 0.0
    assert wilson_interval(1.0, 50)[0] == pytest.approx(1 / (1 + 4 / 50))
    assert wilson_interval(0.0, 0) == (0.0, 1.0)
