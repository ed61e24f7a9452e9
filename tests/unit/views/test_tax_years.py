"""Rates, brackets, tiers and required distributions over two made-up paths, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.studies.over_time.tax_years import NO_MEDICARE, TaxYears
from sim.views.years.tax_years import filled_brackets, medicare_tiers, required_by_year, tax_rates


@pytest.fixture
def found() -> TaxYears:
    """Two paths, two years; on the second path nobody lives in the second year; prices double between the years."""
    return TaxYears(
        years=np.array([2030, 2031]),
        rates=(0.10, 0.12),
        paths=np.array([0, 1]),
        is_lived=np.array([[True, True], [True, False]]),
        mid_prices=np.array([[1.0, 2.0], [1.0, 2.0]]),
        income=np.array([[100_000.0, 50_000.0], [300_000.0, 0.0]]),
        tax=np.array([[10_000.0, 5_000.0], [50_000.0, 0.0]]),
        federal_tax=np.array([[8_000.0, 5_000.0], [40_000.0, 0.0]]),
        in_bracket=np.array([[[20_000.0, 0.0], [8_000.0, 2_000.0]], [[20_000.0, 60_000.0], [0.0, 0.0]]]),
        marginal_rate=np.array([[0.10, 0.12], [0.12, 0.0]]),
        tier=np.array([[0, 2], [1, NO_MEDICARE]]),
        surcharge=np.array([[0.0, 4_000.0], [1_000.0, 0.0]]),
        required=np.array([[0.0, 6_000.0], [0.0, 0.0]]),
    )


def test_rates_are_those_of_a_dollar_of_all_income(found: TaxYears) -> None:
    table = tax_rates(found).table
    assert table.iloc[:, 1:].to_numpy().tolist() == [[15.0, 12.0, 11.5], [10.0, 10.0, 12.0]]


def test_brackets_are_means_over_lived_paths_in_dollars_of_the_start(found: TaxYears) -> None:
    assert filled_brackets(found).table.iloc[:, 1:].to_numpy().tolist() == [[20_000.0, 30_000.0], [4_000.0, 1_000.0]]
    in_future = filled_brackets(found, is_future=True)
    assert in_future.table.iloc[1, 1:].tolist() == [8_000.0, 2_000.0]
    assert "future dollars" in in_future.figure.layout.yaxis.title.text


def test_tiers_are_shares_of_the_paths_with_medicare(found: TaxYears) -> None:
    view = medicare_tiers(found)
    assert view.table.iloc[:, 1:4].to_numpy().tolist() == [[50.0, 50.0, 0.0], [0.0, 0.0, 100.0]]
    assert view.table.iloc[:, 4].tolist() == [500.0, 2_000.0]
    assert "100% of paths at most" in view.words


def test_on_one_path_the_years_of_a_surcharge_are_named(found: TaxYears) -> None:
    names = ("paths", "is_lived", "mid_prices", "income", "tax", "federal_tax", "in_bracket", "marginal_rate", "tier",
             "surcharge", "required")  # fmt: skip
    one = replace(found, **{name: getattr(found, name)[:1] for name in names})
    assert medicare_tiers(one).words == "Surcharges are charged in 2031, by tier 2 at most; $2,000 in all."


def test_required_distributions_begin_where_they_are_first_above_zero(found: TaxYears) -> None:
    view = required_by_year(found)
    assert view.table.iloc[:, 1].tolist() == [0.0, 3_000.0]
    assert "from 2031 on" in view.words
    assert required_by_year(replace(found, required=np.zeros((2, 2)))).words.startswith("No distribution")
