"""Exceptions to the additional 10% tax."""

import pytest

from sim.errors import InputError
from sim.law.early_distribution import amount_under_additional_tax, early_exceptions, load_early_distribution_ages
from sim.tax.early_distribution import is_early_distribution


def test_rule_of_55_holds_in_the_plan_and_is_lost_in_the_ira():
    # IRC 72(t)(2)(A)(v), (3)(A)
    ages = load_early_distribution_ages(2026)
    assert not is_early_distribution(56.0, 1, 55.0, ages)
    assert is_early_distribution(56.0, 0, 55.0, ages)
    assert is_early_distribution(56.0, 1, 54.0, ages)
    assert is_early_distribution(56.0, 1, 0.0, ages)  # still working there
    assert not is_early_distribution(59.5, 0, 0.0, ages)


def test_public_safety_employees_may_separate_at_50():
    ages = load_early_distribution_ages(2026, is_public_safety=True)
    assert not is_early_distribution(51.0, 1, 50.0, ages)


def test_limits_of_exceptions():
    assert amount_under_additional_tax(25_000.0, "ira", ["first_home"]) == 15_000.0  # IRC 72(t)(8)(B)
    assert amount_under_additional_tax(25_000.0, "ira", ["disability"]) == 0.0
    assert amount_under_additional_tax(25_000.0, "ira", []) == 25_000.0
    assert amount_under_additional_tax(500.0, "plan", ["emergency"]) == 0.0


def test_an_exception_for_another_account_is_refused():
    with pytest.raises(InputError, match="does not hold") as caught:
        amount_under_additional_tax(1.0, "ira", ["separation_at_55", "no_such"])
    assert len(caught.value.problems) == 2


def test_every_exception_cites_section_72():
    assert all(exception.reference.startswith("IRC 72") for exception in early_exceptions().values())
