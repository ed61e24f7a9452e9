"""Small parts: fixed-point units, cents by largest remainder, short and long."""

from datetime import date
from decimal import Decimal

import pytest

from sim.lots.rounding import cents_by_largest_remainder, dollars, nearest_cent
from sim.lots.terms import first_long_term_day, is_long_term
from sim.lots.units import SCALE, part_of, to_decimal, to_units


@pytest.mark.parametrize(
    ("text", "written"),
    [("100", "100"), ("0.5", "0.5"), ("1200", "1200"), ("0.000000000001", "0.000000000001"), ("33.333", "33.333")],
)
def test_quantities_are_written_plain(text, written):
    assert f"{to_decimal(to_units(Decimal(text))):f}" == written


def test_parts_of_a_third_add_up():
    whole, left, shares = to_units(10), to_units(10), to_units(3)
    parts = []
    for _ in range(3):
        parts.append(part_of(left, SCALE, shares))
        left, shares = left - parts[-1], shares - SCALE
    assert sum(parts) == whole
    assert max(parts) - min(parts) <= 1


def test_largest_remainder_spends_the_missing_cents_where_most_was_cut_off():
    """$10 in thirds is 3.34 + 3.33 + 3.33: of equals the first gets the cent."""
    third = to_units(10) // 3
    assert cents_by_largest_remainder([third, third, to_units(10) - 2 * third]) == [334, 333, 333]
    halves = [to_units("0.125"), to_units("0.126"), to_units("0.249")]
    assert cents_by_largest_remainder(halves) == [12, 13, 25]
    assert cents_by_largest_remainder([]) == []


def test_cents_round_half_up_and_print_two_decimals():
    assert nearest_cent(to_units("0.125")) == 13
    assert nearest_cent(to_units("-0.126")) == -13
    assert str(dollars(100)) == "1.00"


@pytest.mark.parametrize(
    ("start", "first_long"),
    [
        (date(2024, 1, 2), date(2025, 1, 3)),
        (date(2023, 2, 28), date(2024, 3, 1)),  # Rev. Rul. 66-7: last day of a month, first day of the thirteenth
        (date(2024, 2, 28), date(2025, 3, 1)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2024, 4, 30), date(2025, 5, 1)),
        (date(2024, 12, 31), date(2026, 1, 1)),
    ],
)
def test_long_term_begins_after_more_than_one_year(start, first_long):
    assert first_long_term_day(start) == first_long
    assert is_long_term(start, first_long)
    assert not is_long_term(start, date.fromordinal(first_long.toordinal() - 1))
