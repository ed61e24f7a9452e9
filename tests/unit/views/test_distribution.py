"""The picture of a paired difference holds every path once and says what is better."""

import numpy as np
import pytest

from sim.results.findings import Findings
from sim.results.paired import MEASURE
from sim.views import DARK, LIGHT, difference_distribution
from tests.unit.results.synthetic import made_up_result, random_result


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_shares_add_to_all_paths_and_better_is_above_zero(theme):
    gains = np.array([-300.0, -100.0, 50.0, 150.0, 250.0, 350.0, 450.0, 650.0])
    wealth = np.stack([np.full(8, 1e5), 1e5 + gains])
    view = difference_distribution(Findings(made_up_result(n_paths=8, after_tax_wealth=wealth)), theme)
    better, worse = view.figure.data[:2]
    assert sum(better.y) + sum(worse.y) == pytest.approx(100.0)
    assert sum(better.y) == pytest.approx(75.0)
    assert min(better.x) > 0 > max(worse.x)
    assert view.table["Difference [real USD]"].iloc[4] == pytest.approx(200.0)  # the median


def test_less_tax_is_better():
    taxes = np.array([[[100.0]] * 4, [[40.0]] * 4])
    findings = Findings(made_up_result(n_years=1, tax_state=taxes))
    view = difference_distribution(findings, measure=MEASURE["lifetime_tax_real"])
    better, worse = view.figure.data[:2]
    assert sum(better.y) == pytest.approx(100.0)
    assert sum(worse.y) == 0.0


def test_no_difference_at_all_is_a_picture_too():
    view = difference_distribution(Findings(made_up_result()))
    assert "exactly the same" in view.words
    assert difference_distribution(Findings(random_result())).figure.data
