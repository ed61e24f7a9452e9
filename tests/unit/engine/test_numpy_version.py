"""The engine against the vectorised numpy version that its speed is measured by: another computation of one job."""

from benchmarks.numpy_engine import compare


def test_both_agree_to_a_cent_in_every_year() -> None:
    assert compare(n_paths=25, n_years=25) < 0.01
