"""Standard errors are honest: the 95% interval of a short run holds the value of a long one about 95 times in 100."""

import pytest

from benchmarks.standard_errors import coverage
from sim.scenario.enums import Estimator
from sim.scenario.written.samples import sample_scenario


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("estimator", Estimator)
@pytest.mark.parametrize("sample", ["californian-couple", "early-retiree"])
def test_intervals_hold_the_long_value_as_often_as_they_say(sample: str, estimator: Estimator) -> None:
    """A smaller share of `python -m benchmarks.standard_errors`.

    50 seeds tell coverage to six points (two binomial errors); 2,000 samples out of the long run tell it to one.
    """
    for one in coverage(sample_scenario(sample), estimator, n_seeds=50, n_paths=512, n_long=50_000):
        assert one.covered >= 0.95 - 0.07, one
        assert estimator is Estimator.SPREAD or 0.92 <= one.resampled <= 0.98, one
