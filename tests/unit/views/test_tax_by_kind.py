"""Tax by kind and year: the kinds add up to the year's tax, and the changes to the paired difference."""

import numpy as np
import pytest

from sim.results.findings import TAX_KINDS, Findings
from sim.results.paired import MEASURE, paired_difference
from sim.views.over_time import tax_by_year
from sim.views.tax_by_kind import tax_by_kind
from sim.views.yearly_change import yearly_change
from tests.unit.results.synthetic import made_up_result, random_result


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Findings(random_result(n_strategies=3))


def test_the_kinds_of_a_year_add_up_to_its_tax(findings: Findings) -> None:
    table = tax_by_kind(findings, strategy=2, reference=0).table
    kinds = [
        column for column in table if column.endswith("[real USD/yr]") and "change" not in column and "±" not in column
    ]
    assert table[kinds].sum(axis=1).to_numpy() == pytest.approx(tax_by_year(findings, 2).mean(axis=0))


def test_the_changes_of_the_kinds_add_up_to_the_paired_difference(findings: Findings) -> None:
    table = tax_by_kind(findings, strategy=2, reference=0).table
    kinds = [f"{name}, change [real USD/yr]" for name in TAX_KINDS.values() if f"{name}, change [real USD/yr]" in table]
    assert table[kinds].sum(axis=1).to_numpy() == pytest.approx(table["All, change [real USD/yr]"].to_numpy())
    by_path = findings.lifetime_tax[2] - findings.lifetime_tax[0]
    assert table["All, change [real USD/yr]"].sum() == pytest.approx(by_path.mean())


def test_a_kind_that_never_occurs_is_left_out() -> None:
    ordinary = np.full((2, 4, 3), 1_000.0)
    ordinary[1] -= 100.0
    view = tax_by_kind(Findings(made_up_result(n_paths=4, tax_ordinary=ordinary)), strategy=1, reference=0)
    assert [trace.name for trace in view.figure.data] == ["Ordinary income"] * 2 + ["All kinds"]
    assert view.words == "On average over the plan's years harvesting changes ordinary income by -$300."


def test_nothing_changed_is_said() -> None:
    view = tax_by_kind(Findings(made_up_result(n_paths=3)), strategy=1, reference=0)
    assert view.words == "On average harvesting changes no tax of the plan's years."


@pytest.mark.parametrize("is_in_pairs", [False, True])
def test_the_error_of_a_year_is_that_of_every_paired_difference(is_in_pairs: bool) -> None:
    change = np.random.default_rng(5).normal(3.0, 40.0, (64, 3))
    mean, error = yearly_change(change, is_in_pairs)
    for year in range(3):
        row = paired_difference(change[:, year], MEASURE["lifetime_tax_real"], is_in_pairs)
        assert (mean[year], error[year]) == pytest.approx((row.mean, 2.0 * row.standard_error))
