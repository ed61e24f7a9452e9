"""Tax by kind and year: the kinds add up to the year's tax, and the changes to the paired difference."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.records.fields import YEARLY_FIELDS
from sim.engine.run.reduced import KEPT
from sim.engine.run.result import Reduced
from sim.results.findings import TAX_KINDS, Findings
from sim.results.paired import MEASURE, paired_difference
from sim.views.income_sources import income_by_source
from sim.views.over_time import tax_over_time, wealth_over_time, years_table
from sim.views.tax_by_kind import tax_by_kind
from sim.views.yearly_change import tax_by_year, tax_change
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


def test_the_error_of_a_year_is_that_of_every_paired_difference(findings: Findings) -> None:
    mean, error = tax_change(findings, 2, 0)
    change = tax_by_year(findings, 2) - tax_by_year(findings, 0)
    for year in range(len(mean)):
        row = paired_difference(change[:, year], MEASURE["lifetime_tax_real"])
        assert (mean[year], error[year]) == pytest.approx((row.mean, 2.0 * row.standard_error))


def test_a_large_run_has_the_means_and_no_error(findings: Findings) -> None:
    """It keeps most yearly fields as means alone; every picture of the years is drawn all the same."""
    whole = findings.result
    gone = [field for field in YEARLY_FIELDS if field not in KEPT]
    means = {name: np.stack([whole.means(name), whole.means(name, is_real=True)]) for name in gone}
    sums = {name: np.stack([whole.sums(name), whole.sums(name, is_real=True)]) for name in gone}
    yearly = {name: whole.yearly[name] for name in KEPT}
    large = Findings(replace(whole, yearly=yearly, reduced=Reduced(sums, means)))
    here, there = (tax_by_kind(one, strategy=2, reference=0).table for one in (findings, large))
    assert there.iloc[:, :-1].to_numpy() == pytest.approx(here.iloc[:, :-1].to_numpy())
    assert there.iloc[:, -1].isna().all()
    assert years_table(large, 1).to_numpy() == pytest.approx(years_table(findings, 1).to_numpy())
    assert tax_over_time(large, strategy=2, reference=0).table.iloc[:, :4].notna().all().all()
    assert wealth_over_time(large, strategy=1).words.endswith("keeps no spread of it.")
    assert income_by_source(large, strategy=1).table.to_numpy() == pytest.approx(
        income_by_source(findings, strategy=1).table.to_numpy()
    )
