"""The plan's years as pictures: what they show adds up to what the run says elsewhere."""

import numpy as np
import pytest

from sim.results.findings import Findings
from sim.views.over_time import tax_over_time, wealth_over_time, years_table
from sim.views.yearly_change import tax_by_year
from tests.unit.results.synthetic import random_result


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Findings(random_result(n_strategies=3))


def test_the_years_taxes_add_up_to_those_of_the_plan(findings: Findings) -> None:
    for index in range(3):
        assert tax_by_year(findings, index).sum(axis=1) == pytest.approx(findings.lifetime_tax[index])


def test_the_change_is_the_paired_difference_of_the_years(findings: Findings) -> None:
    table = tax_over_time(findings, strategy=2, reference=0).table
    by_path = findings.lifetime_tax[2] - findings.lifetime_tax[0]
    assert table.iloc[:, 3].sum() == pytest.approx(by_path.mean())
    without, with_it, change = (table.iloc[:, k].to_numpy() for k in (1, 2, 3))
    assert with_it - without == pytest.approx(change)


def test_the_median_lies_inside_the_bands(findings: Findings) -> None:
    view = wealth_over_time(findings, strategy=1)
    rows = view.table.iloc[:, 1:].to_numpy()
    assert (np.diff(rows, axis=1) >= 0).all()
    assert "one in twenty" in view.words


def test_a_row_for_every_year_of_the_plan(findings: Findings) -> None:
    table = years_table(findings, 1)
    assert list(table["Year"]) == findings.result.years.tolist()
    assert table.iloc[:, 2].to_numpy() == pytest.approx(np.nanmean(findings.income_of(1), axis=0))
