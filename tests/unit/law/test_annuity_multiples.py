"""How long annuities are expected to pay, against published figures."""

import pytest

from sim.law.annuity_multiples import couple_multiple, joint_multiple, life_multiple, months_of_recovery

TEN_YEARS_APART = {
    70: 26.2, 71: 25.3, 72: 24.4, 73: 23.5, 74: 22.7, 75: 21.8, 76: 20.9, 77: 20.1, 78: 19.2, 79: 18.4, 80: 17.6,
    81: 16.8, 82: 16.0, 83: 15.3, 84: 14.5, 85: 13.8, 86: 13.1, 87: 12.4, 88: 11.8, 89: 11.1, 90: 10.5,
}  # fmt: skip
"""Prop. Reg. 1.401(a)(9)-2, Q&A-4 (1987), the minimum distribution incidental benefit: Table VI at two ages."""


def test_one_life() -> None:
    """Reg. 1.72-5(a)(1): 19.2 at 66. Pub. 939: 16.0 at 70. The ends of Table V: 76.6 at 5, 0.5 at 115."""
    assert [life_multiple(age) for age in (5, 65, 66, 70, 115, 119)] == [76.6, 20.0, 19.2, 16.0, 0.5, 0.5]


@pytest.mark.parametrize(("age", "expected"), TEN_YEARS_APART.items())
def test_two_lives_are_within_a_tenth_of_table_vi(age: int, expected: float) -> None:
    assert joint_multiple(age, age - 10) == pytest.approx(expected, abs=0.1001)
    assert joint_multiple(age - 10, age) == joint_multiple(age, age - 10)


def test_of_twenty_one_ages_nineteen_are_table_vi_to_the_tenth() -> None:
    assert sum(joint_multiple(age, age - 10) == expected for age, expected in TEN_YEARS_APART.items()) == 19


def test_two_lives_in_the_example_of_publication_939() -> None:
    """Ages 70 and 67: 22.0 on both lives; 500 a month and 350 to the survivor are expected to return 121,200."""
    assert joint_multiple(70, 67) == 22.0
    assert 6_000 * couple_multiple(70, 67, 350 / 500) == pytest.approx(121_200)


@pytest.mark.parametrize(
    ("age", "survivor_age", "months"),
    [
        *((55, None, 360), (56, None, 310), (60, None, 310), (61, None, 260), (65, None, 260), (66, None, 210)),
        *((70, None, 210), (71, None, 160)),
        *((55, 55, 410), (60, 51, 360), (60, 60, 360), (65, 56, 310), (65, 65, 310), (70, 61, 260), (71, 70, 210)),
    ],
)
def test_months_over_which_a_pensions_cost_comes_back(age: int, survivor_age: int | None, months: int) -> None:
    """IRC 72(d)(1)(B)(iii), (iv); Pub. 575, Worksheet A, tables 1 and 2."""
    assert months_of_recovery(age, survivor_age) == months
