"""Life tables and starting dates of required distributions."""

from datetime import date

import pytest

from sim.law.rmd_law import (
    applicable_age,
    distribution_deadline,
    first_distribution_year,
    load_rmd_tables,
    missed_distribution_rate,
    required_beginning_date,
)


@pytest.mark.parametrize(
    ("born", "age", "first_year"),
    [
        (date(1949, 6, 30), 70.5, 2019),
        (date(1949, 7, 1), 72.0, 2021),
        (date(1950, 12, 31), 72.0, 2022),
        (date(1951, 1, 1), 73.0, 2024),
        (date(1959, 12, 31), 73.0, 2032),
        (date(1960, 1, 1), 75.0, 2035),
    ],
)
def test_secure_2_ages(born, age, first_year):
    # IRC 401(a)(9)(C)(v)
    assert applicable_age(born) == age
    assert first_distribution_year(born) == first_year
    assert required_beginning_date(born) == date(first_year + 1, 4, 1)


def test_only_the_first_distribution_may_wait_for_april():
    born = date(1953, 5, 1)
    assert distribution_deadline(born, 2026) == date(2027, 4, 1)
    assert distribution_deadline(born, 2027) == date(2027, 12, 31)


def test_tables_by_publication_590_b():
    # Publication 590-B appendix B, tables I (single), II (joint), III (uniform).
    tables = load_rmd_tables()
    assert [tables.uniform[age] for age in (72, 73, 84, 100, 120)] == [27.4, 26.5, 16.8, 6.4, 2.0]
    assert [tables.single[age] for age in (0, 40, 65, 90, 110, 120)] == [84.6, 45.7, 22.9, 5.7, 2.0, 1.0]
    assert tables.joint[75, 60] == 28.3
    assert tables.uniform[71] == 0.0


def test_tables_never_rise_with_age():
    tables = load_rmd_tables()
    assert (tables.uniform[72:-1] >= tables.uniform[73:]).all()
    assert (tables.single[:-1] >= tables.single[1:]).all()
    for owner in range(72, 120):
        known = tables.joint[owner] > 0
        row = tables.joint[owner][known]
        assert (row[:-1] >= row[1:]).all()
        assert (tables.joint[owner + 1][known] <= row + 1e-9).all()


def test_joint_table_is_longer_than_uniform_and_meets_the_single_table():
    # Two lives last at least as long as the younger life alone, and the joint table only opens where it helps.
    tables = load_rmd_tables()
    for owner in range(72, 121):
        for spouse in range(20, owner - 10):
            joint = tables.joint[owner, spouse]
            assert joint >= tables.uniform[owner]
            assert joint >= tables.single[spouse] - 1e-9


def test_missed_distribution():
    assert missed_distribution_rate(False) == 0.25  # IRC 4974(a)
    assert missed_distribution_rate(True) == 0.10  # IRC 4974(e)
