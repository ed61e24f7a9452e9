import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.results.returns import flow_times, money_weighted_return

ONE_YEAR = np.ones(1)


def rate(start, flows, terminal, year_share):
    flows = np.atleast_2d(np.asarray(flows, dtype=float))
    return money_weighted_return(start, flows, np.atleast_1d(np.asarray(terminal, dtype=float)), np.asarray(year_share))


def test_flows_fall_on_the_middle_of_the_years_part_inside_the_plan():
    times, end = flow_times(np.array([0.5, 1.0, 1.0]))
    assert times.tolist() == [0.25, 1.0, 2.0]
    assert end == 2.5


def test_growth_without_flows_is_the_compound_rate():
    assert rate(100, [0, 0], 121, [1, 1])[0] == pytest.approx(0.10, abs=1e-12)


def test_growth_over_a_first_half_year_is_annualized():
    assert rate(100, [0], 110, [0.5])[0] == pytest.approx(1.1**2 - 1, abs=1e-12)


def test_one_years_flow_in_the_middle_has_the_quadratics_root():
    # 100 = 50 v + 60 v^2 with v = (1 + r)^(-1/2): v = (-50 + sqrt(50^2 + 4 * 60 * 100)) / 120
    v = (-50 + np.sqrt(50**2 + 4 * 60 * 100)) / 120
    assert rate(100, [50], 60, ONE_YEAR)[0] == pytest.approx(v**-2 - 1, abs=1e-12)


def test_a_loss_and_an_exhausted_portfolio_have_negative_returns():
    assert rate(100, [0], 50, ONE_YEAR)[0] == pytest.approx(-0.5, abs=1e-12)
    assert rate(100, [80, 0], 0, [1, 1])[0] == pytest.approx(0.8**2 - 1, abs=1e-12)


def test_nothing_at_the_start_or_nothing_ever_back_is_undefined():
    assert np.isnan(rate(0, [1], 1, ONE_YEAR)[0])
    assert np.isnan(rate(100, [0], 0, ONE_YEAR)[0])


def test_the_root_nearest_to_a_plausible_return_is_chosen_of_several():
    # (1 + r) solves 100 (1+r)^2 - 230 (1+r) + 132 = 0: 10% and 20%; a year of length 2 puts its flow on time 1
    assert rate(100, [230], -132, [2.0])[0] == pytest.approx(0.10, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-0.3, 0.6),
    st.lists(st.floats(0, 40_000), min_size=2, max_size=40),
    st.floats(0.1, 1.0),
)
def test_the_rate_that_made_the_wealth_is_found_again(true_rate, flows, first_share):
    shares = np.array([first_share] + [1.0] * (len(flows) - 1))
    times, end = flow_times(shares)
    present = np.sum(np.array(flows) / (1 + true_rate) ** times)
    start = present + 50_000
    terminal = (start - present) * (1 + true_rate) ** end
    assert rate(start, flows, terminal, shares)[0] == pytest.approx(true_rate, abs=1e-9)


def test_equal_rows_get_equal_rates_to_the_last_bit_wherever_they_stand():
    draw = np.random.default_rng(5)
    flows, terminal = draw.uniform(0, 9_000, (37, 31)), draw.uniform(0, 3e5, 37)
    share = np.array([0.9] + [1.0] * 30)
    alone = money_weighted_return(1e5, flows, terminal, share)
    order = draw.permutation(37)
    shuffled = money_weighted_return(
        1e5, np.vstack([flows[:3], flows[order]]), np.append(terminal[:3], terminal[order]), share
    )
    assert shuffled[3:].tolist() == alone[order].tolist()
