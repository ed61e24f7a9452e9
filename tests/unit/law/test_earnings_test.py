"""What work withholds from benefits: examples of SSA Publication 05-10077 (2025), and the law's rules by hand."""

from datetime import date

import pytest

from sim.engine.run.run import simulate
from sim.law.benefits.earnings_test import Worker, benefit_paid_in, is_withheld_whole
from tests.unit.engine.small import small_scenario

CENT = 0.01


def _paid(worker: Worker, year: int, months: range = range(1, 13)) -> list[float]:
    """Return what is paid for the benefit months of a year: each one in the month after it."""
    return [benefit_paid_in(worker, year * 12 + month) / 12 for month in months]


def _worker(born: date, benefit: float, claiming_age: int, wages: float, until: date, first_year: int = 2025) -> Worker:
    return Worker(born, benefit, claiming_age, wages, until, first_year, 0.025)


def test_a_dollar_is_withheld_for_every_two_above_the_limit() -> None:
    """$600 a month from January 2025, $25,300 of earnings, $1,900 above $23,400: $950 are withheld."""
    worker = _worker(date(1963, 1, 15), 7_200, 62, 25_300, date(2025, 12, 31))
    assert _paid(worker, 2025) == pytest.approx([0, 250, *[600] * 10], abs=CENT)


def test_in_the_year_of_full_retirement_age_it_is_one_for_three_and_only_before_that_month() -> None:
    """Full retirement age in August 2025 (66 and 8 months, born in December 1958), $63,000 from January to July, $840
    above $62,160: $280 are withheld, and nothing from August on.

    Claimed for December 2024, which is withheld whole: two months of eight come out of the reduction by 5/900 each.
    """
    worker = _worker(date(1958, 12, 5), 7_200, 66, 63_000 / 7 * 12, date(2027, 12, 31))
    from_august = 600 / (1 - 8 * 5 / 900) * (1 - 6 * 5 / 900)
    assert _paid(worker, 2024, range(12, 13)) == [0.0]
    assert _paid(worker, 2025) == pytest.approx([320, *[600] * 6, *[from_august] * 5], abs=CENT)
    assert _paid(worker, 2026) == pytest.approx([from_august] * 12, abs=CENT)


def test_twelve_twelfths_of_a_benefit_are_all_of_it() -> None:
    """Wages of 104,215 withhold more than the benefit; what dividing by twelve leaves of it is no payment.

    A month that is withheld whole withholds what others are paid on the record, too: 42 USC 403(b)(1), 20 CFR 404.415.
    """
    for cents in range(2_400_000, 2_400_400):
        worker = _worker(date(1965, 11, 30), cents / 100, 63, 104_215.46, date(2034, 11, 13))
        assert is_withheld_whole(worker, 2029 * 12), cents


def test_in_the_first_year_without_work_each_month_without_it_is_paid_whole() -> None:
    """John Smith stops at 62 on October 31, 2025, after $45,000; November and December are paid."""
    worker = _worker(date(1963, 9, 15), 12_000, 62, 54_000, date(2025, 10, 31))
    assert _paid(worker, 2025, range(9, 13)) == pytest.approx([0, 0, 1_000, 1_000], abs=CENT)


def test_who_claims_at_62_and_works_on_is_paid_nothing_and_gets_it_back_at_full_retirement_age() -> None:
    """Born in December 1963, 110,000 to 2029: (110,000 - 24,480) / 2 is more than 24,000. January 2030 pays for 2029.

    49 months are taken out of the 60 of the reduction: 24,000 / 0.70 x (1 - 11 x 5/900) = 32,190.48 from the benefit of
    December 2030, which January 2031 pays.
    """
    person = {
        "name": "One",
        "born": "1963-12-15",
        "wages": {"annual": 110_000, "until": "2029-12-31"},
        "social_security": {"annual_at_claiming": 24_000, "claiming_age": 62},
    }
    scenario = small_scenario("2026-01-01", horizon_years=6, household={"people": [person], "state": "TX"})
    income = simulate(scenario.with_paths(1)).yearly["outside_income"][0, 0]
    assert income == pytest.approx([110_000] * 4 + [22_000, 32_190.48], abs=CENT)


def test_after_full_retirement_age_nothing_is_withheld() -> None:
    worker = _worker(date(1958, 1, 15), 24_000, 67, 300_000, date(2030, 12, 31))
    assert _paid(worker, 2026) == pytest.approx([2_000] * 12)


def test_a_spouses_addition_is_withheld_with_the_worker() -> None:
    """The worker of 62 is paid nothing in 2026, so neither is what half of that benefit adds: 42 USC 403(b)(1)."""
    worker = {
        "name": "One",
        "born": "1963-12-15",
        "wages": {"annual": 150_000, "until": "2026-12-31"},
        "social_security": {"annual_at_claiming": 24_000, "claiming_age": 62},
    }
    spouse = {
        "name": "Two",
        "born": "1959-01-15",
        "social_security": {"annual_at_claiming": 6_000, "claiming_age": 66, "takes_spousal": True},
    }
    household = {"people": [worker, spouse], "filing_status": "mfj", "state": "TX"}
    scenario = small_scenario("2026-01-01", household=household)
    first, second = simulate(scenario.with_paths(1)).yearly["outside_income"][0, 0]
    assert first == pytest.approx(150_000 + 6_000, abs=CENT)
    assert second > 6_000 + 11 * 2_000
