import math

import numpy as np
import pytest

from sim.results.findings import Findings
from sim.results.paired import DETAILS, MEASURE, differences, paired_difference, versus
from tests.unit.results.synthetic import made_up_result, random_result

WEALTH = MEASURE["after_tax_wealth_real"]
TAX = MEASURE["lifetime_tax_real"]


def test_mean_and_standard_error_by_hand():
    # differences 1, 2, 3, 6: mean 3, sample variance (4 + 1 + 0 + 9) / 3, standard error sqrt(14 / 3 / 4)
    row = paired_difference(np.array([1.0, 2.0, 3.0, 6.0]), WEALTH)
    assert row.mean == 3.0
    assert row.standard_error == pytest.approx(math.sqrt(14 / 12), rel=1e-15)
    assert row.median == 2.5
    assert row.share_better == 1.0
    assert row.is_measurable


def test_the_names_of_taxes_keep_their_capitals() -> None:
    labels = [measure.label for measure in DETAILS if measure.label.startswith("Tax: ")]
    assert "Tax: Medicare surcharges (IRMAA)" in labels
    assert "Tax: state income tax" in labels


def test_inside_two_standard_errors_is_not_measurable():
    # mean 1, standard error sqrt(((-3)^2 + 1^2 + 2^2) / 2 / 3) = sqrt(7 / 3) = 1.53
    row = paired_difference(np.array([-2.0, 2.0, 3.0]), WEALTH)
    assert row.standard_error == pytest.approx(math.sqrt(7 / 3))
    assert not row.is_measurable


def test_exact_zeros_are_exactly_zero():
    row = paired_difference(np.zeros(1000), WEALTH)
    assert (row.mean, row.standard_error, row.median, row.share_better) == (0.0, 0.0, 0.0, 0.0)
    assert math.copysign(1, row.mean) == 1
    assert row.is_zero
    assert not row.is_measurable


def test_rounding_noise_is_never_measurable():
    row = paired_difference(np.full(100, 1e-9), WEALTH)
    assert not row.is_zero
    assert not row.is_measurable


def test_one_path_has_no_standard_error():
    row = paired_difference(np.array([500.0]), WEALTH)
    assert math.isnan(row.standard_error)
    assert not row.is_measurable


def test_less_tax_is_better():
    row = paired_difference(np.array([-1.0, -2.0, 5.0, 0.0]), TAX)
    assert row.share_better == 0.5
    assert row.share_worse == 0.25


def test_differences_are_taken_path_by_path_in_real_dollars():
    wealth = np.array([[100.0, 200.0, 300.0, 400.0], [110.0, 190.0, 330.0, 400.0]])
    findings = Findings(made_up_result(after_tax_wealth=wealth, n_years=2, inflation=0.25))
    rows = differences(findings, WEALTH)
    assert rows[1] == pytest.approx(np.array([10, -10, 30, 0]) / 1.25**2)
    assert rows[0].tolist() == [0, 0, 0, 0]


def test_equal_strategies_differ_by_exactly_zero_in_every_measure():
    one = random_result(n_strategies=1)
    fields = {name: np.repeat(values, 2, axis=0) for name, values in {**one.yearly, **one.terminal}.items()}
    findings = Findings(made_up_result(50, 6, inflation=0.02, start_wealth=1e6, **fields))
    for measure in MEASURE.values():
        for row in versus(findings, measure):
            assert row.is_zero
            assert (row.mean, row.standard_error) == (0.0, 0.0)


def test_a_figure_that_one_strategy_lacks_is_left_out_and_what_both_lack_is_no_difference():
    findings = Findings(made_up_result())
    findings.__dict__["tax_drag_bp"] = np.array([[1.0, np.nan, np.nan, 2.0], [2.0, np.nan, 3.0, 5.0]])
    row = versus(findings, MEASURE["tax_drag_bp"])[1]
    assert row.mean == pytest.approx((1 + 0 + 3) / 3)


def test_the_standard_error_covers_the_truth_as_often_as_it_says():
    draw = np.random.default_rng(11)
    hits = 0
    for _ in range(400):
        row = paired_difference(draw.normal(50.0, 400.0, 200), WEALTH)
        hits += abs(row.mean - 50.0) <= 2 * row.standard_error
    assert 0.92 <= hits / 400 <= 0.98  # two standard errors: 95.4%


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_interval_holds_a_skewed_truth_as_often_as_it_says(sign):
    """Lognormal draws whose skewness is 6.2, like the differences of a household that harvests on few paths."""
    random = np.random.default_rng(11)
    truth = sign * math.exp(0.5)
    hits = 0
    for _ in range(1_000):
        row = paired_difference(sign * np.exp(random.standard_normal(500)), WEALTH)
        hits += abs(row.mean - truth) <= 2 * row.standard_error
    assert 0.94 <= hits / 1_000 <= 0.98
